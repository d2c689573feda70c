import type { DiagnosedCause } from '../core/report.ts';
import type { Cause } from './catalogue/entry.ts';
import { isNameOf, judgeCause } from './judge-cause.ts';
import type { Situation } from './situation.ts';

const RANK: Readonly<Record<DiagnosedCause['verdict'], number>> = { proved: 0, possible: 1, refuted: 2 };

interface Ranked {
  readonly cause: Cause;
  readonly diagnosed: DiagnosedCause;
  /** The lower the likelier: by what the text says for the cause, and whether it names the cause's app. */
  readonly fit: number;
}

/** The causes of an entry, judged and sorted: proved, possible, refuted; among equals the likelier first. */
export function rankedCauses(causes: readonly Cause[], situation: Situation): readonly DiagnosedCause[] {
  const judged = causes
    .filter((cause) => isListed(cause, situation))
    .map((cause) => ({ cause, diagnosed: judgeCause(cause, situation), fit: fitOf(cause, situation) }));
  return judged
    .map((one) => explainedAway(one, judged))
    .sort((a, b) => RANK[a.diagnosed.verdict] - RANK[b.diagnosed.verdict] || a.fit - b.fit)
    .map(({ diagnosed }) => diagnosed)
    .filter(isNoRepetition(situation));
}

/** Two causes, one for the client and one for the server, have the same summary where the message is about a foreign app: the first is kept. */
function isNoRepetition({ named }: Situation) {
  return (one: DiagnosedCause, at: number, all: readonly DiagnosedCause[]): boolean =>
    named.app !== 'other' || all.findIndex(({ summary }) => summary === one.summary) === at;
}

/** Whether the cause can exist in this setup and, for one that is listed only if something supports it, whether anything does. */
function isListed({ applies, onlySigned, sign, evidence }: Cause, situation: Situation): boolean {
  if (applies !== undefined && !applies(situation)) return false;
  return onlySigned !== true || Boolean(sign?.(situation)) || Boolean(evidence?.(situation));
}

function fitOf(cause: Cause, situation: Situation): number {
  const spoken = cause.sign?.(situation) ? 2 : 0;
  return -(spoken + (isNameOf(cause, situation) ? 1 : 0));
}

/** Makes a proved cause possible again where another proved one explains it: consent cannot cover a permission that is not requested. */
function explainedAway(one: Ranked, all: readonly Ranked[]): Ranked {
  const { cause, diagnosed } = one;
  if (diagnosed.verdict !== 'proved') return one;
  const first = all.find(
    (other) => cause.follows?.includes(other.cause.id) && other.diagnosed.verdict === 'proved',
  );
  if (first === undefined) return one;
  const because = `${diagnosed.because} The cause above explains this already.`;
  return { ...one, diagnosed: { ...diagnosed, verdict: 'possible', because } };
}
