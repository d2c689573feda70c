import { describe, expect, test } from 'vitest';
import { changeApps } from '../support/attack.ts';
import { type Desk, setUpDesk, writesIn } from '../support/desk.ts';

const FOREIGN = '99999999-9999-4999-8999-999999999999';

/** A secret of our own name that somebody made by hand, beside ours or in its place. */
function makeByHand(desk: Desk, { instead }: { readonly instead: boolean }): void {
  changeApps(desk, ({ passwords }) => {
    const [ours] = passwords;
    if (ours === undefined) return {};
    return { passwords: [...(instead ? [] : passwords), { ...ours, keyId: FOREIGN }] };
  });
}

const text = (desk: Desk) => desk.disk.text('entra-mcp.yaml');

describe('a credential that the blueprint does not keep', () => {
  test('is not the wanted one, whatever its name', async () => {
    const desk = await setUpDesk();
    makeByHand(desk, { instead: true });
    const { exitCode, document } = await desk.run('verify --practice --json');
    const failed = document.checks?.filter(({ status }) => status === 'fail');
    expect([exitCode, failed?.map(({ id }) => id)]).toEqual([1, ['server-api.credential']]);
    expect(failed?.[0]?.message).toContain(`--adopt-credential ${FOREIGN}`);
  });

  test('is kept from then on with --adopt-credential', async () => {
    const desk = await setUpDesk();
    makeByHand(desk, { instead: true });
    const adopted = await desk.run(`apply --practice --yes --adopt-credential ${FOREIGN}`);
    const { exitCode } = await desk.run('verify --practice');
    expect([adopted.exitCode, writesIn(adopted.log), exitCode]).toEqual([0, [], 0]);
    expect(text(desk)).toContain(FOREIGN);
  });

  test.each([
    ['of no credential', '77777777-7777-4777-8777-777777777777'],
    ['that is none', 'MCP-Server-Secret'],
  ])('is refused by a key id %s, before anything is written', async (_what, keyId) => {
    const desk = await setUpDesk();
    const before = desk.disk.snapshot();
    const { exitCode, log } = await desk.run(`apply --practice --yes --adopt-credential ${keyId}`);
    expect([exitCode, writesIn(log), desk.disk.snapshot()]).toEqual([2, [], before]);
  });

  test('is as good as any where the blueprint keeps none: of 1.0, or made by hand from the guide', async () => {
    const desk = await setUpDesk();
    desk.disk.put('entra-mcp.yaml', text(desk).replaceAll(/^ *(keyIds:|- [0-9a-f-]{36}).*\n/gm, ''));
    makeByHand(desk, { instead: true });
    expect((await desk.run('verify --practice')).exitCode).toBe(0);
  });
});

test('apply keeps the key id of what it makes', async () => {
  const desk = await setUpDesk();
  const keyIds = desk.tenant.state.applications.flatMap(({ passwords }) =>
    passwords.map(({ keyId }) => keyId),
  );
  expect(keyIds).toHaveLength(1);
  for (const keyId of keyIds) expect(text(desk)).toMatch(new RegExp(`keyIds:\\s+- ${keyId}`));
});
