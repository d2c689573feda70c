import { type FleetReport, type Report, summaryOf } from '../../src/core/report.ts';
import { bare } from './sample-bare.ts';
import {
  CLIENT_APP_ID,
  CORRELATION_ID,
  SERVER_APP_ID,
  STARTED_AT,
  TENANT_ID,
  verdictOf,
} from './sample-ids.ts';
import { CHECK_VERDICTS, PASSES } from './sample-verdicts.ts';

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
