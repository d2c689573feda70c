import { GRAPH_APPLICATION_PERMISSIONS, MICROSOFT_GRAPH_APP_ID } from '../../src/core/ids.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { guid, IDS, key, password, publishedScope } from '../support/registrations.ts';
import { changed, having } from '../support/tenants.ts';
import { A, client, federated, HEALTHY, LATER, type Named, other, server, withApi } from './situations.ts';

const URI = `api://${IDS.server.appId}`;

export const OF_EACH: readonly Named[] = [
  ['a client that asks for nothing', 'client-app.api-permission', client({ requiredResources: [] })],
  [
    'a client that asks for another scope',
    'client-app.api-permission',
    {
      tenant: changed(changed(HEALTHY, 'server', { scopes: [other, publishedScope(BLUEPRINT)] }), 'client', {
        requiredResources: [{ resourceAppId: IDS.server.appId, scopeIds: [other.id], roleIds: [] }],
      }),
    },
  ],
  ['a client that asks while the scope is not exposed', 'client-app.api-permission', server({ scopes: [] })],
  [
    'a client that asks for a scope of another name',
    'client-app.api-permission',
    {
      tenant: changed(changed(HEALTHY, 'server', { scopes: [other] }), 'client', {
        requiredResources: [{ resourceAppId: IDS.server.appId, scopeIds: [other.id], roleIds: [] }],
      }),
    },
  ],
  [
    'two redirect URIs missing',
    'client-app.redirect-uri',
    {
      ...client({ redirectUris: { publicClient: [], web: [], spa: [] } }),
      blueprint: {
        ...BLUEPRINT,
        clientApp: { ...BLUEPRINT.clientApp, redirectUris: ['http://localhost/a', 'http://localhost/b'] },
      },
    },
  ],
  [
    'one backup address missing',
    'client-app.backup-redirect-uris',
    client(({ redirectUris }) => ({
      redirectUris: { ...redirectUris, publicClient: redirectUris.publicClient.slice(0, -1) },
    })),
  ],
  [
    'all backup addresses missing',
    'client-app.backup-redirect-uris',
    client({ redirectUris: { publicClient: [], web: [], spa: [] } }),
  ],
  [
    'secrets, a certificate and trust on the client',
    'client-app.no-credentials',
    {
      tenant: having(
        changed(HEALTHY, 'client', {
          passwordCredentials: [password(1, LATER), password(2, LATER)],
          keyCredentials: [key('AA')],
        }),
        'clientFederatedCredentials',
        [federated('a'), federated('b')],
      ),
    },
  ],
  [
    'as many secrets as certificates on the client',
    'client-app.no-credentials',
    client({ passwordCredentials: [password(1, LATER)], keyCredentials: [key('AA')] }),
  ],
  [
    'trust alone on the client',
    'client-app.no-credentials',
    { tenant: having(HEALTHY, 'clientFederatedCredentials', [federated('a')]) },
  ],
  [
    'scopes on the client',
    'client-app.scope-on-wrong-app',
    client({ scopes: [publishedScope(BLUEPRINT), other] }),
  ],
  [
    'no further Application ID URI',
    'server-api.additional-identifier-uris',
    server(
      { identifierUris: [URI] },
      withApi({ additionalIdentifierUris: ['https://mcp.contoso.com/mcp', 'api://b'] }),
    ),
  ],
  [
    'further Application ID URIs in other letters',
    'server-api.additional-identifier-uris',
    server(
      { identifierUris: [URI, 'API://B', 'Api://b'] },
      withApi({ additionalIdentifierUris: ['api://b'] }),
    ),
  ],
  [
    'Application ID URIs in other letters',
    'server-api.identifier-uri',
    server({ identifierUris: [URI.toUpperCase(), `Api${URI.slice(3)}`] }),
  ],
  ['another Application ID URI', 'server-api.identifier-uri', server({ identifierUris: ['api://other'] })],
  ['tokens of the first version', 'server-api.token-version', server({ tokenVersion: 1 })],
  [
    'the scope under another name',
    'server-api.scope',
    server({ scopes: [other, publishedScope(BLUEPRINT, { value: 'Access' })] }),
  ],
  ['other scopes alone', 'server-api.scope', server({ scopes: [other, { ...other, value: 'more' }] })],
  [
    'other texts and type',
    'server-api.scope',
    server({
      scopes: [
        publishedScope(BLUEPRINT, {
          type: 'Admin',
          isEnabled: false,
          userConsentDisplayName: 'x',
          adminConsentDescription: 'y',
        }),
      ],
    }),
  ],
  [
    'no permission of Microsoft Graph',
    'server-api.graph-permissions',
    server(
      {
        requiredResources: [
          { resourceAppId: A, scopeIds: publishedGraph('Files.Read'), roleIds: [guid('6')] },
        ],
      },
      { ...BLUEPRINT, graphPermissions: ['Files.Read', 'User.Read'] },
    ),
  ],
  [
    'an application permission in place of a delegated one',
    'server-api.graph-permissions',
    server({
      requiredResources: [
        {
          resourceAppId: MICROSOFT_GRAPH_APP_ID,
          scopeIds: [],
          roleIds: Object.values(GRAPH_APPLICATION_PERMISSIONS).slice(0, 1),
        },
      ],
    }),
  ],
  [
    'application permissions in place of delegated ones',
    'server-api.graph-permissions',
    server({
      requiredResources: [
        {
          resourceAppId: MICROSOFT_GRAPH_APP_ID,
          scopeIds: [],
          roleIds: [...Object.values(GRAPH_APPLICATION_PERMISSIONS).slice(0, 1), guid('6')],
        },
      ],
    }),
  ],
  [
    'a permission that Microsoft Graph does not have',
    'server-api.graph-permissions',
    { blueprint: { ...BLUEPRINT, graphPermissions: ['Files.Reed'] }, tenant: HEALTHY },
  ],
  [
    'permissions that contain others',
    'server-api.least-privilege',
    {
      blueprint: {
        ...BLUEPRINT,
        graphPermissions: ['Files.ReadWrite.All', 'Files.Read', 'Files.ReadWrite', 'Mail.Read'],
      },
      tenant: HEALTHY,
    },
  ],
  ['what people do with credentials', 'advice.credential-management', {}],
  ['what people do with access', 'advice.access-control', {}],
  ['what people watch', 'advice.monitoring', {}],
];

function publishedGraph(name: string) {
  const { graphPrincipal } = HEALTHY;
  const scopes = graphPrincipal.state === 'read' ? (graphPrincipal.value?.scopes ?? []) : [];
  return scopes.filter(({ value }) => value === name).map(({ id }) => id);
}
