import type { Registrations, ShownRegistration } from '../../src/core/registrations.ts';
import type { FleetReport, Report } from '../../src/core/report.ts';
import { fleetOf } from '../../src/report/merge.ts';
import { CLIENT_APP_ID, SERVER_APP_ID, STARTED_AT, verdictOf } from './sample-ids.ts';
import { verifyReport } from './samples.ts';

/** Functions, since the samples of every kind import these and these the ids. */
const server = (): ShownRegistration => ({
  displayName: 'MCP Server API',
  appId: SERVER_APP_ID,
  objectId: '5f0a3c2e-1111-4222-8333-444455556666',
  createdDateTime: '2025-01-02T03:04:05Z',
  uniqueName: null,
  signInAudience: 'AzureADMyOrg',
  allowPublicClientFlows: false,
  redirectUris: { publicClient: [], web: ['https://gateway.example.com/callback'], spa: [] },
  identifierUris: [`api://${SERVER_APP_ID}`],
  tokenVersion: 2,
  scopes: [{ value: 'access', enabled: true, consentBy: 'User' }],
  preAuthorizedClients: ['aebc6443-996d-45c2-90f0-388ff96faa56'],
  permissions: [
    { resource: 'Microsoft Graph', delegated: ['Files.Read', 'Sites.Read.All'], application: ['Mail.Send'] },
  ],
  servicePrincipal: {
    objectId: '6f0a3c2e-1111-4222-8333-444455556666',
    accountEnabled: true,
    assignmentRequired: false,
  },
  grants: [
    { resource: 'Microsoft Graph', for: 'everybody', scopes: ['Files.Read'], principal: null, since: null },
    {
      resource: 'Microsoft Graph',
      for: 'one user',
      scopes: ['Notes.Read'],
      principal: 'alex@contoso.com',
      since: null,
    },
  ],
  roles: [{ resource: 'Microsoft Graph', permission: 'Mail.Send', since: '2025-03-04T05:06:07Z' }],
  credentials: [
    {
      kind: 'secret',
      displayName: 'MCP Server Secret',
      keyId: '7f0a3c2e-1111-4222-8333-444455556666',
      startDateTime: '2026-01-01T00:00:00Z',
      endDateTime: '2026-12-04T00:00:00Z',
      isKept: true,
      readBy: [
        { kind: 'server', where: 'https://mcp.contoso.com/mcp' },
        { kind: 'file', where: '.env' },
      ],
    },
    {
      kind: 'certificate',
      displayName: 'Old certificate',
      keyId: '8f0a3c2e-1111-4222-8333-444455556666',
      startDateTime: '2024-01-01T00:00:00Z',
      endDateTime: '2026-01-01T00:00:00Z',
      isKept: false,
      readBy: [],
    },
    {
      kind: 'federated',
      displayName: 'pipeline',
      keyId: null,
      startDateTime: null,
      endDateTime: null,
      isKept: false,
      readBy: [{ kind: 'issuer', where: 'https://token.example.com for repo:contoso/mcp' }],
    },
  ],
  owners: ['admin@contoso.com'],
});

const client = (): ShownRegistration => ({
  ...server(),
  displayName: 'MCP Client App',
  appId: CLIENT_APP_ID,
  allowPublicClientFlows: null,
  redirectUris: { publicClient: ['http://127.0.0.1:53100/callback'], web: [], spa: [] },
  identifierUris: [],
  tokenVersion: null,
  scopes: [],
  preAuthorizedClients: [],
  permissions: [{ resource: 'MCP Server API', delegated: ['access'], application: [] }],
  servicePrincipal: null,
  grants: [],
  roles: [],
  credentials: [],
  owners: [],
});

const registrationsOf = (): Registrations => ({
  serverApi: server(),
  clientApp: client(),
  permissionWords: [
    {
      resource: 'Microsoft Graph',
      permission: 'Files.Read',
      kind: 'delegated',
      says: 'Read the files of the signed-in user',
    },
  ],
  unreadable: [
    {
      facet: 'clientGrants',
      detail: 'Microsoft Graph did not allow it to be read.',
      permission: 'Directory.Read.All',
    },
  ],
});

/** An inventory with something of every kind. */
export function inventoryReport(more: Partial<Report> = {}): Report {
  const { credentials: _none, ...judged } = verifyReport();
  return {
    ...judged,
    command: 'show',
    ok: true,
    exitCode: 0,
    config: 'entra-mcp.yaml',
    source: {
      kind: 'blueprint',
      file: 'entra-mcp.yaml',
      sha256: 'ab'.repeat(32),
      commit: { id: 'cd'.repeat(20), file: 'modified' },
    },
    checks: [
      verdictOf('server-api.exists', 'pass', { evidence: [`app id: ${SERVER_APP_ID}`] }),
      ...(judged.checks ?? []).filter(({ id }) => id !== 'server-api.exists'),
    ],
    registrations: registrationsOf(),
    ...more,
  };
}

/** Three set-ups: one whole, one of which nothing is registered, one that could not be looked at. */
export function inventoryFleet(): FleetReport {
  const error = {
    code: 'CONFIG_INVALID',
    title: 'c.yaml cannot be read.',
    detail: null,
    aadsts: null,
    correlationId: null,
    retryable: false,
    nextSteps: [],
  };
  const { registrations: _none, source: _neither, summary: _nor, checks: _any, ...bare } = inventoryReport();
  const results: readonly Report[] = [
    inventoryReport({ config: 'a.yaml' }),
    inventoryReport({
      config: 'b.json',
      source: {
        kind: 'snapshot',
        file: 'b.json',
        sha256: 'ef'.repeat(32),
        commit: null,
        takenAt: STARTED_AT,
        takenBy: '1.1.0',
      },
      checks: [],
      registrations: { serverApi: null, clientApp: null, unreadable: [] },
    }),
    { ...bare, config: 'c.yaml', ok: false, exitCode: 2, errors: [error] },
  ];
  const { config: _whole, target: _target, ...top } = bare;
  return { ...top, ...fleetOf(results), results };
}
