import { PENDING_APP_IDS } from '../../src/core/blueprint.ts';
import type { CheckId } from '../../src/core/check.ts';
import { ALL_CHECKS } from '../../src/core/checks/index.ts';
import {
  type FleetReport,
  type Report,
  type Status,
  summaryOf,
  type Verdict,
} from '../../src/core/report.ts';

export const TENANT_ID = '72f988bf-86f1-41af-91ab-2d7cd011db47';
export const CLIENT_APP_ID = '9f0e6a51-3c1d-4e0b-8f53-0a1b2c3d4e5f';
export const SERVER_APP_ID = '1c3d8b77-5a2e-4f6c-9d10-7e8f9a0b1c2d';
export const CORRELATION_ID = '3f2c1a90-77aa-4c54-b1de-5b6a7c8d9e0f';
export const STARTED_AT = '2026-11-23T10:41:07.000Z';

/** A verdict of a real check, its words taken from the catalogue. */
export function verdictOf(id: CheckId, status: Status, more: Partial<Verdict> = {}): Verdict {
  const check = ALL_CHECKS.find((one) => one.id === id);
  return {
    id,
    section: id.slice(0, id.indexOf('.')),
    title: check?.title ?? id,
    status,
    severity: check?.severity ?? 'error',
    expected: 'yes',
    actual: status === 'pass' ? 'yes' : 'no',
    message: check?.title ?? id,
    why: check?.why ?? 'The chain needs it.',
    evidence: [],
    fix: null,
    aadsts: check?.explains ?? [],
    configPath: null,
    ...more,
  };
}

const FAILURES: readonly Verdict[] = [
  verdictOf('server-api.token-version', 'fail', {
    expected: 2,
    actual: 1,
    message: 'MCP Server API issues v1 access tokens; the server expects v2.',
    evidence: [{ from: 1 }],
    fix: {
      by: 'us',
      summary: 'Issue v2 access tokens for MCP Server API',
      command: 'entra-mcp-setup apply --yes',
      portalUrl: `https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/ProtectAnAPI/appId/${SERVER_APP_ID}`,
    },
  }),
  verdictOf('server-api.credential-expiry', 'warn', {
    expected: 'at least 30 days left',
    actual: '11 days left',
    message: 'MCP Server Secret ends on 2026-12-05, in 11 days.',
    severity: 'warning',
    fix: {
      by: 'you',
      summary: 'Create a new secret beside the old one',
      command: 'entra-mcp-setup rotate',
      portalUrl: null,
    },
    configPath: 'serverApi.credential',
  }),
  verdictOf('server-api.graph-consent', 'fail', {
    expected: ['Files.Read', 'Sites.Read.All'],
    actual: ['Files.Read'],
    message: 'Nobody consented for the whole tenant to Sites.Read.All.',
    configPath: 'graphPermissions',
    fix: {
      by: 'admin',
      summary: 'Grant MCP Server API Sites.Read.All on Microsoft Graph for every user of the tenant',
      command: null,
      portalUrl: 'https://entra.microsoft.com/#view/consent',
    },
  }),
  verdictOf('client-app.owners', 'unknown', {
    expected: null,
    actual: null,
    message:
      'The owners of MCP Client App could not be read (403 Authorization_RequestDenied). Reading it needs Application.Read.All.',
    severity: 'warning',
  }),
  verdictOf('client-app.no-credentials', 'skip', { message: 'There is no client app yet.', actual: null }),
];

const PASSES: readonly CheckId[] = [
  'server-api.exists',
  'server-api.single-tenant',
  'server-api.confidential-client',
  'server-api.redirect-uri',
  'server-api.identifier-uri',
  'server-api.scope',
  'server-api.credential',
  'client-app.exists',
  'client-app.single-tenant',
  'client-app.public-client',
  'client-app.redirect-uri',
  'client-app.api-permission',
  'client-app.admin-consent',
];

export const CHECK_VERDICTS: readonly Verdict[] = [
  ...PASSES.map((id) => verdictOf(id, 'pass')),
  ...FAILURES,
  verdictOf('advice.credential-management', 'manual', { actual: null }),
  verdictOf('advice.monitoring', 'manual', { actual: null }),
];

/** A judged set-up with one of everything: failures, a warning, an unknown, advice, a skip. */
export function verifyReport(more: Partial<Report> = {}): Report {
  return {
    schemaVersion: '1.0',
    command: 'verify',
    tool: { name: 'entra-mcp-setup', version: '1.0.0', node: '20.19.0' },
    ok: false,
    exitCode: 1,
    startedAt: STARTED_AT,
    durationMs: 812,
    config: 'entra-mcp.yaml',
    target: {
      cloud: 'public',
      tenantId: TENANT_ID,
      tenantName: 'Contoso Ltd',
      clientApp: {
        appId: CLIENT_APP_ID,
        objectId: '0aa0f0a1-1111-4222-8333-444455556666',
        displayName: 'MCP Client App',
      },
      serverApi: {
        appId: SERVER_APP_ID,
        objectId: '0bb0f0a1-1111-4222-8333-444455556666',
        displayName: 'MCP Server API',
      },
    },
    identity: {
      kind: 'user',
      method: 'device-code',
      principal: 'admin@contoso.com',
      roles: ['Application Administrator'],
    },
    summary: summaryOf(CHECK_VERDICTS),
    checks: CHECK_VERDICTS,
    credentials: [
      {
        app: 'server',
        kind: 'secret',
        displayName: 'MCP Server Secret',
        startDateTime: '2024-12-05T00:00:00Z',
        endDateTime: '2026-12-05T00:00:00Z',
      },
      {
        app: 'server',
        kind: 'certificate',
        displayName: 'CN=mcp-server',
        startDateTime: '2026-06-01T00:00:00Z',
        endDateTime: '2028-06-01T00:00:00Z',
      },
      {
        app: 'server',
        kind: 'secret',
        displayName: 'Old secret',
        startDateTime: '2024-01-01T00:00:00Z',
        endDateTime: '2026-01-01T00:00:00Z',
      },
      {
        app: 'server',
        kind: 'federated',
        displayName: 'github-main',
        startDateTime: null,
        endDateTime: null,
      },
    ],
    ...more,
  };
}

/** The same with nothing to complain about. */
export function healthyReport(more: Partial<Report> = {}): Report {
  const checks = PASSES.map((id) => verdictOf(id, 'pass'));
  return verifyReport({ ok: true, exitCode: 0, checks, summary: summaryOf(checks), ...more });
}

const bare = ({ schemaVersion, tool, startedAt, durationMs, target, config = '' }: Report): Report => ({
  schemaVersion,
  tool,
  startedAt,
  durationMs,
  config,
  ...(target && { target }),
  command: 'plan',
  ok: true,
  exitCode: 0,
});

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

/** `count` configurations, every third with a failure and every fifth with an error. */
export function fleetReport(count: number): FleetReport {
  const results = Array.from({ length: count }, (_, index) => memberOf(index));
  const checks = results.flatMap((report) => report.checks ?? []);
  const {
    config: _config,
    target: _target,
    checks: _checks,
    credentials: _credentials,
    ...top
  } = verifyReport();
  return { ...top, summary: summaryOf(checks), results };
}

function memberOf(index: number): Report {
  const config = `envs/team-${String(index).padStart(4, '0')}.yaml`;
  if (index % 5 === 4)
    return {
      ...bare(verifyReport()),
      command: 'verify',
      config,
      exitCode: 7,
      ok: false,
      errors: [unavailable],
    };
  return index % 3 === 0 ? verifyReport({ config }) : healthyReport({ config });
}

const unavailable = {
  code: 'UNAVAILABLE',
  title: 'Microsoft Graph could not be reached',
  detail: 'connect ETIMEDOUT',
  aadsts: null,
  correlationId: CORRELATION_ID,
  retryable: true,
  nextSteps: [],
} as const;

export const ALL_SAMPLES: Readonly<Record<string, Report | FleetReport>> = {
  verify: verifyReport(),
  healthy: healthyReport(),
  plan: planReport(),
  applied: appliedReport(),
  diagnose: diagnoseReport(),
  hops: hopsReport(),
  fleet: fleetReport(6),
};
