import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { rowsFor } from '../../src/ui/list-rows.ts';
import { styleFor } from '../../src/ui/style.ts';
import { fakeTerminal } from './fake-terminal.ts';

const COLUMNS = 60;
const style = styleFor(fakeTerminal({ color: false }));

/** The rows of a list that is too long for its window, each with this hint. */
function cutRows(hint: string): readonly string[] {
  const choices = ['One', 'Two', 'Three', 'Four'].map((label) => ({ value: label, label, hint }));
  const rows = rowsFor(choices, { columns: COLUMNS, room: 2, canGoBack: false, style });
  return rows.map(({ text }) => text);
}

describe('a row of a list that is too long for the window', () => {
  it.each([
    ['Latin letters', 'a registration with a very long name that goes on and on and on'],
    ['characters of two columns', '東京の登録されたアプリケーションの長い表示名がここに続きます'],
    ['pictures of several characters', '👩‍💻'.repeat(60)],
  ])('takes one line, its hint cut to the width, with %s', (_what, hint) => {
    expect(cutRows(hint)).toHaveLength(4);
    for (const text of cutRows(hint)) {
      expect(text).toMatch(/\.\.\.$/);
      const [, cut = ''] = /^\w+ +(.*)\.\.\.$/.exec(text) ?? [];
      expect(hint.startsWith(cut) && !/[\ud83d\u200d]$/.test(cut)).toBe(true);
      expect(stringWidth(text)).toBeLessThanOrEqual(COLUMNS - 8);
      expect(stringWidth(text)).toBeGreaterThan(COLUMNS - 10);
    }
  });
});
