import { describe, expect, it } from 'vitest';
import type { Answered } from '../../src/ports.ts';
import { CHECKBOX, ESC, SELECT, setUp } from './asker-desk.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const TEXT = {
  message: 'What URL?',
  help: 'Clients connect to it.',
  canGoBack: true,
  check: (text: string) => (text.startsWith('https://') ? null : 'It starts with https://.'),
};

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

  it('is refused in lines that break between words', async () => {
    const { asker, keyboard, screen, controller } = setUp({ columns: 40 });
    const check = () => 'A word of this sentence stands across the fortieth column of it.';
    const answer = asker.text({ ...TEXT, check });
    await screen.shows('❯');
    keyboard.write('x\r');
    await screen.shows('A word of this sentence stands across\nthe fortieth column of it.');
    controller.abort();
    await expect(answer).rejects.toThrow();
  });

  it('may contain a question mark', async () => {
    const { answer } = await type(['https://a.example/?x\r']);
    expect(await answer).toEqual({ kind: 'answer', value: 'https://a.example/?x' });
  });

  it('explains itself on ? and Enter, as it says, and asks again', async () => {
    const { answer, screen, keyboard } = await type(['?\r']);
    await screen.shows('? Enter: why');
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
