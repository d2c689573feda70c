import { ANSWER_NAMES, ANSWERS, type AnswerName } from '../../core/answers.ts';
import type { GivenFlags, Launch, PrintedCommand } from '../../core/launch.ts';
import { inShell } from '../../core/shell.ts';
import { shellWord } from '../../core/shell-word.ts';
import { ALLOWED_WITH_A_PLAN } from './answer-groups.ts';
import { COMMON_OPTIONS } from './common-options.ts';

/** Where a printed command stands, and what is known of the set-up that it is about. */
export interface CommandContext {
  /** In a file commands begin with `npx`: its reader may not have installed the tool. */
  readonly in: 'screen' | 'file';
  /** The blueprint of one set-up among several; wins over `--config`. */
  readonly config?: string | undefined;
  /** This run has written its answers into the blueprint, so commands need not repeat them. */
  readonly written?: boolean;
}

const SCREEN: CommandContext = { in: 'screen' };

/** Commands that take `--snapshot`, which holds the blueprint; every other command needs the blueprint itself. */
const FROM_A_SNAPSHOT: readonly string[] = ['verify', 'diagnose'];
/** The placeholder for the reader's own blueprint. */
export const THEIR_BLUEPRINT = '<your entra-mcp.yaml>';

/** Flags that choose the set-up a command works on, answers aside, in the order in which they are printed. */
const CARRIED: readonly (readonly [name: string, flag: string])[] = [
  ['auth', '--auth'],
  ['signInClient', '--sign-in-client'],
  ['envFile', '--env-file'],
  ['secretFile', '--secret-file'],
  ['userAuth', '--user-auth'],
  ['keyVault', '--key-vault'],
  ['snapshot', '--snapshot'],
  ['practice', '--practice'],
];

/** Answers about the credential to be made, which a command that only removes one does not take. */
const NEW_CREDENTIAL_ANSWERS: readonly AnswerName[] = [
  'credential',
  'secretMonths',
  'certificate',
  'createCertificate',
];
/** The only commands that grant admin consent: `--grant-admin-consent` is repeated in no other. */
const CONSENT_COMMANDS: readonly string[] = ['plan', 'apply'];

/** Matches the program's name, a colour in front or not, with `npx` before it and one of the commands behind it, each where it is there. */
function commandPattern(names: readonly string[]): RegExp {
  return new RegExp(
    `(npx\\s+)?(?:\\b|(?<=\\u001b\\[[\\d;]*m))entra-mcp-setup(?:(\\s)(${names.join('|')})(?![\\w.-]))?(?=[\\s\`'",;.:)]|$)`,
    'g',
  );
}
/** What may belong to the command in front: up to a backtick, an empty line or the next command. */
const TAIL = /^(?:(?!\bentra-mcp-setup\b)[^`\n]|\n(?!\s*\n))*/;

/**
 * The text with every command of this program in it completed: `npx` where it is needed, and the flags that make it act on
 * the same set-up. Flags that a command has already stay as they are, so a text may pass here twice. Flags are put right
 * behind the command's name, since in prose nothing says where a command ends.
 */
export function completeCommands(text: string, launch: Launch, place: CommandContext = SCREEN): string {
  return inShell(withFlags(text, launch, place), launch.shell);
}

function withFlags(text: string, launch: Launch, place: CommandContext): string {
  if (!text.includes('entra-mcp-setup')) return text;
  const pattern = commandPattern(launch.commands.map(({ name }) => name));
  return text.replace(pattern, (found, npx: string | undefined, gap: string | undefined, command, at) => {
    const tail = TAIL.exec(text.slice(at + found.length))?.[0] ?? '';
    if (command === undefined && !/^\s+(?:--?[a-z]|help\b)/.test(tail)) return found;
    const launcher = npx === undefined && (launch.byNpx || place.in === 'file') ? 'npx ' : '';
    const named = launch.commands.find(({ name }) => name === command);
    const flags = named === undefined ? [] : flagsFor(named, tail, launch, place);
    return [`${launcher}${npx ?? ''}entra-mcp-setup${gap ?? ''}${command ?? ''}`, ...flags].join(' ');
  });
}

function flagsFor(
  command: PrintedCommand,
  tail: string,
  launch: Launch,
  place: CommandContext,
): readonly string[] {
  const { flags } = launch;
  const judgesOne = FROM_A_SNAPSHOT.includes(command.name) && /\s--snapshot\b/.test(tail);
  if (!isAboutASetup(command) || judgesOne) return [];
  const isThere = (flag: string): boolean => new RegExp(`\\s${flag}(?![\\w-])`).test(` ${tail}`);
  const wanted = [
    ...blueprintFlag(command.name, tail, launch, place),
    ...carriedFlags(command, tail, launch),
    ...answerFlags(command.name, tail, flags, place),
  ];
  return wanted
    .filter(([flag]) => !isThere(flag))
    .flatMap(([flag, value]) => (value === null ? [flag] : [flag, value]));
}

/** True for commands that read a blueprint, which take the answers as flags. */
function isAboutASetup({ answers, printedAlone }: PrintedCommand): boolean {
  return printedAlone !== true && answers.some((group) => group !== 'where');
}

/** A flag to print, with its value quoted for a shell; null for a flag without one. */
type PrintedFlag = readonly [flag: string, value: string | null];

function blueprintFlag(
  command: string,
  tail: string,
  launch: Launch,
  { config = launch.flags.config }: CommandContext,
): readonly PrintedFlag[] {
  if (config === THEIR_BLUEPRINT) return [['--config', THEIR_BLUEPRINT]];
  if (config !== undefined) {
    const isOperand = tail.split(/\s+/).includes(shellWord(config));
    return isOperand ? [] : [['--config', shellWord(config)]];
  }
  const { lacksBlueprint = false } = launch;
  const lacksIt =
    judgedSnapshot(launch) !== undefined
      ? !FROM_A_SNAPSHOT.includes(command) || looksFurther(command, tail)
      : lacksBlueprint && needsBlueprint(command, tail);
  return lacksIt ? [['--config', THEIR_BLUEPRINT]] : [];
}

/** True unless the command does without a blueprint: the wizard, `apply` with every answer as a flag, an offline diagnosis. */
function needsBlueprint(command: string, tail: string): boolean {
  if (command === 'diagnose') return readsSignInLog(command, tail);
  return command !== 'setup' && !(command === 'apply' && /\s--mcp-url\b/.test(tail));
}

/** True for a diagnosis that reads the sign-in log. */
function readsSignInLog(command: string, tail: string): boolean {
  return command === 'diagnose' && /\s--sign-ins\b/.test(tail);
}

/** The flags of a command that asks the address of the MCP server, or looks one person up. */
const LIVE = /\s--(?:(?:endpoint|user)(?![\w-])|only[\s=]\S*\bendpoint\b)/;

/** True for what no snapshot holds: the sign-in log, one person, and what the address of the MCP server says now. */
function looksFurther(command: string, tail: string): boolean {
  return readsSignInLog(command, tail) || LIVE.test(tail);
}

/** The snapshot that this run judges; `show` writes to the one that it names. */
function judgedSnapshot({ command = '', flags }: Launch): GivenFlags[string] {
  return command === '' || FROM_A_SNAPSHOT.includes(command) ? flags.snapshot : undefined;
}

function carriedFlags(command: PrintedCommand, tail: string, launch: Launch): readonly PrintedFlag[] {
  return CARRIED.flatMap(([name, flag]): readonly PrintedFlag[] => {
    const value = name === 'snapshot' ? judgedSnapshot(launch) : launch.flags[name];
    if (!takes(command, name) || value === undefined || value === false) return [];
    if (name === 'snapshot' && looksFurther(command.name, tail)) return [];
    return [[flag, value === true ? null : shellWord(String(value))]];
  });
}

/** True where a printed command is given this run's value of the option. */
export function isCarriedTo(command: PrintedCommand, name: string): boolean {
  return CARRIED.some(([carried]) => carried === name) && takes(command, name);
}

/** True where the command takes the option. `--snapshot` is read by some commands alone; `show` writes to the file it names. */
function takes({ name: command, options }: PrintedCommand, name: string): boolean {
  if (name === 'snapshot') return FROM_A_SNAPSHOT.includes(command);
  return name in COMMON_OPTIONS || name in options;
}

/** An operand of `apply`, as opposed to the value of `--config`. */
const SAVED_PLAN = /(?<!\s--config)\s(?!-)\S*\.json['"]?(?=\s|$)/;

/** Answers without a key in the blueprint, which printed commands repeat even after the blueprint was written. */
const ONLY_FLAGS = ANSWER_NAMES.filter((name) => ANSWERS[name].configKey === null);

function answerFlags(
  command: string,
  tail: string,
  { answers }: GivenFlags,
  { written = false }: CommandContext,
): readonly PrintedFlag[] {
  const retires = /\s--retire\b/.test(` ${tail}`);
  const isSaved = command === 'apply' && SAVED_PLAN.test(` ${tail}`);
  return ANSWER_NAMES.filter((name) => !isSaved || ALLOWED_WITH_A_PLAN.includes(name))
    .filter((name) => !written || ONLY_FLAGS.includes(name))
    .filter((name) => !(retires && NEW_CREDENTIAL_ANSWERS.includes(name)))
    .filter((name) => name !== 'grantAdminConsent' || CONSENT_COMMANDS.includes(command))
    .flatMap((name): readonly PrintedFlag[] => printedFlags(ANSWERS[name].flag, answers[name]));
}

function printedFlags(
  flag: string,
  value: string | readonly string[] | boolean | undefined,
): readonly PrintedFlag[] {
  if (value === undefined || value === false) return [];
  if (value === true) return [[flag, null]];
  return typeof value === 'string' ? [[flag, shellWord(value)]] : value.map((one) => [flag, shellWord(one)]);
}
