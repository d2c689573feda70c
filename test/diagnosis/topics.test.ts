import { describe, expect, test } from 'vitest';
import { entryFor } from '../../src/diagnosis/catalogue/index.ts';
import { TOPICS } from '../../src/diagnosis/catalogue/topics/index.ts';
import { readFailures } from '../../src/diagnosis/index.ts';
import { topicOf } from '../../src/diagnosis/read/by-topic.ts';

const word = (pattern: string): string => pattern.replace('*', '');
const ROWS = TOPICS.map((topic, index) => ({ ...topic, index }));
/** The first row that has these words too: it stands before, so it counts. */
const firstFor = (row: (typeof ROWS)[number], text: string): string | undefined =>
  topicOf(text, row.isVague === true ? 'vague' : 'telling')?.entry;

describe('a topic', () => {
  test.each(ROWS)('#$index has an entry, $entry, to explain it', ({ entry }) => {
    expect(entryFor(entry)).not.toBeNull();
  });

  test.each(ROWS)(
    '#$index, $entry, is told by its words in either order, apart, and in camel case',
    (row) => {
      const [of = ''] = row.of.toReversed();
      const [and = ''] = (row.and ?? ['']).toReversed();
      const [beside = ''] = row.beside ?? [''];
      const [a, b, c] = [of, and, beside].map(word);
      const texts = [`oauth ${a} so and so ${b} ${c}`, `oauth: ${c} ${b} – "${a}" (x)`];
      for (const text of texts) expect([row.entry, firstFor(row, text)]).toEqual([row.entry, row.entry]);
    },
  );

  test.each(ROWS.filter(({ and }) => and !== undefined))(
    '#$index, $entry, is not told by what it speaks of alone',
    (row) => {
      for (const of of row.of) expect(firstFor(row, `oauth ${of} is fine`)).not.toBe(row.entry);
    },
  );

  test('is not told by words that stand far apart', () => {
    const apart = 'and so on '.repeat(20);
    expect(topicOf(`oauth audience ${apart} mismatch`, 'telling')).toBeNull();
  });

  test('is not told by parts of words', () => {
    expect(topicOf('oauth: the auditorium was found to be invalidated', 'telling')).toBeNull();
  });

  test('is told where the text speaks of it', () => {
    const text = `${'oauth works well. '.repeat(500)}The audience is wrong.`;
    expect(topicOf(text, 'telling')?.at).toBeGreaterThan(8_000);
  });

  test('is told at both ends of a long log, and gives way to what stands in front', () => {
    const log = 'oauth request served in 12 ms\n'.repeat(40_000);
    expect(
      [`wrong audience\n${log}`, `${log}wrong audience`].map((text) => topicOf(text, 'telling')?.entry),
    ).toEqual(['symptom:audience-refused', 'symptom:audience-refused']);
  });

  test.each([
    'The audience of our show was not expected to grow: an invalid guess.',
    'The state of the ship is invalid.',
    '2026-11-23T10:00:00Z INFO oauth: token issued for audience api://files, issuer ok',
    'GET /mcp 200 12 ms',
    'npm warn deprecated: this version is no longer supported',
  ])('is no failure: %s', (text) => {
    expect(readFailures(text)).toEqual([]);
  });
});

describe('a sentence that is known', () => {
  test.each([
    'npm error file not found: package.json',
    'The turbo failed over.',
    'resource not found in the cache of the editor',
  ])('begins where a word does, not inside one: %s', (text) => {
    expect(readFailures(text)).toEqual([]);
  });
});
