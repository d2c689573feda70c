import { envNamingOf } from '../config/complete.ts';
import { renderMaskedEnv } from '../emit/dotenv.ts';
import { SetupError } from '../errors.ts';
import { knownFrom } from '../graph/known.ts';
import { withAppIds } from './carry-out.ts';
import { connect, identityOf } from './connect.ts';
import { gatherInputs, requireBlueprint } from './inputs.ts';
import type { CommandResult, Invocation } from './invocation.ts';
import { checkCommonFlags } from './limits.ts';
import { observe, targetOf } from './observe.ts';
import type { Outside } from './outside.ts';
import { startReport } from './result.ts';
import { proveWritable, settingsFrom, writeEnv } from './setup-files.ts';
import { judged } from './verify.ts';

/** Renders the settings of the MCP server again; a secret that is in the file stays there. */
export async function env({ flags }: Invocation, outside: Outside): Promise<CommandResult> {
  checkCommonFlags(flags, outside);
  const finish = startReport('env', outside);
  const inputs = await gatherInputs(flags, outside);
  const blueprint = requireBlueprint(inputs);
  if (flags.output !== '-') await proveWritable(outside, inputs, flags);
  const connection = await connect(outside, {
    tenant: blueprint.tenant,
    cloud: blueprint.cloud,
    flags,
    access: 'read',
  });
  const tenant = await observe(outside, connection, blueprint, flags);
  const { checks = [] } = judged(blueprint, tenant, { answers: {} }, outside);
  const request = { inputs, flags, tenant, connection };
  const settings = settingsFrom(request, {
    blueprint: withAppIds(blueprint, knownFrom(tenant)),
    tenant,
    issued: [],
    checks,
  });
  if (settings === null) {
    throw new SetupError('CONFIG_INVALID', 'Both apps must exist before settings can be written.', {
      advice: ['Create them first: entra-mcp-setup setup'],
    });
  }
  const target = targetOf(blueprint, tenant);
  const identity = identityOf(connection.session);
  if (flags.output === '-') {
    const document = finish({ exitCode: 0, target, identity });
    return { exitCode: 0, document, text: renderMaskedEnv(settings, envNamingOf(inputs.input)) };
  }
  const written = await writeEnv(outside, request, settings, null);
  for (const notice of written.notices) outside.terminal.err(`${notice}\n`);
  const files = written.isWritten ? [written.path] : [];
  const document = finish({
    exitCode: 0,
    target,
    identity,
    applied: { done: [], stoppedAt: null, credentials: [], files },
  });
  return {
    exitCode: 0,
    document,
    text: written.isWritten ? `Written: ${written.path}\n` : `${written.path} says it all already.\n`,
  };
}
