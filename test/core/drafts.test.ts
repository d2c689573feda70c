import { expect, it } from 'vitest';
import { scopeIdFor, uniqueNameFor } from '../../src/core/blueprint.ts';
import { clientDraft, serverDraft } from '../../src/core/checks/shared/drafts.ts';
import { asId, GRAPH_DELEGATED_PERMISSIONS } from '../../src/core/ids.ts';
import { wantedRedirectUris } from '../../src/core/redirect-uris.ts';
import { facetOf } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { guid, publishedScope } from '../support/registrations.ts';
import { changed, healthyTenant } from '../support/tenants.ts';

it('drafts a confidential server with its scope, for v2 tokens', () => {
  expect(serverDraft(BLUEPRINT)).toEqual({
    displayName: 'MCP Server API',
    uniqueName: uniqueNameFor('server', BLUEPRINT),
    isFallbackPublicClient: false,
    redirectUris: { platform: 'web', uris: [BLUEPRINT.gateway.callbackUrl] },
    tokenVersion: 2,
    scopes: [{ ...BLUEPRINT.serverApi.scope, id: scopeIdFor('access') }],
    requiredPermissions: [
      {
        resource: 'microsoft-graph',
        scopes: [{ id: GRAPH_DELEGATED_PERMISSIONS['Files.Read'], value: 'Files.Read' }],
      },
    ],
  });
});

it('drafts no resource whose permissions nobody knows', () => {
  expect(serverDraft({ ...BLUEPRINT, graphPermissions: ['Files.Reed'] }).requiredPermissions).toEqual([]);
});

it('drafts a public client that asks for the scope by the id it is exposed under', () => {
  const [other, ours] = [
    publishedScope(BLUEPRINT, { value: 'other' }),
    publishedScope(BLUEPRINT, { id: asId(guid('9')) }),
  ];
  const tenant = changed(healthyTenant(), 'server', { scopes: [other, ours] });
  expect(clientDraft(BLUEPRINT, facetOf(tenant, 'serverApplication'))).toEqual({
    displayName: 'MCP Client App',
    uniqueName: uniqueNameFor('client', BLUEPRINT),
    isFallbackPublicClient: true,
    redirectUris: { platform: 'publicClient', uris: wantedRedirectUris('client', BLUEPRINT) },
    tokenVersion: null,
    scopes: [],
    requiredPermissions: [{ resource: 'server-api', scopes: [{ id: guid('9'), value: 'access' }] }],
  });
});

it('drafts a client of a server that is not there by the id that its scope will have', () => {
  const [permission] = clientDraft(BLUEPRINT, null).requiredPermissions;
  expect(permission?.scopes).toEqual([{ id: scopeIdFor('access'), value: 'access' }]);
});
