import { describe, expect, it } from 'vitest';
import { withKeyId } from '../../src/core/blueprint.ts';
import { CHECK_IDS, type Check, STAGES } from '../../src/core/check.ts';
import { ALL_CHECKS, CHECKS } from '../../src/core/checks/index.ts';
import { judge } from '../../src/core/judge.ts';
import { exitCodeOf, type Status, summaryOf } from '../../src/core/report.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { CERTIFICATE_BLUEPRINT, FEDERATED_BLUEPRINT } from '../support/registrations.ts';
import { EMPTY_TENANT, FACET_NAMES, healthyTenant, hiding, MOMENT } from '../support/tenants.ts';
import { facetsOf, judgementOf } from '../support/verdicts.ts';

const HEALTHY = healthyTenant();
const verdicts = (tenant: Tenant, checks: readonly Check[] = CHECKS) =>
  judge(checks, BLUEPRINT, tenant, MOMENT).map(({ verdict }) => verdict);
const withStatus = (tenant: Tenant, wanted: Status) =>
  verdicts(tenant)
    .filter(({ status }) => status === wanted)
    .map(({ id }) => id);

describe('the checks', () => {
  it('are those that were promised, each once', () => {
    const ids = ALL_CHECKS.map(({ id }) => id);
    expect([...ids].sort()).toEqual([...CHECK_IDS].sort());
  });

  it('make every line of the checklist of the guide required', () => {
    const lines = CHECKS.filter(({ guide }) => guide?.startsWith('Step 4'));
    expect(lines.map(({ id, severity }) => `${id} ${severity}`)).toEqual(
      [
        'server-api.public-client-flows',
        'server-api.redirect-uri',
        'server-api.confidential-client',
        'server-api.identifier-uri',
        'server-api.scope',
        'server-api.graph-permissions',
        'client-app.public-client-flows',
        'client-app.redirect-uri',
        'client-app.public-client',
        'client-app.api-permission',
        'server-api.credential',
        'client-app.admin-consent',
        'server-api.graph-consent',
      ].map((id) => `${id} error`),
    );
  });

  it('stand in the order of what must be right first, the server before the client', () => {
    const places = ALL_CHECKS.map(({ stage, app }) => STAGES.indexOf(stage) * 2 + Number(app === 'client'));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(STAGES.filter((one) => ALL_CHECKS.every(({ stage }) => stage !== one))).toEqual([]);
  });

  it('stand on a link of the chain wherever they decide the exit code', () => {
    expect(ALL_CHECKS.filter(({ severity, link }) => severity === 'error' && link === null)).toEqual([]);
  });

  it.each([BLUEPRINT, CERTIFICATE_BLUEPRINT, FEDERATED_BLUEPRINT])(
    'find nothing in a healthy tenant but what only people can know: %#',
    (wanted) => {
      const blueprint = withKeyId(wanted, '55555555-0000-4000-8000-000000000001');
      const statuses = judge(CHECKS, blueprint, healthyTenant(blueprint), MOMENT);
      expect(
        statuses
          .filter(({ verdict }) => !['pass', 'manual'].includes(verdict.status))
          .map((one) => one.verdict),
      ).toEqual([]);
    },
  );

  it('leave the practices of the guide to people', () => {
    expect(withStatus(HEALTHY, 'manual')).toEqual(
      CHECKS.filter(({ id }) => id.startsWith('advice.')).map(({ id }) => id),
    );
  });
});

describe('a tenant that holds neither app', () => {
  it('has nothing to judge but that they are missing', () => {
    const judged = verdicts(EMPTY_TENANT).filter(({ id }) => !id.startsWith('advice.'));
    expect(judged.filter(({ status }) => status !== 'skip').map(({ id, status }) => [id, status])).toEqual([
      ['server-api.exists', 'fail'],
      ['client-app.exists', 'fail'],
    ]);
  });
});

describe('a facet that could not be read', () => {
  it.each(FACET_NAMES)('leaves exactly the checks that need it unknown: %s', (facet) => {
    const needing = CHECKS.filter((check) => facetsOf(check).includes(facet)).map(({ id }) => id);
    expect(withStatus(hiding(HEALTHY, facet), 'unknown')).toEqual(needing);
  });

  it('is named with the permission that would show it', () => {
    const { message } = judgementOf('server-api.owners', { tenant: hiding(HEALTHY, 'serverOwners') }).verdict;
    expect(message).toBe(
      'Microsoft Graph did not allow it to be read (Authorization_RequestDenied). Reading it needs Application.Read.All.',
    );
  });

  it('asks for no permission where none would help', () => {
    const reading = {
      state: 'unreadable',
      because: 'failed',
      detail: 'It broke.',
      permission: null,
    } as const;
    const { message } = judgementOf('server-api.owners', {
      tenant: { ...HEALTHY, serverOwners: reading },
    }).verdict;
    expect(message).toBe('It broke.');
  });

  it('is never a pass, however much cannot be read', () => {
    const judged = verdicts(hiding(HEALTHY, ...FACET_NAMES)).filter(({ status }) => status !== 'manual');
    expect(new Set(judged.map(({ status }) => status))).toEqual(new Set(['unknown']));
  });
});

describe('a check that breaks down', () => {
  const breaking = (
    part: 'expected' | 'find' | 'actual' | 'explain' | 'remedy',
    id: string,
  ): readonly Check[] =>
    CHECKS.map((check) =>
      check.id === id
        ? {
            ...check,
            find: () => [{}],
            explain: () => '',
            actual: () => null,
            remedy: () => ({ by: 'you', summary: '' }) as const,
            [part]: () => {
              throw new TypeError('Cannot read properties of null');
            },
          }
        : check,
    );

  it.each(['expected', 'find', 'actual', 'explain', 'remedy'] as const)(
    'in its %s is unknown, and the others still speak',
    (part) => {
      const judged = verdicts(HEALTHY, breaking(part, 'server-api.scope'));
      expect(judged.filter(({ status }) => status === 'unknown').map(({ id }) => id)).toEqual([
        'server-api.scope',
      ]);
      expect(judged).toHaveLength(CHECKS.length);
    },
  );

  it('says that it is our bug', () => {
    const [verdict] = verdicts(HEALTHY, breaking('find', 'server-api.scope')).filter(
      ({ status }) => status === 'unknown',
    );
    expect(verdict?.message).toBe(
      'The check itself failed, which is a bug in entra-mcp-setup: Cannot read properties of null',
    );
  });
});

describe('the exit code', () => {
  const judged = (...statuses: readonly [Status, 'error' | 'warning' | 'info'][]) =>
    statuses.map(([status, severity]) => ({ status, severity }));

  it.each([
    [judged(['pass', 'error']), 'error', 0],
    [judged(['fail', 'error']), 'error', 1],
    [judged(['warn', 'warning']), 'error', 0],
    [judged(['warn', 'warning']), 'warning', 1],
    [judged(['warn', 'info']), 'warning', 0],
    [judged(['fail', 'error']), 'never', 0],
    [judged(['unknown', 'error']), 'error', 3],
    [judged(['unknown', 'error']), 'never', 3],
    [judged(['unknown', 'warning']), 'error', 0],
    [judged(['unknown', 'error'], ['pass', 'error']), 'error', 3],
    [judged(['unknown', 'error'], ['fail', 'error']), 'error', 1],
    [judged(['skip', 'error'], ['manual', 'info']), 'warning', 0],
  ] as const)('of %o with --fail-on %s is %s', (statuses, failOn, code) => {
    expect(exitCodeOf(statuses, failOn)).toBe(code);
  });

  it('draws its line at errors where nobody draws another', () => {
    expect([exitCodeOf(judged(['warn', 'warning'])), exitCodeOf(judged(['fail', 'error']))]).toEqual([0, 1]);
  });

  it('rests on a count of every status', () => {
    expect(summaryOf(judged(['pass', 'error'], ['pass', 'info'], ['skip', 'error']))).toEqual({
      pass: 2,
      fail: 0,
      warn: 0,
      manual: 0,
      skip: 1,
      unknown: 0,
    });
  });
});

it('reads no facet that it did not say it reads', () => {
  const nosy = CHECKS.map((check) => ({
    ...check,
    find: (_: unknown, facets: object) => [
      { seen: Object.keys(facets).filter((name) => !facetsOf(check).includes(name as never)) },
    ],
    explain: () => '',
    actual: () => null,
    expected: () => null,
    remedy: () => ({ by: 'you', summary: '' }) as const,
  }));
  const seen = verdicts(HEALTHY, nosy).flatMap(({ evidence }) =>
    evidence.flatMap((one) => (one as { seen: string[] }).seen),
  );
  expect(seen).toEqual([]);
});
