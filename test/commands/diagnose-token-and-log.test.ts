import { describe, expect, test } from 'vitest';
import type { Diagnosis } from '../../src/core/report.ts';
import { type Desk, openDesk, setUpDesk } from '../support/desk.ts';

const verdictsIn = (diagnosis: readonly Diagnosis[] = []) =>
  new Set(diagnosis.flatMap(({ causes }) => causes.map(({ verdict }) => verdict)));

describe('diagnose --token-stdin', () => {
  const jwt = (claims: object) =>
    [{ alg: 'none', typ: 'JWT' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
      .concat('.signature');

  test('reads the claims and never prints the token', async () => {
    const stdin = jwt({ aud: 'api://x', iss: 'https://sts.windows.net/t/', ver: '1.0', scp: 'access' });
    const { exitCode, out, err } = await (await openDesk()).run('diagnose --token-stdin', { stdin });
    expect([exitCode, (out + err).includes(stdin)]).toEqual([1, false]);
  });

  test('finds nothing wrong with the right token', async () => {
    const desk = await setUpDesk();
    const [server, client] = desk.tenant.state.applications;
    const seconds = desk.clock.now().getTime() / 1000;
    const tid = desk.tenant.state.tenant.id;
    const stdin = jwt({
      aud: server?.appId,
      azp: client?.appId,
      iss: `https://login.microsoftonline.com/${tid}/v2.0`,
      tid,
      ver: '2.0',
      scp: 'access',
      exp: seconds + 3_000,
      nbf: seconds - 60,
    });
    const { exitCode, document } = await desk.run('diagnose --practice --token-stdin --json', { stdin });
    expect([exitCode, verdictsIn(document.diagnosis).has('proved')]).toEqual([3, false]);
  });

  test('finds nothing offline either, and never calls that fine', async () => {
    const tid = '11111111-2222-4333-8444-555555555555';
    const iss = `https://login.microsoftonline.com/${tid}/v2.0`;
    const stdin = jwt({ aud: tid, azp: tid, iss, tid, ver: '2.0', scp: 'access', exp: 4e9 });
    const { exitCode, document } = await (await openDesk()).run('diagnose --token-stdin --json', { stdin });
    expect([exitCode, document.ok]).toEqual([3, false]);
  });

  test('is where a token given as text is sent', async () => {
    const { exitCode, err } = await (await openDesk()).run(['diagnose', jwt({ aud: 'x' })]);
    expect([exitCode, err.includes('--token-stdin')]).toEqual([3, true]);
  });

  test('what is no token exits with 3', async () => {
    const { exitCode } = await (await openDesk()).run('diagnose --token-stdin', { stdin: 'hello' });
    expect(exitCode).toBe(3);
  });
});

describe('diagnose --sign-ins', () => {
  async function failed(): Promise<Desk> {
    const desk = await setUpDesk();
    desk.break('user-not-assigned');
    await desk.run('test --practice --user-auth device-code');
    return desk;
  }

  test('explains recent failures of both apps', async () => {
    const { exitCode, document } = await (await failed()).run('diagnose --practice --sign-ins --json');
    expect([exitCode, document.diagnosis?.[0]?.code]).toEqual([1, '50105']);
    expect(document.diagnosis?.[0]?.causes[0]).toMatchObject({
      id: 'user-not-assigned-to-client',
      verdict: 'proved',
    });
    expect(document.diagnosis?.[0]?.hints?.join()).toContain('on-behalf-of');
  });

  test('a correlation id of which the log shows nothing is inconclusive, and the limits stand in the document', async () => {
    const id = '8a6a8b0e-1111-4222-8333-444455556666';
    const desk = await setUpDesk();
    const { exitCode, document } = await desk.run(`diagnose --practice --sign-ins ${id} --json`);
    const { out } = await desk.run(`diagnose --practice --sign-ins ${id} --format markdown`);
    expect([exitCode, document.ok, document.diagnosis?.[0]?.correlationId]).toEqual([3, false, id]);
    expect(document.diagnosis?.[0]?.hints?.join()).toContain('on-behalf-of');
    expect(out).toMatch(/shows nothing of the correlation id[\s\S]*on-behalf-of/);
  });

  test('finds one by its correlation id', async () => {
    const desk = await failed();
    const { correlationId } = desk.tenant.state.signIns.find(({ errorCode }) => errorCode === 50105) ?? {};
    const { document } = await desk.run(`diagnose --practice --sign-ins ${correlationId} --json`);
    expect(document.diagnosis?.map((one) => one.correlationId)).toEqual([correlationId]);
  });

  test('finds one by its trace id, which is the id of its row (field case k36)', async () => {
    const desk = await failed();
    const { id } = desk.tenant.state.signIns.find(({ errorCode }) => errorCode === 50105) ?? {};
    const { document } = await desk.run(`diagnose --practice --sign-ins ${id} --json`);
    expect(document.diagnosis?.map(({ code }) => code)).toEqual(['50105']);
  });

  test('reads no more than some rows', async () => {
    const { log } = await (await failed()).run('diagnose --practice --sign-ins');
    const reads = log.filter(({ url }) => url.includes('/auditLogs/signIns'));
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.filter(({ url }) => !url.includes('$top='))).toEqual([]);
  });

  test('asks its own sign-in client for the permission', async () => {
    const { exitCode } = await (await failed()).run(
      'diagnose --practice --sign-ins --sign-in-client 14d82eec-204b-4c2f-b7e8-296a70dab67e',
    );
    expect(exitCode).toBe(1);
  });

  test('a log without failures exits with 3 and says so', async () => {
    const { exitCode, out } = await (await setUpDesk()).run('diagnose --practice --sign-ins');
    expect(exitCode).toBe(3);
    expect(out).toMatch(/log shows no (failed )?sign-in/);
  });

  test('a tenant without a licence exits with 5 and says where else to look', async () => {
    const desk = await failed();
    desk.break('unlicensed-sign-ins');
    const { exitCode, err } = await desk.run('diagnose --practice --sign-ins');
    expect(exitCode).toBe(5);
    expect(err).toMatch(/P1 or P2[\s\S]*portal/);
  });

  test('an account that may not read it exits with 5 and names the role', async () => {
    const desk = await failed();
    desk.tenant.state.signedInUser = 'dev@contoso.com';
    const { exitCode, err } = await desk.run('diagnose --practice --sign-ins');
    expect(exitCode).toBe(5);
    expect(err).toContain('Reports Reader');
  });

  test('refuses a correlation id that is none', async () => {
    const { exitCode } = await (await setUpDesk()).run('diagnose --practice --sign-ins yesterday');
    expect(exitCode).toBe(2);
  });
});
