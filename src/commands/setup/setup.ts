import { CLOUDS } from '../../core/cloud.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { renderWelcome } from '../../ui/wizard/welcome.ts';
import { proveWritable } from '../files/files.ts';
import { signingInBy } from '../run/again.ts';
import { completing } from '../run/completing.ts';
import { gatherInputs, type Inputs, requireBlueprint } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { startReport } from '../run/result.ts';
import type { SetupFlags } from './command.ts';
import { converse } from './converse.ts';
import { localChecks } from './local-checks.ts';
import { sayDone } from './say-done.ts';

/** The guided set-up: asks, plans, confirms, applies, verifies, writes the files. */
export async function setup({ flags }: Invocation<SetupFlags>, outside: Outside): Promise<CommandResult> {
  const inputs = await gatherInputs(flags, outside);
  if (!outside.terminal.interactive) throw nobodyToAsk(inputs);
  const finish = startReport('setup', outside);
  await proveWritable(outside, inputs, flags);
  const cloud = inputs.input.cloud ?? 'public';
  const { authority, graph } = CLOUDS[cloud];
  const hosts = [authority, graph].map((origin) => new URL(origin).host);
  const checks = await localChecks(outside, cloud);
  const welcome = { version: outside.version, hosts, checks, practice: outside.practice !== null };
  outside.terminal.err(`${renderWelcome(welcome, outside.terminal)}\n`);
  const done = await converse(outside, flags, inputs);
  if (done === null) return { exitCode: 0, document: finish({ exitCode: 0 }), text: '' };
  const document = finish(done.body);
  const { exitCode } = document;
  // With JSON and other formats the result is one document, with nothing printed after it.
  if (flags.json || (flags.format ?? 'text') !== 'text') return { exitCode, document };
  await sayDone(completing(outside, signingInBy(outside.launch, done.auth)), flags, document, done);
  return { exitCode, document, text: '' };
}

/** The error without a terminal: every missing answer at once, or that none is missing and `apply` asks nothing. */
function nobodyToAsk(inputs: Inputs): SetupError {
  try {
    requireBlueprint(inputs);
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  return new SetupError(
    'MISSING_ANSWERS',
    'setup asks questions, and nobody can be asked here. No answer is missing.',
    {
      advice: ['Carry it out without questions: entra-mcp-setup apply --yes'],
    },
  );
}
