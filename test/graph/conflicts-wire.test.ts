import { describe, expect, it } from 'vitest';
import { scopeIdFor, scopeNamed } from '../../src/core/blueprint.ts';
import type { Change } from '../../src/core/changes/index.ts';
import { serverDraft } from '../../src/core/checks/shared/drafts.ts';
import { facetOf } from '../../src/core/tenant.ts';
import { performChange } from '../../src/graph/perform.ts';
import { deleteApplication, purgeApplication } from '../../src/graph/remove.ts';
import { type RunState, runStateOf, withFacts } from '../../src/graph/run-state.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { type Exchange, NO_CONTENT, recorded, refused, scriptedGraph } from '../support/scripted-graph.ts';
import { EMPTY_TENANT, healthyTenant, IDS } from '../support/tenants.ts';

const APPLICATION = facetOf(healthyTenant(), 'serverApplication');
/** A run that has written to the app already, so that nothing is read again. */
const KNOWN = withFacts(runStateOf(healthyTenant()), 'server', { application: APPLICATION });
const SERVER = `/applications/${IDS.server.objectId}`;

async function outcome(
  script: readonly Exchange[],
  change: Change,
  { runState = KNOWN, maxWait = 180_000 }: { readonly runState?: RunState; readonly maxWait?: number } = {},
) {
  const scripted = scriptedGraph(script, { maxWait });
  const settled = await performChange(scripted, runState, change).then(
    (performed) => ({ performed, error: null }),
    (error: unknown) => ({ performed: null, error }),
  );
  scripted.finish();
  return { ...settled, slept: scripted.clock.slept };
}

const CONCURRENT = recorded('25');
const GONE = recorded('07');

describe('what Microsoft Graph has no room or no name for', () => {
  const enabling = (reply: Exchange['reply']): Exchange => ({
    method: 'PATCH',
    path: `/servicePrincipals/${IDS.server.principalId}`,
    body: { accountEnabled: true },
    reply,
  });
  const ENABLE: Change = { kind: 'enable-service-principal', app: 'server' };
  const quota = 'The directory object quota limit for the Principal has been exceeded.';

  it.each([400, 403])('is a conflict where the quota is used up, told with %s', async (status) => {
    const { error } = await outcome([enabling(refused(status, 'Directory_QuotaExceeded', quota))], ENABLE);
    expect(error).toMatchObject({ code: 'CONFLICT', exitCode: 5 });
  });

  it('is our bug where the request itself is refused', async () => {
    const message = "Invalid value specified for property 'web' of resource 'Application'.";
    const { error } = await outcome([enabling(refused(400, 'Request_BadRequest', message))], ENABLE);
    expect(error).toMatchObject({ code: 'REJECTED', exitCode: 70 });
  });

  it.each([
    ['another write going on', CONCURRENT],
    ['an app that is not there', GONE],
  ])('is safe to repeat where it is %s to the end', async (_what, reply) => {
    const { error } = await outcome([enabling(reply)], ENABLE, { maxWait: 500 });
    expect(error).toMatchObject({ code: 'UNAVAILABLE', exitCode: 7 });
  });
});

describe('a service principal', () => {
  const creating = (reply: Exchange['reply']): Exchange => ({
    method: 'POST',
    path: '/servicePrincipals',
    body: { appId: IDS.server.appId, tags: ['WindowsAzureActiveDirectoryIntegratedApp'] },
    reply,
  });

  it('is asked for again while another write is going on, and not taken for made', async () => {
    const { performed } = await outcome([creating(CONCURRENT), creating(recorded('09'))], {
      kind: 'create-service-principal',
      app: 'server',
    });
    expect(performed?.runState.server.principalFresh).toBe(true);
  });
});

describe('a grant', () => {
  const GRANT: Change = {
    kind: 'grant-consent',
    app: 'client',
    resource: 'server-api',
    before: ['seen'],
    scopes: ['access'],
  };
  const finding = (...scopes: readonly string[]): Exchange => ({
    method: 'GET',
    path: `/oauth2PermissionGrants?$filter=clientId eq '${IDS.client.principalId}' and consentType eq 'AllPrincipals'`,
    reply: {
      status: 200,
      body: {
        value: scopes.map((scope) => ({
          clientId: IDS.client.principalId,
          consentType: 'AllPrincipals',
          id: 'grant-1',
          principalId: null,
          resourceId: IDS.server.principalId,
          scope,
        })),
      },
    },
  });
  const creating = (reply: Exchange['reply']): Exchange => ({
    method: 'POST',
    path: '/oauth2PermissionGrants',
    body: {
      clientId: IDS.client.principalId,
      resourceId: IDS.server.principalId,
      scope: 'seen access',
      consentType: 'AllPrincipals',
      principalId: null,
    },
    reply,
  });

  it('that a lagging list shows without a scope keeps it', async () => {
    const extending = {
      method: 'PATCH',
      path: '/oauth2PermissionGrants/grant-1',
      body: { scope: 'other seen access' },
      reply: NO_CONTENT,
    };
    expect((await outcome([finding('other'), extending], GRANT)).error).toBeNull();
  });

  it('that is said to exist and never shows is not reported as done', async () => {
    const script = [finding(), creating(recorded('21')), finding(), finding()];
    const { error } = await outcome(script, GRANT, { maxWait: 1_500 });
    expect(error).toMatchObject({ code: 'UNAVAILABLE', exitCode: 7 });
  });

  it('that meets another write to the end is not reported as done', async () => {
    const { error } = await outcome([finding(), creating(CONCURRENT)], GRANT, { maxWait: 500 });
    expect(error).toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('that exists is found at once, without a wait', async () => {
    const extending = {
      method: 'PATCH',
      path: '/oauth2PermissionGrants/grant-1',
      body: { scope: 'seen access' },
      reply: NO_CONTENT,
    };
    const script = [finding(), creating(recorded('21')), finding('seen'), finding('seen'), extending];
    expect((await outcome(script, GRANT)).slept).toEqual([0]);
  });
});

describe('an app whose name is taken', () => {
  const draft = serverDraft(BLUEPRINT);
  const path = `/applications(uniqueName='${draft.uniqueName}')`;
  const upserting = (reply: Exchange['reply']): Exchange => ({ method: 'PATCH', path, body: BODY, reply });
  const BODY = {
    displayName: 'MCP Server API',
    signInAudience: 'AzureADMyOrg',
    isFallbackPublicClient: false,
    web: { redirectUris: [BLUEPRINT.gateway.callbackUrl] },
    tags: ['entra-mcp-setup'],
    api: {
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: [
        { ...scopeNamed('access'), id: scopeIdFor('access'), type: 'User', isEnabled: true },
      ],
    },
    requiredResourceAccess: [
      {
        resourceAppId: '00000003-0000-0000-c000-000000000000',
        resourceAccess: [{ id: '10465720-29dd-4523-a11a-6a75c743c9d9', type: 'Scope' }],
      },
    ],
  };
  const looking = (reply: Exchange['reply']): Exchange => ({ method: 'GET', path, reply });
  const bin = (...names: readonly string[]): Exchange => ({
    method: 'GET',
    path: '/directory/deletedItems/microsoft.graph.application?$top=999&$select=id,appId,displayName,uniqueName',
    reply: {
      status: 200,
      body: {
        value: names.map((uniqueName) => ({
          id: IDS.server.objectId,
          appId: IDS.server.appId,
          displayName: 'MCP Server API',
          uniqueName,
        })),
      },
    },
  });
  const TAKEN = recorded('38');
  const CREATE: Change = { kind: 'create-application', app: 'server', draft };
  const nothing = { runState: runStateOf(EMPTY_TENANT), maxWait: 2_000 };
  /** As a run before this one made it. */
  const MADE = {
    ...(recorded('05').body as { readonly appId: string }),
    web: { redirectUris: [BLUEPRINT.gateway.callbackUrl] },
    publicClient: { redirectUris: [] },
  };

  it.each([
    ['taken', TAKEN],
    ['taken, with a detail', recorded('38', 1)],
    ['taken, as 409', { ...TAKEN, status: 409 }],
    ['not found', GONE],
  ])('by one in the recycle bin is told how to get it out: %s', async (_how, reply) => {
    const script = [upserting(reply), looking(GONE), looking(GONE), bin('other', draft.uniqueName)];
    const { error } = await outcome(script, CREATE, nothing);
    expect(error).toMatchObject({
      code: 'CONFLICT',
      advice: [
        'Have it back, with what was set on it: entra-mcp-setup apply --yes --restore',
        `Or delete it for good, and run the command again: entra-mcp-setup remove --purge --yes --server-app-id ${IDS.server.appId}`,
        'Or have another made under another name: entra-mcp-setup apply --yes --new',
      ],
    });
  });

  it('by one on a later page of the recycle bin is found there', async () => {
    const path = `${bin().path}&$skiptoken=x`;
    const body = { value: [], '@odata.nextLink': `https://graph.microsoft.com/v1.0${path}` };
    const first: Exchange = { ...bin(), reply: { status: 200, body } };
    const second: Exchange = { ...bin(draft.uniqueName), path };
    const script = [upserting(TAKEN), looking(GONE), looking(GONE), first, second];
    const { error } = await outcome(script, CREATE, nothing);
    expect(error).toMatchObject({ code: 'CONFLICT' });
  });

  it('by one that a lagging replica did not show is found, whatever the recycle bin holds', async () => {
    const found = { status: 200, body: MADE };
    const script = [upserting(TAKEN), looking(GONE), looking(found), looking(found)];
    const { performed } = await outcome(script, CREATE, nothing);
    expect(performed?.runState.server.appId).toBe(MADE.appId);
  });

  it('by one with addresses of somebody else is left alone, and its id is told', async () => {
    const body = { ...MADE, web: { redirectUris: ['https://evil.example/callback'] } };
    const script = [upserting(NO_CONTENT), looking({ status: 200, body })];
    const { error } = await outcome(script, CREATE, nothing);
    expect(error).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(MADE.appId) });
  });

  const posting = (reply: Exchange['reply']): Exchange => ({
    method: 'POST',
    path: '/applications',
    body: { uniqueName: draft.uniqueName, ...BODY },
    reply,
  });
  const REFUSALS = [
    refused(400, 'Request_BadRequest', 'Upsert is not supported.'),
    refused(405, 'Request_BadRequest', 'The method is not allowed.'),
    refused(501, 'NotImplemented', 'This cloud has not got it.'),
  ];

  it.each(REFUSALS)(
    'is looked for where an upsert is refused, and then posted under it: $status',
    async (reply) => {
      const created = { ...recorded('05'), status: 201 };
      const { performed, slept } = await outcome(
        [upserting(reply), looking(GONE), posting(created)],
        CREATE,
        nothing,
      );
      expect([performed?.runState.server.appId, slept]).toEqual([
        (created.body as { appId: string }).appId,
        [],
      ]);
    },
  );

  it('is not posted where a run before this one made it', async () => {
    const found = { status: 200, body: MADE };
    const { performed } = await outcome([upserting(REFUSALS[1] ?? GONE), looking(found)], CREATE, nothing);
    expect(performed?.runState.server.application).not.toBeNull();
  });

  it('is found when the reply to the post was lost', async () => {
    const found = looking({ status: 200, body: MADE });
    const script = [
      upserting(REFUSALS[1] ?? GONE),
      looking(GONE),
      posting('lost'),
      posting(TAKEN),
      found,
      found,
    ];
    const { performed } = await outcome(script, CREATE, nothing);
    expect(performed?.runState.server.application).not.toBeNull();
  });

  it('is told of where the recycle bin holds the name that is posted', async () => {
    const script = [
      ...[upserting(REFUSALS[1] ?? GONE), looking(GONE), posting(TAKEN)],
      ...[looking(GONE), looking(GONE), bin(draft.uniqueName)],
    ];
    expect((await outcome(script, CREATE, nothing)).error).toMatchObject({ code: 'CONFLICT' });
  });

  it.each([
    ['a policy', refused(400, 'Request_BadRequest', 'Not allowed as per assigned policy x.'), 'POLICY'],
    ['a quota', refused(400, 'Directory_QuotaExceeded', 'Full.'), 'CONFLICT'],
  ])('is not posted where %s refused it', async (_what, reply, code) => {
    expect((await outcome([upserting(reply)], CREATE, nothing)).error).toMatchObject({ code });
  });

  it('is created once the directory knows better', async () => {
    const created = { ...recorded('05'), status: 201 };
    const script = [upserting(GONE), looking(GONE), looking(GONE), bin('other'), upserting(created)];
    const { performed } = await outcome(script, CREATE, nothing);
    expect(performed?.runState.server.application).not.toBeNull();
  });
});

describe('a scope', () => {
  const scopes = (change: object) => ({
    api: {
      oauth2PermissionScopes: [
        { ...scopeNamed('access'), id: scopeIdFor('access'), type: 'User', isEnabled: true, ...change },
      ],
    },
  });
  const patching = (body: object, reply: Exchange['reply'] = NO_CONTENT): Exchange => ({
    method: 'PATCH',
    path: SERVER,
    body,
    reply,
  });
  const TEXT = { userConsentDescription: 'Something else' };
  const CHANGE: Change = {
    kind: 'set-scope-consent',
    app: 'server',
    value: 'access',
    scope: { ...scopeNamed('access'), ...TEXT },
    from: { userConsentDescription: scopeNamed('access').userConsentDescription },
  };
  const shown: Exchange = {
    method: 'GET',
    path: `${SERVER}?$select=id,appId,displayName,uniqueName,createdDateTime,signInAudience,isFallbackPublicClient,publicClient,web,spa,identifierUris,api,requiredResourceAccess,passwordCredentials,keyCredentials,tags`,
    reply: {
      status: 200,
      body: {
        ...(recorded('06').body as object),
        id: IDS.server.objectId,
        appId: IDS.server.appId,
        ...{ api: { requestedAccessTokenVersion: 2, ...scopes({ isEnabled: false }).api } },
      },
    },
  };

  it('has its texts changed in one request', async () => {
    const { error, slept } = await outcome([patching(scopes(TEXT))], CHANGE);
    expect([error, slept]).toEqual([null, []]);
  });

  it('is disabled first where even that is refused, without waiting for another answer', async () => {
    const script = [
      patching(scopes(TEXT), recorded('22')),
      patching(scopes({ isEnabled: false })),
      shown,
      shown,
      patching(scopes(TEXT)),
    ];
    const { error, slept } = await outcome(script, CHANGE);
    expect([error, slept]).toEqual([null, [0]]);
  });

  it('that stands disabled under another name is renamed in one request', async () => {
    const before = APPLICATION && {
      ...APPLICATION,
      scopes: APPLICATION.scopes.map((one) => ({ ...one, value: 'acces', isEnabled: false })),
    };
    const runState = withFacts(KNOWN, 'server', { application: before });
    const change = { ...CHANGE, value: 'acces' } as const;
    expect((await outcome([patching(scopes(TEXT))], change, { runState })).error).toBeNull();
  });
});

describe('an app that is to go', () => {
  if (APPLICATION === null) throw new Error('A healthy tenant holds the server app.');
  const deleting = (reply: Exchange['reply']): Exchange => ({ method: 'DELETE', path: SERVER, reply });
  const purging = (reply: Exchange['reply']): Exchange => ({
    method: 'DELETE',
    path: `/directory/deletedItems/${IDS.server.objectId}`,
    reply,
  });
  const gone: Exchange = { method: 'GET', path: `${SERVER}?$select=id`, reply: GONE };
  const DELETED = { appId: IDS.server.appId, objectId: IDS.server.objectId, displayName: 'MCP Server API' };

  it('and is gone already takes no wait', async () => {
    const script = scriptedGraph([deleting(GONE), gone, gone]);
    await deleteApplication(script, APPLICATION);
    script.finish();
    expect(script.clock.slept).toEqual([0]);
  });

  it('is looked for in the recycle bin until it arrives there', async () => {
    const script = scriptedGraph([purging(GONE), purging(GONE), purging(NO_CONTENT)]);
    await purgeApplication(script, DELETED);
    script.finish();
  });

  it('and never arrives in the recycle bin was purged before', async () => {
    const script = scriptedGraph(Array.from({ length: 5 }, () => purging(GONE)));
    await purgeApplication(script, DELETED);
    script.finish();
    expect(script.clock.slept).toEqual([1_000, 2_000, 4_000, 8_000]);
  });
});
