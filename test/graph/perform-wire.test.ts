import { describe, expect, it } from 'vitest';
import { scopeIdFor, scopeNamed } from '../../src/core/blueprint.ts';
import type { Change, ChangeKind } from '../../src/core/changes/index.ts';
import { clientDraft, serverDraft } from '../../src/core/checks/shared/drafts.ts';
import { MICROSOFT_GRAPH_APP_ID, nameBasedGuid } from '../../src/core/ids.ts';
import { wantedRedirectUris } from '../../src/core/redirect-uris.ts';
import { facetOf } from '../../src/core/tenant.ts';
import { performChange } from '../../src/graph/perform.ts';
import { type RunState, runStateOf } from '../../src/graph/run-state.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { type Exchange, NO_CONTENT, recorded, refused, scriptedGraph } from '../support/scripted-graph.ts';
import { CERTIFICATE, EMPTY_TENANT, FEDERATED, guid, healthyTenant, IDS } from '../support/tenants.ts';

const SELECT =
  '$select=id,appId,displayName,uniqueName,createdDateTime,signInAudience,isFallbackPublicClient,publicClient,web,spa,identifierUris,api,requiredResourceAccess,passwordCredentials,keyCredentials,tags';
/** What is known of ids alone: what was observed of the apps is another file's subject. */
const unobserved = (runState: RunState): RunState => ({
  ...runState,
  client: { ...runState.client, observed: null },
  server: { ...runState.server, observed: null },
});
const KNOWN = unobserved(runStateOf(healthyTenant()));
const NOTHING_KNOWN = runStateOf(EMPTY_TENANT);
const CLIENT = `/applications/${IDS.client.objectId}`;
const SERVER = `/applications/${IDS.server.objectId}`;

/** The application of recording 06, as the app with these ids. */
function application(app: 'client' | 'server', change: object = {}) {
  const { body } = recorded('06');
  return {
    status: 200,
    body: { ...(body as object), id: IDS[app].objectId, appId: IDS[app].appId, ...change },
  };
}

const reading = (app: 'client' | 'server', change: object = {}): Exchange => ({
  method: 'GET',
  path: `${app === 'client' ? CLIENT : SERVER}?${SELECT}`,
  reply: application(app, change),
});
const patching = (app: 'client' | 'server', body: object): Exchange => ({
  method: 'PATCH',
  path: app === 'client' ? CLIENT : SERVER,
  body,
  reply: NO_CONTENT,
});
const TEXTS = {
  adminConsentDisplayName: 'Access MCP Server',
  adminConsentDescription: 'Allow access to MCP server functionality',
  userConsentDisplayName: 'Access MCP Server',
  userConsentDescription: 'Allow access to MCP server on your behalf',
};
const scopeBody = (value: string | null, change: object = {}) => ({
  id: scopeIdFor('access'),
  value,
  type: 'User',
  isEnabled: true,
  ...TEXTS,
  ...change,
});
const withScopes = (...oauth2PermissionScopes: readonly object[]) => ({
  api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes },
});
const SECRET_ENDS = '2028-11-23T10:00:00Z';
const grantBody = (change: object = {}) => ({
  clientId: IDS.client.principalId,
  consentType: 'AllPrincipals',
  id: 'grant-1',
  principalId: null,
  resourceId: IDS.server.principalId,
  scope: 'access',
  ...change,
});
const findGrants = (...value: readonly object[]): Exchange => ({
  method: 'GET',
  path: `/oauth2PermissionGrants?$filter=clientId eq '${IDS.client.principalId}' and consentType eq 'AllPrincipals'`,
  reply: { status: 200, body: { value } },
});
const addPassword = (reply: Exchange['reply'], endDateTime = SECRET_ENDS): Exchange => ({
  method: 'POST',
  path: `${SERVER}/addPassword`,
  body: { passwordCredential: { displayName: 'MCP Server Secret', endDateTime } },
  reply,
});
const ADD_SECRET: Change = {
  kind: 'add-secret',
  app: 'server',
  displayName: 'MCP Server Secret',
  endDateTime: SECRET_ENDS,
  cappedFromMonths: null,
};
const GRANT: Change = {
  kind: 'grant-consent',
  app: 'client',
  resource: 'server-api',
  before: [],
  scopes: ['access'],
};

interface Sent {
  readonly title: string;
  readonly change: Change;
  readonly runState?: RunState;
  readonly script: readonly Exchange[];
}

const draft = serverDraft(BLUEPRINT);

/** What each kind of change sends, whole: in this order, these bodies, and nothing else. */
const SENT: readonly Sent[] = [
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
    title: 'name and end, since an empty request would mean two years',
    change: ADD_SECRET,
    script: [reading('server'), addPassword(recorded('10'))],
  },
  {
    title: 'the certificates that are there by their ids, keys null, and the new one',
    change: {
      kind: 'add-certificate',
      app: 'server',
      certificate: { ...CERTIFICATE, thumbprint: 'F'.repeat(40) },
    },
    script: [
      {
        method: 'GET',
        path: `${SERVER}?$select=id,keyCredentials`,
        reply: {
          status: 200,
          body: {
            id: IDS.server.objectId,
            keyCredentials: (application('server').body as unknown as { keyCredentials: object[] })
              .keyCredentials,
          },
        },
      },
      patching('server', {
        keyCredentials: [
          {
            customKeyIdentifier: '7AB4DD9219E5E03ECC025136572DFAA262EC85CB',
            displayName: 'O=Internet Widgits Pty Ltd, S=Some-State, C=AU',
            endDateTime: '2025-11-03T10:03:16Z',
            key: null,
            keyId: '4d8a3bef-64f6-4007-aec5-acd165266012',
            startDateTime: '2024-11-04T10:03:16Z',
            type: 'AsymmetricX509Cert',
            usage: 'Verify',
          },
          {
            type: 'AsymmetricX509Cert',
            usage: 'Verify',
            key: 'MIIB',
            keyId: nameBasedGuid(`certificate:${'F'.repeat(40)}`),
            displayName: 'CN=MCP Server API',
          },
        ],
      }),
    ],
  },
  {
    title: 'issuer, subject and the one audience',
    change: { ...FEDERATED, kind: 'add-federated-credential', app: 'server' },
    script: [
      {
        method: 'POST',
        path: `${SERVER}/federatedIdentityCredentials`,
        body: {
          name: 'mcp-server',
          issuer: FEDERATED.issuer,
          subject: FEDERATED.subject,
          audiences: ['api://AzureADTokenExchange'],
          description: `On-behalf-of exchange of ${IDS.server.appId}`,
        },
        reply: recorded('13'),
      },
    ],
  },
  {
    title: 'service principal ids, for every user',
    change: GRANT,
    script: [
      findGrants(),
      {
        method: 'POST',
        path: '/oauth2PermissionGrants',
        body: {
          clientId: IDS.client.principalId,
          resourceId: IDS.server.principalId,
          scope: 'access',
          consentType: 'AllPrincipals',
          principalId: null,
        },
        reply: { status: 201, body: grantBody() },
      },
    ],
  },
  {
    title: 'the whole list of a grant that stands, never a deletion',
    change: GRANT,
    script: [
      findGrants(grantBody({ id: 'other', resourceId: guid('4') }), grantBody({ scope: ' other' })),
      {
        method: 'PATCH',
        path: '/oauth2PermissionGrants/grant-1',
        body: { scope: 'other access' },
        reply: NO_CONTENT,
      },
    ],
  },
  {
    title: 'the extension of a grant that a lagging list did not show',
    change: GRANT,
    script: [
      findGrants(),
      {
        method: 'POST',
        path: '/oauth2PermissionGrants',
        body: {
          clientId: IDS.client.principalId,
          resourceId: IDS.server.principalId,
          scope: 'access',
          consentType: 'AllPrincipals',
          principalId: null,
        },
        reply: recorded('21'),
      },
      findGrants(),
      ...Array.from({ length: 5 }, () => findGrants(grantBody({ scope: 'other' }))),
      {
        method: 'PATCH',
        path: '/oauth2PermissionGrants/grant-1',
        body: { scope: 'other access' },
        reply: NO_CONTENT,
      },
    ],
  },
  {
    title: 'the signed-in account by its address',
    change: { kind: 'add-owner', app: 'client' },
    script: [
      {
        method: 'POST',
        path: `${CLIENT}/owners/$ref`,
        body: { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${IDS.admin}` },
        reply: NO_CONTENT,
      },
    ],
  },
  {
    title: 'nothing more where the account is an owner already',
    change: { kind: 'add-owner', app: 'client' },
    script: [
      {
        method: 'POST',
        path: `${CLIENT}/owners/$ref`,
        body: { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${IDS.admin}` },
        reply: refused(
          400,
          'Request_BadRequest',
          "One or more added object references already exist for the following modified properties: 'owners'.",
        ),
      },
    ],
  },
];

describe('a change sends to Microsoft Graph', () => {
  it.each(SENT)('$change.kind: $title', async ({ change, runState = KNOWN, script }) => {
    const { graph, patience, finish } = scriptedGraph(script);
    await performChange({ graph, patience }, runState, change);
    finish();
  });

  it('what is tried above, for every kind there is', () => {
    const kinds: Record<ChangeKind, true> = Object.fromEntries(
      SENT.map(({ change }) => [change.kind, true]),
    ) as never;
    expect(Object.keys(kinds)).toHaveLength(18);
  });
});

describe('a run remembers', () => {
  it('what it wrote, so that no read in between is needed', async () => {
    const { graph, patience, finish } = scriptedGraph([
      reading('server'),
      patching('server', { api: { requestedAccessTokenVersion: 2 } }),
      patching('server', { isFallbackPublicClient: false }),
    ]);
    const first = await performChange({ graph, patience }, KNOWN, {
      kind: 'set-token-version',
      app: 'server',
      from: null,
      to: 2,
    });
    await performChange({ graph, patience }, first.runState, {
      kind: 'set-fallback-public-client',
      app: 'server',
      from: null,
      to: false,
    });
    finish();
  });

  it('that nobody can have granted anything to a service principal it just made', async () => {
    const { graph, patience, finish } = scriptedGraph([
      {
        method: 'POST',
        path: '/servicePrincipals',
        body: { appId: IDS.client.appId, tags: ['WindowsAzureActiveDirectoryIntegratedApp'] },
        reply: {
          ...recorded('09'),
          body: { ...(recorded('09').body as object), id: IDS.client.principalId },
        },
      },
      {
        method: 'POST',
        path: '/oauth2PermissionGrants',
        body: {
          clientId: IDS.client.principalId,
          resourceId: IDS.server.principalId,
          scope: 'access',
          consentType: 'AllPrincipals',
          principalId: null,
        },
        reply: { status: 201, body: grantBody() },
      },
    ]);
    const { runState } = await performChange({ graph, patience }, KNOWN, {
      kind: 'create-service-principal',
      app: 'client',
    });
    await performChange({ graph, patience }, runState, GRANT);
    finish();
  });

  it('the ids of the app it created', async () => {
    const { graph, patience } = scriptedGraph(SENT[0]?.script ?? []);
    const { runState } = await performChange({ graph, patience }, NOTHING_KNOWN, {
      kind: 'create-application',
      app: 'server',
      draft,
    });
    const { id, appId } = recorded('05').body as { id: string; appId: string };
    expect(runState.server).toMatchObject({ objectId: id, appId });
  });
});

describe('a new secret', () => {
  it('is handed on as a value that prints as dots', async () => {
    const { graph, patience } = scriptedGraph([reading('server'), addPassword(recorded('10'))]);
    const performed = await performChange({ graph, patience }, KNOWN, ADD_SECRET);
    expect(performed.issued?.secret?.reveal()).toBe('replaced-microsoft-graph-password');
    expect(JSON.stringify(performed)).not.toContain('replaced-microsoft-graph-password');
  });
});
