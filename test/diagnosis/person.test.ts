import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/core/person.ts';
import { type Facet, read } from '../../src/core/tenant.ts';
import { judgePerson } from '../../src/diagnosis/index.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS, publishedScope } from '../support/registrations.ts';
import { changed, grant, having, healthyTenant, hiding } from '../support/tenants.ts';
import { knowing, provedIds, verdictOf } from './known.ts';
import { ACCOUNT, HEALTHY } from './people.ts';

const FORBIDDEN = {
  state: 'unreadable',
  because: 'forbidden',
  detail: 'Microsoft Graph answered 403 accessDenied.',
  permission: 'Files.Read.All',
} as const;

describe('a person', () => {
  test.each<readonly [string, Partial<Person>, readonly string[]]>([
    ['whom nothing keeps out', {}, []],
    ['without a OneDrive', { hasDrive: read(false) }, ['drive-missing']],
    [
      'who is a guest',
      { account: read({ ...ACCOUNT, isGuest: true, hasLicence: false }), hasDrive: read(false) },
      ['guest-has-no-drive'],
    ],
    ['who is a guest with a drive', { account: read({ ...ACCOUNT, isGuest: true }) }, []],
    ['without an account', { account: read(null) }, ['account-missing']],
    ['who is disabled', { account: read({ ...ACCOUNT, isEnabled: false }) }, ['account-disabled']],
    ['without a licence', { account: read({ ...ACCOUNT, hasLicence: false }) }, ['no-licence']],
  ])('%s', (_, change, wanted) => {
    expect(provedIds(judgePerson({ ...HEALTHY, ...change }, knowing()))).toEqual(wanted);
  });

  test('who consented alone is not kept out by a missing consent for all', () => {
    const own = {
      id: 'x',
      clientId: IDS.client.principalId,
      resourceId: IDS.server.principalId,
      consentType: 'Principal',
      principalId: IDS.user,
      scopes: ['access'],
    } as const;
    const other = { ...own, principalId: IDS.admin };
    const verdict = (grant: typeof own | typeof other) =>
      verdictOf(
        judgePerson(HEALTHY, knowing(having(healthyTenant(), 'clientGrants', [grant]))),
        'person-without-client-consent',
      );
    expect([verdict(own), verdict(other)]).toEqual(['refuted', 'proved']);
  });

  test('whom the consent does not cover wholly is kept out, and is told by what', () => {
    const tenant = having(healthyTenant(), 'serverGrants', [grant('server', { scopes: ['User.Read'] })]);
    const { causes } = judgePerson(HEALTHY, knowing(tenant));
    expect(causes[0]).toMatchObject({ id: 'person-without-graph-consent', verdict: 'proved' });
    expect(causes[0]?.because).toContain('Files.Read');
  });

  test('needs no consent to a client that the API pre-authorises', () => {
    const scopeIds = [publishedScope(BLUEPRINT).id];
    const tenant = changed(having(healthyTenant(), 'clientGrants', []), 'server', {
      preAuthorizedClients: [{ appId: IDS.client.appId, scopeIds }],
    });
    expect(provedIds(judgePerson(HEALTHY, knowing(tenant)))).toEqual([]);
  });

  test.each<readonly [Facet, string]>([
    ['clientGrants', 'person-without-client-consent'],
    ['serverGrants', 'person-without-graph-consent'],
    ['clientPrincipal', 'person-not-assigned-to-client'],
    ['serverPrincipal', 'person-not-assigned-to-server'],
  ])('is told which permission would show %s, which could not be read', (facet, id) => {
    const { causes } = judgePerson(HEALTHY, knowing(hiding(healthyTenant(), facet)));
    const about = causes.find((one) => one.id === id);
    expect([about?.verdict, about?.because.includes('Application.Read.All')]).toEqual(['possible', true]);
  });

  test('without an account has no other cause to look at', () => {
    const { causes } = judgePerson({ ...HEALTHY, account: read(null) }, knowing());
    expect(causes.filter(({ verdict }) => verdict === 'possible').map(({ id }) => id)).toEqual([]);
  });

  test('is told which permission would show what could not be read', () => {
    const { causes } = judgePerson({ ...HEALTHY, hasDrive: FORBIDDEN }, knowing());
    expect(causes.find(({ id }) => id === 'drive-missing')?.because).toContain('Files.Read.All');
  });

  test('is shown policies that name the apps, without a judgement', () => {
    const policies = read([{ displayName: 'Block legacy', state: 'enabled', controls: ['block'] }]);
    const diagnosis = judgePerson({ ...HEALTHY, policies }, knowing());
    expect([verdictOf(diagnosis, 'policy-names-apps'), diagnosis.causes[0]?.because]).toEqual([
      'possible',
      expect.stringContaining('Block legacy (enabled, block)'),
    ]);
  });
});
