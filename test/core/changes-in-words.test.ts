import { describe, expect, it } from 'vitest';
import { scopeIdFor } from '../../src/core/blueprint.ts';
import { beforeAndAfter, type Change, summarise } from '../../src/core/changes/index.ts';
import { clientDraft, serverDraft } from '../../src/core/checks/shared/drafts.ts';
import { asId } from '../../src/core/ids.ts';
import { wantedRedirectUris } from '../../src/core/redirect-uris.ts';
import { facetOf } from '../../src/core/tenant.ts';
import { CHANGE_KINDS, kindsOf } from '../support/change-kinds.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { CERTIFICATE, FEDERATED, guid } from '../support/registrations.ts';
import { healthyTenant } from '../support/tenants.ts';

const { scope } = BLUEPRINT.serverApi;
const NAMED = { id: scopeIdFor('access'), value: 'access' };
const URIS = ['http://localhost:1', 'http://localhost:2'];
const SECRET = {
  kind: 'add-secret',
  app: 'server',
  displayName: 'MCP Server Secret',
  endDateTime: '2028-11-23T10:00:00Z',
} as const;

interface Told {
  readonly change: Change;
  readonly summary: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What a plan says of each kind of change, to people in a sentence and to machines as data. */
const TOLD: readonly Told[] = [
  {
    change: { kind: 'create-application', app: 'server', draft: serverDraft(BLUEPRINT) },
    summary: 'Create the app registration MCP Server API',
    before: null,
    after: {
      appId: '(known after apply)',
      displayName: 'MCP Server API',
      signInAudience: 'AzureADMyOrg',
      isFallbackPublicClient: false,
      'web.redirectUris': [BLUEPRINT.gateway.callbackUrl],
      'api.requestedAccessTokenVersion': 2,
      scopes: ['access'],
      permissions: ['microsoft-graph: Files.Read'],
    },
  },
  {
    change: {
      kind: 'create-application',
      app: 'client',
      draft: clientDraft(BLUEPRINT, facetOf(healthyTenant(), 'serverApplication')),
    },
    summary: 'Create the app registration MCP Client App',
    before: null,
    after: {
      appId: '(known after apply)',
      displayName: 'MCP Client App',
      signInAudience: 'AzureADMyOrg',
      isFallbackPublicClient: true,
      'publicClient.redirectUris': wantedRedirectUris('client', BLUEPRINT),
      permissions: ['server-api: access'],
    },
  },
  {
    change: { kind: 'create-service-principal', app: 'client' },
    summary: 'Create the service principal of MCP Client App',
    before: null,
    after: { accountEnabled: true },
  },
  {
    change: { kind: 'enable-service-principal', app: 'server' },
    summary: 'Enable the service principal of MCP Server API',
    before: { accountEnabled: false },
    after: { accountEnabled: true },
  },
  {
    change: { kind: 'add-owner', app: 'client' },
    summary: 'Make the signed-in account an owner of MCP Client App',
    before: { owners: [] },
    after: { owners: ['the signed-in account'] },
  },
  {
    change: { kind: 'set-sign-in-audience', app: 'client', from: 'AzureADMultipleOrgs', to: 'AzureADMyOrg' },
    summary: 'Restrict MCP Client App to accounts of this tenant',
    before: { signInAudience: 'AzureADMultipleOrgs' },
    after: { signInAudience: 'AzureADMyOrg' },
  },
  {
    change: { kind: 'set-fallback-public-client', app: 'client', from: null, to: true },
    summary: 'Set "Allow public client flows" of MCP Client App to Yes',
    before: { isFallbackPublicClient: null },
    after: { isFallbackPublicClient: true },
  },
  {
    change: { kind: 'set-fallback-public-client', app: 'server', from: true, to: false },
    summary: 'Set "Allow public client flows" of MCP Server API to No',
    before: { isFallbackPublicClient: true },
    after: { isFallbackPublicClient: false },
  },
  {
    change: { kind: 'add-redirect-uris', app: 'server', platform: 'web', uris: URIS },
    summary: 'Register http://localhost:1, http://localhost:2 as web redirect URI of MCP Server API',
    before: null,
    after: { 'web.redirectUris': URIS },
  },
  {
    change: { kind: 'move-redirect-uris', app: 'client', from: 'spa', to: 'publicClient', uris: URIS },
    summary:
      'Move http://localhost:1, http://localhost:2 of MCP Client App from the single-page application to the mobile and desktop platform',
    before: { 'spa.redirectUris': URIS },
    after: { 'publicClient.redirectUris': URIS },
  },
  {
    change: { kind: 'add-identifier-uri', app: 'server', uri: 'api://{appId}', replaces: [] },
    summary: 'Add the Application ID URI api://{appId}',
    before: null,
    after: { identifierUris: ['api://{appId}'] },
  },
  {
    change: {
      kind: 'add-identifier-uri',
      app: 'server',
      uri: 'api://mcp',
      replaces: ['API://MCP', 'api://Mcp'],
    },
    summary: 'Replace the Application ID URI API://MCP, api://Mcp by api://mcp',
    before: { identifierUris: ['API://MCP', 'api://Mcp'] },
    after: { identifierUris: ['api://mcp'] },
  },
  {
    change: { kind: 'add-scope', app: 'server', scope: { ...scope, id: NAMED.id } },
    summary: 'Expose the scope access',
    before: null,
    after: { ...scope, id: NAMED.id, type: 'User', isEnabled: true },
  },
  {
    change: { kind: 'enable-scope', app: 'server', value: 'access' },
    summary: 'Enable the scope access',
    before: { value: 'access', isEnabled: false },
    after: { value: 'access', isEnabled: true },
  },
  {
    change: { kind: 'set-scope-consent', app: 'server', value: 'access', scope, from: { type: 'Admin' } },
    summary: 'Let admins and users consent to the scope access',
    before: { type: 'Admin' },
    after: { type: 'User' },
  },
  {
    change: { kind: 'set-scope-consent', app: 'server', value: 'Access', scope, from: { value: 'Access' } },
    summary: 'Rename the scope Access to access',
    before: { value: 'Access' },
    after: { value: 'access' },
  },
  {
    change: { kind: 'set-token-version', app: 'server', from: null, to: 2 },
    summary: 'Issue v2 access tokens for MCP Server API',
    before: { 'api.requestedAccessTokenVersion': null },
    after: { 'api.requestedAccessTokenVersion': 2 },
  },
  {
    change: {
      kind: 'pre-authorize-clients',
      app: 'server',
      clients: [asId(guid('1')), asId(guid('2'))],
      scope: NAMED,
    },
    summary: `Let ${guid('1')}, ${guid('2')} use access of MCP Server API without asking for consent`,
    before: null,
    after: {
      preAuthorizedApplications: [
        { appId: guid('1'), scopes: ['access'] },
        { appId: guid('2'), scopes: ['access'] },
      ],
    },
  },
  {
    change: {
      kind: 'add-permissions',
      app: 'server',
      resource: 'microsoft-graph',
      scopes: [
        { id: asId(guid('1')), value: 'Files.Read' },
        { id: asId(guid('2')), value: 'User.Read' },
      ],
    },
    summary: 'Add the delegated permission Files.Read, User.Read of Microsoft Graph to MCP Server API',
    before: null,
    after: { requiredResourceAccess: ['microsoft-graph: Files.Read', 'microsoft-graph: User.Read'] },
  },
  {
    change: { ...SECRET, cappedFromMonths: null },
    summary: 'Create the client secret MCP Server Secret, valid until 2028-11-23',
    before: null,
    after: {
      displayName: SECRET.displayName,
      endDateTime: SECRET.endDateTime,
      secretText: '(sensitive value)',
    },
  },
  {
    change: { ...SECRET, cappedFromMonths: 24 },
    summary: 'Create the client secret MCP Server Secret, valid until 2028-11-23',
    before: null,
    after: {
      displayName: SECRET.displayName,
      endDateTime: SECRET.endDateTime,
      shortenedByPolicyFromMonths: 24,
      secretText: '(sensitive value)',
    },
  },
  {
    change: { kind: 'add-certificate', app: 'server', certificate: CERTIFICATE },
    summary: `Register the certificate ${CERTIFICATE.thumbprint}, valid until 2028-01-01`,
    before: null,
    after: {
      thumbprint: CERTIFICATE.thumbprint,
      subject: CERTIFICATE.subject,
      endDateTime: CERTIFICATE.notAfter,
    },
  },
  {
    change: { kind: 'add-certificate', app: 'server', certificate: null },
    summary: 'Create a certificate and register its public part',
    before: null,
    after: {
      thumbprint: '(known after apply)',
      subject: '(known after apply)',
      endDateTime: '(known after apply)',
    },
  },
  {
    change: { ...FEDERATED, kind: 'add-federated-credential', app: 'server' },
    summary: `Add the federated credential mcp-server for ${FEDERATED.subject}`,
    before: null,
    after: {
      name: FEDERATED.name,
      issuer: FEDERATED.issuer,
      subject: FEDERATED.subject,
      audiences: [FEDERATED.audience],
    },
  },
  {
    change: {
      kind: 'grant-consent',
      app: 'server',
      resource: 'microsoft-graph',
      before: [],
      scopes: ['a', 'b'],
    },
    summary: 'Grant MCP Server API a, b on Microsoft Graph for every user of the tenant',
    before: null,
    after: { consentType: 'AllPrincipals', scope: ['a', 'b'] },
  },
  {
    change: {
      kind: 'grant-consent',
      app: 'client',
      resource: 'server-api',
      before: ['x'],
      scopes: ['access'],
    },
    summary: 'Grant MCP Client App access on MCP Server API for every user of the tenant',
    before: { scope: ['x'] },
    after: { consentType: 'AllPrincipals', scope: ['x', 'access'] },
  },
];

describe('a planned change', () => {
  it.each(TOLD)('says: $summary', ({ change, summary, before, after }) => {
    expect([summarise(change), beforeAndAfter(change)]).toEqual([
      summary,
      expect.objectContaining({ before, after }),
    ]);
  });

  it('is tried above in every kind', () => {
    expect(kindsOf(TOLD)).toEqual(CHANGE_KINDS);
  });
});
