import { describe, expect, it } from 'vitest';
import { parseInteger, parseList, parseSwitch } from '../../src/core/validation/parse.ts';
import { quoted } from '../../src/core/validation/validator.ts';

describe('a list', () => {
  const parse = parseList((item) => (item === 'bad' ? 'It is bad.' : null));

  it.each([
    ['a', ['a']],
    ['a,b', ['a', 'b']],
    [' a ,, b\n\tc ', ['a', 'b', 'c']],
    ['', []],
  ])('of %j has the entries %j', (text, value) => {
    expect(parse(text)).toEqual({ value });
  });

  it('is refused for an entry that is no good, wherever it stands', () => {
    expect([parse('bad,a'), parse('a,bad')]).toEqual([{ problem: 'It is bad.' }, { problem: 'It is bad.' }]);
  });
});

describe('a whole number', () => {
  const parse = parseInteger((value) => (value > 24 ? 'It is too large.' : null));

  it.each([
    ['0', 0],
    ['24', 24],
    [' 6 ', 6],
    ['007', 7],
  ])('is %j', (text, value) => {
    expect(parse(text)).toEqual({ value });
  });

  it.each(['', 'six', '1.5', '-1', '1e1', '6 months', '1234567890'])('is not %j', (text) => {
    expect(parse(text)).toEqual({ problem: `${quoted(text)} is no whole number.` });
  });

  it('is held against its rule', () => {
    expect(parse('25')).toEqual({ problem: 'It is too large.' });
  });
});

describe('a switch', () => {
  it.each(['', ' ', 'true', ' Yes ', '1', 'ON'])('is on for %j', (text) => {
    expect(parseSwitch(text)).toEqual({ value: true });
  });

  it.each(['false', ' No ', '0', 'OFF'])('is off for %j', (text) => {
    expect(parseSwitch(text)).toEqual({ value: false });
  });

  it('is neither for another word', () => {
    expect(parseSwitch('maybe')).toEqual({ problem: '"maybe" is neither true nor false.' });
  });
});

describe('a value in a sentence', () => {
  it.each([
    ['a b', '"a b"'],
    ['a\nb\u0007', '"a\\u000ab\\u0007"'],
    ['admin\u202enimda', '"admin\\u202enimda"'],
    ['x'.repeat(80), `"${'x'.repeat(80)}"`],
    ['x'.repeat(81), `"${'x'.repeat(80)}…"`],
  ])('that is %j is shown as %s', (value, shown) => {
    expect(quoted(value)).toBe(shown);
  });
});
