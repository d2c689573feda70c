import { ANSWER_NAMES, ANSWERS } from '../answers.ts';
import type { AnswerName, BlueprintInput } from './answer.ts';
import { isListName, LIST_VALIDATORS } from './list-validators.ts';
import type { Parsed } from './parse.ts';

/** Why an answer was not accepted. */
export interface AnswerProblem {
  readonly answer: AnswerName;
  readonly problem: string;
}

/** Texts by answer as flags or variables gave them; a flag that was repeated has several. */
export type AnswerTexts = Readonly<Partial<Record<AnswerName, readonly string[]>>>;

/** Reads texts from flags or variables. Lists add up; of anything else the last one wins. */
export function readAnswers(texts: AnswerTexts): {
  readonly input: BlueprintInput;
  readonly problems: readonly AnswerProblem[];
} {
  const values: Record<string, unknown> = {};
  const problems: AnswerProblem[] = [];
  for (const name of Object.keys(texts) as AnswerName[]) {
    const given = texts[name] ?? [];
    if (given.length === 0) continue;
    const parsed = readOne(name, given);
    if ('value' in parsed) values[name] = parsed.value;
    else problems.push({ answer: name, problem: parsed.problem });
  }
  const input: BlueprintInput = values;
  return { input, problems: [...problems, ...listProblems(input), ...contradictions(input)] };
}

/** Merges sources, the weakest first: file, variables, flags, questions. */
export function mergeInputs(...sources: readonly BlueprintInput[]): BlueprintInput {
  return Object.assign(
    {},
    ...sources.map((source) => ({ ...source, ...impliedKind(source) })),
  ) as BlueprintInput;
}

/** The kind of credential that other answers imply: `--certificate FILE` implies `--credential certificate`. */
function impliedKind(source: BlueprintInput): BlueprintInput {
  if (source.credential !== undefined) return {};
  if (source.certificate !== undefined || source.createCertificate === true)
    return { credential: 'certificate' };
  const isFederated = source.federatedIssuer !== undefined || source.federatedSubject !== undefined;
  return isFederated ? { credential: 'federated' } : {};
}

function readOne(name: AnswerName, given: readonly string[]): Parsed<unknown> {
  const { parse, repeatable } = ANSWERS[name];
  return parse(repeatable ? given.join(',') : (given.at(-1) ?? ''));
}

/** Rules that only a whole list can break. */
function listProblems(input: BlueprintInput): readonly AnswerProblem[] {
  return ANSWER_NAMES.filter(isListName).flatMap((answer) => {
    const items = input[answer];
    const problem = items === undefined ? null : LIST_VALIDATORS[answer](items);
    return problem === null ? [] : [{ answer, problem }];
  });
}

/** The kind of credential that an answer belongs to. */
const BELONGS_TO: Readonly<Partial<Record<AnswerName, string>>> = {
  secretMonths: 'secret',
  certificate: 'certificate',
  createCertificate: 'certificate',
  federatedIssuer: 'federated',
  federatedSubject: 'federated',
};

/** Answers of one source that cannot both be meant, such as `--credential secret --certificate FILE`. */
function contradictions(input: BlueprintInput): readonly AnswerProblem[] {
  const given = (Object.keys(BELONGS_TO) as AnswerName[]).filter((name) => input[name] !== undefined);
  const kind = input.credential ?? mergeInputs(input).credential;
  if (kind === undefined) return [];
  return given
    .filter((name) => BELONGS_TO[name] !== kind && input[name] !== false)
    .map((answer) => ({
      answer,
      problem: `${ANSWERS[answer].flag} belongs to a ${BELONGS_TO[answer]} credential, but a ${kind} credential was asked for.`,
    }));
}
