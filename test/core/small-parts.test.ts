import { describe, expect, it } from 'vitest';
import { fullScopeFor, scopeIdFor, uniqueNameFor } from '../../src/core/blueprint.ts';
import { CLOUD_NAMES } from '../../src/core/cloud.ts';
import { durationWords, parseDuration } from '../../src/core/duration.ts';
import { changedFacets, facetHashes, fingerprint } from '../../src/core/fingerprint.ts';
import { asId, isGuid } from '../../src/core/ids.ts';
import { jsonOrNull } from '../../src/core/json.ts';
import { portalUrl } from '../../src/core/portal.ts';
import { deriveSettings } from '../../src/core/settings.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import { counted } from '../../src/core/words.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { guid, IDS } from '../support/registrations.ts';
import { changed, GRAPH_PRINCIPAL, having, healthyTenant, UNREADABLE } from '../support/tenants.ts';

describe('a duration', () => {
  it.each([
    ['30s', 30_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['30d', 2_592_000_000],
    ['250ms', 250],
    ['1.5h', 5_400_000],
    ['1.125s', 1_125],
    [' 10 ', 10_000],
    ['0', 0],
  ])('of %j is %s ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it('without a unit counts days where days are meant', () => {
    expect(parseDuration('30', 'd')).toBe(2_592_000_000);
  });

  it.each(['', '-1s', '1y', '1 s', 's', '1e3', '1,5h', '99999999999d'])('is not %j', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it.each([
    [45_000, '45 s'],
    [119_000, '119 s'],
    [120_000, '2 min'],
    [7_200_000, '2 h'],
  ])('of %s ms is said as %s', (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words);
  });
});

describe('the fingerprint of a tenant', () => {
  const before = healthyTenant();
  const of = (tenant: Tenant) => fingerprint(tenant, BLUEPRINT);

  it('changes with any property that was read', () => {
    expect(of(changed(before, 'server', { tokenVersion: 1 }))).not.toBe(of(before));
  });

  it('tells a facet that was not read from an empty one', () => {
    expect(of({ ...before, clientGrants: UNREADABLE })).not.toBe(of(having(before, 'clientGrants', [])));
  });

  it('does not depend on the reason why a facet could not be read', () => {
    const busy = { ...UNREADABLE, because: 'failed' as const, detail: 'Microsoft Graph could not show it.' };
    expect(of({ ...before, clientGrants: busy })).toBe(of({ ...before, clientGrants: UNREADABLE }));
  });

  it.each([
    ['could not be read', UNREADABLE],
    ['is not there', having(before, 'graphPrincipal', null).graphPrincipal],
  ])('is told where the service principal of Microsoft Graph %s', (_state, graphPrincipal) => {
    expect(of({ ...before, graphPrincipal })).not.toBe(of(before));
  });

  const publishing = (...names: readonly string[]) =>
    having(before, 'graphPrincipal', {
      ...GRAPH_PRINCIPAL,
      scopes: names.map((value, index) => ({ id: asId(guid('9', index)), value, type: 'User' as const })),
    });

  it('does not change with a permission of Microsoft Graph that nobody asked for', () => {
    expect(of(publishing('Files.Read', 'Quite.New'))).toBe(of(publishing('Files.Read')));
  });

  it('changes with a permission that the blueprint wants', () => {
    expect(of(publishing('Quite.New'))).not.toBe(of(publishing('Files.Read')));
  });
});

describe('the facets that moved', () => {
  const before = facetHashes(healthyTenant(), BLUEPRINT);
  const moved = (tenant: Tenant) => changedFacets(before, facetHashes(tenant, BLUEPRINT));

  it('are those that read otherwise', () => {
    expect(moved(changed(healthyTenant(), 'server', { tokenVersion: 1 }))).toEqual(['serverApplication']);
  });

  it('are those that cannot be seen any more', () => {
    expect(moved({ ...healthyTenant(), clientGrants: UNREADABLE })).toEqual(['clientGrants']);
  });

  it('are none where more can be seen than before', () => {
    const hidden = facetHashes({ ...healthyTenant(), appManagementPolicy: UNREADABLE }, BLUEPRINT);
    expect(changedFacets(hidden, before)).toEqual([]);
  });
});

describe('a text', () => {
  it.each([
    ['{"a":[1]}', { a: [1] }],
    ['"a"', 'a'],
    ['null', null],
    ['{', null],
    ['', null],
  ])('of JSON, %j, is read as %j', (text, value) => {
    expect(jsonOrNull(text)).toEqual(value);
  });

  it.each([
    [counted(0, 'check'), '0 checks'],
    [counted(1, 'check'), '1 check'],
    [counted(2, 'check'), '2 checks'],
    [counted(1, 'entry', 'entries'), '1 entry'],
    [counted(3, 'entry', 'entries'), '3 entries'],
  ])('that counts, %s, is %s', (text, expected) => {
    expect(text).toBe(expected);
  });
});

describe('names that a second run must find again', () => {
  it('hold the marker of the blueprint, and one name for each app', () => {
    const marker = 'a-marker';
    expect([uniqueNameFor('client', { marker }), uniqueNameFor('server', { marker })]).toEqual([
      'entra-mcp-setup-client-a-marker',
      'entra-mcp-setup-server-a-marker',
    ]);
  });

  it('are GUIDs for scopes', () => {
    expect([isGuid(scopeIdFor('access')), scopeIdFor('access') === scopeIdFor('Access')]).toEqual([
      true,
      false,
    ]);
  });
});

describe('what people would assemble by hand', () => {
  it('is derived from tenant and app', () => {
    const derived = deriveSettings({
      blueprint: BLUEPRINT,
      tenantId: IDS.tenant as never,
      tenantName: null,
      clientAppId: IDS.client.appId,
      serverAppId: IDS.server.appId,
      credential: { kind: 'federated', name: '', issuer: '', subject: '' },
      consent: { client: true, graph: true },
    });
    expect(derived).toEqual({
      authority: `https://login.microsoftonline.com/${IDS.tenant}`,
      issuer: `https://login.microsoftonline.com/${IDS.tenant}/v2.0`,
      jwksUri: `https://login.microsoftonline.com/${IDS.tenant}/discovery/v2.0/keys`,
      audience: IDS.server.appId,
      identifierUri: `api://${IDS.server.appId}`,
      fullScope: `api://${IDS.server.appId}/access`,
    });
  });

  it('keeps a custom Application ID URI in the full scope', () => {
    const serverApi = { ...BLUEPRINT.serverApi, identifierUri: 'https://mcp.contoso.com' };
    expect(fullScopeFor({ ...BLUEPRINT, serverApi }, IDS.server.appId)).toBe(
      'https://mcp.contoso.com/access',
    );
  });

  it.each([
    ['Owners', 'Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Owners/appId/app-id'],
    [
      'CertificatesAndSecrets',
      'Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId/app-id',
    ],
    ['EnterpriseApplication', 'Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Properties/appId/app-id'],
  ] as const)('leads to the page of an app, and to the list where no app is known: %s', (page, path) => {
    const view = 'https://entra.microsoft.com/#view';
    expect([portalUrl('public', 'app-id', page), portalUrl('public', null, page)]).toEqual([
      `${view}/${path}`,
      `${view}/Microsoft_AAD_RegisteredApps/ApplicationsListBlade`,
    ]);
  });

  it.each(CLOUD_NAMES)('leads to the portal of its own cloud: %s', (cloud) => {
    const hosts = { public: 'com', usgov: 'us', usgovdod: 'us', china: 'cn' };
    expect(new URL(portalUrl(cloud, null, 'Overview')).hostname.split('.').at(-1)).toBe(hosts[cloud]);
  });
});
