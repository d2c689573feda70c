import { describe, expect, it } from 'vitest';
import type { WantedCredential } from '../../src/core/blueprint.ts';
import { monthsAfter, secretEnd } from '../../src/core/expiry.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import {
  CERTIFICATE,
  CERTIFICATE_BLUEPRINT,
  FEDERATED,
  FEDERATED_BLUEPRINT,
  guid,
  key,
  password,
  withCredential,
} from '../support/registrations.ts';
import { changed, having, healthyTenant, NOW, UNREADABLE } from '../support/tenants.ts';
import { foundBy } from '../support/verdicts.ts';

const HEALTHY = healthyTenant();
const DAY = 86_400_000;
const inDays = (days: number, milliseconds = 0): string =>
  new Date(NOW.getTime() + days * DAY + milliseconds).toISOString();
const withSecrets = (...ends: readonly string[]): Tenant =>
  changed(HEALTHY, 'server', { passwordCredentials: ends.map((end, index) => password(index, end)) });

describe('a client secret', () => {
  const add = (endDateTime: string, cappedFromMonths: number | null = null) => ({
    kind: 'add-secret',
    app: 'server',
    displayName: 'MCP Server Secret',
    endDateTime,
    cappedFromMonths,
  });

  it('is created when there is none', () => {
    expect(foundBy('server-api.credential', { tenant: withSecrets() })).toMatchObject({
      status: 'fail',
      actual: 'none',
      evidence: [{ held: 0, expired: 0 }],
      remedies: [add('2028-11-23T10:00:00Z')],
    });
  });

  it('is created when all have expired', () => {
    expect(foundBy('server-api.credential', { tenant: withSecrets(inDays(-1), inDays(-9)) })).toMatchObject({
      actual: 'expired',
      evidence: [{ held: 2, expired: 2 }],
      remedies: [add('2028-11-23T10:00:00Z')],
    });
  });

  it('is enough when one of several lasts', () => {
    expect(foundBy('server-api.credential', { tenant: withSecrets(inDays(-1), inDays(1)) }).status).toBe(
      'pass',
    );
  });

  it.each([
    ['at this very moment', 0, 'fail'],
    ['one millisecond from now', 1, 'pass'],
  ])('that ends %s counts for %s ms', (_when, milliseconds, status) => {
    const tenant = withSecrets(inDays(0, milliseconds));
    expect(foundBy('server-api.credential', { tenant }).status).toBe(status);
  });

  it.each([
    ['in an hour, which is what clocks may differ by', 3_600_000, 'pass'],
    ['in an hour and a second', 3_601_000, 'fail'],
  ])('that begins %s counts for %s ms', (_when, milliseconds, status) => {
    const later = { ...password(1, inDays(800)), startDateTime: inDays(0, milliseconds) };
    const tenant = changed(HEALTHY, 'server', { passwordCredentials: [later] });
    expect(foundBy('server-api.credential', { tenant }).status).toBe(status);
  });

  it('that begins in 2099 does not stand in for one that works, and says when it will', () => {
    const later = {
      ...password(1, '2101-01-01T00:00:00Z'),
      startDateTime: '2099-01-01T00:00:00Z',
    };
    const tenant = changed(HEALTHY, 'server', { passwordCredentials: [later] });
    expect(foundBy('server-api.credential', { tenant })).toMatchObject({
      evidence: [{ begins: '2099-01-01T00:00:00Z', expired: 0 }],
      remedies: [{ kind: 'add-secret' }],
    });
    expect(foundBy('server-api.credential-expiry', { tenant }).status).toBe('skip');
  });

  it('is shortened, with the months that were asked for, where policy caps it', () => {
    const situation = { tenant: withSecrets(), moment: { maxSecretDays: 180 } };
    expect(foundBy('server-api.credential', situation).remedies).toEqual([add('2027-05-22T09:59:00Z', 24)]);
  });

  it('is left to people where policy allows it no day', () => {
    const situation = { tenant: withSecrets(), moment: { maxSecretDays: 0 } };
    expect(foundBy('server-api.credential', situation)).toMatchObject({
      evidence: [{ obstacle: 'policy-allows-no-day' }],
      remedies: ['you'],
    });
  });
});

describe('a certificate', () => {
  const wanting = (change: Partial<Extract<WantedCredential, { kind: 'certificate' }>>) =>
    withCredential({
      kind: 'certificate',
      file: 'server.pem',
      create: false,
      certificate: CERTIFICATE,
      thumbprint: CERTIFICATE.thumbprint,
      ...change,
    });
  const holding = (...keyCredentials: readonly ReturnType<typeof key>[]) =>
    changed(HEALTHY, 'server', { keyCredentials });
  const found = (tenant: Tenant, blueprint = CERTIFICATE_BLUEPRINT) =>
    foundBy('server-api.credential', { tenant, blueprint });

  it('passes when its thumbprint is registered', () => {
    expect(found(holding(key(CERTIFICATE.thumbprint))).status).toBe('pass');
  });

  it('is registered when another one is, which is named', () => {
    expect(found(holding(key('ABC')))).toMatchObject({
      status: 'fail',
      evidence: [{ held: 0, others: ['ABC'] }],
      remedies: [{ kind: 'add-certificate', app: 'server', certificate: CERTIFICATE }],
    });
  });

  it('is made first when the blueprint says so', () => {
    const blueprint = wanting({ create: true, certificate: null, thumbprint: null });
    expect(found(holding(), blueprint).remedies).toEqual([
      { kind: 'add-certificate', app: 'server', certificate: null },
    ]);
  });

  it('known by its thumbprint alone is judged', () => {
    const blueprint = wanting({ file: null, certificate: null });
    expect(found(holding(key(CERTIFICATE.thumbprint)), blueprint).status).toBe('pass');
  });

  it('known by its thumbprint alone is left to people when it is not registered', () => {
    expect(found(holding(), wanting({ file: null, certificate: null }))).toMatchObject({
      evidence: [{ obstacle: 'certificate-elsewhere' }],
      remedies: ['you'],
    });
  });

  it('that is not valid yet is left to people, not registered again', () => {
    const notBefore = inDays(30);
    const held = { ...key(CERTIFICATE.thumbprint), startDateTime: notBefore };
    expect(found(holding(held), wanting({ certificate: { ...CERTIFICATE, notBefore } }))).toMatchObject({
      evidence: [{ obstacle: 'certificate-not-yet' }],
      remedies: ['you'],
    });
  });

  it('that has expired is left to people, not registered again', () => {
    const certificate = { ...CERTIFICATE, notAfter: inDays(-1) };
    expect(found(holding(), wanting({ certificate }))).toMatchObject({
      evidence: [{ obstacle: 'certificate-expired' }],
      remedies: ['you'],
    });
  });
});

describe('a federated credential', () => {
  const holding = (change: object | null) =>
    having(
      HEALTHY,
      'serverFederatedCredentials',
      change === null ? [] : [{ id: guid('7'), ...FEDERATED, audiences: [FEDERATED.audience], ...change }],
    );
  const found = (tenant: Tenant) =>
    foundBy('server-api.credential', { tenant, blueprint: FEDERATED_BLUEPRINT });

  it('passes by issuer and subject, whatever its name', () => {
    expect(found(holding({ name: 'other' })).status).toBe('pass');
  });

  it.each([null, { subject: 'repo:contoso/other' }, { issuer: 'https://other.contoso.com' }])(
    'is added when what is there is %o',
    (change) => {
      expect(found(holding(change)).remedies).toEqual([
        { ...FEDERATED, kind: 'add-federated-credential', app: 'server' },
      ]);
    },
  );

  it('for another audience is left to people, since no second one can stand beside it', () => {
    expect(found(holding({ audiences: ['api://AzureADTokenExchangeUSGov'] }))).toMatchObject({
      status: 'fail',
      evidence: [{ held: 0, obstacle: 'federated-audience' }],
      remedies: ['you'],
    });
  });

  it('has no expiry to warn of', () => {
    const tenant = holding({});
    expect(foundBy('server-api.credential-expiry', { tenant, blueprint: FEDERATED_BLUEPRINT }).status).toBe(
      'pass',
    );
  });

  it('leaves both checks unknown when the list could not be read', () => {
    const situation = {
      tenant: { ...HEALTHY, serverFederatedCredentials: UNREADABLE },
      blueprint: FEDERATED_BLUEPRINT,
    };
    expect(foundBy('server-api.credential', situation).status).toBe('unknown');
    expect(foundBy('server-api.credential-expiry', situation).status).toBe('unknown');
  });
});

describe('the time that the credential has left', () => {
  it.each([
    [30, 0, 'pass'],
    [30, -1, 'warn'],
    [29, 0, 'warn'],
    [7, 0, 'warn'],
    [7, -1, 'fail'],
    [1, 0, 'fail'],
    [0, 1, 'fail'],
    [0, 0, 'skip'],
    [-1, 0, 'skip'],
  ])('of %s days and %s ms is judged with the lines at 30 and 7: %s', (days, milliseconds, status) => {
    const tenant = withSecrets(inDays(days, milliseconds));
    expect(foundBy('server-api.credential-expiry', { tenant }).status).toBe(status);
  });

  it('is that of the credential which lasts longest', () => {
    const tenant = withSecrets(inDays(3), inDays(300), inDays(20));
    expect(foundBy('server-api.credential-expiry', { tenant }).status).toBe('pass');
  });

  it('follows the lines that were asked for', () => {
    const situation = { tenant: withSecrets(inDays(50)), moment: { expiryWarnDays: 90, expiryFailDays: 60 } };
    expect(foundBy('server-api.credential-expiry', situation)).toMatchObject({
      status: 'fail',
      evidence: [{ days: 50, failDays: 60 }],
      actual: '50 days left',
      remedies: ['you'],
    });
  });

  it('is nothing to judge while there is no app', () => {
    const tenant = having(HEALTHY, 'serverApplication', null);
    expect(foundBy('server-api.credential-expiry', { tenant }).status).toBe('skip');
  });
});

describe('months', () => {
  it.each([
    ['2027-01-31T10:00:00Z', 1, '2027-02-28T10:00:00Z'],
    ['2028-01-31T10:00:00Z', 1, '2028-02-29T10:00:00Z'],
    ['2028-02-29T10:00:00Z', 12, '2029-02-28T10:00:00Z'],
    ['2028-02-29T10:00:00Z', 48, '2032-02-29T10:00:00Z'],
    ['2026-08-31T23:59:59Z', 6, '2027-02-28T23:59:59Z'],
    ['2026-12-31T00:00:00Z', 2, '2027-02-28T00:00:00Z'],
    ['2026-11-23T10:00:00.123Z', 24, '2028-11-23T10:00:00Z'],
  ])('after %s, %s of them, end on %s', (now, months, end) => {
    expect(monthsAfter(new Date(now), months)).toBe(end);
  });
});

describe('the end of a new secret', () => {
  it('is what was asked for where policy allows more', () => {
    expect(secretEnd(6, 365, NOW)).toEqual({ endDateTime: '2027-05-23T10:00:00Z', cappedFromMonths: null });
  });

  it('is what was asked for where there is no policy', () => {
    expect(secretEnd(24, null, NOW).cappedFromMonths).toBeNull();
  });

  it('stays a minute below what policy allows', () => {
    expect(secretEnd(24, 90, NOW)).toEqual({ endDateTime: '2027-02-21T09:59:00Z', cappedFromMonths: 24 });
  });
});
