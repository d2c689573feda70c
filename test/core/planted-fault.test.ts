import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/changes/index.ts';
import type { Check } from '../../src/core/check.ts';
import { CHECKS } from '../../src/core/checks/index.ts';
import { judge } from '../../src/core/judge.ts';
import { planFor } from '../../src/core/plan.ts';
import { SetupError } from '../../src/errors.ts';
import { cases } from '../support/arbitraries.ts';
import { MENDABLE } from '../support/broken-tenants.ts';
import { leftToUs, stillPlanned } from '../support/laws.ts';
import { MOMENT } from '../support/tenants.ts';

/** A change that changes nothing, whatever the tenant holds. */
const NOTHING: Change = {
  kind: 'move-redirect-uris',
  app: 'client',
  from: 'spa',
  to: 'publicClient',
  uris: [],
};

/** The checks with one whose remedies of ours cure nothing. */
const planted = (id: Check['id'], checks: readonly Check[] = CHECKS): readonly Check[] =>
  checks.map((check) =>
    check.id === id
      ? {
          ...check,
          remedy: (evidence, blueprint) => {
            const remedy = check.remedy(evidence, blueprint);
            return remedy.by === 'us' ? { by: 'us', change: NOTHING } : remedy;
          },
        }
      : check,
  );

function errorOf(work: () => unknown): SetupError {
  try {
    work();
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

/** Checks that ever ask for a change of ours, found by looking at many tenants rather than by reading the checks. */
const ASKING = new Set(
  fc
    .sample(cases, { numRuns: 150, seed: 5 })
    .flatMap(({ blueprint, tenant, moment }) => judge(CHECKS, blueprint, tenant, moment))
    .filter(({ remedies }) => remedies.some(({ by }) => by === 'us'))
    .map(({ verdict }) => verdict.id),
);

describe('a check whose change does not cure it', () => {
  it('is tried below for every check that asks for a change', () => {
    expect([...new Set(MENDABLE.map(({ check }) => check))].sort()).toEqual([...ASKING].sort());
  });

  it.each(MENDABLE)('is reported as our bug by its name: $check', ({ check, tenant, blueprint }) => {
    const error = errorOf(() => planFor(planted(check), blueprint, tenant, MOMENT));
    expect([error.code, error.message.includes(check)]).toEqual(['BUG', true]);
  });

  it.each(MENDABLE)('is no such thing while its remedy is sound: $check', ({ check, tenant, blueprint }) => {
    const { changes } = planFor(CHECKS, blueprint, tenant, MOMENT);
    expect(changes.map(({ because }) => because)).toContain(check);
  });

  it.each([...ASKING])('breaks the laws of planning: %s', (id) => {
    const checks = planted(id);
    const result = fc.check(
      fc.property(cases, (one) => stillPlanned(checks, one).length + leftToUs(checks, one).length === 0),
      { numRuns: 200, seed: 5, endOnFailure: true },
    );
    expect(result.failed).toBe(true);
  });
});

describe('two checks that undo each other', () => {
  it('are reported as our bug instead of going on for ever', () => {
    const flows = CHECKS.filter(({ id }) => id === 'server-api.public-client-flows');
    const [sound] = flows;
    if (!sound) throw new Error('There is no such check.');
    const contrary: Check = {
      ...sound,
      id: 'client-app.public-client-flows',
      find: (_blueprint, { serverApplication }) => (serverApplication?.isFallbackPublicClient ? [] : [{}]),
      explain: () => '',
      remedy: () => ({
        by: 'us',
        change: { kind: 'set-fallback-public-client', app: 'server', from: false, to: true },
      }),
    };
    const [{ tenant, blueprint }] = MENDABLE.filter(
      ({ check }) => check === 'server-api.public-client-flows',
    ) as [(typeof MENDABLE)[number]];
    expect(errorOf(() => planFor([sound, contrary], blueprint, tenant, MOMENT)).code).toBe('BUG');
  });
});
