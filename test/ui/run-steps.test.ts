import { describe, expect, it } from 'vitest';
import { runTasks } from '../../src/ui/run-steps.ts';
import { fakeClock } from './fake-clock.ts';
import { fakeScreen, fakeTerminal } from './fake-terminal.ts';

function setUp(traits: { readonly animated: boolean; readonly unicode?: boolean }) {
  const screen = fakeScreen();
  const terminal = fakeTerminal(traits, screen);
  const host = { terminal, clock: fakeClock(), stream: screen as unknown as NodeJS.WriteStream };
  return { host, screen, terminal };
}

const fine = (title: string, log: string[]) => ({ title, run: async () => void log.push(title) });
const broken = (title: string, error: unknown) => ({ title, run: () => Promise.reject(error) });

describe.each([
  ['drawn', { animated: true }],
  ['plain', { animated: false }],
])('a list of steps, %s', (_name, traits) => {
  it('does them in order', async () => {
    const { host } = setUp(traits);
    const log: string[] = [];
    await runTasks(host, [fine('One', log), fine('Two', log)]);
    expect(log).toEqual(['One', 'Two']);
  });

  it('ends with the first failure', async () => {
    const { host } = setUp(traits);
    const error = new Error('no');
    await expect(runTasks(host, [broken('One', error), broken('Two', new Error('other'))])).rejects.toBe(
      error,
    );
  });

  it('does nothing after a failure, and says so', async () => {
    const { host, screen } = setUp(traits);
    const log: string[] = [];
    await runTasks(host, [broken('One', new Error('no')), fine('Two', log)]).catch(() => undefined);
    expect(log).toEqual([]);
    expect(screen.text()).toMatch(/Two(:| ) ?not done/);
  });

  it('names the state of each step in words', async () => {
    const { host, screen } = setUp(traits);
    await runTasks(host, [fine('One', []), broken('Two', new Error('no'))]).catch(() => undefined);
    expect(screen.text()).toMatch(/One(:| ) ?done/);
    expect(screen.text()).toMatch(/Two(:| ) ?failed/);
  });

  it('leaves the details of a failure to its error block', async () => {
    const { host, screen } = setUp(traits);
    await runTasks(host, [broken('One', new Error('the details'))]).catch(() => undefined);
    expect(screen.text()).not.toContain('the details');
  });

  it('writes nothing to standard output', async () => {
    const { host, terminal } = setUp(traits);
    await runTasks(host, [fine('One', [])]);
    expect(terminal.saidOut()).toBe('');
  });

  it('listens to no signal', async () => {
    const { host } = setUp(traits);
    const before = process.listenerCount('SIGINT');
    await runTasks(host, [
      { title: 'One', run: async () => expect(process.listenerCount('SIGINT')).toBe(before) },
    ]);
  });
});

it('draws with ASCII where glyphs cannot be shown', async () => {
  const { host, screen } = setUp({ animated: true, unicode: false });
  await runTasks(host, [fine('One', []), broken('Two', new Error('no')), fine('Three', [])]).catch(
    () => undefined,
  );
  expect(screen.text()).toMatch(/^[\n\r\x20-\x7e]*$/);
});
