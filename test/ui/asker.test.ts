import { describe, expect, it } from 'vitest';
import { CHECKBOX, ESC, SELECT, setUp } from './asker-desk.ts';

const DOWN = '\u001b[B';

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
