import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/change.ts';
import { SetupError } from '../../src/errors.ts';
import { knownFrom } from '../../src/graph/known.ts';
import { performChange } from '../../src/graph/perform.ts';
import {
  type Exchange,
  NO_CONTENT,
  recorded,
  refused,
  type ScriptedGraph,
  type ScriptedReply,
  scriptedGraph,
} from '../support/scripted-graph.ts';
import { healthyTenant, IDS, password } from '../support/tenants.ts';

const KNOWN = knownFrom(healthyTenant());
const SERVER = `/applications/${IDS.server.objectId}`;
const ENABLE: Change = { kind: 'enable-service-principal', app: 'server' };
const enabling = (reply: Exchange['reply']): Exchange => ({
  method: 'PATCH',
  path: `/servicePrincipals/${IDS.server.principalId}`,
  body: { accountEnabled: true },
  reply,
});

async function errorFrom(
  { graph, patience }: ScriptedGraph,
  change: Change = ENABLE,
  known = KNOWN,
): Promise<SetupError> {
  try {
    await performChange({ graph, patience }, known, change);
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

const refusedWith = (reply: Exchange['reply'], options = {}) =>
  errorFrom(scriptedGraph([enabling(reply)], options));

describe('a write that is forbidden', () => {
  const denied = recorded('14');

  it('for want of a role names the roles that may, and the ones held', async () => {
    const error = await refusedWith({ ...denied, status: 403 });
    expect([error.code, error.exitCode, error.advice]).toEqual([
      'FORBIDDEN',
      5,
      [
        'Ask for one of the roles Application Developer (for own apps), Cloud Application Administrator, Application Administrator, Global Administrator (held now: Application Administrator)',
      ],
    ]);
  });

  it('for want of a scope names the permission of the sign-in', async () => {
    const error = await refusedWith(denied, { claims: { scopes: ['User.Read'] } });
    expect(error.advice).toEqual([
      'Sign in with a client that may use Application.ReadWrite.All (--sign-in-client), or without one',
    ]);
  });

  it('to an app without a user is told apart by its app roles', async () => {
    const claims = { kind: 'servicePrincipal' as const, scopes: [], appRoles: ['Application.ReadWrite.All'] };
    expect((await refusedWith(denied, { claims })).message).toContain('ada@contoso.com may not do this');
  });

  it('for consent names the roles that may grant it', async () => {
    const script = scriptedGraph([
      {
        method: 'GET',
        path: `/oauth2PermissionGrants?$filter=clientId eq '${IDS.server.principalId}' and consentType eq 'AllPrincipals'`,
        reply: { status: 200, body: { value: [] } },
      },
      {
        method: 'POST',
        path: '/oauth2PermissionGrants',
        body: {
          clientId: IDS.server.principalId,
          resourceId: IDS.graphPrincipal,
          scope: 'Files.Read',
          consentType: 'AllPrincipals',
          principalId: null,
        },
        reply: denied,
      },
    ]);
    const error = await errorFrom(script, {
      kind: 'grant-consent',
      app: 'server',
      resource: 'microsoft-graph',
      before: [],
      scopes: ['Files.Read'],
    });
    expect([error.code, error.advice[0]]).toEqual([
      'FORBIDDEN',
      'Ask for one of the roles Cloud Application Administrator, Application Administrator, Global Administrator, Privileged Role Administrator (held now: Application Administrator)',
    ]);
  });

  it('carries the id that support asks for', async () => {
    expect((await refusedWith(denied)).correlationId).toBe('80865082-9943-438b-80a0-8217792698ef');
  });
});

describe('a policy of the tenant', () => {
  const quoted = (number: string, position: number): ScriptedReply => ({
    ...recorded(number, position),
    status: 400,
  });

  it('that forbids secrets leads to a certificate', async () => {
    const error = await refusedWith(quoted('24', 1), { offSchema: true });
    expect([error.code, error.advice[0]]).toEqual([
      'POLICY',
      'Use a certificate: --credential certificate --create-certificate',
    ]);
  });

  it('that limits their life leads to a shorter one', async () => {
    const error = await refusedWith(quoted('24', 0));
    expect([error.code, error.advice]).toEqual(['POLICY', ['Ask for a shorter life: --secret-months 6']]);
  });

  it.each([
    ['a domain that is not verified', 0],
    ['a URI that is not safe', 2],
  ])('that refuses %s leads to the default URI', async (_what, position) => {
    const error = await refusedWith(quoted('23', position), { offSchema: true });
    expect([error.code, error.exitCode, error.advice]).toEqual([
      'POLICY',
      5,
      ['Use the default Application ID URI: --app-id-uri "api://{appId}"'],
    ]);
  });
});

describe('a conflict', () => {
  it('over an Application ID URI says that another app holds it', async () => {
    const message = 'Another object with the same value for property identifierUris already exists.';
    const error = await refusedWith(refused(400, 'Request_BadRequest', message));
    expect([error.code, error.exitCode, error.advice]).toEqual([
      'CONFLICT',
      5,
      ['Another app holds this Application ID URI: choose another with --app-id-uri, or remove it there'],
    ]);
  });

  it('over a federated credential that exists for the same subject is none', async () => {
    const { graph, patience, finish } = scriptedGraph([federating(recorded('28'))]);
    const { issued } = await performChange({ graph, patience }, WITH_SERVER, FEDERATE);
    finish();
    expect(issued?.displayName).toBe('n');
  });

  it.each([
    ['POLICY', 'The issuer is not allowed as per assigned policy 0f1e.'],
    ['REJECTED', 'The issuer must be a valid URL.'],
    ['REJECTED', 'Exactly one audience must be specified.'],
  ])('is not what a federated credential meets whose values are refused: %s, %s', async (code, message) => {
    const reply = refused(400, 'InvalidFederatedIdentityCredentialValue', message);
    const error = await errorFrom(scriptedGraph([federating(reply)]), FEDERATE, WITH_SERVER);
    expect(error).toMatchObject({ code, advice: [] });
  });

  it('over the name of a federated credential for another subject names the way out', async () => {
    const list: Exchange = {
      method: 'GET',
      path: `${SERVER}/federatedIdentityCredentials`,
      reply: {
        status: 200,
        body: { value: [{ id: 'x', name: 'n', issuer: 'https://i', subject: 'other', audiences: ['a'] }] },
      },
    };
    const message = 'FederatedIdentityCredential with name n already exists.';
    const taken = refused(409, 'Request_MultipleObjectsWithSameKeyValue', message);
    const script = scriptedGraph([federating(taken), list, list]);
    const error = await errorFrom(script, FEDERATE, WITH_SERVER);
    script.finish();
    expect([error.code, error.advice]).toEqual([
      'CONFLICT',
      ['A federated credential of this name exists: choose another under serverApi.credential.name'],
    ]);
  });
});

const FEDERATE = {
  kind: 'add-federated-credential',
  app: 'server',
  name: 'n',
  issuer: 'https://i',
  subject: 's',
  audience: 'a',
} as const;
const WITH_SERVER = { ...KNOWN, server: { ...KNOWN.server, application: applicationKnown() } };
const federating = (reply: Exchange['reply']): Exchange => ({
  method: 'POST',
  path: `${SERVER}/federatedIdentityCredentials`,
  body: {
    name: 'n',
    issuer: 'https://i',
    subject: 's',
    audiences: ['a'],
    description: `On-behalf-of exchange of ${IDS.server.appId}`,
  },
  reply,
});

function applicationKnown() {
  const { serverApplication } = healthyTenant();
  return serverApplication.state === 'read' ? serverApplication.value : null;
}

describe('a write that comes too soon after another', () => {
  const notYet: readonly (readonly [string, ScriptedReply])[] = [
    ['the app is not there', recorded('07')],
    [
      'a reference is not there',
      refused(
        400,
        'Request_BadRequest',
        `Resource '${IDS.server.principalId}' does not exist or one of its queried reference-property objects are not present.`,
      ),
    ],
    [
      'the backing app is not in the tenant',
      refused(
        403,
        'Authorization_RequestDenied',
        'When using this permission, the backing application of the service principal being created must in the local tenant',
      ),
    ],
    [
      'the app id leads to no application',
      refused(
        400,
        'Request_BadRequest',
        `The appId '${IDS.server.appId}' of the service principal does not reference a valid application object.`,
      ),
    ],
    ['the scope is not seen disabled', recorded('22')],
    ['another write is going on', recorded('25')],
  ];

  it.each(notYet)('is sent again when %s', async (_because, reply) => {
    const script = scriptedGraph([enabling(reply), enabling(reply), enabling(NO_CONTENT)]);
    await performChange(script, KNOWN, ENABLE);
    script.finish();
    expect(script.clock.slept).toEqual([1_000, 2_000]);
  });

  it.each(notYet)('is refused for good at the deadline when %s', async (_because, reply) => {
    const script = scriptedGraph([enabling(reply), enabling(reply)], { maxWait: 1_500 });
    await errorFrom(script);
    script.finish();
  });

  it('says what it waits for', async () => {
    const script = scriptedGraph([enabling(recorded('07')), enabling(NO_CONTENT)]);
    await performChange(script, KNOWN, ENABLE);
    expect(script.waits).toEqual(['Entra has not copied the last change everywhere']);
  });

  it('is not sent again when the refusal means something else', async () => {
    const script = scriptedGraph([enabling(recorded('14'))]);
    await errorFrom(script);
    script.finish();
  });
});

describe('a directory that is busy', () => {
  const throttled = (headers: Readonly<Record<string, string>>) => ({ ...recorded('26'), headers });

  it.each([
    ['2', 2_000],
    ['2.128', 2_128],
    ['Mon, 23 Nov 2026 10:00:05 GMT', 5_000],
    ['0', 500],
    ['Mon, 23 Nov 2026 09:00:00 GMT', 500],
    ['soon', 1_000],
  ])('is waited for as it asks, with Retry-After: %s', async (header, milliseconds) => {
    const script = scriptedGraph([enabling(throttled({ 'retry-after': header })), enabling(NO_CONTENT)]);
    await performChange(script, KNOWN, ENABLE);
    expect(script.clock.slept).toEqual([milliseconds]);
  });

  it('is waited for longer each time where it does not say', async () => {
    const script = scriptedGraph([
      ...Array.from({ length: 3 }, () => enabling(throttled({}))),
      enabling(NO_CONTENT),
    ]);
    await performChange(script, KNOWN, ENABLE);
    expect(script.clock.slept).toEqual([1_000, 2_000, 4_000]);
  });

  it('ends the run as throttled, safe to repeat, past the limit', async () => {
    const script = scriptedGraph([enabling(throttled({ 'retry-after': '60' }))], { maxWait: 30_000 });
    const error = await errorFrom(script);
    expect([error.code, error.exitCode]).toEqual(['THROTTLED', 7]);
  });

  it.each([502, 503, 504])('is asked again after a %s', async (status) => {
    const script = scriptedGraph([enabling(refused(status, 'UnknownError', '')), enabling(NO_CONTENT)]);
    await performChange(script, KNOWN, ENABLE);
    script.finish();
  });

  it('ends the run as unavailable when it stays so', async () => {
    const script = scriptedGraph([enabling(refused(503, 'ServiceUnavailable', ''))], { maxWait: 500 });
    expect((await errorFrom(script)).code).toBe('UNAVAILABLE');
  });
});

describe('a lost connection', () => {
  it.each(['lost', 'cut-off'] as const)('is tried again where that does no harm: %s', async (reply) => {
    const script = scriptedGraph([enabling(reply), enabling(NO_CONTENT)]);
    await performChange(script, KNOWN, ENABLE);
    script.finish();
  });

  it('is an error of ours that keeps its cause when it stays lost', async () => {
    const error = await errorFrom(scriptedGraph([enabling('lost')], { maxWait: 500 }));
    expect([error.code, error.exitCode, error.cause instanceof TypeError]).toEqual(['UNAVAILABLE', 7, true]);
  });
});

describe('a lost reply to the creation of a secret', () => {
  const ADD: Change = {
    kind: 'add-secret',
    app: 'server',
    displayName: 'MCP Server Secret',
    endDateTime: '2028-11-23T10:00:00Z',
    cappedFromMonths: null,
  };
  const known = { ...KNOWN, server: { ...KNOWN.server, application: applicationKnown() } };
  const add = (reply: Exchange['reply']): Exchange => ({
    method: 'POST',
    path: `${SERVER}/addPassword`,
    body: { passwordCredential: { displayName: ADD.displayName, endDateTime: ADD.endDateTime } },
    reply,
  });
  const held = (...numbers: readonly (readonly [number, string, string?])[]): Exchange => ({
    method: 'GET',
    path: SERVER,
    reply: {
      status: 200,
      body: {
        ...(recorded('06').body as object),
        id: IDS.server.objectId,
        appId: IDS.server.appId,
        passwordCredentials: numbers.map(([number, name, end = '2028-11-23T10:00:00Z']) => ({
          ...password(number, end, name),
          customKeyIdentifier: null,
          secretText: null,
        })),
      },
    },
  });
  const remove = (number: number): Exchange => ({
    method: 'POST',
    path: `${SERVER}/removePassword`,
    body: { keyId: password(number, '').keyId },
    reply: NO_CONTENT,
  });
  const OURS = 'MCP Server Secret';
  const LOST_NOTICE =
    'A reply was lost, so a second client secret named MCP Server Secret that ends at 2028-11-23T10:00:00Z may still appear on MCP Server API; nobody knows its value, so remove it there.';
  const applicationShown = () => {
    const shown = applicationKnown();
    if (shown === null) throw new Error('A healthy tenant holds the server app.');
    return shown;
  };

  it.each(['lost', 'cut-off'] as const)(
    'has the one that nobody knows withdrawn and another asked for: %s',
    async (reply) => {
      const after = held([1, OURS], [2, OURS]);
      const script = scriptedGraph([add(reply), after, after, remove(2), add(recorded('10'))]);
      const { issued } = await performChange(script, known, ADD);
      script.finish();
      expect(issued?.keyId).toBe('686d736f-a077-4654-8e47-f71f608a9dd2');
    },
  );

  it('leaves alone what somebody else added at the same time', async () => {
    const after = held([1, OURS], [2, OURS], [3, 'of a colleague'], [4, OURS, '2027-11-23T10:00:00Z']);
    const script = scriptedGraph([add('lost'), after, after, remove(2), add(recorded('10'))]);
    await performChange(script, known, ADD);
    script.finish();
  });

  it('leaves alone what the plan saw already, though a lagging read did not show it again', async () => {
    const server = { ...known.server, application: { ...applicationShown(), passwordCredentials: [] } };
    const both = held([1, OURS]);
    const script = scriptedGraph([add('lost'), both, both, both, add(recorded('10'))]);
    await performChange(script, { ...known, server }, ADD);
    script.finish();
  });

  it('says that one may still appear when none was found', async () => {
    const none = held();
    const script = scriptedGraph([add('lost'), none, none, none, add(recorded('10'))]);
    const { notice } = await performChange(script, known, ADD);
    script.finish();
    expect(notice).toBe(LOST_NOTICE);
  });

  it('says nothing when the lost one was found and withdrawn', async () => {
    const after = held([2, OURS]);
    const script = scriptedGraph([add('lost'), after, after, remove(2), add(recorded('10'))]);
    expect((await performChange(script, known, ADD)).notice).toBeNull();
  });

  it('has also the second one withdrawn whose reply was lost', async () => {
    const [first, second] = [held([2, OURS]), held([3, OURS])];
    const script = scriptedGraph([
      add('lost'),
      first,
      first,
      remove(2),
      add('lost'),
      second,
      second,
      remove(3),
    ]);
    const error = await errorFrom(script, ADD, known);
    script.finish();
    expect([error.code, error.advice.includes(LOST_NOTICE)]).toEqual(['UNAVAILABLE', false]);
  });

  it('says what may still appear when nobody can look for it', async () => {
    const unreachable: Exchange = { method: 'GET', path: SERVER, reply: 'lost' };
    const script = scriptedGraph([add('lost'), unreachable], { maxWait: 500 });
    const error = await errorFrom(script, ADD, known);
    script.finish();
    expect([error.code, error.advice.at(-1)]).toEqual(['UNAVAILABLE', LOST_NOTICE]);
  });

  it('is none where the app was not there to the end, and takes no look', async () => {
    const script = scriptedGraph([add(recorded('07'))], { maxWait: 500 });
    const error = await errorFrom(script, ADD, known);
    script.finish();
    expect([error.code, error.advice.includes(LOST_NOTICE)]).toEqual(['UNAVAILABLE', false]);
  });

  it('says what may still appear when the second is refused', async () => {
    const none = held();
    const script = scriptedGraph([add('lost'), none, none, none, add(recorded('14'))]);
    const error = await errorFrom(script, ADD, known);
    script.finish();
    expect([error.code, error.advice.at(-1)]).toEqual(['FORBIDDEN', LOST_NOTICE]);
  });

  it('waits for the lost one to show, since replicas show it late', async () => {
    const script = scriptedGraph([
      add('lost'),
      held([1, OURS]),
      ...Array.from({ length: 5 }, () => held([1, OURS], [2, OURS])),
      remove(2),
      add(recorded('10')),
    ]);
    await performChange(script, known, ADD);
    script.finish();
  });

  it('asks for another when none was made', async () => {
    const none = held([1, OURS]);
    const script = scriptedGraph([add('lost'), none, none, none, add(recorded('10'))]);
    await performChange(script, known, ADD);
    script.finish();
  });

  it('is told the same way by a gateway error', async () => {
    const none = held([1, OURS]);
    const script = scriptedGraph([
      add(refused(504, 'UnknownError', '')),
      none,
      none,
      none,
      add(recorded('10')),
    ]);
    await performChange(script, known, ADD);
    script.finish();
  });

  it('has a shorter life tried where a policy that nobody could read refuses the one asked for', async () => {
    const shorter = (endDateTime: string, reply: Exchange['reply']): Exchange => ({
      ...add(reply),
      body: { passwordCredential: { displayName: ADD.displayName, endDateTime } },
    });
    const script = scriptedGraph([
      add(recorded('24')),
      shorter('2027-11-23T10:00:00Z', recorded('24')),
      shorter('2027-05-22T10:00:00Z', recorded('10')),
    ]);
    const { issued, notice } = await performChange(script, known, ADD);
    script.finish();
    expect([issued?.endDateTime, notice]).toEqual([
      '2027-05-22T10:00:00Z',
      'A policy of the tenant caps the life of secrets: this one ends on 2027-05-22.',
    ]);
  });

  it('never shows a value in an error', async () => {
    const error = await errorFrom(
      scriptedGraph([add({ status: 200, body: { secretText: 'xyz8Q~value' } })], { offSchema: true }),
      ADD,
      known,
    );
    expect(JSON.stringify([error.message, error.advice, error.detail, error.stack])).not.toContain('8Q~');
  });
});

describe('a token that Graph refuses', () => {
  const expired = recorded('19');
  const tokens = () => {
    const asked: (string | null)[] = [];
    return {
      asked,
      token: async (options?: { readonly refused: string }) => {
        asked.push(options?.refused ?? null);
        return options ? 'new.token.x' : 'old.token.x';
      },
    };
  };

  it('is renewed once, and the request sent again with the new one', async () => {
    const { asked, token } = tokens();
    const script = scriptedGraph([enabling(expired), enabling(NO_CONTENT)], { token });
    await performChange(script, KNOWN, ENABLE);
    expect(asked).toEqual([null, 'old.token.x']);
    expect(script.requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer old.token.x',
      'Bearer new.token.x',
    ]);
  });

  it('is not renewed for ever', async () => {
    const script = scriptedGraph([enabling(expired), enabling(expired)], { token: tokens().token });
    const error = await errorFrom(script);
    script.finish();
    expect([error.code, error.exitCode]).toEqual(['NOT_SIGNED_IN', 4]);
  });

  it('never shows in the error', async () => {
    const script = scriptedGraph([enabling(expired), enabling(expired)], { token: tokens().token });
    const error = await errorFrom(script);
    expect(JSON.stringify([error.message, error.advice, error.detail, error.stack])).not.toContain('token.x');
  });
});

describe('a reply in a form that is not understood', () => {
  it('is an error that names the field', async () => {
    const { graph, patience } = scriptedGraph(
      [
        {
          method: 'POST',
          path: '/servicePrincipals',
          body: { appId: IDS.server.appId, tags: ['WindowsAzureActiveDirectoryIntegratedApp'] },
          reply: { status: 201, body: { id: 5 } },
        },
      ],
      { offSchema: true },
    );
    await expect(
      performChange({ graph, patience }, KNOWN, { kind: 'create-service-principal', app: 'server' }),
    ).rejects.toThrow(/service principal that is not understood: id:/);
  });
});
