import { createHash } from 'node:crypto';
import type { Diagnosis } from '../../src/core/report.ts';

const MARK = { proved: '+', refuted: '-', possible: '?' } as const;

/** An answer on a line: code, hop, the causes in order with their verdicts, and a mark of all its words. */
export function lineOf(diagnosis: Diagnosis): string {
  const causes = diagnosis.causes.map(({ id, verdict }) => `${MARK[verdict]}${id}`).join(' ');
  const words = createHash('sha256').update(JSON.stringify(diagnosis)).digest('hex').slice(0, 8);
  return `${diagnosis.code ?? 'no code'} ${diagnosis.hop}: ${causes} #${words}`;
}
