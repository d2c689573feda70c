import { describe, expect, it } from 'vitest';
import { performChange } from '../../src/graph/perform.ts';
import { IDS } from '../support/registrations.ts';
import {
  type Exchange,
  NO_CONTENT,
  recorded,
  refused,
  type ScriptedReply,
  scriptedGraph,
} from '../support/scripted-graph.ts';
import {
  ENABLE,
  enabling,
  errorFrom,
  FEDERATE,
  federating,
  KNOWN,
  refusedWith,
  SERVER,
  WITH_SERVER,
} from './refusals.ts';

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

  it.each([400, 409])(
    'over the name of a federated credential for another subject names the way out: %s',
    async (status) => {
      const list: Exchange = {
        method: 'GET',
        path: `${SERVER}/federatedIdentityCredentials`,
        reply: {
          status: 200,
          body: { value: [{ id: 'x', name: 'n', issuer: 'https://i', subject: 'other', audiences: ['a'] }] },
        },
      };
      const message = 'FederatedIdentityCredential with name n already exists.';
      const taken = refused(status, 'Request_MultipleObjectsWithSameKeyValue', message);
      const script = scriptedGraph([federating(taken), list, list]);
      const error = await errorFrom(script, FEDERATE, WITH_SERVER);
      script.finish();
      expect([error.code, error.advice]).toEqual([
        'CONFLICT',
        ['A federated credential of this name exists: choose another under serverApi.credential.name'],
      ]);
    },
  );
});

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
