import type { Diagnosis } from '../core/report.ts';
import type { Entry } from './catalogue/entry.ts';
import { entryFor } from './catalogue/index.ts';
import type { Failure } from './failure.ts';
import { fallbackEntry } from './fallback.ts';
import { hintsFor } from './hints.ts';
import { hopOf } from './hop.ts';
import type { Knowledge } from './knowledge.ts';
import { rankedCauses } from './rank.ts';
import { situationOf } from './situation-of.ts';
import { filled } from './words.ts';

/** Explains every failure by causes that are judged by what is known: proved ones first, refuted ones last. */
export function diagnose(failures: readonly Failure[], knowledge: Knowledge): readonly Diagnosis[] {
  return failures.map((failure) =>
    diagnosisOf(entryFor(failure.entry) ?? fallbackEntry(failure), failure, knowledge),
  );
}

function diagnosisOf(entry: Entry, failure: Failure, knowledge: Knowledge): Diagnosis {
  const situation = situationOf(failure, knowledge);
  const causes = rankedCauses(entry.causes, situation);
  return {
    code: failure.code,
    name: failure.code === null || failure.code === entry.code ? entry.name : null,
    hop: hopOf(entry, causes, situation),
    meaning: filled(entry.meaning, situation),
    correlationId: failure.correlationId,
    causes,
    traceId: failure.traceId,
    timestamp: failure.timestamp,
    waitingHelps: entry.waiting !== null,
    hints: hintsFor(entry, causes, situation),
  };
}
