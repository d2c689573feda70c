import { ANSWER_NAMES, ANSWERS, type AnswerName } from '../../core/answers.ts';
import { inShell } from '../../core/shell.ts';
import { type Shell, shellWord } from '../../core/shell-word.ts';
import { COMMON_OPTIONS } from './common-options.ts';
import type { GivenFlags } from './option.ts';

/** What is needed of a command's description to complete it where it is printed. */
export interface PrintedCommand {
  readonly name: string;
  readonly answers: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly printedAlone?: true;
}

/** What the commands that this run prints have to carry, so that they act on the same set-up when they are pasted. */
export interface Typed {
  /** The tool was started by npx, which puts no command on the path. */
  readonly byNpx: boolean;
  /** Whose quoting the commands are in. */
  readonly shell: Shell;
  readonly flags: GivenFlags;
  /** All commands that there are. */
  readonly commands: readonly PrintedCommand[];
  /** The command that runs; absent where none does. */
  readonly command?: string;
  /** There is no blueprint at hand, and the run could do without: a command that needs one has to name it. */
  readonly lacksBlueprint?: boolean;
}

/** Where a printed command stands, and what is known of the set-up that it is about. */
export interface CommandContext {
  /** A file is read by somebody who may not have installed the tool. */
  readonly in: 'screen' | 'file';
  /** The blueprint of one set-up among several; wins over `--config`. */
  readonly config?: string | undefined;
  /** The blueprint was written by this run and holds the answers by now. */
  readonly written?: boolean;
}

const SCREEN: CommandContext = { in: 'screen' };

/** Flags that say what a command does, as opposed to on what. */
const DOES: readonly (readonly [name: string, flag: string])[] = [
  ['yes', '--yes'],
  ['signIns', '--sign-ins'],
  ['retire', '--retire'],
  ['deleteApps', '--delete-apps'],
  ['purge', '--purge'],
  ['restore', '--restore'],
  ['out', '--out'],
];

/** The command that runs, to be typed again with `changed` in place of what it said of that. `asTyped` does the rest. */
export function again({ command, flags }: Typed, changed: string): string {
  const does = DOES.flatMap(([name, flag]): readonly string[] => {
    const value = flags[name];
    if (value === undefined || value === false) return [];
    return value === true ? [flag] : [flag, shellWord(String(value))];
  });
  return ['entra-mcp-setup', command || 'setup', ...does, changed].join(' ');
}

/** What a snapshot can answer itself; everything else needs the blueprint. */
const FROM_A_SNAPSHOT: readonly string[] = ['verify', 'diagnose'];
/** Stands where the reader's own file has to be named. */
export const THEIR_BLUEPRINT = '<your entra-mcp.yaml>';

/** Flags beside the answers that decide what a command works on, in the order in which they are printed. */
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

/** Of no meaning where a credential is taken away. */
const OF_A_NEW_CREDENTIAL: readonly AnswerName[] = [
  'credential',
  'secretMonths',
  'certificate',
  'createCertificate',
];
/** A yes for these commands alone. */
const ASK_FOR_CONSENT: readonly string[] = ['plan', 'apply'];

/** The command, what stands before it, and all that may belong to it: up to a backtick, a quote or the next command. */
function commandIn(names: readonly string[]): RegExp {
  return new RegExp(
    `(npx\\s+)?\\bentra-mcp-setup(?:(\\s)(${names.join('|')})(?![\\w.-]))?(?=[\\s\`'",;.:)]|$)`,
    'g',
  );
}
const TAIL = /^(?:(?!\bentra-mcp-setup\b)[^`\n]|\n(?!\s*\n))*/;

/**
 * The text with every command of ours in it as it has to be typed to act on the same set-up. What a command carries
 * already stays as it is, so a text may pass here twice. Flags are put right behind the command's name, since in prose
 * nothing says where a command ends.
 */
export function asTyped(text: string, typed: Typed, place: CommandContext = SCREEN): string {
  return inShell(withFlags(text, typed, place), typed.shell);
}

function withFlags(text: string, typed: Typed, place: CommandContext): string {
  if (!text.includes('entra-mcp-setup')) return text;
  const pattern = commandIn(typed.commands.map(({ name }) => name));
  return text.replace(pattern, (found, npx: string | undefined, gap: string | undefined, command, at) => {
    const tail = TAIL.exec(text.slice(at + found.length))?.[0] ?? '';
    if (command === undefined && !/^\s+(?:--?[a-z]|help\b)/.test(tail)) return found;
    const launcher = npx === undefined && (typed.byNpx || place.in === 'file') ? 'npx ' : '';
    const named = typed.commands.find(({ name }) => name === command);
    const flags = named === undefined ? [] : flagsFor(named, tail, typed, place);
    return [`${launcher}${npx ?? ''}entra-mcp-setup${gap ?? ''}${command ?? ''}`, ...flags].join(' ');
  });
}

function flagsFor(
  command: PrintedCommand,
  tail: string,
  typed: Typed,
  place: CommandContext,
): readonly string[] {
  const { flags } = typed;
  const judgesOne = FROM_A_SNAPSHOT.includes(command.name) && /\s--snapshot\b/.test(tail);
  if (!isAboutASetup(command) || judgesOne) return [];
  const isThere = (flag: string): boolean => new RegExp(`\\s${flag}(?![\\w-])`).test(` ${tail}`);
  const wanted = [
    ...blueprintFlag(command.name, tail, typed, place),
    ...carried(command, tail, flags),
    ...answered(command.name, tail, flags, place),
  ];
  return wanted
    .filter(([flag]) => !isThere(flag))
    .flatMap(([flag, value]) => (value === null ? [flag] : [flag, value]));
}

/** Commands that read a blueprint take the answers as flags. */
function isAboutASetup({ answers, printedAlone }: PrintedCommand): boolean {
  return printedAlone !== true && answers.some((group) => group !== 'where');
}

type Worded = readonly [flag: string, value: string | null];

function blueprintFlag(
  command: string,
  tail: string,
  { flags, lacksBlueprint = false }: Typed,
  { config = flags.config }: CommandContext,
): readonly Worded[] {
  if (config === THEIR_BLUEPRINT) return [['--config', THEIR_BLUEPRINT]];
  if (config !== undefined) return [['--config', shellWord(config)]];
  const lacksIt =
    flags.snapshot !== undefined
      ? !FROM_A_SNAPSHOT.includes(command) || readsLog(command, tail)
      : lacksBlueprint && needsOne(command, tail);
  return lacksIt ? [['--config', THEIR_BLUEPRINT]] : [];
}

/** The wizard makes one, so does what is given every answer, and a diagnosis does without. */
function needsOne(command: string, tail: string): boolean {
  if (command === 'diagnose') return readsLog(command, tail);
  return command !== 'setup' && !(command === 'apply' && /\s--mcp-url\b/.test(tail));
}

/** The log of sign-ins is the tenant's; no snapshot holds it. */
function readsLog(command: string, tail: string): boolean {
  return command === 'diagnose' && /\s--sign-ins\b/.test(tail);
}

function carried(command: PrintedCommand, tail: string, flags: GivenFlags): readonly Worded[] {
  return CARRIED.flatMap(([name, flag]): readonly Worded[] => {
    const value = flags[name];
    if (!takes(command, name) || value === undefined || value === false) return [];
    if (name === 'snapshot' && readsLog(command.name, tail)) return [];
    return [[flag, value === true ? null : shellWord(String(value))]];
  });
}

/** What is common to all commands, and what is their own. Other commands write to the file that `--snapshot` names. */
function takes({ name: command, options }: PrintedCommand, name: string): boolean {
  if (name === 'snapshot') return FROM_A_SNAPSHOT.includes(command);
  return name in COMMON_OPTIONS || name in options;
}

/** Answers whose place is no file, so that a blueprint never holds them. */
const NEVER_IN_A_FILE = ANSWER_NAMES.filter((name) => ANSWERS[name].configKey === null);

function answered(
  command: string,
  tail: string,
  { answers }: GivenFlags,
  { written = false }: CommandContext,
): readonly Worded[] {
  const retires = /\s--retire\b/.test(` ${tail}`);
  return ANSWER_NAMES.filter((name) => !written || NEVER_IN_A_FILE.includes(name))
    .filter((name) => !(retires && OF_A_NEW_CREDENTIAL.includes(name)))
    .filter((name) => name !== 'grantAdminConsent' || ASK_FOR_CONSENT.includes(command))
    .flatMap((name): readonly Worded[] => worded(ANSWERS[name].flag, answers[name]));
}

function worded(flag: string, value: string | readonly string[] | boolean | undefined): readonly Worded[] {
  if (value === undefined || value === false) return [];
  if (value === true) return [[flag, null]];
  return typeof value === 'string' ? [[flag, shellWord(value)]] : value.map((one) => [flag, shellWord(one)]);
}
