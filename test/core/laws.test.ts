import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { Change } from '../../src/core/changes/index.ts';
import { simulate } from '../../src/core/changes/index.ts';
import { CHECKS } from '../../src/core/checks/index.ts';
import { describePlan } from '../../src/core/describe-plan.ts';
import { fingerprint } from '../../src/core/fingerprint.ts';
import { judge } from '../../src/core/judge.ts';
import { type Case, cases, reordered } from '../support/arbitraries.ts';
import { forAll } from '../support/for-all.ts';
import { canonical, doubled, leftToUs, planOf, removed, stillPlanned } from '../support/laws.ts';
import { facetsOf } from '../support/verdicts.ts';

const holds = (violations: (one: Case) => unknown): void => forAll(cases, violations);

const statuses = ({ blueprint, tenant, moment }: Case) =>
  judge(CHECKS, blueprint, tenant, moment).map(({ verdict }) => [verdict.id, verdict.status]);

describe('for any blueprint and any tenant', () => {
  it('plans nothing more once the plan is carried out', () => {
    holds((one) => stillPlanned(CHECKS, one));
  });

  it('leaves after the plan only what is left to people', () => {
    holds((one) => leftToUs(CHECKS, one));
  });

  it('removes nothing that it was not told to remove', () => {
    holds((one) => removed(CHECKS, one));
  });

  it('plans nothing twice that must be unique', () => {
    holds((one) => doubled(CHECKS, one));
  });

  it('plans the same whenever it is asked', () => {
    holds((one) => {
      const [first, second] = [planOf(CHECKS, one), planOf(CHECKS, one)];
      return JSON.stringify(first) === JSON.stringify(second) ? [] : [first.changes, second.changes];
    });
  });

  it('does not change what was read', () => {
    holds((one) => {
      const before = JSON.stringify(one);
      planOf(CHECKS, one);
      return JSON.stringify(one) === before ? [] : [before];
    });
  });
});

const differences = (one: readonly unknown[], other: readonly unknown[]): readonly string[] => {
  const [left, right] = [one, other].map((list) => list.map((item) => JSON.stringify(item)));
  return [
    ...(left ?? []).filter((item) => !right?.includes(item)),
    ...(right ?? []).filter((item) => !left?.includes(item)),
  ];
};

describe('the order of lists, which Graph and people shuffle', () => {
  const shuffled = fc.tuple(cases, fc.nat({ max: 50 })).map(([one, seed]) => ({
    one,
    other: {
      ...one,
      blueprint: reordered(one.blueprint, seed),
      tenant: reordered(one.tenant, seed + 1),
    },
  }));

  it('changes no verdict', () => {
    forAll(shuffled, ({ one, other }) => differences(statuses(one), statuses(other)));
  });

  it('changes nothing that would be changed', () => {
    forAll(shuffled, ({ one, other }) => {
      const changes = (of: Case) => planOf(CHECKS, of).changes.map((change) => canonical(change));
      return differences(changes(one), changes(other));
    });
  });

  it('does not make a saved plan stale', () => {
    forAll(shuffled, ({ one, other }) =>
      differences([fingerprint(one.tenant, one.blueprint)], [fingerprint(other.tenant, other.blueprint)]),
    );
  });
});

/** Changes that add one more of something each time they are carried out; `graph/perform` looks before it adds. */
const ADDING: readonly Change['kind'][] = [
  'add-scope',
  'add-secret',
  'add-certificate',
  'add-federated-credential',
];

describe('a foreseen change', () => {
  it('is as good done twice', () => {
    holds((one) => {
      let { tenant } = one;
      return planOf(CHECKS, one).changes.flatMap(({ change }) => {
        tenant = simulate(tenant, change);
        const twice = ADDING.includes(change.kind) ? tenant : simulate(tenant, change);
        return JSON.stringify(canonical(twice)) === JSON.stringify(canonical(tenant)) ? [] : [change.kind];
      });
    });
  });

  it('changes nothing that is not about its app', () => {
    holds((one) => {
      let { tenant } = one;
      return planOf(CHECKS, one).changes.flatMap(({ change }) => {
        const before = tenant;
        tenant = simulate(tenant, change);
        return Object.keys(tenant)
          .filter((facet) => !facet.startsWith(change.app))
          .filter((facet) => Reflect.get(tenant, facet) !== Reflect.get(before, facet));
      });
    });
  });
});

describe('a facet that could not be read', () => {
  it('leaves every check that needs it unknown, never passed', () => {
    holds((one) =>
      judge(CHECKS, one.blueprint, one.tenant, one.moment)
        .filter(({ check }) => check.reads.some((facet) => one.tenant[facet]?.state === 'unreadable'))
        .filter(({ verdict }) => verdict.status !== 'unknown')
        .map(({ verdict }) => verdict.id),
    );
  });

  it('leaves no check passed that wants to see it beside others', () => {
    holds((one) =>
      judge(CHECKS, one.blueprint, one.tenant, one.moment)
        .filter(({ check }) => facetsOf(check).some((facet) => one.tenant[facet]?.state === 'unreadable'))
        .filter(({ verdict }) => verdict.status === 'pass')
        .map(({ verdict }) => verdict.id),
    );
  });

  it('leaves every check that does not need it with a verdict', () => {
    holds((one) =>
      judge(CHECKS, one.blueprint, one.tenant, one.moment)
        .filter(({ check }) => facetsOf(check).every((facet) => one.tenant[facet]?.state === 'read'))
        .filter(({ verdict }) => verdict.status === 'unknown')
        .map(({ verdict }) => `${verdict.id}: ${verdict.message}`),
    );
  });
});

describe('the words for people', () => {
  const FORBIDDEN = /\bundefined\b|\[object|\bNaN\b|Invalid Date|\bplease\b|successfully|!/i;

  it('are whole in every verdict', () => {
    holds((one) =>
      judge(CHECKS, one.blueprint, one.tenant, one.moment)
        .flatMap(({ verdict }) => [
          verdict.message,
          verdict.fix?.summary ?? '',
          JSON.stringify(verdict.actual),
        ])
        .filter((text) => FORBIDDEN.test(text)),
    );
  });

  it('are whole in every planned change, and name no value of a secret', () => {
    holds((one) => {
      const { changes, leftToPeople } = describePlan(planOf(CHECKS, one));
      const texts = [...changes, ...leftToPeople].map(({ summary }) => summary);
      const secrets = changes.filter(({ kind }) => kind === 'add-secret');
      return [
        ...texts.filter((text) => FORBIDDEN.test(text)),
        ...secrets.filter(({ sensitive }) => !sensitive.includes('secretText')),
      ];
    });
  });
});
