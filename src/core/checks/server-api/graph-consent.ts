import { defineCheck } from '../../check.ts';
import {
  type ConsentGap,
  consentGaps,
  consentRemedy,
  explainConsent,
  tenantWideScopes,
} from '../shared/consent.ts';
import { noPrincipal } from '../shared/facets.ts';
import { shownGrants } from '../shared/shown.ts';

/** On-behalf-of has no user to ask: without a grant of its own on Graph the server gets AADSTS65001. */
export const graphConsent = defineCheck<'serverPrincipal' | 'serverGrants' | 'graphPrincipal', ConsentGap>({
  id: 'server-api.graph-consent',
  app: 'server',
  title: 'MCP Server API has tenant-wide consent on Microsoft Graph',
  severity: 'error',
  stage: 'graph-consent',
  link: 'graph',
  guide: 'Step 4, Microsoft Graph permissions with admin consent',
  why: 'The server exchanges tokens where no user can be asked, so consent must stand beforehand, for everybody.',
  explains: ['65001', '90094'],
  portal: 'ApiPermissions',
  shows: shownGrants,
  configPath: 'grantAdminConsent',
  reads: ['serverPrincipal', 'serverGrants', 'graphPrincipal'],
  expected: (blueprint) => blueprint.graphPermissions,
  find: (blueprint, { serverPrincipal, serverGrants, graphPrincipal }) => {
    if (serverPrincipal === null) return noPrincipal('server');
    const graph = graphPrincipal && {
      objectId: graphPrincipal.objectId,
      scopes: graphPrincipal.scopes.map(({ value }) => value),
    };
    return consentGaps(serverGrants, graph, blueprint.graphPermissions);
  },
  observed: (_blueprint, { serverGrants, graphPrincipal }) =>
    tenantWideScopes(serverGrants, graphPrincipal?.objectId),
  actual: ([gap]) => gap.granted,
  explain: (gap) => explainConsent('server', 'Microsoft Graph', gap),
  remedy: (gap, blueprint) => consentRemedy('server', 'microsoft-graph', gap, blueprint),
});
