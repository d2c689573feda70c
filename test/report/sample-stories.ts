import { PENDING_APP_IDS } from '../../src/core/blueprint.ts';
import type { Report } from '../../src/core/report.ts';
import { bare } from './sample-bare.ts';
import { CORRELATION_ID, SERVER_APP_ID, TENANT_ID } from './sample-ids.ts';
import { verifyReport } from './samples.ts';

export function planReport(): Report {
  return {
    ...bare(verifyReport()),
    target: {
      cloud: 'public',
      tenantId: TENANT_ID,
      tenantName: 'Contoso Ltd',
      clientApp: null,
      serverApi: verifyReport().target?.serverApi ?? null,
    },
    plan: {
      changes: [
        {
          kind: 'set-token-version',
          app: 'server',
          summary: 'Issue v2 access tokens for MCP Server API',
          before: 1,
          after: 2,
          sensitive: [],
          because: 'server-api.token-version',
        },
        {
          kind: 'add-secret',
          app: 'server',
          summary: 'Create the client secret MCP Server Secret, valid until 2028-11-23',
          before: null,
          after: { displayName: 'MCP Server Secret', endDateTime: '2028-11-23T10:41:07Z' },
          sensitive: ['secretText'],
          because: 'server-api.credential',
        },
        {
          kind: 'create-application',
          app: 'client',
          summary: 'Create the app registration MCP Client App',
          before: null,
          after: {
            appId: PENDING_APP_IDS.client,
            displayName: 'MCP Client App',
            redirectUris: {
              platform: 'publicClient',
              uris: ['http://127.0.0.1:53100/callback', 'http://127.0.0.1:8080/callback'],
            },
          },
          sensitive: [],
          because: 'client-app.exists',
        },
      ],
      leftToPeople: [
        {
          check: 'client-app.admin-consent',
          by: 'admin',
          summary: 'Consent for the whole tenant to access on MCP Server API',
          command: 'entra-mcp-setup apply --grant-admin-consent --yes',
        },
      ],
    },
  };
}

export function appliedReport(): Report {
  return {
    ...planReport(),
    command: 'apply',
    exitCode: 6,
    ok: false,
    applied: {
      done: [
        'Issue v2 access tokens for MCP Server API',
        'Create the client secret MCP Server Secret, valid until 2028-11-23',
      ],
      stoppedAt: 'Create the app registration MCP Client App',
      credentials: [
        {
          keyId: 'c0ffee00-1111-4222-8333-444455556666',
          displayName: 'MCP Server Secret',
          endDateTime: '2028-11-23T10:41:07Z',
          writtenTo: '.env',
        },
      ],
      files: ['.env', 'entra-mcp.yaml', 'entra-mcp-summary.md'],
    },
    errors: [
      {
        code: 'STOPPED_HALF_WAY',
        title: 'The set-up stopped before it was finished',
        detail: 'Graph answered 403 Authorization_RequestDenied to POST /applications.',
        aadsts: null,
        correlationId: CORRELATION_ID,
        retryable: true,
        nextSteps: ['entra-mcp-setup apply --yes', 'Ask for the role Application Administrator.'],
      },
    ],
  };
}

export function diagnoseReport(): Report {
  return {
    ...bare(verifyReport()),
    command: 'diagnose',
    exitCode: 1,
    ok: false,
    diagnosis: [
      {
        code: '65001',
        name: 'DelegationDoesNotExist',
        hop: 'obo',
        meaning: 'Nobody has consented to what MCP Server API asks for on behalf of the user.',
        correlationId: CORRELATION_ID,
        traceId: '8a10aa00-1111-4222-8333-444455556666',
        timestamp: '2026-11-23 10:41:07Z',
        hints: ['The user cannot consent here: the tenant lets administrators consent only.'],
        causes: [
          {
            id: 'client-consent-missing',
            summary: 'MCP Client App has no grant for access',
            verdict: 'refuted',
            because: 'client-app.admin-consent passes in this tenant',
            fix: { summary: 'None needed', command: null, portalUrl: null },
            check: 'client-app.admin-consent',
          },
          {
            id: 'graph-consent-missing',
            summary: 'MCP Server API has no tenant-wide grant for Sites.Read.All on Microsoft Graph',
            verdict: 'proved',
            because: 'server-api.graph-consent fails in this tenant',
            fix: {
              summary: 'Grant admin consent for Sites.Read.All',
              command: 'entra-mcp-setup apply --grant-admin-consent --yes',
              portalUrl: 'https://entra.microsoft.com/#view/consent',
            },
            check: 'server-api.graph-consent',
          },
          {
            id: 'scope-not-preconsented',
            summary: 'The server asks for a scope that its registration does not list',
            verdict: 'possible',
            because: 'the scope asked for is not in the error text',
            fix: { summary: 'Compare GRAPH_SCOPES with graphPermissions', command: null, portalUrl: null },
            check: null,
          },
        ],
      },
    ],
  };
}

export function hopsReport(): Report {
  return {
    ...bare(verifyReport()),
    command: 'test',
    exitCode: 1,
    ok: false,
    hops: [
      {
        id: 'client-signin',
        status: 'pass',
        message: 'adele@contoso.com signed in to MCP Client App.',
        claims: {},
      },
      {
        id: 'token',
        status: 'pass',
        message: 'The access token is for MCP Server API.',
        claims: { aud: SERVER_APP_ID, ver: '2.0', scp: 'access', tid: TENANT_ID },
      },
      {
        id: 'obo',
        status: 'fail',
        message: 'AADSTS7000215: the client secret is not valid.',
        claims: { aud: SERVER_APP_ID },
      },
      { id: 'graph', status: 'skip', message: 'Not tried, since the hop before failed.', claims: {} },
    ],
  };
}
