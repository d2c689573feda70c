import { completing } from '../commands/run/completing.ts';
import type { GivenFlags, Launch } from '../core/launch.ts';
import { shellOf } from '../core/shell.ts';
import type { BareOutside, Outside } from '../outside.ts';
import { COMMANDS } from './commands.ts';

/** What runs: its name, its operands, and whether it needed no blueprint and found none. */
interface Started {
  readonly command?: string;
  readonly operands?: readonly string[];
  readonly lacksBlueprint?: boolean;
}

/** How the run was started, by its flags and environment; npm sets `npm_command` to `exec` for npx. */
export function launchFor(
  given: GivenFlags,
  env: Readonly<Record<string, string | undefined>>,
  { command = '', operands: words = [], lacksBlueprint = false }: Started = {},
): Launch {
  const { flags, operands } = withBlueprintNamed(given, command, words);
  // The wizard's answers may differ from the flags it was started with; its files hold them.
  const kept = command === 'setup' ? { ...flags, answers: {} } : flags;
  return {
    byNpx: env.npm_command === 'exec',
    shell: shellOf(env),
    flags: kept,
    command,
    operands,
    lacksBlueprint,
    commands: COMMANDS,
  };
}

/** A blueprint that is named as an operand is that of `--config` for every command, most of which take no operand. */
function withBlueprintNamed(
  flags: GivenFlags,
  command: string,
  operands: readonly string[],
): { readonly flags: GivenFlags; readonly operands: readonly string[] } {
  const [config, ...more] = operands;
  const takesBlueprints = COMMANDS.find(({ name }) => name === command)?.operands === '[config...]';
  const isOne = takesBlueprints && more.length === 0 && config !== undefined && /\.ya?ml$/i.test(config);
  return isOne && flags.config === undefined
    ? { flags: { ...flags, config }, operands: [] }
    : { flags, operands };
}

/** The outside of one command line: commands in what it says and asks are completed for the way it was started. */
export function withLaunch(bare: BareOutside, flags: GivenFlags, of: Started = {}): Outside {
  return completing(bare, launchFor(flags, bare.env, of));
}
