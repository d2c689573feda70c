import { describe, expect, test } from 'vitest';
import type { Transport } from '../../src/ports.ts';
import type { ApplicationRecord } from '../../src/practice-tenant/state.ts';
import { changeApps, EVIL_URI, memberOf } from '../support/attack.ts';
import { type Desk, loseIds, type Run, setUpDesk, writesIn } from '../support/desk.ts';
import { losing } from '../support/desk-forbid.ts';

const appIdsIn = ({ tenant }: Desk) => tenant.state.applications.map(({ appId }) => appId);
const told = ({ out, err }: Run) => out + err;

/** A set-up whose blueprint has its marker and lost its ids. */
async function withoutIds(): Promise<Desk> {
  const desk = await setUpDesk();
  loseIds(desk);
  return desk;
}

describe('an app under the marker of the blueprint', () => {
  const secret = {
    keyId: '99999999-9999-4999-8999-999999999999',
    displayName: 'MCP Server Secret',
    hint: 'abc',
    startDateTime: '2026-11-23T10:00:00Z',
    endDateTime: '2028-11-23T10:00:00Z',
    salt: '',
    hash: '',
  };
  const federated = {
    id: '88888888-8888-4888-8888-888888888888',
    name: 'other',
    issuer: 'https://token.evil.example',
    subject: 'repo:evil',
    audiences: ['api://AzureADTokenExchange'],
    description: null,
  };

  test('is adopted when nothing foreign is on it', async () => {
    const desk = await withoutIds();
    const { exitCode } = await desk.run('apply --practice --yes');
    expect([exitCode, appIdsIn(desk).length]).toEqual([0, 2]);
    expect(desk.disk.text('entra-mcp.yaml').match(/appId: /g)).toHaveLength(2);
  });

  test.each(['apply --practice --yes', 'plan --practice', 'verify --practice', 'show --practice'])(
    'is adopted by nobody where %s finds it and then cannot read what is on it',
    async (command) => {
      const desk = await withoutIds();
      const run = await desk.run(command, { between: losing(/^\/applications\(appId=/) });
      const isTold = told(run).includes('was found by the marker');
      expect([run.exitCode, writesIn(run.log), isTold]).toEqual([3, [], true]);
    },
  );

  test('is adopted where a replica does not know it at first', async () => {
    const desk = await withoutIds();
    let batches = 0;
    let forgotten = 0;
    const between = (inner: Transport): Transport => {
      const forgetful = losing(/^\/applications\(appId=/)(inner);
      return async (request) => {
        batches += Number(request.url.endsWith('/$batch'));
        if (batches >= 4) return inner(request);
        const answer = await forgetful(request);
        forgotten += Number((await answer.clone().text()).includes('Resource does not exist.'));
        return answer;
      };
    };
    const { exitCode } = await desk.run('apply --practice --yes', { between });
    expect([exitCode, appIdsIn(desk).length]).toEqual([0, 2]);
    expect(forgotten).toBeGreaterThan(0);
  });

  const additions: readonly (readonly [string, (app: ApplicationRecord, desk: Desk) => object])[] = [
    ['an owner', ({ owners }, desk) => ({ owners: [...owners, memberOf(desk)] })],
    ['a secret of our name', ({ passwords }) => ({ passwords: [...passwords, secret] })],
    ['a federated credential', () => ({ federated: [federated] })],
    [
      'a redirect URI',
      ({ publicClient }) => ({ publicClient: { redirectUris: [...publicClient.redirectUris, EVIL_URI] } }),
    ],
    ['a redirect URI of a page', () => ({ spa: { redirectUris: [EVIL_URI] } })],
    [
      'a client that needs no consent',
      ({ api }) => ({
        api: {
          ...api,
          preAuthorizedApplications: [{ appId: federated.id, delegatedPermissionIds: [] }],
        },
      }),
    ],
  ];

  test.each(additions)('is refused with %s on it that is not ours', async (_what, add) => {
    const desk = await withoutIds();
    changeApps(desk, (app) => add(app, desk));
    const run = await desk.run('apply --practice --yes');
    expect([run.exitCode, writesIn(run.log)]).toEqual([2, []]);
    for (const appId of appIdsIn(desk)) expect(told(run)).toContain(appId);
  });

  test.each([
    ['an owner', (desk: Desk) => ({ owners: [memberOf(desk)] })],
    ['a secret', () => ({ other: { passwordCredentials: [{ keyId: secret.keyId }] } })],
  ])('is refused with %s on its service principal, who acts as the app', async (_what, change) => {
    const desk = await withoutIds();
    const { state } = desk.tenant;
    const ours = appIdsIn(desk);
    const servicePrincipals = state.servicePrincipals.map((one) =>
      ours.includes(one.appId) ? { ...one, ...change(desk) } : one,
    );
    Object.assign(state, { servicePrincipals, revision: state.revision + 1 });
    const run = await desk.run('apply --practice --yes');
    expect([run.exitCode, writesIn(run.log), told(run).includes('service principal')]).toEqual([2, [], true]);
  });

  test('is refused with a consent that is not ours', async () => {
    const desk = await withoutIds();
    const { state } = desk.tenant;
    const grants = state.grants.map((one) => ({ ...one, scope: `${one.scope} Directory.ReadWrite.All` }));
    Object.assign(state, { grants, revision: state.revision + 1 });
    const run = await desk.run('apply --practice --yes');
    expect([run.exitCode, writesIn(run.log), told(run).includes('Directory.ReadWrite.All')]).toEqual([
      2,
      [],
      true,
    ]);
  });
});
