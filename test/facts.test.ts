import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../', import.meta.url);

const SOURCES = ['src/', 'test/'].flatMap((folder) =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|mjs)$/.test(path) && path !== 'facts.test.ts')
    .map((path) => ({ path: folder + path, text: readFileSync(new URL(folder + path, ROOT), 'utf8') })),
);

/** Headings of a page of facts by their number: `1.7` of `### 1.7 Credentials`. */
function sectionsOf(page: string): ReadonlySet<string> {
  const text = readFileSync(new URL(`src/facts/${page}`, ROOT), 'utf8');
  return new Set([...text.matchAll(/^#+ (\d+(?:\.\d+)*)\.? /gm)].map(([, number = '']) => number));
}

const CITATION = /(?<![.\w])facts:\s+([\w-]+\.(?:md|json))((?:[,;]?\s+(?:and\s+)?§[\d.]*\d)*)/g;

const CITATIONS = SOURCES.flatMap(({ path, text }) =>
  [...text.replace(/\n\s*(?:\/\/|\*)\s?/g, ' ').matchAll(CITATION)].map(([, page = '', numbers = '']) => ({
    path,
    page,
    sections: [...numbers.matchAll(/§([\d.]*\d)/g)].map(([, number = '']) => number),
  })),
);

describe('what a comment cites', () => {
  it('is found at all', () => {
    expect(CITATIONS.length).toBeGreaterThan(100);
  });

  it('stands in the repository', () => {
    const pages = new Set(readdirSync(new URL('src/facts/', ROOT)));
    const dead = CITATIONS.flatMap(({ path, page, sections }) => {
      if (!pages.has(page)) return [`${path}: ${page}`];
      const known = sectionsOf(page);
      return sections.filter((number) => !known.has(number)).map((number) => `${path}: ${page} §${number}`);
    });
    expect(dead).toEqual([]);
  });

  it('is no document from elsewhere', () => {
    const elsewhere = SOURCES.flatMap(({ path, text }) =>
      [...text.matchAll(/\((?:contract|design|ux)\b[^)]*§[^)]*\)|\b(?:contract|design|ux) §[\d.]+/g)].map(
        ([cited]) => `${path}: ${cited}`,
      ),
    );
    expect(elsewhere).toEqual([]);
  });
});

describe('the guide for contributors', () => {
  const guide = readFileSync(new URL('CONTRIBUTING.md', ROOT), 'utf8');
  const named = [...guide.matchAll(/`([\w.-]+(?:\/[\w.-]+)+\/?)`/g)].map(([, path = '']) => path);

  it('names paths at all', () => {
    expect(named.length).toBeGreaterThan(50);
  });

  it('names no file by its name alone that no folder holds', () => {
    const files = new Set(SOURCES.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)));
    const alone = [...guide.matchAll(/`([\w-]+(?:\.test)?\.ts)`/g)].map(([, name = '']) => name);
    expect(alone.length).toBeGreaterThan(10);
    expect(alone.filter((name) => !files.has(name))).toEqual([]);
  });

  it('names nothing that the code does not have', () => {
    const words = [...guide.matchAll(/`([A-Za-z][\w-]*(?:[A-Z_-][\w-]*)+)(?:\(\))?`/g)].map(
      ([, word = '']) => word,
    );
    expect(words.length).toBeGreaterThan(30);
    expect(words.filter((word) => !SOURCES.some(({ text }) => text.includes(word)))).toEqual([]);
  });

  it('names no script that the package does not have', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
    const run = [...guide.matchAll(/`npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(run.length).toBeGreaterThan(3);
    expect(run.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('names no test to run that is not there', () => {
    const tests = [...guide.matchAll(/vitest run[^`]*? (test\/\S+?)(?=[\s`])/g)].map(([, path = '']) => path);
    expect(tests.length).toBeGreaterThan(3);
    expect(tests.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
  });

  it('names no file that is not there', () => {
    const isThere = (path: string) =>
      existsSync(new URL(path, ROOT)) || existsSync(new URL(`src/${path}`, ROOT));
    expect(named.filter((path) => !isThere(path))).toEqual([]);
  });
});
