import type { ClaimVerdict, DiagnosedCause, Diagnosis } from '../core/report.ts';

export const VERDICT_WORDS: Readonly<Record<DiagnosedCause['verdict'], string>> = {
  proved: 'PROVED',
  possible: 'POSSIBLE',
  refuted: 'REFUTED',
};

const RANKS: Readonly<Record<DiagnosedCause['verdict'], number>> = { proved: 0, possible: 1, refuted: 2 };

/** Proved causes first, refuted last; within each, the order of the diagnosis. */
export function causesInOrder({ causes }: Diagnosis): readonly DiagnosedCause[] {
  return causes.toSorted((a, b) => RANKS[a.verdict] - RANKS[b.verdict]);
}

/** `AADSTS65001 DelegationDoesNotExist`, `Graph accessDenied`, or the name of a symptom without a code. */
export function codeWords({ code, name }: Diagnosis): string {
  const words = [code === null ? null : codeWord(code), name].filter((part) => part !== null);
  return words.length > 0 ? words.join(' ') : 'Symptom without an error code';
}

function codeWord(code: string): string {
  if (/^\d+$/.test(code)) return `AADSTS${code}`;
  return code.startsWith('graph:') ? `Graph ${code.slice('graph:'.length)}` : code;
}

export const CLAIM_WORDS: Readonly<Record<ClaimVerdict['verdict'], string>> = {
  right: 'RIGHT',
  wrong: 'WRONG',
  unknown: 'NOT JUDGED',
};

/** Reasons that several causes share, which are shown once before them; a reason of one cause is shown with it. */
export function sharedReasons({ causes }: Diagnosis): readonly string[] {
  const reasons = causes.filter(({ verdict }) => verdict !== 'refuted').map(({ because }) => because);
  return [...new Set(reasons.filter((one, index) => reasons.indexOf(one) !== index))];
}
