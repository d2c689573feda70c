import { type Completion, completeBlueprint, completeForReading } from '../../config/complete.ts';
import { type BlueprintDocument, parseBlueprintFile } from '../../config/load.ts';
import { ANSWER_NAMES, ANSWERS, type AnswerName, type BlueprintInput } from '../../core/answers.ts';
import type { Blueprint } from '../../core/blueprint.ts';
import { shellWord } from '../../core/shell-word.ts';
import { mergeInputs, readAnswers } from '../../core/validation/read-answers.ts';
import { withScheme } from '../../core/validation/with-scheme.ts';
import { counted } from '../../core/words.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { say } from '../../ui/layout.ts';
import type { CommonFlags } from './common-options.ts';
import { CONFIG_FILE, CONFIG_NAMES, namedConfig } from './config-names.ts';

/** Where answers come from, and the terminal that shows warnings about them. */
export type InputSources = Pick<Outside, 'env' | 'files' | 'practice' | 'terminal'>;

/** What was answered so far, and from where. */
export interface Inputs {
  /** The file as it was read, or null when there was none. */
  readonly document: BlueprintDocument | null;
  /** Where the blueprint is, or will be written. */
  readonly configPath: string;
  /** Folder of `.env`, the summary and the hand-off. */
  readonly outDir: string;
  readonly input: BlueprintInput;
  /** What the file alone says, whatever a flag or variable puts in its place. */
  readonly fromFile: BlueprintInput;
  /** Who said what, for the wizard and `--sources`. */
  readonly givenBy: Readonly<Partial<Record<AnswerName, 'flag' | 'variable' | 'file'>>>;
}

/** A file in the folder of `.env`, the summary and the hand-off. */
export function inOutDir(outDir: string, name: string): string {
  return outDir === '.' ? name : `${outDir.replace(/\/$/, '')}/${name}`;
}

/** Practice works without saying which tenant: there is only one. */
const PRACTICE_TENANT = 'contoso.onmicrosoft.com';

type InputFlags = CommonFlags & { readonly new?: boolean | undefined };

/**
 * Gathers the answers: a flag wins over a variable, a variable over the file. `operand` names the file in place of --config.
 * Throws `USAGE` that lists every wrong value of flags and variables, `CONFIG_INVALID` for the file.
 */
export async function gatherInputs(
  flags: InputFlags,
  outside: InputSources,
  operand?: string,
): Promise<Inputs> {
  const asked = operand ?? namedConfig(flags, outside);
  const outDir = flagText(flags, 'outDir') || outside.env[ANSWERS.outDir.variable] || '.';
  const loaded = startsAnew(flags, asked, outDir, await loadConfig(asked, outDir, outside));
  const fromFlags = readSource(withSchemes(flags.answers, 'flag', outside), 'flag');
  const fromVariables = readSource(withSchemes(variablesOf(outside.env), 'variable', outside), 'variable');
  const problems = [...fromFlags.problems, ...fromVariables.problems];
  if (problems.length > 0) throw new SetupError('USAGE', problems.join('\n'));
  const fromFile = loaded.input;
  const practice = outside.practice ? { tenant: PRACTICE_TENANT } : {};
  return {
    document: loaded.document,
    configPath: loaded.path,
    outDir,
    input: mergeInputs(practice, fromFile, fromVariables.input, fromFlags.input),
    fromFile,
    givenBy: {
      ...sources(fromFile, 'file'),
      ...sources(fromVariables.input, 'variable'),
      ...sources(fromFlags.input, 'flag'),
    },
  };
}

/** The blueprint, or one error that lists every missing answer with its flag, variable and key. */
export function requireBlueprint(inputs: Inputs): Blueprint {
  return completed(completeBlueprint(inputs.input), inputs);
}

/** The same for commands that only read: where an app is named by id, the server's address may be missing. */
export function requireApps(inputs: Inputs): Blueprint {
  const { clientAppId, serverAppId } = inputs.input;
  const isNamed = clientAppId !== undefined || serverAppId !== undefined;
  return isNamed ? completed(completeForReading(inputs.input), inputs) : requireBlueprint(inputs);
}

function completed(completion: Completion, { document, configPath }: Inputs): Blueprint {
  if ('blueprint' in completion) return completion.blueprint;
  const { missing } = completion;
  const rows = missing.map(
    ({ flag, variable, configKey, why }) =>
      `  ${flag}  ${variable}  ${configKey === null ? '' : `config: ${configKey}`}\n    ${why}`,
  );
  const count = `${counted(missing.length, 'answer is', 'answers are')} missing and nobody can be asked.`;
  const title = document === null ? `${noBlueprint(configPath)} ${count}` : count;
  throw new SetupError('MISSING_ANSWERS', `${title}\n${rows.join('\n')}`, {
    advice: document === null ? makingOne(missing) : [IN_THE_FILE, BE_ASKED],
  });
}

/** The sentence that there is no blueprint. */
export function noBlueprint(configPath: string): string {
  return `There is no ${configPath} here.`;
}

const IN_THE_FILE = 'Give them as flags, variables or in entra-mcp.yaml, then: entra-mcp-setup apply --yes';
const BE_ASKED = 'Or be asked, in a terminal: entra-mcp-setup setup';

/** Advice where there is no blueprint: make one with or without questions, or name one. */
function makingOne(missing: readonly { readonly flag: string }[]): readonly string[] {
  const answers = missing.map(({ flag }) => flag.replace(/ (\S+)$/, ' <$1>'));
  return [
    'Make one by answering questions, in a terminal: entra-mcp-setup setup',
    `Or without questions: entra-mcp-setup apply ${answers.join(' ')} --yes`,
    'Or name the one that you have, wherever it is: --config FILE',
  ];
}

/** Throws an error that names the blueprint in the folder `asked`; any other reading error as it is. */
async function refuseFolder(
  asked: string,
  error: unknown,
  files: Pick<Outside['files'], 'readText'>,
): Promise<never> {
  const { cause } = error instanceof SetupError ? error : {};
  if (!(cause instanceof Error && 'code' in cause && cause.code === 'EISDIR')) throw error;
  for (const name of CONFIG_NAMES) {
    const path = inOutDir(asked, name);
    if ((await files.readText(path)) === null) continue;
    throw new SetupError('CONFIG_INVALID', `${asked} is a folder.`, {
      advice: [`Name the blueprint in it: --config ${shellWord(path)}`],
    });
  }
  throw new SetupError('CONFIG_INVALID', `There is no ${CONFIG_FILE} in ${asked}.`, {
    advice: ['Name an existing blueprint with --config, or leave it out to start a new one'],
  });
}

interface Config {
  readonly path: string;
  readonly document: BlueprintDocument | null;
  readonly input: BlueprintInput;
}

async function loadConfig(
  asked: string | undefined,
  outDir: string,
  { files }: Pick<Outside, 'files'>,
): Promise<Config> {
  if (asked !== undefined) {
    const text = await files.readText(asked).catch((error: unknown) => refuseFolder(asked, error, files));
    if (text !== null) return { path: asked, ...parseBlueprintFile(asked, text) };
    throw new SetupError('CONFIG_INVALID', `There is no file ${asked}.`, {
      advice: ['Name an existing blueprint with --config, or leave it out to start a new one'],
    });
  }
  for (const folder of outDir === '.' ? ['.'] : [outDir, '.']) {
    for (const name of CONFIG_NAMES) {
      const path = inOutDir(folder, name);
      const text = await files.readText(path);
      if (text !== null) return { path, ...parseBlueprintFile(path, text) };
    }
  }
  return { path: inOutDir(outDir, CONFIG_FILE), document: null, input: {} };
}

/** Answers that are of one set-up alone: its identity, and the consent that was given to it. */
const OF_ONE_SETUP = [
  'clientAppId',
  'serverAppId',
  'marker',
  'keyIds',
  'certificateThumbprint',
  'grantAdminConsent',
] as const satisfies readonly (keyof BlueprintInput)[];

/**
 * With --new and a folder of its own, the set-up gets a blueprint there. The one that was found in this folder then only
 * supplies answers, without those of its own set-up.
 */
function startsAnew(flags: InputFlags, asked: string | undefined, outDir: string, loaded: Config): Config {
  const path = inOutDir(outDir, CONFIG_FILE);
  const isBeside = asked === undefined && loaded.document !== null && outDir !== '.';
  if (!flags.new || !isBeside || CONFIG_NAMES.some((name) => loaded.path === inOutDir(outDir, name)))
    return loaded;
  const own: readonly string[] = OF_ONE_SETUP;
  const input = Object.fromEntries(Object.entries(loaded.input).filter(([name]) => !own.includes(name)));
  return { path, document: null, input };
}

type Given = Readonly<Partial<Record<AnswerName, string | readonly string[] | boolean>>>;

function variablesOf(env: Outside['env']): Given {
  const entries = ANSWER_NAMES.map((name) => [name, env[ANSWERS[name].variable]] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== undefined && text !== ''));
}

const ADDRESSES: readonly AnswerName[] = ['mcpUrl', 'clientUrl', 'gatewayCallback'];

/** Completes addresses that were given without their scheme, and says so. */
function withSchemes(
  given: Given,
  source: 'flag' | 'variable',
  { terminal }: Pick<Outside, 'terminal'>,
): Given {
  const completed = ADDRESSES.flatMap((name) => {
    const text = given[name];
    if (typeof text !== 'string' || withScheme(text) === text) return [];
    say(terminal, [`${ANSWERS[name][source]} ${text} is read as ${withScheme(text)}.`]);
    return [[name, withScheme(text)] as const];
  });
  return { ...given, ...Object.fromEntries(completed) };
}

/** Reads what one source gave; problems name the flag or variable that holds them. */
function readSource(
  given: Given,
  source: 'flag' | 'variable',
): { readonly input: BlueprintInput; readonly problems: readonly string[] } {
  const texts = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typeof value === 'object' ? value : [String(value)]]),
  );
  const { input, problems } = readAnswers(texts);
  const label = (name: AnswerName): string =>
    source === 'flag' ? ANSWERS[name].flag : ANSWERS[name].variable;
  return { input, problems: problems.map(({ answer, problem }) => `${label(answer)}: ${problem}`) };
}

function sources<Source extends string>(
  input: BlueprintInput,
  source: Source,
): Partial<Record<AnswerName, Source>> {
  return Object.fromEntries(
    ANSWER_NAMES.filter((name) => input[name] !== undefined).map((name) => [name, source]),
  );
}

function flagText({ answers }: CommonFlags, name: AnswerName): string | undefined {
  const value = answers[name];
  return typeof value === 'string' ? value : undefined;
}
