import { scopeIdFor } from '../../src/core/blueprint.ts';
import { clientDraft } from '../../src/core/checks/shared/drafts.ts';
import { MICROSOFT_GRAPH_APP_ID } from '../../src/core/ids.ts';
import { wantedRedirectUris } from '../../src/core/redirect-uris.ts';
import { facetOf } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import { NO_CONTENT, recorded } from '../support/scripted-graph.ts';
import { healthyTenant } from '../support/tenants.ts';
import { application, draft, KNOWN, NOTHING_KNOWN, type Sent, scopeBody } from './sent.ts';

/** What creations send. */
export const SENT_CREATIONS: readonly Sent[] = [
  {
    title: 'one request with all that a create can carry',
    runState: NOTHING_KNOWN,
    change: { kind: 'create-application', app: 'server', draft },
    script: [
      {
        method: 'PATCH',
        path: `/applications(uniqueName='${draft.uniqueName}')`,
        headers: { prefer: 'create-if-missing', 'content-type': 'application/json' },
        body: {
          displayName: 'MCP Server API',
          signInAudience: 'AzureADMyOrg',
          isFallbackPublicClient: false,
          web: { redirectUris: [BLUEPRINT.gateway.callbackUrl] },
          tags: ['entra-mcp-setup'],
          api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [scopeBody('access')] },
          requiredResourceAccess: [
            {
              resourceAppId: MICROSOFT_GRAPH_APP_ID,
              resourceAccess: [{ id: '10465720-29dd-4523-a11a-6a75c743c9d9', type: 'Scope' }],
            },
          ],
        },
        reply: { ...recorded('05'), status: 201 },
      },
    ],
  },
  {
    title: 'a look at the app that was there already, since 204 shows nothing',
    runState: KNOWN,
    change: {
      kind: 'create-application',
      app: 'client',
      draft: clientDraft(BLUEPRINT, facetOf(healthyTenant(), 'serverApplication')),
    },
    script: [
      {
        method: 'PATCH',
        path: `/applications(uniqueName='${clientDraft(BLUEPRINT, null).uniqueName}')`,
        body: {
          displayName: 'MCP Client App',
          signInAudience: 'AzureADMyOrg',
          isFallbackPublicClient: true,
          publicClient: { redirectUris: wantedRedirectUris('client', BLUEPRINT) },
          tags: ['entra-mcp-setup'],
          requiredResourceAccess: [
            {
              resourceAppId: IDS.server.appId,
              resourceAccess: [{ id: scopeIdFor('access'), type: 'Scope' }],
            },
          ],
        },
        reply: NO_CONTENT,
      },
      {
        method: 'GET',
        path: `/applications(uniqueName='${clientDraft(BLUEPRINT, null).uniqueName}')`,
        reply: application('client', {
          publicClient: { redirectUris: wantedRedirectUris('client', BLUEPRINT) },
          web: { redirectUris: [] },
        }),
      },
    ],
  },
  {
    title: 'the app id and the tag that lists it among enterprise applications',
    change: { kind: 'create-service-principal', app: 'server' },
    script: [
      {
        method: 'POST',
        path: '/servicePrincipals',
        body: { appId: IDS.server.appId, tags: ['WindowsAzureActiveDirectoryIntegratedApp'] },
        reply: recorded('09'),
      },
    ],
  },
  {
    title: 'a look at the service principal that was there already',
    change: { kind: 'create-service-principal', app: 'server' },
    script: [
      {
        method: 'POST',
        path: '/servicePrincipals',
        body: { appId: IDS.server.appId, tags: ['WindowsAzureActiveDirectoryIntegratedApp'] },
        reply: recorded('29'),
      },
      {
        method: 'GET',
        path: `/servicePrincipals(appId='${IDS.server.appId}')`,
        reply: { status: 200, body: recorded('09').body },
      },
    ],
  },
];
