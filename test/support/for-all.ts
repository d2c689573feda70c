import { inspect, isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';

/**
 * The seed of every property test: each run tries the same cases, so that a red build is about the change that made it red.
 * To try others: `LAW_SEED=7 LAW_RUNS=5000 npx vitest run --project parts test/core/laws.test.ts`.
 */
export const SEED = Number(process.env.LAW_SEED ?? 20_261_123);
const RUNS = Number(process.env.LAW_RUNS ?? 50);

/** Fails where `violations` is not what it must be for some value, with the shrunk case and the seed. */
export function forAll<Value>(
  values: fc.Arbitrary<Value>,
  violations: (value: Value) => unknown,
  none: unknown = [],
  numRuns = RUNS,
): void {
  const result = fc.check(
    fc.property(values, (value) => {
      const found = violations(value);
      if (!isDeepStrictEqual(found, none)) throw new Error(inspect(found, { depth: 6 }));
    }),
    { numRuns, seed: SEED },
  );
  if (!result.failed) return;
  const shown = process.env.LAW_SEED ? `\n${fc.stringify(result.counterexample)}` : '';
  throw new Error(`LAW_SEED=${SEED} breaks it: ${result.errorInstance}${shown}`);
}
