import { describe, expect, it } from 'vitest';
import type { Blueprint } from '../../src/core/blueprint.ts';
import type { CheckOutcome, Remedy } from '../../src/core/check.ts';
import { judge } from '../../src/core/judge.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import { type AnyCheck, madeUpCheck } from '../support/made-up-check.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import { EMPTY_TENANT, having, healthyTenant, MOMENT, UNREADABLE } from '../support/tenants.ts';

const PORTAL = 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps';
const OWNERS_PAGE = `${PORTAL}/ApplicationMenuBlade/~/Owners/appId/${IDS.server.appId}`;

function judged(change: Partial<AnyCheck>, tenant: Partial<Tenant> = healthyTenant(), blueprint = BLUEPRINT) {
  const [judgement] = judge([madeUpCheck(change)], blueprint, tenant, MOMENT);
  if (judgement === undefined) throw new Error('A check was not judged.');
  return judgement;
}

const found = (...evidence: readonly unknown[]) => ({ find: () => evidence });

describe('a verdict', () => {
  it('holds what was found, what each piece of it means, and what mends it', () => {
    expect(judged(found('a', 'b')).verdict).toEqual({
      id: 'server-api.owners',
      section: 'server-api',
      title: 'It has an owner',
      status: 'fail',
      severity: 'error',
      expected: 'an owner',
      actual: 2,
      message: 'a is wrong. b is wrong.',
      why: 'Nobody else may mend it.',
      evidence: ['a', 'b'],
      fix: { by: 'you', summary: 'Mend a; Mend b', command: null, portalUrl: OWNERS_PAGE },
      aadsts: ['50011'],
      configPath: 'serverApi.appId',
    });
  });

  it.each<[string, CheckOutcome<unknown>, object]>([
    ['pass', [], { expected: 'an owner', actual: 'an owner', message: 'It has an owner' }],
    [
      'pass',
      { holds: 'It is so, though.' },
      { expected: 'an owner', actual: 'an owner', message: 'It is so, though.' },
    ],
    ['skip', { skip: 'There is none.' }, { expected: 'an owner', actual: null, message: 'There is none.' }],
    ['unknown', { unknown: 'Who knows.' }, { expected: null, actual: null, message: 'Who knows.' }],
  ])('is %s without evidence or fix for %j', (status, outcome, words) => {
    const { verdict, remedies } = judged({ find: () => outcome });
    expect(verdict).toMatchObject({ ...words, status, evidence: [], fix: null });
    expect(remedies).toEqual([]);
  });

  it('shows what was there instead of what was wanted, where the check looks', () => {
    expect(judged({ observed: () => 'two owners' }).verdict.actual).toBe('two owners');
  });

  it.each<[string, Partial<AnyCheck>]>([
    ['fail', { severity: 'error' }],
    ['warn', { severity: 'warning' }],
    ['warn', { severity: 'info' }],
    ['warn', { severityHere: () => 'warning' }],
    ['manual', { manual: true }],
    ['fail', { level: (evidence) => (evidence === 'b' ? 'fail' : 'warn') }],
    ['warn', { level: () => 'warn' }],
  ])('is %s where something was found by a check with %o', (status, change) => {
    expect(judged({ ...found('a', 'b'), ...change }).verdict.status).toBe(status);
  });

  it('names the value that decides in this blueprint', () => {
    expect(judged({ configPathHere: ({ cloud }) => `${cloud}.value` }).verdict.configPath).toBe(
      'public.value',
    );
  });
});

describe('the fix of a finding', () => {
  const fixOf = (remedy: Remedy, change: Partial<AnyCheck> = {}, tenant = healthyTenant()) =>
    judged({ ...found('a'), remedy: () => remedy, ...change }, tenant).verdict.fix;
  const flows = { kind: 'set-fallback-public-client', app: 'server', from: true, to: false } as const;

  it('of ours is one command for all that is ours', () => {
    expect(fixOf({ by: 'us', change: flows })).toEqual({
      by: 'us',
      summary: expect.stringMatching(/MCP Server API/),
      command: 'entra-mcp-setup apply --yes',
      portalUrl: OWNERS_PAGE,
    });
  });

  it.each<[string, string | null, Remedy]>([
    ['you', null, { by: 'you', summary: 'Do it' }],
    ['you', 'az login', { by: 'you', summary: 'Do it', command: 'az login' }],
    [
      'us',
      'entra-mcp-setup rotate',
      { by: 'you', summary: 'Do it', command: 'entra-mcp-setup rotate', isOurs: true },
    ],
    ['admin', 'az login', { by: 'admin', summary: 'Do it', command: 'az login' }],
  ])('is for %s with the command %s', (by, command, remedy) => {
    expect(fixOf(remedy)).toMatchObject({ by, command, summary: 'Do it' });
  });

  it('says once what several pieces of evidence ask for alike', () => {
    const change = { ...found('a', 'b'), remedy: () => ({ by: 'you', summary: 'Do it' }) as const };
    expect(judged(change).verdict.fix?.summary).toBe('Do it');
  });

  it.each<[string | null, Partial<AnyCheck>, Tenant]>([
    [null, { app: null }, healthyTenant()],
    [OWNERS_PAGE.replace(IDS.server.appId, IDS.client.appId), { app: 'client' }, healthyTenant()],
    [`${PORTAL}/ApplicationsListBlade`, {}, EMPTY_TENANT],
  ])('leads to %s', (portalUrl, change, tenant) => {
    expect(fixOf({ by: 'you', summary: 'Do it' }, change, tenant)?.portalUrl).toBe(portalUrl);
  });
});

describe('what could not be read', () => {
  const silent = { ...UNREADABLE, detail: 'It was busy.', permission: null };
  const hidden = {
    ...healthyTenant(),
    serverOwners: UNREADABLE,
    serverGrants: UNREADABLE,
    clientOwners: silent,
  };
  const refused =
    'Microsoft Graph did not allow it to be read (Authorization_RequestDenied). Reading it needs Application.Read.All.';

  it('is told once for each reason', () => {
    const reads = ['serverOwners', 'serverGrants', 'clientOwners'] as const;
    expect(judged({ reads }, hidden).verdict).toMatchObject({
      status: 'unknown',
      message: `${refused} It was busy.`,
    });
  });

  it('keeps a check from passing that could do without it, and is told behind what was found', () => {
    const optionalReads = ['clientOwners'] as const;
    expect(judged({ optionalReads }, hidden).verdict).toMatchObject({
      status: 'unknown',
      message: 'It was busy.',
    });
    expect(judged({ optionalReads, ...found('a') }, hidden).verdict).toMatchObject({
      status: 'fail',
      message: 'a is wrong. It was busy.',
    });
  });

  it('is null to a check that could do without it', () => {
    const seen: unknown[] = [];
    const find = (_: Blueprint, facets: object) => {
      seen.push(facets);
      return [];
    };
    const tenant = having(hidden, 'serverNamesakes', []);
    judged({ reads: ['serverNamesakes'], optionalReads: ['clientOwners'] as const, find }, tenant);
    expect(seen).toEqual([{ serverNamesakes: [], clientOwners: null }]);
  });
});

describe('one app in both roles', () => {
  const { clientApp, serverApi } = BLUEPRINT;
  const oneApp = {
    ...BLUEPRINT,
    clientApp: { ...clientApp, appId: IDS.server.appId },
    serverApi: { ...serverApi, appId: IDS.server.appId },
  };

  it.each<[string, Partial<AnyCheck>]>([
    ['skip', { app: 'server' }],
    ['skip', { app: 'client', id: 'client-app.exists' }],
    ['fail', { app: 'server', id: 'server-api.exists' }],
    ['fail', { app: null, id: 'endpoint.pkce' }],
  ])('leaves %s to a check of %o', (status, change) => {
    expect(judged({ ...found('a'), ...change }, healthyTenant(), oneApp).verdict.status).toBe(status);
  });

  it('is told in place of what it cannot meet', () => {
    expect(judged(found('a'), healthyTenant(), oneApp).verdict).toMatchObject({
      expected: null,
      actual: null,
      message: 'One app registration has both roles; server-api.exists says what to do first.',
    });
  });
});
