import { describe, expect, it } from 'vitest';
import type { Answered } from '../../src/ports.ts';
import { createAsker } from '../../src/ui/asker.ts';
import { fakeKeyboard, fakeScreen, fakeTerminal } from './fake-terminal.ts';

const ESC = '\u001b';
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const DOWN = '\u001b[B';

function setUp(traits = {}) {
  const screen = fakeScreen();
  const terminal = fakeTerminal(traits, screen);
  const keyboard = fakeKeyboard();
  const controller = new AbortController();
  const asker = createAsker({
    terminal,
    streams: { input: keyboard, output: screen },
    interrupt: controller.signal,
  });
  return { terminal, keyboard, screen, controller, asker };
}

const SELECT = {
  message: 'Which way?',
  help: 'The way decides where you arrive.',
  canGoBack: true,
  initial: 'b',
  choices: [
    { value: 'a', label: 'Left', hint: 'over the hill' },
    { value: 'b', label: 'Right', hint: 'along the river' },
    { value: 'c', label: 'Up', disabled: 'no stairs' },
  ],
};
const CHECKBOX = { ...SELECT, message: 'Which ones?', initial: ['b'] };
const TEXT = {
  message: 'What URL?',
  help: 'Clients connect to it.',
  canGoBack: true,
  check: (text: string) => (text.startsWith('https://') ? null : 'It starts with https://.'),
};

const LIST_READY = '? why';

describe('a choice', () => {
  it('is the one under the cursor, which starts on the default', async () => {
    const { asker, keyboard, screen } = setUp();
    const answer = asker.select(SELECT);
    await screen.shows(LIST_READY);
    keyboard.write('\r');
    expect(await answer).toEqual({ kind: 'answer', value: 'b' });
  });

  it('starts on the first where there is no default', async () => {
    const { asker, keyboard, screen } = setUp();
    const { initial: _initial, ...question } = SELECT;
    const answer = asker.select(question);
    await screen.shows(LIST_READY);
    keyboard.write('\r');
    expect(await answer).toEqual({ kind: 'answer', value: 'a' });
  });

  it('can be made by its number', async () => {
    const { asker, keyboard, screen } = setUp();
    const answer = asker.select(SELECT);
    await screen.shows(LIST_READY);
    keyboard.write('1');
    await screen.shows('❯ 1.');
    keyboard.write('\r');
    expect(await answer).toEqual({ kind: 'answer', value: 'a' });
  });

  it('leaves one line with question and answer', async () => {
    const { asker, keyboard, screen, terminal } = setUp();
    const answer = asker.select(SELECT);
    await screen.shows(LIST_READY);
    keyboard.write('\r');
    await answer;
    expect(terminal.saidErr()).toBe('✓ Which way? Right\n');
  });

  it.each([
    ['Esc', ESC],
    ['<', '<'],
  ])('is left by %s', async (_name, key) => {
    const { asker, keyboard, screen } = setUp();
    const answer = asker.select(SELECT);
    await screen.shows(LIST_READY);
    keyboard.write(key);
    expect(await answer).toEqual({ kind: 'back' });
  });

  it('is left by its visible choice', async () => {
    const { asker, keyboard, screen } = setUp();
    const answer = asker.select({ ...SELECT, choices: SELECT.choices.slice(0, 2) });
    await screen.shows('← Back');
    await screen.shows(LIST_READY);
    keyboard.write(DOWN);
    await screen.shows('❯ 3. ← Back');
    keyboard.write('\r');
    expect(await answer).toEqual({ kind: 'back' });
  });

  it('shows every reason whole and the way back in a narrow window', async () => {
    const { asker, keyboard, screen } = setUp({ columns: 44 });
    const disabled = 'your roles do not allow it; needs Cloud Application Administrator or higher';
    const hint = 'a hint that is too long for one line of a narrow window, and so is broken';
    const choices = ['a', 'b', 'c', 'd'].map((value) => ({ value, label: value, hint }));
    const answer = asker.select({ ...SELECT, choices: [...choices, { value: 'e', label: 'e', disabled }] });
    await screen.shows(LIST_READY);
    const words = screen.text().replace(/\s+/g, ' ');
    expect(words).toContain(`(${disabled})`);
    expect(words).toContain('← Back');
    expect(
      Math.max(
        ...screen
          .text()
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(44);
    keyboard.write('\r');
    await answer;
  });

  it('offers no way back where there is none', async () => {
    const { asker, keyboard, screen } = setUp();
    const answer = asker.select({ ...SELECT, canGoBack: false });
    await screen.shows(LIST_READY);
    keyboard.write('<\r');
    expect(await answer).toMatchObject({ kind: 'answer' });
    expect(screen.text()).not.toContain('Back');
  });

  it('explains itself on ?, keeps the cursor and goes on', async () => {
    const { asker, keyboard, screen } = setUp();
    const answer = asker.select(SELECT);
    await screen.shows(LIST_READY);
    keyboard.write('1');
    await screen.shows('❯ 1.');
    keyboard.write('?');
    await screen.shows(SELECT.help);
    await screen.shows('❯ 1.');
    await screen.shows(LIST_READY);
    keyboard.write('\r');
    expect(await answer).toEqual({ kind: 'answer', value: 'a' });
  });

  it('draws with ASCII where glyphs cannot be shown', async () => {
    const { asker, keyboard, screen } = setUp({ unicode: false });
    const answer = asker.select(SELECT);
    await screen.shows(LIST_READY);
    keyboard.write('\r');
    await answer;
    expect(screen.text()).toMatch(/^[\n\r\x20-\x7e]*$/);
  });
});

describe('what was typed before the question stood there', () => {
  it('answers nothing', async () => {
    const { asker, keyboard, screen } = setUp();
    keyboard.write('\r');
    const answer = asker.select(SELECT);
    await screen.shows(LIST_READY);
    keyboard.write('1\r');
    expect(await answer).toEqual({ kind: 'answer', value: 'a' });
  });
});

describe('several choices', () => {
  it('are ticked with the space bar', async () => {
    const { asker, keyboard, screen } = setUp();
    const answer = asker.checkbox(CHECKBOX);
    await screen.shows(LIST_READY);
    keyboard.write(' ');
    await screen.shows('[x] Left');
    keyboard.write('\r');
    expect(await answer).toEqual({ kind: 'answer', value: ['a', 'b'] });
  });

  it('keep their ticks while ? explains them', async () => {
    const { asker, keyboard, screen } = setUp();
    const answer = asker.checkbox(CHECKBOX);
    await screen.shows(LIST_READY);
    keyboard.write(' ');
    await screen.shows('[x] Left');
    keyboard.write('?');
    await screen.shows(CHECKBOX.help);
    await screen.shows(LIST_READY);
    keyboard.write('\r');
    expect(await answer).toEqual({ kind: 'answer', value: ['a', 'b'] });
  });

  it('that will not do are refused in place, and no line says they were taken', async () => {
    const { asker, keyboard, screen, terminal } = setUp();
    const check = (values: readonly string[]) => (values.length === 0 ? 'Tick at least one.' : null);
    const answer = asker.checkbox({ ...CHECKBOX, initial: [], check });
    await screen.shows(LIST_READY);
    keyboard.write('\r');
    await screen.shows('Tick at least one.');
    keyboard.write(' \r');
    expect(await answer).toEqual({ kind: 'answer', value: ['a'] });
    expect(terminal.saidErr()).toBe('✓ Which ones? Left\n');
  });

  it('cannot all be ticked by one key', async () => {
    const { asker, keyboard, screen } = setUp();
    const answer = asker.checkbox(CHECKBOX);
    await screen.shows(LIST_READY);
    keyboard.write('ai\r');
    expect(await answer).toEqual({ kind: 'answer', value: ['b'] });
  });

  it('are left by Esc', async () => {
    const { asker, keyboard, screen } = setUp();
    const answer = asker.checkbox(CHECKBOX);
    await screen.shows(LIST_READY);
    keyboard.write(ESC);
    expect(await answer).toEqual({ kind: 'back' });
  });

  it('are left by Enter on the visible choice', async () => {
    const { asker, keyboard, screen } = setUp();
    const answer = asker.checkbox(CHECKBOX);
    await screen.shows(LIST_READY);
    keyboard.write(DOWN + DOWN + DOWN);
    await screen.shows('❯ [ ] ← Back');
    keyboard.write('\r');
    expect(await answer).toEqual({ kind: 'back' });
  });
});

describe('a text', () => {
  const type = async (keys: readonly string[], question: Parameters<typeof TEXT.check>[0] | object = {}) => {
    const world = setUp();
    const answer = world.asker.text({ ...TEXT, ...(question as object) });
    for (const line of keys) {
      await world.screen.shows('❯');
      world.keyboard.write(line);
    }
    return { ...world, answer };
  };

  it('is what was typed, without the spaces round it', async () => {
    const { answer } = await type(['  https://a.example  \r']);
    expect(await answer).toEqual({ kind: 'answer', value: 'https://a.example' });
  });

  it('is the default on Enter', async () => {
    const { answer } = await type(['\r'], { initial: 'https://b.example' });
    expect(await answer).toEqual({ kind: 'answer', value: 'https://b.example' });
  });

  it('is refused with the reason and can be mended', async () => {
    const { answer, screen, keyboard } = await type(['http\r']);
    await screen.shows('It starts with https://.');
    keyboard.write('s://a.example\r');
    expect(await answer).toEqual({ kind: 'answer', value: 'https://a.example' });
  });

  it('may contain a question mark', async () => {
    const { answer } = await type(['https://a.example/?x\r']);
    expect(await answer).toEqual({ kind: 'answer', value: 'https://a.example/?x' });
  });

  it('explains itself on ? and asks again', async () => {
    const { answer, screen, keyboard } = await type(['?\r']);
    await screen.shows(TEXT.help);
    await screen.shows('❯');
    keyboard.write('https://a.example\r');
    expect(await answer).toMatchObject({ value: 'https://a.example' });
  });

  it('is never a lone <, which many type to go back', async () => {
    const question = { check: () => null, canGoBack: false };
    const { answer, screen, keyboard } = await type(['<\r'], question);
    await screen.shows('there is none to go back to');
    await screen.shows('❯');
    keyboard.write('Contoso\r');
    expect(await answer).toEqual({ kind: 'answer', value: 'Contoso' });
  });

  it('is shown and judged as what it stands for', async () => {
    const complete = (text: string) => `https://${text}`;
    const { answer, screen } = await type(['a.example\r'], { complete });
    expect(await answer).toEqual({ kind: 'answer', value: 'https://a.example' });
    expect(screen.text()).toContain('What URL? https://a.example');
  });

  it.each([
    ['<', '<\r'],
    ['Esc', ESC],
  ])('is left by %s', async (_name, keys) => {
    const { answer } = await type([keys]);
    expect(await answer).toEqual({ kind: 'back' });
  });
});

describe('leaving', () => {
  const questions: readonly (readonly [
    string,
    (asker: ReturnType<typeof setUp>['asker']) => Promise<Answered<unknown>>,
  ])[] = [
    ['a choice', (asker) => asker.select(SELECT)],
    ['several choices', (asker) => asker.checkbox(CHECKBOX)],
    ['a text', (asker) => asker.text(TEXT)],
  ];

  it.each(questions)('%s by Ctrl-C is an interruption', async (_name, ask) => {
    const { asker, keyboard, screen } = setUp();
    const answer = ask(asker);
    await screen.shows('why');
    keyboard.write(CTRL_C);
    await expect(answer).rejects.toMatchObject({ code: 'INTERRUPTED', exitCode: 130 });
  });

  it.each(questions)('%s by Ctrl-D is an interruption', async (_name, ask) => {
    const { asker, keyboard, screen } = setUp();
    const answer = ask(asker);
    await screen.shows('why');
    keyboard.write(CTRL_D);
    await expect(answer).rejects.toMatchObject({ code: 'INTERRUPTED', exitCode: 130 });
  });

  it.each(questions)('%s because the terminal went away is an interruption', async (_name, ask) => {
    const { asker, keyboard, screen } = setUp();
    const answer = ask(asker);
    await screen.shows('why');
    keyboard.end();
    await expect(answer).rejects.toMatchObject({ code: 'INTERRUPTED', exitCode: 130 });
  });

  it.each(questions)('%s because the process was told to end keeps that reason', async (_name, ask) => {
    const { asker, screen, controller } = setUp();
    const answer = ask(asker);
    await screen.shows('why');
    controller.abort(new Error('told to end'));
    await expect(answer).rejects.toThrow('told to end');
  });

  it.each(questions)('%s is not even asked when the input is over', async (_name, ask) => {
    const { asker, keyboard } = setUp();
    keyboard.resume().end();
    await new Promise((resolve) => keyboard.once('close', resolve));
    await expect(ask(asker)).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });

  it.each(questions)('%s is never asked where nobody can answer', async (_name, ask) => {
    const { asker, screen, terminal } = setUp({ interactive: false });
    await expect(ask(asker)).rejects.toMatchObject({ code: 'MISSING_ANSWERS', exitCode: 2 });
    expect(screen.text() + terminal.saidErr()).toBe('');
  });
});
