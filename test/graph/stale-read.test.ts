import { describe, expect, it } from 'vitest';
import { scopeNamed } from '../../src/core/blueprint.ts';
import type { Change } from '../../src/core/changes/index.ts';
import { nameBasedGuid } from '../../src/core/ids.ts';
import { type Application, facetOf } from '../../src/core/tenant.ts';
import { performChange } from '../../src/graph/perform.ts';
import { runStateOf } from '../../src/graph/run-state.ts';
import { CERTIFICATE, guid, IDS, key } from '../support/registrations.ts';
import { type Exchange, NO_CONTENT, scriptedGraph } from '../support/scripted-graph.ts';
import { changed, healthyTenant } from '../support/tenants.ts';
import { SELECT } from './sent.ts';

const SERVER = `/applications/${IDS.server.objectId}`;
const KEY_ID = nameBasedGuid(`certificate:${CERTIFICATE.thumbprint}`);
const OTHERS = 'https://portal.contoso.com/signed-in';

/** Somebody else's redirect URI, permission, scope and certificate stand beside ours. */
const TENANT = changed(healthyTenant(), 'server', ({ redirectUris, scopes, requiredResources }) => ({
  redirectUris: { ...redirectUris, web: [...redirectUris.web, OTHERS] },
  scopes: [...scopes, { ...scopeNamed('other'), id: guid('e') as never, type: 'Admin', isEnabled: true }],
  requiredResources: [
    ...requiredResources,
    { resourceAppId: guid('4') as never, scopeIds: [guid('4', 2) as never], roleIds: [guid('4', 3)] },
  ],
  identifierUris: ['api://others'],
  keyCredentials: [key('A'.repeat(40))],
}));
const KNOWN = runStateOf(TENANT);

function bodyOf(application: Application): object {
  const { objectId, redirectUris, scopes, requiredResources, tokenVersion, preAuthorizedClients, ...rest } =
    application;
  const { publicClient, web, spa } = redirectUris;
  return {
    ...rest,
    id: objectId,
    publicClient: { redirectUris: publicClient },
    web: { redirectUris: web },
    spa: { redirectUris: spa },
    api: {
      requestedAccessTokenVersion: tokenVersion,
      oauth2PermissionScopes: scopes,
      preAuthorizedApplications: preAuthorizedClients,
    },
    requiredResourceAccess: requiredResources.map(({ resourceAppId, scopeIds, roleIds }) => ({
      resourceAppId,
      resourceAccess: [
        ...scopeIds.map((id) => ({ id, type: 'Scope' })),
        ...roleIds.map((id) => ({ id, type: 'Role' })),
      ],
    })),
    passwordCredentials: [],
    keyCredentials: application.keyCredentials.map(({ thumbprint, ...one }) => ({
      ...one,
      customKeyIdentifier: thumbprint,
      key: null,
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    })),
  };
}

const showing = (change: Partial<Application> = {}): Exchange => {
  const application = facetOf(changed(TENANT, 'server', change), 'serverApplication');
  if (application === null) throw new Error('The tenant has no server app.');
  return { method: 'GET', path: `${SERVER}?${SELECT}`, reply: { status: 200, body: bodyOf(application) } };
};
const patching = (body: object): Exchange => ({ method: 'PATCH', path: SERVER, body, reply: NO_CONTENT });

const URI = 'https://a.contoso.com/cb';
const ADD_URI: Change = { kind: 'add-redirect-uris', app: 'server', platform: 'web', uris: [URI] };
const observed = facetOf(TENANT, 'serverApplication');
const web = observed?.redirectUris.web ?? [];
const withUri = (...uris: readonly string[]) => patching({ web: { redirectUris: uris } });

async function carriedOut(script: readonly Exchange[], change: Change, maxWait = 180_000) {
  const scripted = scriptedGraph(script, { maxWait });
  const performed = await performChange(scripted, KNOWN, change);
  scripted.finish();
  return { ...scripted, performed };
}

describe('a read that lacks what the plan was made from', () => {
  const lacking: readonly (readonly [string, Partial<Application>])[] = [
    ['a redirect URI', { redirectUris: { publicClient: [], web: web.slice(0, 1), spa: [] } }],
    ['an Application ID URI', { identifierUris: [] }],
    ['a scope', { scopes: observed?.scopes.slice(0, 1) ?? [] }],
    ['the texts of a scope', { scopes: observed?.scopes.map((one) => ({ ...one, type: 'User' })) ?? [] }],
    ['a permission', { requiredResources: observed?.requiredResources.slice(0, 1) ?? [] }],
    ['a certificate', { keyCredentials: [] }],
  ];

  it.each(lacking)('is asked again where that is %s', async (_what, change) => {
    const { clock, waits } = await carriedOut([showing(change), showing(), withUri(...web, URI)], ADD_URI);
    expect([clock.slept, waits]).toEqual([[1_000], ['Entra shows an older state than before']]);
  });

  it('is taken for what others removed when it stays so', async () => {
    const removed = showing({ redirectUris: { publicClient: [], web: web.slice(0, 1), spa: [] } });
    const script = [...Array.from({ length: 5 }, () => removed), withUri(...web.slice(0, 1), URI)];
    await carriedOut(script, ADD_URI);
  });

  it('ends the run before anything is written where there is no time to tell', async () => {
    const removed = showing({ identifierUris: [] });
    await expect(carriedOut([removed, removed], ADD_URI, 1_500)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});

it('takes a read that shows more than the plan was made from at once', async () => {
  const more = { redirectUris: { publicClient: [], web: [...web, 'https://new.contoso.com'], spa: [] } };
  const { clock } = await carriedOut(
    [showing(more), withUri(...web, 'https://new.contoso.com', URI)],
    ADD_URI,
  );
  expect(clock.slept).toEqual([]);
});

describe('the certificates of an app', () => {
  const held = observed?.keyCredentials[0];
  const raw = {
    keyId: held?.keyId,
    displayName: held?.displayName,
    customKeyIdentifier: held?.thumbprint,
    startDateTime: null,
    endDateTime: held?.endDateTime,
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: null,
  };
  const keys = (...keyCredentials: readonly object[]): Exchange => ({
    method: 'GET',
    path: `${SERVER}?$select=id,keyCredentials`,
    reply: { status: 200, body: { id: IDS.server.objectId, keyCredentials } },
  });
  const add: Change = { kind: 'add-certificate', app: 'server', certificate: CERTIFICATE };
  const added = {
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: 'MIIB',
    displayName: 'CN=MCP Server API',
  };

  it('are not written back from a read that lacks one', async () => {
    const script = [keys(), keys(raw), patching({ keyCredentials: [raw, { ...added, keyId: KEY_ID }] })];
    const { performed } = await carriedOut(script, add);
    expect(performed.runState.server.observed?.keyCredentials.map((one) => one.keyId)).toEqual([
      held?.keyId,
      KEY_ID,
    ]);
  });
});
