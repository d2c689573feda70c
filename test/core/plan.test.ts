import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/changes/index.ts';
import type { Check } from '../../src/core/check.ts';
import { describePlan } from '../../src/core/describe-plan.ts';
import { planFor } from '../../src/core/plan.ts';
import type { SetupError } from '../../src/errors.ts';
import { type AnyCheck, madeUpCheck } from '../support/made-up-check.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { changed, healthyTenant, MOMENT } from '../support/tenants.ts';

const TENANT = changed(healthyTenant(), 'server', {
  redirectUris: { publicClient: [], web: [], spa: [] },
});
const plan = (...checks: readonly Check[]) => planFor(checks, BLUEPRINT, TENANT, MOMENT);
const uri = (number: number) => `https://gateway.contoso.com/${number}`;
const adding = (number: number): Change => ({
  kind: 'add-redirect-uris',
  app: 'server',
  platform: 'web',
  uris: [uri(number)],
});

/** Wants so many redirect URIs, and asks for the first that is missing. */
const wantingUris = (count: number, change: Partial<AnyCheck> = {}): Check =>
  madeUpCheck({
    reads: ['serverApplication'],
    find: (_, { serverApplication }) => {
      const there = serverApplication?.redirectUris.web.length ?? 0;
      return there < count ? [there + 1] : [];
    },
    remedy: (number) => ({ by: 'us', change: adding(Number(number)) }),
    ...change,
  });

function thrownBy(work: () => unknown): Partial<SetupError> {
  try {
    work();
  } catch (error) {
    return error as SetupError;
  }
  return {};
}

describe('a plan', () => {
  it('goes on while a check asks for another change, and foresees them all', () => {
    const { changes, foreseen } = plan(wantingUris(3));
    expect(changes).toEqual([1, 2, 3].map((one) => ({ change: adding(one), because: 'server-api.owners' })));
    expect(foreseen.serverApplication).toMatchObject({
      value: { redirectUris: { web: [uri(1), uri(2), uri(3)] } },
    });
  });

  it('takes the change of a finding from among what people have to do', () => {
    const both = wantingUris(1, {
      find: (_, { serverApplication }) => [
        'people',
        ...((serverApplication?.redirectUris.web.length ?? 0) > 0 ? [] : [1]),
      ],
      remedy: (one) =>
        one === 1 ? { by: 'us', change: adding(1) } : { by: 'you', summary: 'Ask', command: 'az login' },
    });
    const asked = madeUpCheck({
      ...both,
      id: 'server-api.exists',
      severity: 'warning',
      find: () => ['people'],
    });
    expect(describePlan(plan(both, asked))).toEqual({
      changes: [
        {
          kind: 'add-redirect-uris',
          app: 'server',
          summary: `Register ${uri(1)} as web redirect URI of MCP Server API`,
          before: null,
          after: { 'web.redirectUris': [uri(1)] },
          sensitive: [],
          because: 'server-api.owners',
        },
      ],
      leftToPeople: [
        { check: 'server-api.owners', by: 'you', summary: 'Ask', command: 'az login' },
        { check: 'server-api.exists', by: 'you', summary: 'Ask', command: 'az login' },
      ],
    });
  });

  it('leaves nothing to people that only they can see or that does not apply', () => {
    const manual = madeUpCheck({ manual: true, find: () => ['a'] });
    expect(plan(manual).leftToPeople).toEqual([]);
  });

  it('says of a remedy without a command that there is none', () => {
    const { leftToPeople } = describePlan(plan(madeUpCheck({ find: () => ['a'] })));
    expect(leftToPeople).toEqual([
      { check: 'server-api.owners', by: 'you', summary: 'Mend a', command: null },
    ]);
  });
});

describe('a plan that would never end', () => {
  it('is one change too long', () => {
    expect(plan(wantingUris(100)).changes).toHaveLength(100);
    expect(thrownBy(() => plan(wantingUris(101)))).toMatchObject({ code: 'BUG' });
  });

  it('is told at the first change that did not cure, with what to send us', () => {
    let asked = 0;
    const unsound = madeUpCheck({
      find: () => {
        asked += 1;
        return ['people', 7];
      },
      remedy: (one) => (one === 7 ? { by: 'us', change: adding(7) } : { by: 'you', summary: 'Ask' }),
    });
    expect(thrownBy(() => plan(wantingUris(0, { id: 'client-app.owners' }), unsound))).toMatchObject({
      code: 'BUG',
      message: 'The change "add-redirect-uris" does not cure server-api.owners, the check that asks for it.',
      advice: ['Report this with the output of: entra-mcp-setup show --snapshot snapshot.json'],
    });
    expect(asked).toBe(2);
  });
});
