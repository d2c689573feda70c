import { describe, expect, it } from 'vitest';
import { afterKey, type ListOutcome, type ListState } from '../../src/ui/list-keys.ts';
import { pageAround } from '../../src/ui/list-page.ts';
import { rowsFor } from '../../src/ui/list-rows.ts';
import type { Key } from '../../src/ui/prompt-control.ts';
import { styleFor } from '../../src/ui/style.ts';

const LABELS = ['Apply', 'Edit an answer', 'Save the plan', 'Show as commands', 'Cancel'];
const MANY = Array.from({ length: 15 }, (_one, index) => `Answer ${index + 1}`);
const style = styleFor({ color: false, unicode: true });

function pressing(keys: readonly Key[], labels: readonly string[] = LABELS, active = 2): ListState['active'] {
  const choices = labels.map((label) => ({ value: label, label }));
  const rows = rowsFor(choices, { columns: 80, room: 20, style, canGoBack: true });
  const list = { rows, canGoBack: true, check: () => null };
  const start: ListState = { active, ticked: null, typed: '', refusal: null };
  return keys.reduce<ListState>((state, key) => {
    const next = afterKey(list, state, key);
    if ('kind' in next) throw new Error(`It ended with ${next.kind}.`);
    return next;
  }, start).active;
}

const typed = (text: string): readonly Key[] => [...text].map((sequence) => ({ name: sequence, sequence }));

describe('the cursor of a list', () => {
  it.each<[string, Key]>([
    ['Left', { name: 'left', sequence: '\u001b[D' }],
    ['Delete', { name: 'delete', sequence: '\u001b[3~' }],
    ['F5', { name: 'f5', sequence: '\u001b[15~' }],
    ['Ctrl-U', { name: 'u', sequence: '\u0015', ctrl: true }],
    ['Ctrl-L', { name: 'l', sequence: '\u000c', ctrl: true }],
    ['Tab', { name: 'tab', sequence: '\t' }],
    ['Backspace', { name: 'backspace', sequence: '\u007f' }],
    ['a letter that no choice begins with', { name: 'z', sequence: 'z' }],
    ['the number of no choice', { name: '9', sequence: '9' }],
  ])('does not move at %s', (_name, key) => expect(pressing([key])).toBe(2));

  it.each([
    ['home', 0],
    ['end', 5],
    ['up', 1],
    ['down', 3],
    ['pageup', 0],
    ['pagedown', 5],
  ])('moves at %s', (name, to) => expect(pressing([{ name, sequence: '\u001b' }])).toBe(to));

  it('follows the last digit where the number of both is no choice', () =>
    expect(pressing(typed('15'))).toBe(4));

  it('follows a number of two digits where there is such a choice', () =>
    expect(pressing(typed('14'), MANY)).toBe(13));

  it('follows the letters that a choice begins with', () => expect(pressing(typed('sh'))).toBe(3));
});

describe('a row that stands for none of the others', () => {
  const choices = [
    { value: 'none', label: 'None of these', alone: true },
    { value: 'a', label: 'Left' },
    { value: 'b', label: 'Right' },
  ];
  const rows = rowsFor(choices, { columns: 80, room: 20, style, canGoBack: false });
  const list = { rows, canGoBack: false, check: () => null };
  const pressed = (keys: readonly string[]) =>
    keys.reduce<ListState | ListOutcome>(
      (state, name) => ('kind' in state ? state : afterKey(list, state, { name, sequence: name })),
      { active: 0, ticked: [0], typed: '', refusal: null },
    );

  it('loses its tick to any other, and takes theirs', () => {
    expect(pressed(['down', 'space', 'down', 'space']).ticked).toEqual([1, 2]);
    expect(pressed(['down', 'space', 'up', 'space']).ticked).toEqual([0]);
  });

  it('is the answer at Enter', () =>
    expect(pressed(['return'])).toMatchObject({ kind: 'answer', ticked: [0] }));

  it('gives way to the row under the cursor at Enter, which many press without Space', () =>
    expect(pressed(['down', 'return'])).toMatchObject({ kind: 'answer', ticked: [1] }));
});

describe('a list that is longer than the window', () => {
  const choices = MANY.map((label) => ({
    value: label,
    label,
    hint: 'a hint that is far too long for the line'.repeat(3),
  }));
  const rows = rowsFor(choices, { columns: 60, room: 18, style, canGoBack: false }).map(({ text }) => text);

  it('has a line a row', () => expect(rows.filter((text) => text.includes('\n'))).toEqual([]));

  it('says how much is above and below, and shows the row of the cursor', () => {
    const at = (active: number) => pageAround(rows, { active, room: 5, columns: 60 });
    expect([at(0).mark, at(7).mark, at(14).mark]).toEqual([
      '10 more below',
      '5 more above, 5 more below',
      '10 more above',
    ]);
    expect(at(7).shown).toEqual(rows.slice(5, 10));
  });

  it('says nothing where all is shown', () =>
    expect(pageAround(rows, { active: 3, room: 15, columns: 60 }).mark).toBe(''));
});
