import type { Blueprint } from '../../src/core/blueprint.ts';
import type { CheckId } from '../../src/core/check.ts';
import { facetOf, type Tenant } from '../../src/core/tenant.ts';
import { BLUEPRINT } from './practice.ts';
import { CERTIFICATE_BLUEPRINT, FEDERATED_BLUEPRINT } from './registrations.ts';
import { changed, grant, having, healthyTenant } from './tenants.ts';

export interface BrokenTenant {
  readonly check: CheckId;
  readonly tenant: Tenant;
  readonly blueprint: Blueprint;
}

const HEALTHY = healthyTenant();
const broken = (check: CheckId, tenant: Tenant, blueprint = BLUEPRINT): BrokenTenant => ({
  check,
  tenant,
  blueprint,
});
const disabled = (facet: 'clientPrincipal' | 'serverPrincipal'): Tenant => {
  const principal = facetOf(HEALTHY, facet);
  return having(HEALTHY, facet, principal && { ...principal, accountEnabled: false });
};
const DIRECT: Blueprint = {
  ...BLUEPRINT,
  serverApi: {
    ...BLUEPRINT.serverApi,
    additionalIdentifierUris: ['https://mcp.contoso.com/mcp'],
    preAuthorizedClients: ['vscode'],
  },
};
const NOWHERE = { publicClient: [], web: [], spa: [] };
const { redirectUris } = BLUEPRINT.clientApp;
const { callbackUrl } = BLUEPRINT.gateway;

/** For every check whose finding we can mend: a tenant in which it asks for a change, alone or first. */
export const MENDABLE: readonly BrokenTenant[] = [
  broken('server-api.exists', having(HEALTHY, 'serverApplication', null)),
  broken('client-app.exists', having(HEALTHY, 'clientApplication', null)),
  broken('server-api.single-tenant', changed(HEALTHY, 'server', { signInAudience: 'AzureADMultipleOrgs' })),
  broken('client-app.single-tenant', changed(HEALTHY, 'client', { signInAudience: 'AzureADMultipleOrgs' })),
  broken('server-api.public-client-flows', changed(HEALTHY, 'server', { isFallbackPublicClient: true })),
  broken('client-app.public-client-flows', changed(HEALTHY, 'client', { isFallbackPublicClient: null })),
  broken('server-api.redirect-uri', changed(HEALTHY, 'server', { redirectUris: NOWHERE })),
  broken('client-app.redirect-uri', changed(HEALTHY, 'client', { redirectUris: NOWHERE })),
  broken(
    'client-app.backup-redirect-uris',
    changed(HEALTHY, 'client', { redirectUris: { ...NOWHERE, publicClient: redirectUris } }),
  ),
  broken(
    'server-api.confidential-client',
    changed(HEALTHY, 'server', { redirectUris: { ...NOWHERE, publicClient: [callbackUrl] } }),
  ),
  broken(
    'client-app.public-client',
    changed(HEALTHY, 'client', { redirectUris: { ...NOWHERE, web: redirectUris } }),
  ),
  broken('server-api.token-version', changed(HEALTHY, 'server', { tokenVersion: null })),
  broken('server-api.identifier-uri', changed(HEALTHY, 'server', { identifierUris: [] })),
  broken('server-api.scope', changed(HEALTHY, 'server', { scopes: [] })),
  broken('server-api.graph-permissions', changed(HEALTHY, 'server', { requiredResources: [] })),
  broken('client-app.api-permission', changed(HEALTHY, 'client', { requiredResources: [] })),
  broken('server-api.service-principal', disabled('serverPrincipal')),
  broken('client-app.service-principal', disabled('clientPrincipal')),
  broken('server-api.owners', having(HEALTHY, 'serverOwners', [])),
  broken('client-app.owners', having(HEALTHY, 'clientOwners', [])),
  broken('server-api.credential', changed(HEALTHY, 'server', { passwordCredentials: [] })),
  broken(
    'server-api.credential',
    changed(healthyTenant(CERTIFICATE_BLUEPRINT), 'server', { keyCredentials: [] }),
    CERTIFICATE_BLUEPRINT,
  ),
  broken(
    'server-api.credential',
    having(healthyTenant(FEDERATED_BLUEPRINT), 'serverFederatedCredentials', []),
    FEDERATED_BLUEPRINT,
  ),
  broken('client-app.admin-consent', having(HEALTHY, 'clientGrants', [])),
  broken('client-app.sign-in-consent', having(HEALTHY, 'clientGrants', [grant('client')])),
  broken('server-api.additional-identifier-uris', HEALTHY, DIRECT),
  broken('server-api.pre-authorized-clients', HEALTHY, DIRECT),
  broken('server-api.graph-consent', having(HEALTHY, 'serverGrants', [])),
];
