import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/changes/index.ts';
import { performChange } from '../../src/graph/perform.ts';
import { readTenant } from '../../src/graph/read.ts';
import { runStateOf, withFacts } from '../../src/graph/run-state.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS, password } from '../support/registrations.ts';
import {
  type Exchange,
  NO_CONTENT,
  recorded,
  refused,
  type ScriptedReply,
  scriptedGraph,
} from '../support/scripted-graph.ts';
import { healthyTenant } from '../support/tenants.ts';
import { applicationKnown, ENABLE, enabling, errorFrom, KNOWN, refusedWith, SERVER } from './refusals.ts';
import { ADD_SECRET, addPassword, findScopes, GRANT, grantConsent } from './sent.ts';

/** How a real tenant answers just after a create: recording 39. */
const UNREAD = recorded('39', 2);

async function performed(script: readonly Exchange[], change: Change, runState = KNOWN) {
  const scripted = scriptedGraph(script);
  const outcome = await performChange(scripted, runState, change);
  scripted.finish();
  return outcome;
}

describe('a 404 that may come after the deed', () => {
  const FRESH = withFacts(runStateOf(healthyTenant()), 'client', { principalFresh: true });

  it('has the grant looked for, and nothing sent again when it is there', async () => {
    await performed(
      [grantConsent(UNREAD), findScopes('access'), findScopes('access'), findScopes('access')],
      GRANT,
      FRESH,
    );
  });

  it('has the grant asked for again when it is not there', async () => {
    await performed(
      [grantConsent(UNREAD), findScopes(), grantConsent({ ...recorded('12', 1) })],
      GRANT,
      FRESH,
    );
  });

  it.each(['21', '40'])('then says that the entry exists, as recording %s does', async (number) => {
    const script = [
      grantConsent(UNREAD),
      findScopes(),
      grantConsent(recorded(number)),
      findScopes('access'),
      findScopes('access'),
    ];
    await performed(script, GRANT, FRESH);
  });

  it('leaves nothing that was granted before out', async () => {
    const extending: Exchange = {
      method: 'PATCH',
      path: '/oauth2PermissionGrants/grant-1',
      body: { scope: 'other access' },
      reply: NO_CONTENT,
    };
    const script = [grantConsent(recorded('40')), findScopes('other'), findScopes('other'), extending];
    await performed(script, GRANT, FRESH);
  });

  const WITH_APP = withFacts(KNOWN, 'server', { application: applicationKnown() });
  const holding = (...numbers: readonly number[]): Exchange => ({
    method: 'GET',
    path: SERVER,
    reply: {
      status: 200,
      body: {
        ...(recorded('06').body as object),
        id: IDS.server.objectId,
        appId: IDS.server.appId,
        passwordCredentials: numbers.map((number) => ({
          ...password(number, ADD_SECRET.endDateTime, ADD_SECRET.displayName),
          customKeyIdentifier: null,
          secretText: null,
        })),
      },
    },
  });
  const removing = (number: number): Exchange => ({
    method: 'POST',
    path: `${SERVER}/removePassword`,
    body: { keyId: password(number, '').keyId },
    reply: NO_CONTENT,
  });

  it('has the secret that nobody knows withdrawn before another is asked for, however often', async () => {
    const { issued, notice } = await performed(
      [
        ...[2, 3, 4].flatMap((number) => [
          addPassword(UNREAD),
          holding(number),
          holding(number),
          removing(number),
        ]),
        addPassword(recorded('10')),
      ],
      ADD_SECRET,
      WITH_APP,
    );
    expect([issued?.keyId, notice]).toEqual(['686d736f-a077-4654-8e47-f71f608a9dd2', null]);
  });

  it('says that a secret may still appear where none was found', async () => {
    const none = holding();
    const { notice } = await performed(
      [addPassword(UNREAD), none, none, none, addPassword(recorded('10'))],
      ADD_SECRET,
      WITH_APP,
    );
    expect(notice).toContain('may still appear on MCP Server API');
  });

  it('is safe to repeat where it is all that Entra says to the end', async () => {
    const script = scriptedGraph([addPassword(UNREAD), holding(2), holding(2), removing(2)], {
      maxWait: 500,
    });
    const error = await errorFrom(script, ADD_SECRET, WITH_APP);
    script.finish();
    expect([error.code, error.exitCode]).toEqual(['UNAVAILABLE', 7]);
  });

  it('is waited out on every other write', async () => {
    await performed([enabling(UNREAD), enabling(NO_CONTENT)], ENABLE);
  });
});

describe('a conflict', () => {
  const taken = 'Another object with the same value for property uniqueName already exists.';
  const withDetails = (details: unknown): ScriptedReply => ({
    status: 400,
    body: { error: { code: 'Request_BadRequest', message: 'No.', details } },
  });

  it.each([400, 409, 422])('is told by its text at status %s', async (status) => {
    expect((await refusedWith(refused(status, 'Request_BadRequest', taken))).code).toBe('CONFLICT');
  });

  it.each([
    ['a list', [{ code: 'Other' }, { code: 'ObjectConflict', message: '', target: 'uniqueName' }]],
    ['one object', { code: 'ObjectConflict', message: '' }],
  ])('is told by its detail in %s', async (_form, details) => {
    const error = await refusedWith(withDetails(details), { offSchema: true });
    expect(error.code).toBe('CONFLICT');
  });

  it.each([
    ['a text', 'ObjectConflict'],
    ['nothing', null],
    ['lists of nothing', [null, 'x', {}]],
  ])('is not made of details that are %s', async (_form, details) => {
    const error = await refusedWith(withDetails(details), { offSchema: true });
    expect(['REJECTED', 'UNAVAILABLE']).toContain(error.code);
  });
});

describe('a read that could not be made', () => {
  it('is not taken for an app that does not exist', async () => {
    const body = {
      responses: Array.from({ length: 20 }, (_, id) => ({ id: String(id), status: 404, body: UNREAD.body })),
    };
    const { graph } = scriptedGraph([]);
    const unread = { ...graph, send: async () => ({ status: 200, body, headers: new Headers() }) };
    const tenant = await readTenant(unread, BLUEPRINT, { maxWait: 100 });
    expect([tenant.clientApplication.state, tenant.serverApplication.state]).toEqual([
      'unreadable',
      'unreadable',
    ]);
  });
});
