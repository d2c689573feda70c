import { describe, expect, it } from 'vitest';
import { PENDING_CERTIFICATE } from '../../src/core/blueprint.ts';
import { credentialWords, daysAfter, heldCredentials, isExpired, secretEnd } from '../../src/core/expiry.ts';
import type { KeyId } from '../../src/core/ids.ts';
import { type Application, facetOf, type PasswordCredential } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { CERTIFICATE_BLUEPRINT, FEDERATED_BLUEPRINT, key, password } from '../support/registrations.ts';
import { changed, healthyTenant, NOW } from '../support/tenants.ts';

describe('the wanted credential', () => {
  it.each([
    [BLUEPRINT, 'client secret'],
    [CERTIFICATE_BLUEPRINT, 'certificate'],
    [FEDERATED_BLUEPRINT, 'federated credential'],
  ])('is called by its kind in sentences: %#', (blueprint, words) => {
    expect(credentialWords(blueprint)).toBe(words);
  });
});

describe('the secrets that count', () => {
  const { serverApi } = BLUEPRINT;
  const secrets: readonly PasswordCredential[] = [
    { ...password(1, '2027-01-01T00:00:00Z'), displayName: 'ours' },
    { ...password(2, '2027-01-01T00:00:00Z'), displayName: null },
  ];
  const tenant = changed(healthyTenant(), 'server', { passwordCredentials: secrets });
  const application = facetOf(tenant, 'serverApplication') as Application;
  const namesOf = (keyIds: readonly PasswordCredential['keyId'][]) =>
    heldCredentials({ ...serverApi, keyIds }, application, []).map(({ displayName }) => displayName);

  it('are all where the blueprint keeps no key id, and one without a name is called what it is', () => {
    expect(namesOf([])).toEqual(['ours', 'client secret']);
  });

  it('are those that the blueprint keeps where it keeps any', () => {
    expect(namesOf(secrets.slice(0, 1).map(({ keyId }) => keyId))).toEqual(['ours']);
  });
});

describe('the certificates that count', () => {
  const certificates = [
    { ...key('AA'.repeat(20), undefined, 1), displayName: 'ours' },
    { ...key(null, undefined, 2), displayName: null },
    { ...key(null, undefined, 3), keyId: PENDING_CERTIFICATE, displayName: 'planned' },
  ];
  const tenant = changed(healthyTenant(), 'server', { keyCredentials: certificates });
  const application = facetOf(tenant, 'serverApplication') as Application;
  const namesOf = (thumbprint: string | null, keyIds: readonly KeyId[] = []) => {
    const credential = {
      kind: 'certificate',
      file: null,
      create: true,
      certificate: null,
      thumbprint,
    } as const;
    const wanted = { ...BLUEPRINT.serverApi, credential, keyIds };
    return heldCredentials(wanted, application, []).map(({ displayName }) => displayName);
  };

  it('are those of the thumbprint, and the one that is planned', () => {
    expect(namesOf('AA'.repeat(20))).toEqual(['ours', 'planned']);
  });

  it('are all where no thumbprint is known, and one without a name is called what it is', () => {
    expect(namesOf(null)).toEqual(['ours', 'certificate', 'planned']);
  });

  it('are those that the blueprint keeps where it keeps any', () => {
    expect(namesOf(null, [key(null, undefined, 2).keyId])).toEqual(['certificate', 'planned']);
  });
});

describe('an end', () => {
  it('of nothing never comes', () => {
    expect(isExpired({ startDateTime: null, endDateTime: null }, NOW)).toBe(false);
  });

  it('some days on is as many days later, without milliseconds', () => {
    expect(daysAfter(new Date('2026-11-23T10:00:00.500Z'), 30)).toBe('2026-12-23T10:00:00Z');
  });

  it('that falls on the very cap is not capped', () => {
    // 6 months from 23 November are 181 days; a minute is kept off the cap, so this clock stands a minute on.
    const now = new Date('2026-11-23T10:00:00Z');
    const days = (Date.parse('2027-05-23T10:00:00Z') + 60_000 - now.getTime()) / 86_400_000;
    expect(secretEnd(6, days, now).cappedFromMonths).toBeNull();
  });
});
