import type { CheckId } from '../../src/core/check.ts';
import type { Verdict } from '../../src/core/report.ts';
import { SERVER_APP_ID, verdictOf } from './sample-ids.ts';

export const FAILURES: readonly Verdict[] = [
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

export const PASSES: readonly CheckId[] = [
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
