import { describe, expect, test } from 'vitest';
import type { Transport } from '../../src/ports.ts';
import { type Desk, type RunOptions, setUpDesk } from '../support/desk.ts';
import { hopsOf, TEST, walked } from './walk.ts';

describe('test when Graph answers the exchange with a claims challenge', () => {
  const claimsIn = (log: readonly { readonly url: string }[]) =>
    log.map(({ url }) => new URL(url).searchParams.get('claims')).filter((claims) => claims !== null);

  /** Once somebody has signed in with the claims, the policy is satisfied. */
  function satisfiedBySigningIn(desk: Desk): RunOptions {
    const between =
      (inner: Transport): Transport =>
      async (request) => {
        const response = await inner(request);
        if ((await response.clone().text()).includes('capolids')) {
          desk.tenant.state.behaviour.onBehalfOf = 'allowed';
          desk.tenant.state.revision += 1;
        }
        return response;
      };
    return { between, terminal: { interactive: true } };
  }

  test('signs in again with it and goes on', async () => {
    const desk = await setUpDesk();
    desk.break('interaction-required');
    const { exitCode, document, log } = await desk.run(TEST, satisfiedBySigningIn(desk));
    expect([exitCode, hopsOf(document).at(-1)]).toEqual([0, 'graph pass']);
    expect(claimsIn(log)).toEqual([expect.stringContaining('capolids')]);
  });

  test('passes it on once only, then says whose turn it is', async () => {
    const { document, log } = await walked('interaction-required');
    expect(claimsIn(log).length).toBe(1);
    expect(document.hops?.at(-1)?.message).toContain('claims challenge');
  });

  test('reports it at once where nobody can sign in again', async () => {
    const desk = await setUpDesk();
    desk.break('interaction-required');
    const { exitCode, log } = await desk.run('test --json --user-auth browser');
    expect([exitCode, claimsIn(log)]).toEqual([1, []]);
  });
});

describe('test --second-user', () => {
  const SECOND = `${TEST} --second-user`;

  test('shows that two users see different files', async () => {
    const { exitCode, document } = await (await setUpDesk()).run(SECOND);
    expect([exitCode, document.hops?.at(-1)?.status]).toEqual([0, 'pass']);
    const rows = document.hops?.slice(0, -1).map(({ message }) => message.split(':')[0]);
    expect(rows).toEqual([...Array(4).fill('admin@contoso.com'), ...Array(4).fill('megan@contoso.com')]);
    expect(document.hops?.at(-1)?.message).toMatch(
      /admin@contoso\.com and megan@contoso\.com see different files/,
    );
  });

  test('warns when both see the same', async () => {
    const desk = await setUpDesk();
    const between =
      (inner: Transport): Transport =>
      async (request) =>
        request.url.endsWith('/children')
          ? Response.json({ value: [{ id: '1', name: 'Shared.docx' }] })
          : inner(request);
    const { document } = await desk.run(SECOND, { between });
    expect(document.hops?.at(-1)).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('the same files'),
    });
  });

  test('warns when the same person signed in twice', async () => {
    const { document } = await (await setUpDesk()).run(`${SECOND} --user-auth device-code`);
    expect(document.hops?.at(-1)).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('somebody else'),
    });
  });

  test('says that there is nothing to compare without a permission on files', async () => {
    const desk = await setUpDesk('--graph-permissions User.Read');
    const { exitCode, document } = await desk.run(SECOND);
    expect([exitCode, document.hops?.at(-1)?.status]).toEqual([0, 'skip']);
  });

  test('asks nobody to sign in twice when the first walk failed', async () => {
    const { document } = await walked('missing-consent', '--second-user');
    expect(document.hops?.length).toBe(1);
  });
});
