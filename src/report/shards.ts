import type { FleetReport, ReportedError, ResultDocument } from '../core/report.ts';
import { SetupError } from '../errors.ts';

/** Whether a document is the result of one shard. */
export function isPart(document: ResultDocument): boolean {
  return 'shard' in document && document.shard !== undefined && document.shard.count > 1;
}

/** The error that names missing shards of a run. Throws `USAGE` for shards that do not belong together. */
export function missingParts(fleets: readonly FleetReport[]): readonly ReportedError[] {
  const parts = fleets.flatMap(({ shard }) => shard ?? []);
  const [first] = parts;
  if (first === undefined) return [];
  const { count } = first;
  const other = parts.find((part) => part.count !== count);
  if (other) throw unmergeable(`One is a part of ${count}, another a part of ${other.count}.`);
  const given = new Set(parts.map(({ index }) => index));
  const double = parts.find(({ index }, at) => parts.slice(0, at).some((one) => one.index === index));
  if (double) throw unmergeable(`Part ${double.index} of ${count} is given twice.`);
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !given.has(index));
  return missing.length === 0 ? [] : [errorFor(missing, count)];
}

function unmergeable(message: string): SetupError {
  return new SetupError('USAGE', `These results are not of one run. ${message}`);
}

/** How many missing shards are named. */
const NAMED = 20;

function errorFor(missing: readonly number[], count: number): ReportedError {
  const named = missing.slice(0, NAMED).map((index) => `${index}/${count}`);
  const more = missing.length > NAMED ? ' …' : '';
  return {
    code: 'INCONCLUSIVE',
    title: `Not every part of this run is here; missing: ${named.join(', ')}${more}`,
    detail: null,
    aadsts: null,
    correlationId: null,
    retryable: true,
    nextSteps: [`Run verify with --shard ${named[0]}, and merge its result too`],
  };
}
