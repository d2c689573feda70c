import { describe, expect, it } from 'vitest';
import type { Blueprint } from '../../src/core/blueprint.ts';
import type { Change } from '../../src/core/changes/index.ts';
import { hazardsOf } from '../../src/core/hazards.ts';
import type { Facets, Tenant } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { CERTIFICATE, CERTIFICATE_BLUEPRINT, IDS } from '../support/registrations.ts';
import { EMPTY_TENANT, having, healthyTenant, OPEN_POLICY, UNREADABLE } from '../support/tenants.ts';

const SECRET: Change = {
  kind: 'add-secret',
  app: 'server',
  displayName: 'MCP Server Secret',
  endDateTime: '2028-11-23T10:00:00Z',
  cappedFromMonths: null,
};
const certificate = (facts: typeof CERTIFICATE | null = CERTIFICATE): Change => ({
  kind: 'add-certificate',
  app: 'server',
  certificate: facts,
});
const uri = (added: string): Change => ({
  kind: 'add-identifier-uri',
  app: 'server',
  uri: added,
  replaces: [],
});
const FLOWS: Change = { kind: 'set-fallback-public-client', app: 'server', from: true, to: false };

const hazards = (
  changes: readonly Change[],
  {
    blueprint = BLUEPRINT,
    tenant = EMPTY_TENANT,
  }: { readonly blueprint?: Blueprint; readonly tenant?: Tenant } = {},
) =>
  hazardsOf(
    { changes: changes.map((change) => ({ change, because: 'server-api.exists' as const })) },
    blueprint,
    tenant,
  );
const policy = (change: Partial<Facets['appManagementPolicy']>, tenant: Tenant = EMPTY_TENANT): Tenant =>
  having(tenant, 'appManagementPolicy', { ...OPEN_POLICY, ...change });
const wanting = (identifierUri: string): Blueprint => ({
  ...BLUEPRINT,
  serverApi: { ...BLUEPRINT.serverApi, identifierUri },
});

describe('a permission that Microsoft Graph does not publish', () => {
  const misspelt: Blueprint = {
    ...BLUEPRINT,
    graphPermissions: ['Files.Read', 'Files.Reed', 'Zzzz.Qqqq'],
    signInPermissions: ['opendi'],
  };

  it('is told with the one that was meant, and where it is corrected', () => {
    const blueprint = ['Correct it: --graph-permissions, or graphPermissions in the blueprint'];
    expect(hazards([FLOWS], { blueprint: misspelt })).toEqual([
      {
        code: 'CONFIG_INVALID',
        message: 'Microsoft Graph has no delegated permission named Files.Reed; did you mean "Files.Read"?',
        advice: blueprint,
      },
      {
        code: 'CONFIG_INVALID',
        message: 'Microsoft Graph has no delegated permission named Zzzz.Qqqq.',
        advice: blueprint,
      },
      {
        code: 'CONFIG_INVALID',
        message: 'Microsoft Graph has no delegated permission named opendi; did you mean "openid"?',
        advice: ['Correct it under signInPermissions in the blueprint'],
      },
    ]);
  });

  it.each<[number, string, readonly Change[]]>([
    [0, 'a rotation of a secret', [SECRET]],
    [0, 'a rotation of both kinds', [SECRET, certificate()]],
    [3, 'a new secret beside another change', [SECRET, FLOWS]],
    [3, 'no change at all', []],
  ])('holds up with %d hazards %s', (count, _what, changes) => {
    expect(hazards(changes, { blueprint: misspelt })).toHaveLength(count);
  });

  it('is met on the way where nobody could read what is published', () => {
    const tenant = { ...EMPTY_TENANT, graphPrincipal: UNREADABLE };
    expect(hazards([FLOWS], { blueprint: misspelt, tenant })).toEqual([]);
  });
});

describe('a credential that the policy forbids', () => {
  it('is a secret, in one sentence', () => {
    expect(hazards([SECRET], { tenant: policy({ secretsForbidden: true }) })).toMatchObject([
      { code: 'POLICY', message: 'The app management policy of this tenant forbids client secrets.' },
    ]);
  });

  it.each<[string, Change, Blueprint]>([
    ['the plan', certificate(), BLUEPRINT],
    ['the blueprint', certificate(null), CERTIFICATE_BLUEPRINT],
  ])('is a certificate of %s that lives too long, by its name and days', (_whose, change, blueprint) => {
    const tenant = policy({ maxCertificateDays: 90 });
    expect(hazards([change], { blueprint, tenant })).toMatchObject([
      {
        code: 'POLICY',
        message: `The app management policy of this tenant allows certificates 90 days; ${CERTIFICATE.subject} (${CERTIFICATE.thumbprint}) lives 730.`,
      },
    ]);
  });

  it.each<[string, Change, Tenant]>([
    ['that is still to be made', certificate(null), policy({ maxCertificateDays: 90 })],
    [
      'under a policy that nobody could read',
      certificate(),
      { ...EMPTY_TENANT, appManagementPolicy: UNREADABLE },
    ],
    ['beside another change', FLOWS, policy({ maxCertificateDays: 90, secretsForbidden: true })],
  ])('is no certificate %s', (_what, change, tenant) => {
    expect(hazards([change], { tenant })).toEqual([]);
  });
});

describe('an Application ID URI that the tenant refuses', () => {
  it.each<[string, Tenant, string]>([
    [
      'api://mcp/{appId}',
      policy({ onlyDefaultIdentifierUris: true }),
      'A policy of this tenant allows no Application ID URI but api://{appId}; api://mcp/{appId} would be refused.',
    ],
    [
      'api://nullable',
      policy({ onlyUniqueIdentifierUris: true }),
      "A policy of this tenant wants its id, the app's id or a verified domain in an Application ID URI; api://nullable has none and would be refused.",
    ],
    [
      'https://fabrikam.com',
      EMPTY_TENANT,
      'fabrikam.com is not a verified domain of Contoso (contoso.onmicrosoft.com, contoso.com), so Entra refuses https://fabrikam.com.',
    ],
  ])('is named with the rule: %s', (added, tenant, message) => {
    expect(hazards([uri(added)], { blueprint: wanting(added), tenant })).toMatchObject([
      { code: 'POLICY', message },
    ]);
  });

  it.each([
    ['in the blueprint', `api://mcp/${IDS.server.appId}`, `api://mcp/${IDS.server.appId}`],
    ['in the plan alone', 'api://mcp/{appId}', `api://mcp/${IDS.server.appId}`],
  ])('is the first though the id of the app is spelt out %s', (_where, identifierUri, added) => {
    const tenant = policy({ onlyDefaultIdentifierUris: true }, healthyTenant());
    expect(hazards([uri(added)], { blueprint: wanting(identifierUri), tenant })).toMatchObject([
      { advice: ['Use the default: --app-id-uri "api://{appId}"'] },
    ]);
  });
});
