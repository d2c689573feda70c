import { envNamingOf } from '../../config/complete.ts';
import { type Blueprint, withAppIds } from '../../core/blueprint.ts';
import type { Secret } from '../../core/secret.ts';
import type { Settings } from '../../core/settings.ts';
import { registrationsIn } from '../../core/tenant.ts';
import { refuseMismatch, renderMaskedEnv } from '../../emit/dotenv.ts';
import { parseEnvFile } from '../../emit/env-read.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { say } from '../../ui/layout.ts';
import { completeSettings, type FilesRequest, proveWritable, withKeyPath, writeEnv } from '../files/files.ts';
import { envFilePath } from '../files/server-credential.ts';
import { identityOf, type SignInOutside } from '../run/connect.ts';
import { gatherInputs, requireBlueprint } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { judgeTenant } from '../run/judge-tenant.ts';
import { connectAndObserve, targetOf } from '../run/observe.ts';
import { type Reporting, startReport } from '../run/result.ts';
import type { EnvFlags } from './command.ts';

/** Renders the settings of the MCP server again; a secret that is in the file stays there. */
export async function env(
  { flags }: Invocation<EnvFlags>,
  outside: SignInOutside & Reporting,
): Promise<CommandResult> {
  const finish = startReport('env', outside);
  const inputs = await gatherInputs(flags, outside);
  const blueprint = requireBlueprint(inputs);
  refuseMismatch(envNamingOf(inputs.input), blueprint);
  if (flags.output !== '-') await proveWritable(outside, inputs, flags);
  const { connection, tenant } = await connectAndObserve(outside, blueprint, flags);
  const request = { inputs, flags, tenant, connection, early: [] };
  const settings = await settingsNow(outside, request, blueprint);
  const own = envFilePath(inputs);
  const secret = await secretInFile(outside, request, own);
  const body = { target: targetOf(blueprint, tenant), identity: identityOf(connection.session) };
  if (flags.output === '-') {
    const { carried: text } = withKeyPath(outside.files, withSecret(settings, secret), (one) =>
      renderMaskedEnv(one, envNamingOf(inputs.input)),
    );
    return { exitCode: 0, document: finish({ exitCode: 0, ...body }), text };
  }
  // A secret stays in the one file that the server reads.
  const keptAt = flags.output !== undefined && flags.output !== own && secret !== null ? own : null;
  const written = await writeEnv(outside, request, settings, keptAt);
  say(outside.terminal, written.notices);
  const files = written.isWritten ? [written.path] : [];
  const applied = { done: [], stoppedAt: null, credentials: [], files };
  const text = written.isWritten ? `Written: ${written.path}\n` : `${written.path} says it all already.\n`;
  return { exitCode: 0, document: finish({ exitCode: 0, ...body, applied }), text };
}

/** The settings as the tenant is now. Throws `CONFIG_INVALID` unless both apps exist. */
async function settingsNow(
  outside: Pick<Outside, 'clock' | 'files' | 'terminal'>,
  request: FilesRequest,
  blueprint: Blueprint,
): Promise<Settings> {
  const { tenant } = request;
  const { checks = [] } = judgeTenant(blueprint, tenant, {}, outside);
  const scope = checks.find(({ id, status }) => id === 'server-api.scope' && status === 'fail');
  if (scope !== undefined) say(outside.terminal, [scope.message, 'To add it: entra-mcp-setup apply --yes']);
  const settings = await completeSettings(outside, request, {
    blueprint: withAppIds(blueprint, registrationsIn(tenant)),
    tenant,
    issued: [],
    checks,
  });
  if (settings !== null) return settings;
  throw new SetupError('CONFIG_INVALID', 'Both apps must exist before settings can be written.', {
    advice: ['Create them first: entra-mcp-setup setup'],
  });
}

/** The secret in the server's own file; Entra never shows a value again. */
async function secretInFile(
  { files }: Pick<Outside, 'files'>,
  { inputs }: Pick<FilesRequest, 'inputs'>,
  path: string,
): Promise<Secret | null> {
  const text = await files.readText(path);
  return text === null ? null : parseEnvFile(text, envNamingOf(inputs.input)).secret;
}

function withSecret(settings: Settings, value: Secret | null): Settings {
  const { credential } = settings;
  return credential.kind === 'secret' ? { ...settings, credential: { ...credential, value } } : settings;
}
