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

/** Every sign-in requests these too: without consent to them users are stopped wherever they may not consent themselves. */
export const signInConsent = defineCheck<'clientPrincipal' | 'clientGrants' | 'graphPrincipal', ConsentGap>({
  id: 'client-app.sign-in-consent',
  app: 'client',
  title: 'MCP Client App has tenant-wide consent for signing in',
  severity: 'warning',
  stage: 'consent',
  link: 'consent',
  guide: null,
  why: 'MCP clients ask for openid, profile and offline_access with every sign-in. Where users may not consent themselves, the first of them waits for an administrator.',
  explains: ['65001', '90094'],
  portal: 'ApiPermissions',
  shows: shownGrants,
  configPath: 'signInPermissions',
  reads: ['clientPrincipal', 'clientGrants', 'graphPrincipal'],
  expected: ({ signInPermissions }) => signInPermissions,
  find: ({ signInPermissions }, { clientPrincipal, clientGrants, graphPrincipal }) => {
    if (clientPrincipal === null) return noPrincipal('client');
    const graph = graphPrincipal && {
      objectId: graphPrincipal.objectId,
      scopes: graphPrincipal.scopes.map(({ value }) => value),
    };
    return consentGaps(clientGrants, graph, signInPermissions);
  },
  observed: (_blueprint, { clientGrants, graphPrincipal }) =>
    tenantWideScopes(clientGrants, graphPrincipal?.objectId),
  actual: ([gap]) => gap.granted,
  explain: (gap) => explainConsent('client', 'Microsoft Graph', gap),
  remedy: (gap, blueprint) => consentRemedy('client', 'microsoft-graph', gap, blueprint),
});
