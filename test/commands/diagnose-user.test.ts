import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { type Desk, openDesk, setUpDesk } from '../support/desk.ts';

const UPN = 'admin@contoso.com';
const ASK = `diagnose --practice --json --user ${UPN}`;

/** Something that holds of the account alone. */
function change(desk: Desk, facts: object): void {
  const user = desk.tenant.state.users.find(({ userPrincipalName }) => userPrincipalName === UPN);
  if (user === undefined) throw new Error(`There is no ${UPN}.`);
  Object.assign(user, facts);
}

const verdicts = ({ diagnosis = [] }: Report) =>
  Object.fromEntries((diagnosis[0]?.causes ?? []).map(({ id, verdict }) => [id, verdict]));
const proved = ({ diagnosis = [] }: Report) =>
  (diagnosis[0]?.causes ?? []).filter(({ verdict }) => verdict === 'proved').map(({ id }) => id);
const reason = ({ diagnosis = [] }: Report, id: string) =>
  diagnosis[0]?.causes.find((one) => one.id === id)?.because ?? '';

describe('diagnose --user', () => {
  test('proves nothing of somebody who can sign in, ends with 3 and says what could not be read', async () => {
    const { exitCode, document } = await (await setUpDesk()).run(ASK);
    expect([exitCode, proved(document)]).toEqual([3, []]);
    expect(reason(document, 'policy-names-apps')).toContain('Policy.Read.All');
    expect(reason(document, 'drive-missing')).toContain('Files.Read.All');
  });

  test.each([
    ['is disabled', 'user-disabled', 'account-disabled'],
    ['has no licence', 'user-unlicensed', 'no-licence'],
  ])('proves that the account %s', async (_, fault, cause) => {
    const desk = await setUpDesk();
    desk.break(fault);
    const { exitCode, document } = await desk.run('diagnose --practice --json --user megan@contoso.com');
    expect([exitCode, proved(document)]).toEqual([1, [cause]]);
  });

  test('proves that there is no such account', async () => {
    const { exitCode, document } = await (await setUpDesk()).run(
      'diagnose --practice --json --user nobody@contoso.com',
    );
    expect([exitCode, proved(document)]).toEqual([1, ['account-missing']]);
  });

  test('proves that the account is not assigned where others are', async () => {
    const desk = await setUpDesk();
    desk.break('user-not-assigned');
    const { document } = await desk.run(ASK);
    expect(proved(document)).toEqual(['person-not-assigned-to-client']);
  });

  test('refutes it where a group assigns the account, and names the group', async () => {
    const desk = await setUpDesk();
    desk.break('user-not-assigned');
    const group = { id: '11111111-2222-4333-8444-555555555555', displayName: 'MCP users' };
    change(desk, { groups: [group] });
    const { state } = desk.tenant;
    const client = state.applications.find(({ displayName }) => displayName === 'MCP Client App');
    const principal = state.servicePrincipals.find(({ appId }) => appId === client?.appId);
    const assignment = {
      id: 'assignment',
      appRoleId: '00000000-0000-0000-0000-000000000000',
      createdDateTime: '2026-11-01T00:00:00Z',
      principalId: group.id,
      resourceId: principal?.id ?? '',
    };
    Object.assign(state, { appRoleAssignments: [assignment], revision: state.revision + 1 });
    const { document } = await desk.run(ASK);
    expect(verdicts(document)['person-not-assigned-to-client']).toBe('refuted');
    expect(reason(document, 'person-not-assigned-to-client')).toContain('MCP users');
  });

  test.each([
    ['missing-consent', 'person-without-client-consent'],
    ['missing-graph-consent', 'person-without-graph-consent'],
  ])('with %s proves %s', async (fault, cause) => {
    const desk = await setUpDesk();
    desk.break(fault);
    const { document } = await desk.run(ASK);
    expect(proved(document)).toEqual([cause]);
  });

  test('shows the policies that name the apps to a client that may read them, and judges none', async () => {
    const desk = await setUpDesk();
    desk.break('browser-blocked');
    const { document } = await desk.run(`${ASK} --sign-in-client 14d82eec-204b-4c2f-b7e8-296a70dab67e`);
    expect(verdicts(document)['policy-names-apps']).toBe('possible');
    expect(reason(document, 'policy-names-apps')).toContain('enabled, block');
  });

  test('says of a guest that the OneDrive could not be looked for', async () => {
    const desk = await setUpDesk();
    change(desk, { userType: 'Guest' });
    const { document } = await desk.run(ASK);
    expect(verdicts(document)['guest-has-no-drive']).toBe('possible');
    expect(reason(document, 'guest-has-no-drive')).toContain('Files.Read.All');
  });

  test('explains the last failures of the log beside it', async () => {
    const desk = await setUpDesk();
    desk.break('user-not-assigned');
    await desk.run('test --practice --user-auth device-code');
    const { document } = await desk.run(ASK);
    expect(document.diagnosis?.map(({ code }) => code)).toEqual([null, '50105']);
    expect(document.diagnosis?.[0]?.hints?.join()).toContain('AADSTS50105');
  });

  test('asks nothing with the credential of the server, which is the same for everybody', async () => {
    const { log } = await (await setUpDesk()).run(ASK);
    const asked = log.filter(
      ({ url, body }) => /\/token$/.test(url) && /client_credentials/.test(body ?? ''),
    );
    expect(asked).toEqual([]);
  });

  test('only reads', async () => {
    const { log } = await (await setUpDesk()).run(ASK);
    expect(
      log.filter(({ method, url }) => method !== 'GET' && url.includes('graph.microsoft.com/v1.0/users')),
    ).toEqual([]);
  });

  test('needs a tenant to look at', async () => {
    const { exitCode } = await (await openDesk()).run(`diagnose --user ${UPN}`);
    expect(exitCode).toBe(2);
  });
});
