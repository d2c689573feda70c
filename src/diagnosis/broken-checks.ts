import type { Diagnosis, Verdict } from '../core/report.ts';
import type { Knowledge } from './knowledge.ts';

const MOST_NAMED = 4;

/**
 * The diagnoses, the first with a hint that names required checks which fail without being a proved cause: they may break the
 * chain next.
 */
export function withBrokenChecks(
  diagnosis: readonly Diagnosis[],
  { verdicts }: Pick<Knowledge, 'verdicts'>,
): readonly Diagnosis[] {
  const [first, ...more] = diagnosis;
  if (first === undefined || verdicts === null) return diagnosis;
  const note = noteOn(diagnosis, verdicts);
  return note === null ? diagnosis : [{ ...first, hints: [...(first.hints ?? []), note] }, ...more];
}

function noteOn(diagnosis: readonly Diagnosis[], verdicts: readonly Verdict[]): string | null {
  const told = diagnosis.flatMap(({ causes }) => causes);
  const isTold = ({ id, message }: Verdict): boolean =>
    told.some(
      ({ verdict, check, because }) => check === id && (verdict === 'proved' || because.includes(message)),
    );
  const broken = verdicts.filter(
    (verdict) => verdict.status === 'fail' && verdict.severity === 'error' && !isTold(verdict),
  );
  if (broken.length === 0) return null;
  const named = broken.slice(0, MOST_NAMED).map(({ id, message }) => `${id}: ${message}`);
  const left = broken.length - named.length;
  const rest = left > 0 ? ` And ${left} more.` : '';
  const verify = named.some((one) => one.startsWith('endpoint.')) ? 'verify --endpoint' : 'verify';
  return `Beside what the text tells, this setup fails ${broken.length === 1 ? 'a required check' : `${broken.length} required checks`}: ${named.join(' ')}${rest} \`entra-mcp-setup ${verify}\` shows them all.`;
}
