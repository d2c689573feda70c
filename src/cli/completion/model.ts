import { SCHEMAS } from '../../commands/schema.ts';
import { ANSWERS } from '../../core/answers.ts';
import { ALL_CHECKS } from '../../core/checks/index.ts';
import { CLOUD_NAMES } from '../../core/cloud.ts';
import { GRAPH_DELEGATED_PERMISSIONS } from '../../core/ids.ts';
import { ENV_DIALECTS, ENV_PRESETS } from '../../core/validation/env.ts';
import { AUTH_METHODS } from '../../identity/auth-method.ts';
import { MCP_CLIENT_NAMES } from '../../mcp-clients/clients.ts';
import { FAULTS } from '../../practice-tenant/index.ts';
import { FORMATS } from '../../report/formats.ts';
import { COMMANDS } from '../commands.ts';
import { COMMAND_OPTIONS, COMMON_OPTIONS, type OptionSpec } from '../options.ts';
import { HELP_TOPICS } from '../topics.ts';

/** A flag as shells complete it. */
export interface CompletedFlag {
  /** With its dashes, such as `--format`. */
  readonly name: string;
  readonly short: string | null;
  readonly summary: string;
  readonly takesValue: boolean;
  /** The words its value can be; empty where anything goes, such as a path. */
  readonly values: readonly string[];
  /** Whether several values may be joined by commas. */
  readonly list: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  /** Flags of this command beside the common ones. */
  readonly flags: readonly CompletedFlag[];
  /** Words that its operands can be; empty for paths. */
  readonly operands: readonly string[];
}

/** Everything that can be completed, taken from the tables that parse the command line. */
export interface CompletionModel {
  readonly commands: readonly CompletedCommand[];
  readonly common: readonly CompletedFlag[];
}

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export const PROGRAM = 'entra-mcp-setup';

const checkIds = ALL_CHECKS.map(({ id }) => id);
const sections = [...new Set(checkIds.map((id) => id.slice(0, id.indexOf('.'))))];

const VALUES: Readonly<Record<string, readonly string[]>> = {
  '--cloud': CLOUD_NAMES,
  '--auth': AUTH_METHODS,
  '--format': FORMATS,
  '--report': FORMATS.map((format) => `${format}=`),
  '--color': ['auto', 'always', 'never'],
  '--redact': ['ids'],
  '--fail-on': ['error', 'warning', 'never'],
  '--only': [...sections, ...checkIds],
  '--skip': [...sections, ...checkIds],
  '--user-auth': ['browser', 'device-code'],
  [ANSWERS.credential.flag]: ['secret', 'certificate', 'federated'],
  [ANSWERS.envPreset.flag]: ENV_PRESETS,
  [ANSWERS.envDialect.flag]: ENV_DIALECTS,
  [ANSWERS.graphPermissions.flag]: Object.keys(GRAPH_DELEGATED_PERMISSIONS),
};

const LISTS: readonly string[] = ['--only', '--skip', ANSWERS.graphPermissions.flag];

const OPERANDS: Readonly<Record<string, readonly string[]>> = {
  practice: ['list', 'reset', 'break', 'mend', ...FAULTS.map(({ id }) => id)],
  schema: Object.keys(SCHEMAS),
  completion: SHELLS,
  'client-config': [...MCP_CLIENT_NAMES, 'list'],
  help: [...Object.keys(HELP_TOPICS), ...COMMANDS.map(({ name }) => name)],
};

export function completionModel(): CompletionModel {
  const commands = COMMANDS.map(({ name, summary }) => ({
    name,
    summary,
    flags: (COMMAND_OPTIONS[name] ?? []).map(flagOf),
    operands: OPERANDS[name] ?? [],
  }));
  const help = {
    name: 'help',
    summary: 'help of a command or topic',
    flags: [],
    operands: OPERANDS.help ?? [],
  };
  return { commands: [...commands, help], common: [...COMMON_OPTIONS, ...BUILT_IN].map(flagOf) };
}

/** Flags that the parser brings along. */
const BUILT_IN: readonly OptionSpec[] = [
  { flags: '-V, --version', summary: 'print the version' },
  { flags: '-h, --help', summary: 'show help' },
];

function flagOf({ flags, summary }: OptionSpec): CompletedFlag {
  const [, name = flags] = /(--[a-z0-9-]+)/.exec(flags) ?? [];
  return {
    name,
    short: /^-([a-zA-Z]),/.exec(flags)?.[1] ?? null,
    summary,
    takesValue: flags.includes('<'),
    values: VALUES[name] ?? [],
    list: LISTS.includes(name),
  };
}

/** Every flag of every command once, for the tables of values. */
export function allFlags({ commands, common }: CompletionModel): readonly CompletedFlag[] {
  const flags = [...common, ...commands.flatMap((command) => command.flags)];
  return [...new Map(flags.map((flag) => [flag.name, flag])).values()];
}
