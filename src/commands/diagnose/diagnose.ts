import type { Diagnosis } from '../../core/report.ts';
import { didYouMean } from '../../core/validation/nearest.ts';
import {
  diagnose,
  diagnoseSymptom,
  type Failure,
  judgeToken,
  type Knowledge,
  LONGEST_TEXT,
  NOTHING_KNOWN,
  readFailures,
  SYMPTOMS,
  withBrokenChecks,
} from '../../diagnosis/index.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import type { JudgingOutside } from '../run/observe.ts';
import { describeError, startReport } from '../run/result.ts';
import type { DiagnoseFlags } from './command.ts';
import { type GatheredKnowledge, gatherKnowledge } from './knowledge.ts';
import { readPaste } from './paste.ts';
import { diagnosePerson } from './person.ts';
import { tokenFactsOf } from './read-token.ts';
import { failedSignIns, LOG_LIMITS } from './sign-in-log.ts';
import { timeLimit } from './time-limit.ts';

/**
 * Explains an error text, a token, a symptom, one person's trouble or the sign-in log by its causes, which are proved or
 * refuted where a tenant or snapshot is at hand.
 */
export async function runDiagnose(
  invocation: Invocation<DiagnoseFlags>,
  outside: JudgingOutside & Pick<Outside, 'asker'>,
): Promise<CommandResult> {
  const limit = timeLimit(invocation.flags, outside);
  const finish = startReport('diagnose', outside);
  const question = await questionFrom(invocation, outside);
  const gathered = await gatherKnowledge(outside, limit, { watchReplication: mayBeReplicating(question) });
  const answered = await answer(question, gathered, outside).catch((error: unknown) => {
    throw limit.errorOf(error);
  });
  const diagnosis = withBrokenChecks(answered.diagnosis, gathered.knowledge);
  const document = finish({
    exitCode: exitCodeFor(question, answered, gathered),
    ...(gathered.target ? { target: gathered.target } : {}),
    ...(gathered.identity ? { identity: gathered.identity } : {}),
    diagnosis,
    ...(gathered.refused ? { errors: [describeError(gathered.refused)] } : {}),
  });
  return { exitCode: document.exitCode, document };
}

/** What is to be explained. */
type Question =
  | { readonly kind: 'failures'; readonly failures: readonly Failure[] }
  | { readonly kind: 'token'; readonly text: string }
  | { readonly kind: 'symptom'; readonly id: string }
  | { readonly kind: 'person'; readonly upn: string }
  | { readonly kind: 'sign-ins'; readonly correlationId: string | null };

async function questionFrom(
  { operands, flags }: Invocation<DiagnoseFlags>,
  outside: Pick<Outside, 'asker' | 'clock' | 'files' | 'interrupt' | 'terminal'>,
): Promise<Question> {
  if (flags.tokenStdin) return { kind: 'token', text: await readPaste(outside, 'token') };
  if (flags.user !== undefined) return { kind: 'person', upn: flags.user };
  if (flags.symptom !== undefined) return { kind: 'symptom', id: knownSymptom(flags.symptom) };
  if (flags.signIns !== undefined) {
    return { kind: 'sign-ins', correlationId: typeof flags.signIns === 'string' ? flags.signIns : null };
  }
  const text = await textFrom(operands, flags, outside);
  if (text === null) return { kind: 'symptom', id: await askSymptom(outside) };
  const failures = readFailures(text);
  if (failures.length > 0) return { kind: 'failures', failures };
  if (/\beyJ[\w-]{4,1000000}\.[\w-]{4,1000000}\./.test(text))
    throw new SetupError('INCONCLUSIVE', 'The text is a token, not an error.', {
      advice: ['Have its claims read: entra-mcp-setup diagnose --token-stdin < token.txt'],
    });
  throw new SetupError('INCONCLUSIVE', 'Nothing in the text looks like a sign-in failure.', {
    advice: [
      'Paste the whole message, with the AADSTS number or the JSON of the reply',
      `Or start from what you see: entra-mcp-setup diagnose --symptom ${SYMPTOMS[3]?.id ?? 'obo-fails'}`,
    ],
  });
}

/** True where the failure may come from replicas that still disagree, which a second reading would show. */
function mayBeReplicating(question: Question): boolean {
  if (question.kind !== 'failures') return false;
  return diagnose(question.failures, NOTHING_KNOWN).some(({ waitingHelps }) => waitingHelps === true);
}

async function textFrom(
  operands: readonly string[],
  { file }: DiagnoseFlags,
  outside: Pick<Outside, 'asker' | 'files' | 'interrupt' | 'terminal'>,
): Promise<string | null> {
  if (file !== undefined) {
    const text = await outside.files.readText(file);
    if (text === null) throw new SetupError('FILE_INVALID', `There is no file ${file}.`);
    return limited(text);
  }
  const fromStdin =
    (operands.length === 1 && operands[0] === '-') ||
    (operands.length === 0 && !outside.terminal.stdinIsTerminal);
  if (fromStdin) return limited(await readPaste(outside, 'error'));
  return operands.length === 0 ? null : operands.join(' ');
}

function limited(text: string): string {
  if (text.trim() === '') {
    throw new SetupError('USAGE', 'There is no text to read.', {
      advice: ['Paste the error: entra-mcp-setup diagnose "AADSTS65001: …", or pipe it in'],
    });
  }
  if (text.length <= LONGEST_TEXT) return text;
  throw new SetupError('USAGE', 'The text is longer than 10 MB.', {
    advice: ['Cut out the part around the failure'],
  });
}

function knownSymptom(id: string): string {
  const ids = SYMPTOMS.map((symptom) => symptom.id);
  if (ids.includes(id)) return id;
  throw new SetupError('USAGE', `There is no symptom named ${id}${didYouMean(id, ids) || '.'}`, {
    advice: [`Symptoms: ${ids.join(', ')}`],
  });
}

/** Without a text: asks what the person sees, from a menu. Throws `MISSING_ANSWERS` where nobody can be asked. */
async function askSymptom({
  terminal,
  asker,
}: Pick<Outside, 'asker' | 'clock' | 'terminal'>): Promise<string> {
  if (!terminal.interactive) {
    throw new SetupError('MISSING_ANSWERS', 'diagnose needs a text to read, and nobody can be asked here.', {
      advice: [
        'entra-mcp-setup diagnose "AADSTS65001: …"',
        'entra-mcp-setup diagnose - < error.log',
        'entra-mcp-setup diagnose --symptom obo-fails',
      ],
    });
  }
  const answered = await asker.select({
    message: 'What do you see?',
    help: 'With an error text at hand, give it instead: entra-mcp-setup diagnose "AADSTS…", or pipe a log in. A symptom leads to the causes that are likely in this setup.',
    canGoBack: false,
    choices: SYMPTOMS.map(({ id, title, hint }) => ({ value: id, label: title, hint })),
  });
  return answered.kind === 'answer' ? answered.value : 'obo-fails';
}

interface Answer {
  readonly diagnosis: readonly Diagnosis[];
  /** There was nothing to judge, such as a text that is no token. */
  readonly inconclusive: boolean;
}

async function answer(
  question: Question,
  gathered: GatheredKnowledge,
  { clock }: Pick<Outside, 'clock'>,
): Promise<Answer> {
  const { knowledge } = gathered;
  switch (question.kind) {
    case 'failures':
      return { diagnosis: diagnose(question.failures, knowledge), inconclusive: false };
    case 'symptom':
      return { diagnosis: [diagnoseSymptom(question.id, knowledge) ?? []].flat(), inconclusive: false };
    case 'token': {
      const token = tokenFactsOf(question.text);
      const diagnosis = [judgeToken(token, knowledge, clock.now())];
      return { diagnosis, inconclusive: token.format !== 'jwt' };
    }
    case 'person':
      return { diagnosis: await diagnosePerson(gathered, question.upn), inconclusive: false };
    case 'sign-ins':
      return fromLog(gathered, question.correlationId);
  }
}

/** Explains the failures of the log. What the log cannot show is said beside the first failure, or alone. */
async function fromLog(gathered: GatheredKnowledge, correlationId: string | null): Promise<Answer> {
  const { failures, rows, summary } = await failedSignIns(gathered, correlationId);
  const [first, ...more] = diagnose(failures, gathered.knowledge);
  if (first) {
    const hints = [...(first.hints ?? []), LOG_LIMITS];
    return { diagnosis: [{ ...first, hints }, ...more], inconclusive: false };
  }
  const nothing: Diagnosis = {
    code: null,
    name: 'Sign-in log',
    hop: 'client-signin',
    meaning: summary,
    correlationId,
    causes: [],
    hints: [LOG_LIMITS],
  };
  return { diagnosis: [nothing], inconclusive: correlationId !== null && rows === 0 };
}

/**
 * 1 where a cause was found; the error's own code where the tenant could not be read; else 3. Never 0: whatever led here
 * stays unexplained, even where a token is right or the log shows no failure.
 */
function exitCodeFor(
  question: Question,
  { diagnosis, inconclusive }: Answer,
  gathered: GatheredKnowledge,
): number {
  if (inconclusive) return 3;
  if (isProved(diagnosis)) return 1;
  if (gathered.refused !== null) return gathered.refused.exitCode;
  return isFound(question, diagnosis, gathered) ? 1 : 3;
}

function isProved(diagnosis: readonly Diagnosis[]): boolean {
  return diagnosis.some(({ causes }) => causes.some(({ verdict }) => verdict === 'proved'));
}

/** Whether a cause was found: with a tenant at hand a proved one, offline a possible one. */
function isFound(
  { kind }: Question,
  diagnosis: readonly Diagnosis[],
  { knowledge }: GatheredKnowledge,
): boolean {
  if (kind === 'token') return false;
  const possible = diagnosis.some(({ causes }) => causes.some(({ verdict }) => verdict === 'possible'));
  return isProved(diagnosis) || (!knowsTenant(knowledge) && possible);
}

function knowsTenant({ tenant, verdicts }: Knowledge): boolean {
  return tenant !== null || verdicts !== null;
}
