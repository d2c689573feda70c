import { describe, expect, it } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import { createProgress, type ProgressHost, silentProgress } from '../../src/ui/progress.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';
import { fakeScreen, fakeTerminal } from './fake-terminal.ts';

function plain() {
  const terminal = fakeTerminal({ animated: false });
  const clock = fakeClock();
  const host: ProgressHost = { terminal, clock, stream: fakeScreen() as unknown as NodeJS.WriteStream };
  return { terminal, clock, progress: createProgress(host) };
}

function drawn() {
  const screen = fakeScreen();
  const terminal = fakeTerminal({ animated: true });
  const clock = fakeClock();
  return {
    screen,
    clock,
    progress: createProgress({ terminal, clock, stream: screen as unknown as NodeJS.WriteStream }),
  };
}

function pending() {
  const controls = { resolve: () => {} };
  const promise = new Promise<void>((resolve) => Object.assign(controls, { resolve }));
  return { promise, finish: () => controls.resolve() };
}

const waitFor = (clock: FakeClock, milliseconds: number) => clock.advance(milliseconds);

describe('progress in plain lines', () => {
  it('says what starts and that it is done', async () => {
    const { progress, terminal } = plain();
    expect(await progress.step('Reading the tenant', async () => 42)).toBe(42);
    expect(terminal.saidErr()).toBe('Reading the tenant...\nReading the tenant: done\n');
  });

  it('writes nothing to standard output', async () => {
    const { progress, terminal } = plain();
    await progress.step('Reading the tenant', async () => undefined);
    expect(terminal.saidOut()).toBe('');
  });

  it('says every ten seconds that it still waits, with the latest note', async () => {
    const { progress, terminal, clock } = plain();
    const { promise, finish } = pending();
    const step = progress.step('Waiting for the scope', async (note) => {
      note('up to 2 min');
      await promise;
    });
    await waitFor(clock, 25_000);
    finish();
    await step;
    expect(terminal.saidErr().split('\n').slice(1, 3)).toEqual([
      'Still waiting, 10 s: Waiting for the scope, up to 2 min',
      'Still waiting, 20 s: Waiting for the scope, up to 2 min',
    ]);
  });

  it('does not flood a log with notes', async () => {
    const { progress, terminal } = plain();
    await progress.step('Counting', async (note) => {
      for (let count = 0; count < 1000; count++) note(String(count));
    });
    expect(terminal.saidErr().split('\n')).toHaveLength(3);
  });

  it('says that work failed, and passes the failure on', async () => {
    const { progress, terminal } = plain();
    await expect(progress.step('Reading', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(terminal.saidErr()).toContain('Reading: failed\n');
  });

  it('does not call it a failure when a person stopped it', async () => {
    const { progress, terminal } = plain();
    await progress
      .step('Reading', () => Promise.reject(new SetupError('INTERRUPTED', 'x')))
      .catch(() => undefined);
    expect(terminal.saidErr()).toContain('Reading: stopped\n');
  });
});

describe('progress on a terminal', () => {
  it('ends with a line that stays, without the note of a wait that is over', async () => {
    const { progress, screen } = drawn();
    await progress.step('Reading the tenant', async (note) => note('waiting'));
    expect(screen.text()).toMatch(/✓ Reading the tenant\n$/);
  });

  it('counts the time of a long wait', async () => {
    const { progress, screen, clock } = drawn();
    const { promise, finish } = pending();
    const step = progress.step('Waiting', () => promise);
    await waitFor(clock, 65_000);
    finish();
    await step;
    expect(screen.text()).toMatch(/✓ Waiting {2}1:05\n$/);
  });

  it('marks a failure with a word', async () => {
    const { progress, screen } = drawn();
    await progress.step('Reading', () => Promise.reject(new Error('no'))).catch(() => undefined);
    expect(screen.text()).toMatch(/✗ Reading {2}failed\n$/);
  });
});

it('says nothing at all when quiet', async () => {
  expect(await silentProgress().step('Reading', async () => 42)).toBe(42);
});
