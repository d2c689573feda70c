import { describe, expect, test } from 'vitest';
import { practiceOutside } from '../../src/adapters/practice.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import type { CommonFlags } from '../../src/commands/run/common-options.ts';
import { FAULTS } from '../../src/practice-tenant/index.ts';
import { APPLY, openDesk, setUpDesk } from '../support/desk.ts';
import { type Disk, memoryDisk } from '../support/desk-disk.ts';
import { bareOutside } from '../support/desk-outside.ts';
import { fakeTerminal } from '../ui/fake-terminal.ts';

const STATE = '.entra-mcp-practice.json';

describe('practice', () => {
  test('lists every fault with what it breaks', async () => {
    const { exitCode, out } = await (await openDesk()).run('practice list --practice');
    expect(exitCode).toBe(0);
    for (const { id, summary } of FAULTS) expect(out).toMatch(new RegExp(`${id}\\s+${summary.slice(0, 20)}`));
  });

  test('is listed without a word more', async () => {
    const { exitCode, out } = await (await openDesk()).run('practice --practice');
    expect([exitCode, out.includes('wrong-scope')]).toEqual([0, true]);
  });

  test('breaks several faults, shows them as broken, and mends them', async () => {
    const desk = await setUpDesk();
    await desk.run('practice break v1-tokens missing-consent --practice');
    const listed = await desk.run('practice list --practice');
    const broken = await desk.run('verify --practice');
    await desk.run('practice mend --practice');
    const mended = await desk.run('verify --practice');
    expect(listed.out.match(/^ {2}broken .*$/gm)).toHaveLength(2);
    expect([broken.exitCode, mended.exitCode]).toEqual([1, 0]);
  });

  test('mends one fault and leaves the other', async () => {
    const desk = await setUpDesk();
    await desk.run('practice break v1-tokens missing-consent --practice');
    await desk.run('practice mend v1-tokens --practice');
    const { document } = await desk.run('verify --practice --json');
    expect(document.checks?.filter(({ status }) => status === 'fail').map(({ id }) => id)).toEqual([
      'client-app.admin-consent',
    ]);
  });

  test('secret-id-as-value swaps the value in .env, and gives it back', async () => {
    const desk = await setUpDesk();
    const before = desk.disk.text('.env');
    await desk.run('practice break secret-id-as-value --practice');
    const broken = desk.disk.text('.env');
    await desk.run('practice mend --practice');
    expect(broken).toMatch(/^AZURE_CLIENT_SECRET=[0-9a-f-]{36}$/m);
    expect(desk.disk.text('.env')).toBe(before);
    expect([...desk.disk.content.keys()].filter((path) => path.includes('practice-secret'))).toEqual([]);
  });

  test.each([
    ['secret-id-as-value', '.env'],
    ['one-app-for-both', 'entra-mcp.yaml'],
  ])('%s broken twice gives back what stood in %s before the first time', async (fault, file) => {
    const desk = await setUpDesk();
    const before = desk.disk.text(file);
    await desk.run(`practice break ${fault} --practice`);
    expect(desk.disk.text(file)).not.toBe(before);
    await desk.run(`practice break ${fault} --practice`);
    await desk.run('practice mend --practice');
    expect(desk.disk.text(file)).toBe(before);
  });

  test('secret-id-as-value gives back the secret of a rotation that came after it', async () => {
    const desk = await setUpDesk();
    await desk.run('practice break secret-id-as-value --practice');
    await desk.run('rotate --practice');
    const rotated = desk.disk.text('.env');
    await desk.run('practice break secret-id-as-value --practice');
    expect(desk.disk.text('.env')).not.toBe(rotated);
    await desk.run('practice mend --practice');
    expect(desk.disk.text('.env')).toBe(rotated);
  });

  test('reset starts a tenant without apps', async () => {
    const desk = await setUpDesk();
    const { exitCode } = await desk.run('practice reset --practice');
    expect([exitCode, desk.tenant.state.applications]).toEqual([0, []]);
  });

  test.each([
    ['practice break --practice', 'practice list'],
    ['practice break wrong-scop --practice', 'wrong-scope'],
    ['practice mend wrong-scop --practice', 'wrong-scope'],
    ['practice destroy --practice', 'break'],
    ['practice break wrong-scope --practice', 'setup --practice'],
    ['practice break secret-id-as-value --practice', 'setup --practice'],
  ])('%s exits with 2 and says how to go on', async (commandLine, words) => {
    const { exitCode, err } = await (await openDesk()).run(commandLine);
    expect(exitCode).toBe(2);
    expect(err).toContain(words);
  });

  test('breaks the apps that --config names', async () => {
    const desk = await setUpDesk();
    await desk.run(`${APPLY} --client-name Other --server-name Another --config entra-mcp.yaml`);
    desk.disk.put('mine.yaml', desk.disk.text('entra-mcp.yaml'));
    desk.disk.content.delete('entra-mcp.yaml');
    await desk.run('practice break v1-tokens --config mine.yaml --practice');
    const { exitCode } = await desk.run('verify --config mine.yaml --practice');
    expect(exitCode).toBe(1);
  });

  test('is one JSON document with --json', async () => {
    const { document } = await (await openDesk()).run('practice list --practice --json');
    expect(document.command).toBe('practice');
  });
});

/** A tenant in its file that asks nobody to wait between polls. */
async function rehearsal(): Promise<Disk> {
  const disk = memoryDisk();
  disk.put(STATE, JSON.stringify((await openDesk()).tenant.state));
  return disk;
}

/** As `main.ts` composes it: the tenant is opened from its file for every command line. */
async function composed(disk: Disk, commandLine: string) {
  const terminal = fakeTerminal({ interactive: false, drawn: false, animated: false });
  const bare = bareOutside(disk, terminal);
  const compose = async (flags: CommonFlags, command: string) =>
    flags.practice || command === 'practice' ? practiceOutside(bare) : bare;
  const exitCode = await runCommandLine(commandLine.split(' '), compose, '1.0.0');
  return { exitCode, out: terminal.saidOut(), err: terminal.saidErr() };
}

describe('the practice tenant between commands', () => {
  test('is kept in a private file', async () => {
    const disk = await rehearsal();
    const first = await composed(disk, APPLY);
    const second = await composed(disk, 'verify --practice');
    expect([first.exitCode, second.exitCode, disk.content.get(STATE)?.mode]).toEqual([0, 0, 0o600]);
  });

  test('is new after a reset', async () => {
    const disk = await rehearsal();
    await composed(disk, APPLY);
    await composed(disk, 'practice reset');
    const { exitCode } = await composed(disk, 'verify --practice');
    expect(exitCode).toBe(1);
  });

  test.each(['practice list', '--json practice list', 'verify --practice --json', 'practice reset'])(
    '%s tells of a damaged file with 2',
    async (commandLine) => {
      const disk = memoryDisk();
      disk.put(STATE, '{"formatVersion":99}');
      const { exitCode, out, err } = await composed(disk, commandLine);
      expect(exitCode).toBe(2);
      expect(out + err).toContain(`Delete ${STATE}`);
    },
  );
});
