import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/changes/index.ts';
import { removeCredential } from '../../src/graph/rotate.ts';
import { withFacts } from '../../src/graph/run-state.ts';
import { CERTIFICATE, IDS, key } from '../support/registrations.ts';
import { type Exchange, NO_CONTENT, recorded, refused, scriptedGraph } from '../support/scripted-graph.ts';
import { APPLICATION, KNOWN, outcome } from './conflicts.ts';
import { ENABLE, enabling, SERVER } from './refusals.ts';
import {
  ADD_SECRET,
  addPassword,
  CLIENT,
  findGrants,
  GRANT,
  grantBody,
  NOTHING_KNOWN,
  patching,
  reading,
} from './sent.ts';

const REFUSED = refused(400, 'Request_BadRequest', 'Something else.');
const DENIED = { ...recorded('14'), status: 403 };

describe('a change out of its order is our bug, and tells what it needs', () => {
  const withClient = withFacts(NOTHING_KNOWN, 'client', { principalId: IDS.client.principalId });
  it.each<[string, Change, typeof KNOWN]>([
    ['the service principal of MCP Client App', GRANT, NOTHING_KNOWN],
    ['the service principal of MCP Server API', GRANT, withClient],
    [
      'the service principal of Microsoft Graph',
      { ...GRANT, resource: 'microsoft-graph' } as Change,
      { ...withClient, graphPrincipalId: null },
    ],
    [
      'the object id of MCP Server API',
      { kind: 'add-certificate', app: 'server', certificate: CERTIFICATE },
      NOTHING_KNOWN,
    ],
    [
      'the service principal of MCP Client App',
      { kind: 'enable-service-principal', app: 'client' },
      NOTHING_KNOWN,
    ],
    ['the object id of MCP Client App', { kind: 'add-owner', app: 'client' }, NOTHING_KNOWN],
    ['the app id of MCP Server API', { kind: 'create-service-principal', app: 'server' }, NOTHING_KNOWN],
  ])('%s', async (what, change, runState) => {
    expect((await outcome([], change, { runState })).error).toMatchObject({
      code: 'BUG',
      message: `The plan needs ${what} before it was created.`,
    });
  });
});

describe('a change that is refused tells', () => {
  const messageOf = async (script: readonly Exchange[], change: Change) => {
    const { error } = await outcome(script, change);
    return error instanceof Error ? error.message : error;
  };

  it('what was being done, as a part of a sentence', async () => {
    expect(await messageOf([enabling(REFUSED)], ENABLE)).toBe(
      'Microsoft Graph refused this: enable the service principal of MCP Server API. Something else.',
    );
  });

  it('the Application ID URI with the id of the app', async () => {
    const uri = `api://${IDS.server.appId}`;
    const identifierUris = [...APPLICATION.identifierUris];
    const script = [{ ...patching('server', { identifierUris }), reply: REFUSED }];
    const change: Change = { kind: 'add-identifier-uri', app: 'server', uri: 'api://{appId}', replaces: [] };
    expect(await messageOf(script, change)).toContain(`add the Application ID URI ${uri}.`);
  });

  const ROLES = /^Ask for one of the roles Cloud Application Administrator/;
  it.each<[string, readonly Exchange[]]>([
    ['listed', [{ ...findGrants(), reply: DENIED }]],
    [
      'extended',
      [
        findGrants(grantBody({ scope: 'other' })),
        {
          method: 'PATCH',
          path: '/oauth2PermissionGrants/grant-1',
          body: { scope: 'other access' },
          reply: DENIED,
        },
      ],
    ],
  ])('the roles that consent takes, where grants may not be %s', async (_what, script) => {
    expect((await outcome(script, GRANT)).error).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('grant MCP Client App access on MCP Server API'),
      advice: [expect.stringMatching(ROLES)],
    });
  });

  it('that a grant exists which no list shows, and that another run goes on', async () => {
    const creating: Exchange = {
      method: 'POST',
      path: '/oauth2PermissionGrants',
      body: {
        ...{ clientId: IDS.client.principalId, resourceId: IDS.server.principalId },
        ...{ scope: 'access', consentType: 'AllPrincipals', principalId: null },
      },
      reply: recorded('21'),
    };
    const script = [findGrants(), creating, findGrants(), findGrants()];
    expect((await outcome(script, GRANT, { maxWait: 1_500 })).error).toMatchObject({
      code: 'UNAVAILABLE',
      message:
        'Microsoft Graph says that a grant exists already, and does not show it: grant MCP Client App access on MCP Server API for every user of the tenant.',
      advice: ['Run the command again in a few minutes: it goes on where this run stopped'],
    });
  });
});

describe('a change that was made already', () => {
  it('is as good where a service principal is refused with another status', async () => {
    const creating: Exchange = {
      method: 'POST',
      path: '/servicePrincipals',
      body: { appId: IDS.server.appId, tags: ['WindowsAzureActiveDirectoryIntegratedApp'] },
      reply: { ...recorded('29'), status: 400 },
    };
    const looking: Exchange = {
      method: 'GET',
      path: `/servicePrincipals(appId='${IDS.server.appId}')`,
      reply: { status: 200, body: recorded('09').body },
    };
    const { performed } = await outcome([creating, looking], {
      kind: 'create-service-principal',
      app: 'server',
    });
    expect(performed?.runState.server.principalFresh).toBe(false);
  });

  it('is as good where the reply about an owner was lost', async () => {
    const adding = (reply: Exchange['reply']): Exchange => ({
      method: 'POST',
      path: `${CLIENT}/owners/$ref`,
      body: { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${IDS.admin}` },
      reply,
    });
    const { error } = await outcome([adding('lost'), adding(NO_CONTENT)], {
      kind: 'add-owner',
      app: 'client',
    });
    expect(error).toBeNull();
  });
});

describe('a credential', () => {
  it('that is added leaves the registration known, as it was read for it', async () => {
    const runState = withFacts(KNOWN, 'server', { application: null, observed: null });
    const { performed } = await outcome([reading('server'), addPassword(recorded('10'))], ADD_SECRET, {
      runState,
    });
    expect(performed?.runState.server.application?.appId).toBe(IDS.server.appId);
  });

  it('that is to go, and is gone by then, keeps no other waiting', async () => {
    const [one, other] = [key('A'.repeat(40)), key('B'.repeat(40), undefined, 2)];
    const { thumbprint: _not, ...body } = { ...other, key: null };
    const script: readonly Exchange[] = [
      {
        method: 'GET',
        path: `${SERVER}?$select=id,keyCredentials`,
        reply: { status: 200, body: { id: IDS.server.objectId, keyCredentials: [body] } },
      },
      patching('server', { keyCredentials: [body] }),
    ];
    const application = { ...APPLICATION, keyCredentials: [one, other] };
    const scripted = scriptedGraph(script);
    await removeCredential(scripted, withFacts(KNOWN, 'server', { application }), {
      ...{ kind: 'certificate', keyId: one.keyId, gone: [] },
    });
    scripted.finish();
    expect(scripted.clock.slept).toEqual([]);
  });
});
