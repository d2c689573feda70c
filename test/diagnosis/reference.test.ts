import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { aadstsRow } from '../../src/core/aadsts/index.ts';
import type { Hop } from '../../src/core/report.ts';
import { entryFor } from '../../src/diagnosis/catalogue/index.ts';

/** What others wrote of a number: its name, who can meet it, and the beginnings of the words that they use of it. */
interface Reference {
  readonly name: string | null;
  readonly links: readonly Hop[];
  readonly about: readonly string[];
  readonly wording: readonly string[];
}

const REFERENCE: Readonly<Record<string, Reference>> = JSON.parse(
  readFileSync(new URL('../fixtures/aadsts-reference.json', import.meta.url), 'utf8'),
);
const NUMBERS = Object.keys(REFERENCE);
const ALL = Object.values(REFERENCE);

/** Beginnings of the longer words, by which texts of different authors about one thing are alike. */
function beginnings(text: string): ReadonlySet<string> {
  return new Set([...text.toLowerCase().matchAll(/[a-z]{4,}/g)].map(([word]) => word.slice(0, 5)));
}

/** A word that few references use tells more. */
function weightOf(word: string): number {
  return Math.log(1 + NUMBERS.length / (1 + ALL.filter(({ about }) => about.includes(word)).length));
}
const WEIGHTS = new Map(
  [...new Set(ALL.flatMap(({ about }) => about))].map((word) => [word, weightOf(word)]),
);
const weigh = (words: readonly string[]): number =>
  words.reduce((sum, word) => sum + (WEIGHTS.get(word) ?? 0), 0);

function likeness(own: ReadonlySet<string>, { about }: Reference): number {
  return weigh(about.filter((word) => own.has(word))) / Math.sqrt(1 + weigh(about));
}

/** How many other numbers the words fit better than the number they are meant for. */
function betterThan(number: string, words: string): number {
  const own = beginnings(words);
  const meant = REFERENCE[number];
  const fit = meant === undefined ? 0 : likeness(own, meant);
  return fit === 0 ? NUMBERS.length : ALL.filter((one) => likeness(own, one) > fit).length;
}

const TOLD = NUMBERS.flatMap((number) => {
  const entry = entryFor(number);
  if (entry === null) return [];
  const causes = entry.causes.map(({ summary, fix }) => `${summary} ${fix.summary}`);
  return [{ number, entry, words: [entry.meaning, ...causes].join(' ') }];
});

describe('what the catalogue says of a number, held against what others say of it', () => {
  test('is there for every number of the reference', () => {
    expect(TOLD.length).toBe(NUMBERS.length);
  });

  test.each(NUMBERS.filter((number) => REFERENCE[number]?.name))('%s has their name', (number) => {
    expect(aadstsRow(number)?.name).toBe(REFERENCE[number]?.name);
  });

  test.each(NUMBERS)('%s is met where they meet it, the likeliest link among theirs', (number) => {
    const hops: readonly Hop[] = aadstsRow(number)?.hops ?? [];
    const links = (REFERENCE[number]?.links ?? []).filter((link) => link !== 'consent');
    expect(links.filter((link) => !hops.includes(link))).toEqual([]);
    expect(REFERENCE[number]?.links).toContain(hops[0]);
  });

  test.each(TOLD)('$number is about what they are about', ({ number, words }) => {
    // A third of the numbers have neighbours that nearly say the same.
    expect(betterThan(number, words)).toBeLessThan(NUMBERS.length / 3);
  });

  test('is nearest to its own number, or almost', () => {
    const near = TOLD.filter(({ number, words }) => betterThan(number, words) < 10);
    expect(near.length / TOLD.length).toBeGreaterThan(0.95);
  });

  test.each(TOLD.filter(({ entry }) => entry.wording.length > 0))(
    '$number is recognised by a sentence that has their words',
    ({ number, entry }) => {
      const theirs = REFERENCE[number]?.wording ?? [];
      const shares = entry.wording.map((sentence) => {
        const own = beginnings(sentence);
        return theirs.filter((word) => own.has(word)).length / Math.min(theirs.length, own.size);
      });
      expect(Math.max(...shares)).toBeGreaterThanOrEqual(0.5);
    },
  );
});
