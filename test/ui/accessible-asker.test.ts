import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { accessibleAsker } from '../../src/ui/accessible-asker.ts';
import { fakeScreen, fakeTerminal } from './fake-terminal.ts';

function setUp(typed: string) {
  const input = new PassThrough();
  input.end(typed);
  return sitDown(input);
}

function sitDown(input: PassThrough) {
  const screen = fakeScreen();
  const terminal = fakeTerminal({ accessible: true, columns: 200 }, screen);
  const asker = accessibleAsker({
    terminal,
    streams: { input, output: screen },
    interrupt: new AbortController().signal,
  });
  return { terminal, asker, screen };
}

const SELECT = {
  message: 'Which way?',
  help: 'The way decides where you arrive.',
  canGoBack: true,
  initial: 'b',
  choices: [
    { value: 'a', label: 'Left', hint: 'over the hill' },
    { value: 'b', label: 'Right' },
    { value: 'c', label: 'Up', disabled: 'no stairs' },
  ],
};
const TEXT = {
  message: 'What URL?',
  help: 'Clients connect to it.',
  canGoBack: true,
  initial: 'https://b.example',
  check: (text: string) => (text.startsWith('https://') ? null : 'It starts with https://.'),
};

describe('a choice by line', () => {
  it('is printed once, chosen by number and repeated back', async () => {
    const { asker, terminal } = setUp('1\n');
    expect(await asker.select(SELECT)).toEqual({ kind: 'answer', value: 'a' });
    expect(terminal.saidErr()).toBe(
      [
        'Which way?',
        '1. Left, over the hill',
        '2. Right',
        '3. Up, not available: no stairs',
        'Type a number, question mark for help, or less-than to go back. Press Enter for 2, Right.',
        'Choose: Chosen: Left',
        '',
      ].join('\n'),
    );
  });

  it('spells addresses and commands as they are', async () => {
    const { asker, terminal } = setUp('1\n');
    const choices = [{ value: 'a', label: 'api://{appId}', hint: 'entra-mcp-setup apply' }];
    await asker.select({ ...SELECT, choices });
    expect(terminal.saidErr()).toContain('1. api://{appId}, entra-mcp-setup apply\n');
    expect(terminal.saidErr()).toContain('Chosen: api://{appId}\n');
  });

  it('is not made by what was typed before it was read out', async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true as const });
    const { asker, screen } = sitDown(input);
    input.write('2\n');
    const answer = asker.select(SELECT);
    await screen.shows('Choose: ');
    input.write('1\n');
    expect(await answer).toEqual({ kind: 'answer', value: 'a' });
  });

  it('is the default on Enter', async () =>
    expect(await setUp('\n').asker.select(SELECT)).toEqual({ kind: 'answer', value: 'b' }));

  it('has no default where none is given', async () => {
    const { initial: _initial, ...question } = SELECT;
    expect(await setUp('\n1\n').asker.select(question)).toEqual({ kind: 'answer', value: 'a' });
  });

  it('goes back on <', async () => expect(await setUp('<\n').asker.select(SELECT)).toEqual({ kind: 'back' }));

  it('does not go back where there is nothing before', async () =>
    expect(await setUp('<\n1\n').asker.select({ ...SELECT, canGoBack: false })).toMatchObject({
      value: 'a',
    }));

  it('explains itself on ? without printing the list again', async () => {
    const { asker, terminal } = setUp('?\n1\n');
    await asker.select(SELECT);
    expect(terminal.saidErr()).toContain('Choose: The way decides where you arrive.\nChoose: Chosen: Left');
  });

  it.each(['0', '9', 'Left', '-1', '1.5'])('is not made by %s', async (typed) => {
    const { asker, terminal } = setUp(`${typed}\n1\n`);
    await asker.select(SELECT);
    expect(terminal.saidErr()).toContain('Type a number from 1 to 3.');
  });

  it('says why a choice is not available', async () => {
    const { asker, terminal } = setUp('3\n1\n');
    await asker.select(SELECT);
    expect(terminal.saidErr()).toContain('Choice 3 is not available: no stairs.');
  });
});

describe('several choices by line', () => {
  const ask = async (typed: string) => setUp(typed).asker.checkbox({ ...SELECT, initial: ['b'] });

  it.each([
    ['1,2\n', ['a', 'b']],
    ['2, 1\n', ['a', 'b']],
    ['1 2\n', ['a', 'b']],
    ['\n', ['b']],
    ['0\n', []],
    ['1,9\n1\n', ['a']],
  ])('%j means its numbers', async (typed, value) =>
    expect(await ask(typed)).toEqual({ kind: 'answer', value }),
  );

  it('goes back on <', async () => expect(await ask('<\n')).toEqual({ kind: 'back' }));
});

describe('a text by line', () => {
  it('is refused with the reason and asked again', async () => {
    const { asker, terminal } = setUp('x\nhttps://a.example\n');
    expect(await asker.text(TEXT)).toEqual({ kind: 'answer', value: 'https://a.example' });
    expect(terminal.saidErr()).toContain('It starts with https://.\nAnswer: ');
  });

  it('is the default on Enter', async () =>
    expect(await setUp('\n').asker.text(TEXT)).toEqual({ kind: 'answer', value: 'https://b.example' }));

  it('goes back on <', async () => expect(await setUp('<\n').asker.text(TEXT)).toEqual({ kind: 'back' }));

  it('is never a lone <, which many type to go back', async () => {
    const { asker, terminal } = setUp('<\nContoso\n');
    const question = { ...TEXT, canGoBack: false, check: () => null };
    expect(await asker.text(question)).toEqual({ kind: 'answer', value: 'Contoso' });
    expect(terminal.saidErr()).toContain('there is none to go back to');
  });

  it('is repeated back as what it stands for', async () => {
    const { asker, terminal } = setUp('a.example\n');
    const complete = (text: string) => `https://${text}`;
    expect(await asker.text({ ...TEXT, complete })).toMatchObject({ value: 'https://a.example' });
    expect(terminal.saidErr()).toContain('Chosen: https://a.example');
  });
});

it('reads the answers to several questions from one stream', async () => {
  const { asker } = setUp('1\nhttps://a.example\n');
  await asker.select(SELECT);
  expect(await asker.text(TEXT)).toMatchObject({ value: 'https://a.example' });
});

it('takes the end of input for an interruption', async () => {
  await expect(setUp('').asker.select(SELECT)).rejects.toMatchObject({ code: 'INTERRUPTED', exitCode: 130 });
});

it('stops with the reason of the one who interrupts', async () => {
  const controller = new AbortController();
  const terminal = fakeTerminal({ accessible: true });
  const asker = accessibleAsker({
    terminal,
    streams: { input: new PassThrough(), output: fakeScreen() },
    interrupt: controller.signal,
  });
  const answer = asker.text(TEXT);
  controller.abort(new Error('told to end'));
  await expect(answer).rejects.toThrow('told to end');
});
