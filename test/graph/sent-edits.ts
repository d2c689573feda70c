import { scopeIdFor, scopeNamed } from '../../src/core/blueprint.ts';
import { asId, MICROSOFT_GRAPH_APP_ID } from '../../src/core/ids.ts';
import { guid, IDS } from '../support/registrations.ts';
import { NO_CONTENT } from '../support/scripted-graph.ts';
import { patching, reading, type Sent, scopeBody, withScopes } from './sent.ts';

/** What edits of a registration send. */
export const SENT_EDITS: readonly Sent[] = [
  {
    title: 'one property',
    change: { kind: 'enable-service-principal', app: 'client' },
    script: [
      {
        method: 'PATCH',
        path: `/servicePrincipals/${IDS.client.principalId}`,
        body: { accountEnabled: true },
        reply: NO_CONTENT,
      },
    ],
  },
  {
    title: 'one property',
    change: { kind: 'set-sign-in-audience', app: 'client', from: 'AzureADMultipleOrgs', to: 'AzureADMyOrg' },
    script: [reading('client'), patching('client', { signInAudience: 'AzureADMyOrg' })],
  },
  {
    title: 'one property',
    change: { kind: 'set-fallback-public-client', app: 'server', from: true, to: false },
    script: [reading('server'), patching('server', { isFallbackPublicClient: false })],
  },
  {
    title: 'the new URIs beside those of others, without the settings that are refused back',
    change: { kind: 'add-redirect-uris', app: 'server', platform: 'web', uris: ['https://a.contoso.com/cb'] },
    script: [
      reading('server'),
      patching('server', {
        web: {
          redirectUris: [
            'http://localhost/webtest2',
            'http://localhost/webtest1',
            'https://a.contoso.com/cb',
          ],
        },
      }),
    ],
  },
  {
    title: 'both platforms in one request',
    change: {
      kind: 'move-redirect-uris',
      app: 'client',
      from: 'web',
      to: 'publicClient',
      uris: ['http://localhost/webtest1'],
    },
    script: [
      reading('client'),
      patching('client', {
        web: { redirectUris: ['http://localhost/webtest2'] },
        publicClient: {
          redirectUris: [
            'http://localhost/publicclienttest2',
            'http://localhost/publicclienttest1',
            'http://localhost/webtest1',
          ],
        },
      }),
    ],
  },
  {
    title: 'the URI with the id of the app filled in, those of others kept, the respelled one left out',
    change: {
      kind: 'add-identifier-uri',
      app: 'server',
      uri: 'api://{appId}',
      replaces: ['API://WRONG'],
    },
    script: [
      reading('server', { identifierUris: ['api://other', 'API://WRONG'] }),
      patching('server', { identifierUris: ['api://other', `api://${IDS.server.appId}`] }),
    ],
  },
  {
    title: 'all scopes, since a collection is replaced whole; one without a name keeps none',
    change: {
      kind: 'add-scope',
      app: 'server',
      scope: { ...scopeNamed('access'), id: scopeIdFor('access') },
    },
    script: [
      reading(
        'server',
        withScopes({ ...scopeBody(null, { id: guid('e'), isEnabled: false }), origin: 'Application' }),
      ),
      patching('server', {
        api: {
          oauth2PermissionScopes: [scopeBody(null, { id: guid('e'), isEnabled: false }), scopeBody('access')],
        },
      }),
    ],
  },
  {
    title: 'the scope enabled, nothing else of it changed',
    change: { kind: 'enable-scope', app: 'server', value: 'access' },
    script: [
      reading('server', withScopes(scopeBody('access', { isEnabled: false, type: 'Admin' }))),
      patching('server', { api: { oauth2PermissionScopes: [scopeBody('access', { type: 'Admin' })] } }),
    ],
  },
  {
    title: 'the scope disabled, seen disabled, then changed and enabled',
    change: {
      kind: 'set-scope-consent',
      app: 'server',
      value: 'access',
      scope: scopeNamed('access'),
      from: { type: 'Admin' },
    },
    script: [
      reading('server', withScopes(scopeBody('access', { type: 'Admin' }))),
      patching('server', {
        api: { oauth2PermissionScopes: [scopeBody('access', { type: 'Admin', isEnabled: false })] },
      }),
      reading('server', withScopes(scopeBody('access', { type: 'Admin', isEnabled: false }))),
      reading('server', withScopes(scopeBody('access', { type: 'Admin', isEnabled: false }))),
      patching('server', { api: { oauth2PermissionScopes: [scopeBody('access')] } }),
    ],
  },
  {
    title: 'one nested property, which merges',
    change: { kind: 'set-token-version', app: 'server', from: null, to: 2 },
    script: [reading('server'), patching('server', { api: { requestedAccessTokenVersion: 2 } })],
  },
  {
    title: 'the new permission beside all others, roles included',
    change: {
      kind: 'add-permissions',
      app: 'server',
      resource: 'microsoft-graph',
      scopes: [{ id: '10465720-29dd-4523-a11a-6a75c743c9d9' as never, value: 'Files.Read' }],
    },
    script: [
      reading('server'),
      patching('server', {
        requiredResourceAccess: [
          {
            resourceAppId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
            resourceAccess: [{ id: '41094075-9dad-400e-a0bd-54e686782033', type: 'Scope' }],
          },
          {
            resourceAppId: MICROSOFT_GRAPH_APP_ID,
            resourceAccess: [
              { id: 'c79f8feb-a9db-4090-85f9-90d820caa0eb', type: 'Scope' },
              { id: '10465720-29dd-4523-a11a-6a75c743c9d9', type: 'Scope' },
              { id: '18a4783c-866b-4cc7-a460-3d5e5662c884', type: 'Role' },
            ],
          },
        ],
      }),
    ],
  },
  {
    title: 'each client once, with the scopes it had, and those of others',
    change: {
      kind: 'pre-authorize-clients',
      app: 'server',
      clients: [asId(guid('1')), asId(guid('2'))],
      scope: { id: scopeIdFor('access'), value: 'access' },
    },
    script: [
      reading('server', {
        api: {
          preAuthorizedApplications: [
            { appId: guid('1'), delegatedPermissionIds: [guid('e')] },
            { appId: guid('3'), delegatedPermissionIds: [guid('e')] },
          ],
        },
      }),
      patching('server', {
        api: {
          preAuthorizedApplications: [
            { appId: guid('1'), delegatedPermissionIds: [guid('e'), scopeIdFor('access')] },
            { appId: guid('3'), delegatedPermissionIds: [guid('e')] },
            { appId: guid('2'), delegatedPermissionIds: [scopeIdFor('access')] },
          ],
        },
      }),
    ],
  },
];
