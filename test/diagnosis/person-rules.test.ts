import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/core/person.ts';
import { type Facets, read } from '../../src/core/tenant.ts';
import { judgePerson, type Knowledge } from '../../src/diagnosis/index.ts';
import { NO_FAILURE } from '../../src/diagnosis/no-failure.ts';
import { PERSON_CAUSES } from '../../src/diagnosis/person/person-causes.ts';
import { situationOf } from '../../src/diagnosis/situation-of.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { guid, IDS } from '../support/registrations.ts';
import { grant, having, healthyTenant } from '../support/tenants.ts';
import { knowing } from './known.ts';
import { ACCOUNT, HEALTHY } from './people.ts';

const TENANT = healthyTenant();
type Grants = Facets['clientGrants'];

const causeOf = (id: string, person: Partial<Person>, knowledge: Knowledge = knowing()) => {
  const found = judgePerson({ ...HEALTHY, ...person }, knowledge).causes.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no cause ${id}.`);
  return found;
};

test('nothing is decided or said of a person where nobody is asked about', () => {
  const situation = situationOf(NO_FAILURE, knowing());
  const told = PERSON_CAUSES.flatMap(({ evidence, sign }) => [evidence?.(situation), sign?.(situation)]);
  expect(told.filter((one) => one != null)).toEqual([]);
});

describe('consent of a person', () => {
  const clientVerdict = (grants: Grants) => {
    const { verdict, because } = causeOf(
      'person-without-client-consent',
      {},
      knowing(having(TENANT, 'clientGrants', grants)),
    );
    return [verdict, because];
  };
  const own = grant('client', { consentType: 'Principal', principalId: IDS.user });
  const forAll = grant('client');

  test.each<readonly [string, Grants, string, string]>([
    ['for all', [forAll], 'refuted', 'There is consent to MCP Client App for the whole tenant.'],
    ['of their own', [own], 'refuted', 'The person consented to MCP Client App for themselves.'],
    ['both', [own, forAll], 'refuted', 'There is consent to MCP Client App for the whole tenant.'],
    [
      'another API only',
      [grant('client', { resourceId: IDS.graphPrincipal })],
      'proved',
      'Nobody consented to MCP Client App for the whole tenant, nor this person for themselves.',
    ],
    [
      'another scope only',
      [grant('client', { scopes: ['other'] })],
      'proved',
      'What is consented to for MCP Client App and this person lacks access.',
    ],
    [
      'its scope in another spelling, among others',
      [grant('client', { scopes: ['other', 'ACCESS'] })],
      'refuted',
      'There is consent to MCP Client App for the whole tenant.',
    ],
  ])('that covers %s decides', (_, grants, verdict, because) => {
    expect(clientVerdict(grants)).toEqual([verdict, because]);
  });

  test('to the server counts for Microsoft Graph alone, and names all that is missing', () => {
    const wanted = { ...BLUEPRINT, graphPermissions: ['Files.Read', 'Sites.Read.All', 'Mail.Read'] };
    const of = (grants: Grants) =>
      causeOf('person-without-graph-consent', {}, knowing(having(TENANT, 'serverGrants', grants), wanted));
    expect(of([grant('server')]).because).toBe(
      'What is consented to for MCP Server API and this person lacks Sites.Read.All, Mail.Read.',
    );
    expect(of([grant('server', { resourceId: IDS.server.principalId })]).because).toContain(
      'Nobody consented',
    );
  });

  test('is open where the API is not there', () => {
    const tenant = having(TENANT, 'serverPrincipal', null);
    expect(causeOf('person-without-client-consent', {}, knowing(tenant)).verdict).toBe('possible');
  });
});

describe('what is told of a person', () => {
  const at = '2026-11-23T09:00:00Z';
  const failed = ['1', '2', '3', '4'].map((code) => ({
    appId: IDS.client.appId,
    code,
    correlationId: guid('9'),
    at,
  }));
  const hintsOf = (person: Partial<Person>) => judgePerson({ ...HEALTHY, ...person }, knowing()).hints;

  test('has the last three failures, and says where there was none', () => {
    expect(hintsOf({ failures: read(failed) })).toEqual(
      ['1', '2', '3'].map((code) => `Failed with AADSTS${code} at ${at}, correlation id ${guid('9')}.`),
    );
    expect(hintsOf({})).toEqual(['The sign-in log shows no failed sign-in of this person to the two apps.']);
  });

  test('has policies with what they ask for', () => {
    const policies = read([
      { displayName: 'One', state: 'enabled', controls: [] },
      { displayName: 'Two', state: 'disabled', controls: ['mfa', 'block'] },
    ]);
    expect(causeOf('policy-names-apps', { policies }).because).toBe(
      'Policies that name the apps, or all apps: One (enabled, session controls only); Two (disabled, mfa, block).',
    );
  });

  test.each<readonly [string, Partial<Person>, string]>([
    ['a guest with a drive', { account: read({ ...ACCOUNT, isGuest: true }) }, 'has a OneDrive here'],
    [
      'a guest without',
      { account: read({ ...ACCOUNT, isGuest: true }), hasDrive: read(false) },
      'has no OneDrive',
    ],
    ['a member', {}, 'is a member of the tenant'],
  ])('has whether the drive is that of %s', (_, person, words) => {
    expect(causeOf('guest-has-no-drive', person).because).toContain(words);
  });
});
