import { envNamingOf } from '../config/complete.ts';
import type { Blueprint } from '../core/blueprint.ts';
import type { Settings } from '../core/settings.ts';
import { renderMaskedEnv } from '../emit/dotenv.ts';
import { SetupError } from '../errors.ts';
import { knownFrom } from '../graph/known.ts';
import { say } from '../ui/layout.ts';
import { withAppIds } from './carry-out.ts';
import { connect, identityOf } from './connect.ts';
import { gatherInputs, requireBlueprint } from './inputs.ts';
import type { CommandResult, Invocation } from './invocation.ts';
import { judged } from './judged.ts';
import { checkCommonFlags } from './limits.ts';
import { observe, targetOf } from './observe.ts';
import type { Outside } from './outside.ts';
import { startReport } from './result.ts';
import { completeSettings, type FilesRequest, proveWritable, withKeyPath, writeEnv } from './setup-files.ts';

/** Renders the settings of the MCP server again; a secret that is in the file stays there. */
export async function env({ flags }: Invocation, outside: Outside): Promise<CommandResult> {
  checkCommonFlags(flags, outside);
  const finish = startReport('env', outside);
  const inputs = await gatherInputs(flags, outside);
  const blueprint = requireBlueprint(inputs);
  if (flags.output !== '-') await proveWritable(outside, inputs, flags);
  const { tenant: name, cloud } = blueprint;
  const connection = await connect(outside, { tenant: name, cloud, flags, access: 'read' });
  const tenant = await observe(outside, connection, blueprint, flags);
  const request = { inputs, flags, tenant, connection };
  const settings = await settingsNow(outside, request, blueprint);
  const body = { target: targetOf(blueprint, tenant), identity: identityOf(connection.session) };
  if (flags.output === '-') {
    const { carried: text } = withKeyPath(outside.files, settings, (one) =>
      renderMaskedEnv(one, envNamingOf(inputs.input)),
    );
    return { exitCode: 0, document: finish({ exitCode: 0, ...body }), text };
  }
  const written = await writeEnv(outside, request, settings, null);
  say(outside.terminal, written.notices);
  const files = written.isWritten ? [written.path] : [];
  const applied = { done: [], stoppedAt: null, credentials: [], files };
  const text = written.isWritten ? `Written: ${written.path}\n` : `${written.path} says it all already.\n`;
  return { exitCode: 0, document: finish({ exitCode: 0, ...body, applied }), text };
}

/** The settings as the tenant is now; without both apps there are none. */
async function settingsNow(outside: Outside, request: FilesRequest, blueprint: Blueprint): Promise<Settings> {
  const { tenant } = request;
  const { checks = [] } = judged(blueprint, tenant, { answers: {} }, outside);
  const known = withAppIds(blueprint, knownFrom(tenant));
  const settings = await completeSettings(outside, request, { blueprint: known, tenant, issued: [], checks });
  if (settings !== null) return settings;
  throw new SetupError('CONFIG_INVALID', 'Both apps must exist before settings can be written.', {
    advice: ['Create them first: entra-mcp-setup setup'],
  });
}
