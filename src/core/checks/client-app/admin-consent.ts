import { defineCheck } from '../../check.ts';
import {
  type ConsentGap,
  consentGaps,
  consentRemedy,
  explainConsent,
  tenantWideScopes,
} from '../shared/consent.ts';
import { noPrincipal } from '../shared/facets.ts';
import { isPreAuthorized } from '../shared/pre-authorized.ts';
import { shownGrants } from '../shared/shown.ts';

/** The first edge of the chain: users of the client app reach the server's scope. */
export const adminConsent = defineCheck<
  'clientPrincipal' | 'clientGrants' | 'serverPrincipal' | 'serverApplication',
  ConsentGap
>({
  id: 'client-app.admin-consent',
  app: 'client',
  title: 'MCP Client App has tenant-wide consent on MCP Server API',
  severity: 'error',
  stage: 'consent',
  link: 'consent',
  guide: 'Step 4, API permission with admin consent',
  why: 'Without it each user meets a consent page, or a wall where the tenant does not let users consent.',
  explains: ['65001', '90094', '65004'],
  portal: 'ApiPermissions',
  shows: shownGrants,
  configPath: 'grantAdminConsent',
  reads: ['clientPrincipal', 'clientGrants', 'serverPrincipal', 'serverApplication'],
  expected: (blueprint) => [blueprint.serverApi.scope.value],
  find: (blueprint, { clientPrincipal, clientGrants, serverPrincipal, serverApplication }) => {
    if (clientPrincipal === null) return noPrincipal('client');
    if (serverPrincipal === null) return noPrincipal('server');
    if (isPreAuthorized(serverApplication, clientPrincipal.appId, blueprint.serverApi.scope.value)) {
      return { holds: 'MCP Server API pre-authorises MCP Client App, which therefore needs no consent.' };
    }
    // Whether the server exposes the scope is `server-api.scope`, which the planner mends first.
    const { value } = blueprint.serverApi.scope;
    return consentGaps(clientGrants, { objectId: serverPrincipal.objectId, scopes: [value] }, [value]);
  },
  observed: (_blueprint, { clientGrants, serverPrincipal }) =>
    tenantWideScopes(clientGrants, serverPrincipal?.objectId),
  actual: ([gap]) => gap.granted,
  explain: (gap) => explainConsent('client', 'MCP Server API', gap),
  remedy: (gap, blueprint) => consentRemedy('client', 'server-api', gap, blueprint),
});
