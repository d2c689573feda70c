import { describe, expect, it } from 'vitest';
import { scopeIdFor, scopeNamed } from '../../src/core/blueprint.ts';
import type { Change } from '../../src/core/changes/index.ts';
import { asId, type ScopeId } from '../../src/core/ids.ts';
import { deleteApplication, purgeApplication } from '../../src/graph/remove.ts';
import { withFacts } from '../../src/graph/run-state.ts';
import { guid, IDS } from '../support/registrations.ts';
import { type Exchange, NO_CONTENT, recorded, refused, scriptedGraph } from '../support/scripted-graph.ts';
import { APPLICATION, GONE, KNOWN, outcome } from './conflicts.ts';
import { findScopes, grantConsent, reading } from './sent.ts';

const SERVER = `/applications/${IDS.server.objectId}`;

const CONCURRENT = recorded('25');

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
  const creating = (reply: Exchange['reply']) => grantConsent(reply, 'seen access');

  it('that a lagging list shows without a scope keeps it', async () => {
    const extending = {
      method: 'PATCH',
      path: '/oauth2PermissionGrants/grant-1',
      body: { scope: 'other seen access' },
      reply: NO_CONTENT,
    };
    expect((await outcome([findScopes('other'), extending], GRANT)).error).toBeNull();
  });

  it('that is said to exist and never shows is not reported as done', async () => {
    const script = [findScopes(), creating(recorded('21')), findScopes(), findScopes()];
    const { error } = await outcome(script, GRANT, { maxWait: 1_500 });
    expect(error).toMatchObject({ code: 'UNAVAILABLE', exitCode: 7 });
  });

  it('that meets another write to the end is not reported as done', async () => {
    const { error } = await outcome([findScopes(), creating(CONCURRENT)], GRANT, { maxWait: 500 });
    expect(error).toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('that exists is found at once, without a wait', async () => {
    const extending = {
      method: 'PATCH',
      path: '/oauth2PermissionGrants/grant-1',
      body: { scope: 'seen access' },
      reply: NO_CONTENT,
    };
    const script = [
      findScopes(),
      creating(recorded('21')),
      findScopes('seen'),
      findScopes('seen'),
      extending,
    ];
    expect((await outcome(script, GRANT)).slept).toEqual([0]);
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
  const { value: _value, ...TEXTS_BEFORE } = scopeNamed('access');
  const TEXT = { userConsentDescription: 'Something else' };
  const CHANGE: Change = {
    kind: 'set-scope-consent',
    app: 'server',
    value: 'access',
    scope: { ...scopeNamed('access'), ...TEXT },
    from: { userConsentDescription: scopeNamed('access').userConsentDescription },
  };
  const shown = reading('server', {
    api: { requestedAccessTokenVersion: 2, ...scopes({ isEnabled: false }).api },
  });

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

  it('keeps its texts where they are refused for another reason', async () => {
    const reply = refused(400, 'Request_BadRequest', 'Something else.');
    expect((await outcome([patching(scopes(TEXT), reply)], CHANGE)).error).toMatchObject({
      code: 'REJECTED',
    });
  });

  it('is known by its new texts from then on', async () => {
    const { performed } = await outcome([patching(scopes(TEXT))], CHANGE);
    expect(performed?.runState.server.application?.scopes).toMatchObject([TEXT]);
  });

  it('is waited for until it is seen disabled itself, whatever another scope is', async () => {
    const body = (isEnabled: boolean, change: object = {}) => {
      const [ours] = scopes({ isEnabled, ...change }).api.oauth2PermissionScopes;
      const other = { ...ours, id: guid('e'), value: 'other', isEnabled: false, ...TEXTS_BEFORE };
      return { api: { oauth2PermissionScopes: [other, ours] } };
    };
    const seen = (isEnabled: boolean): Exchange => ({
      ...shown,
      reply: { status: 200, body: { ...(shown.reply as { body: object }).body, ...body(isEnabled) } },
    });
    const [ours] = APPLICATION.scopes;
    const all = ours
      ? [{ ...ours, id: asId<ScopeId>(guid('e')), value: 'other', isEnabled: false }, ours]
      : [];
    const runState = withFacts(KNOWN, 'server', { application: { ...APPLICATION, scopes: all } });
    const script = [
      patching(body(true, TEXT), recorded('22')),
      patching(body(false)),
      seen(true),
      ...Array.from({ length: 5 }, () => seen(false)),
      patching(body(true, TEXT)),
    ];
    expect((await outcome(script, CHANGE, { runState })).error).toBeNull();
  });

  it('that stands disabled under another name is renamed in one request', async () => {
    const before = {
      ...APPLICATION,
      scopes: APPLICATION.scopes.map((one) => ({ ...one, value: 'acces', isEnabled: false })),
    };
    const runState = withFacts(KNOWN, 'server', { application: before });
    const change = { ...CHANGE, value: 'acces' } as const;
    expect((await outcome([patching(scopes(TEXT))], change, { runState })).error).toBeNull();
  });
});

describe('an app that is to go', () => {
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
