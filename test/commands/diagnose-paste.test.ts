import { expect, test } from 'vitest';
import { readPaste } from '../../src/commands/diagnose/paste.ts';
import { SYMPTOMS } from '../../src/diagnosis/index.ts';
import { openDesk } from '../support/desk.ts';

type Terminal = Parameters<typeof readPaste>[0]['terminal'];

async function terminal(stdinIsTerminal: boolean, readStdin: () => Promise<string>) {
  const said: string[] = [];
  const { io } = { io: { stdinIsTerminal, readStdin, err: (text: string) => void said.push(text) } };
  return { said, terminal: io as Partial<Terminal> as Terminal };
}

test.each(['error', 'token'] as const)(
  'on a terminal it says what it waits for and how to end it: %s',
  async (what) => {
    const { said, terminal: io } = await terminal(true, async () => 'text');
    expect(await readPaste({ terminal: io, interrupt: new AbortController().signal }, what)).toBe('text');
    expect(said.join()).toMatch(new RegExp(`${what}[\\s\\S]*Ctrl-D[\\s\\S]*Ctrl-C`));
  },
);

test('from a pipe it says nothing', async () => {
  const { said, terminal: io } = await terminal(false, async () => 'text');
  await readPaste({ terminal: io, interrupt: new AbortController().signal }, 'error');
  expect(said).toEqual([]);
});

test('one Ctrl-C leaves, though nothing ends the input', async () => {
  const { terminal: io } = await terminal(true, () => new Promise(() => undefined));
  const stop = new AbortController();
  const waiting = readPaste({ terminal: io, interrupt: stop.signal }, 'error');
  stop.abort(new Error('Stopped by Ctrl-C.'));
  await expect(waiting).rejects.toThrow('Ctrl-C');
});

test('the help names every symptom', async () => {
  const { out, err } = await (await openDesk()).run('diagnose --help');
  const text = (out + err).replace(/\s+/g, ' ');
  expect(SYMPTOMS.map(({ id }) => id).filter((id) => !text.includes(id))).toEqual([]);
});
