import { describe, expect, it } from 'vitest';
import { renderRows, widthOf, wrapText } from '../../src/ui/layout.ts';

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

describe('the width to write in', () => {
  it('is the terminal’s', () => expect(widthOf({ columns: 44, drawn: true })).toBe(44));
  it('is 80 where the terminal does not know', () => expect(widthOf({ columns: 0, drawn: true })).toBe(80));
  it('stays readable in a very wide window', () => expect(widthOf({ columns: 300, drawn: true })).toBe(100));
  it('is without end where there is no terminal', () =>
    expect(widthOf({ columns: 0, drawn: false })).toBe(Number.POSITIVE_INFINITY));
});

describe('wrapped text', () => {
  it('breaks at blanks and indents every line', () =>
    expect(wrapText('one two three four five six', 20, '  ')).toBe('  one two three four\n  five six'));

  it('leaves a long address whole, so that it can be copied', () => {
    const url = 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize';
    expect(wrapText(`See ${url} now`, 30)).toContain(url);
  });

  it('keeps the indent of a line that it continues', () =>
    expect(wrapText('Goes into:\n  ~/one/two/three (macOS, all)', 22)).toBe(
      'Goes into:\n  ~/one/two/three\n  (macOS, all)',
    ));

  it('keeps empty lines', () => expect(wrapText('a\n\nb', 40, '  ')).toBe('  a\n\n  b'));
});

describe('rows', () => {
  const rows = [
    ['Tenant', 'Contoso Ltd'],
    ['Signed in as', 'ada@contoso.com, with a role whose name is long enough to wrap'],
  ] as const;

  it('stand side by side where there is room', () =>
    expect(renderRows(rows, 100)).toContain('  Tenant        Contoso Ltd'));

  it('wrap their second column under itself', () =>
    expect(renderRows(rows, 60).split('\n')[2]).toMatch(/^ {16}\S/));

  it('in a narrow window put the note behind its label, or below it where it is too long', () =>
    expect(renderRows(rows, 40).split('\n').slice(0, 3)).toEqual([
      '  Tenant  Contoso Ltd',
      '  Signed in as',
      '      ada@contoso.com, with a role whose',
    ]));

  it('stay within the window', () => expect(widest(renderRows(rows, 44))).toBeLessThanOrEqual(44));
});
