import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { FORMATS, type Format, renderFormat, renderPieces } from '../../src/report/formats.ts';
import { SEED } from '../support/for-all.ts';
import { ALL_SAMPLES } from './all-samples.ts';
import { hostileText, poisoned, unseenIn } from './hostile.ts';
import { CLIENT_APP_ID, SERVER_APP_ID, TENANT_ID } from './sample-ids.ts';
import { fleetReport, verifyReport } from './samples.ts';

const SAMPLES = Object.entries(ALL_SAMPLES);
const RUNS = { numRuns: 25, seed: SEED };

function shapes(): readonly (readonly [Format, string])[] {
  return FORMATS.flatMap((format) => SAMPLES.map(([name]) => [format, name] as const));
}

async function hostileRendering(format: Format, text: string, more = {}): Promise<readonly string[]> {
  return Promise.all(SAMPLES.map(([, document]) => renderFormat(format, poisoned(document, text), more)));
}

function eachHostile(format: Format, holds: (rendered: string) => void, more = {}): Promise<void> {
  return fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      for (const rendered of await hostileRendering(format, text, more)) holds(rendered);
    }),
    RUNS,
  );
}

describe('every format', () => {
  it.each(FORMATS)('is named in the README: %s', (format) => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    expect(/in another format \(([^)]*)\)/.exec(readme)?.[1]?.split(', ')).toContain(format);
  });

  it.each(shapes())('renders the same bytes twice: %s of %s', async (format, name) => {
    const document = ALL_SAMPLES[name] ?? verifyReport();
    expect(await renderFormat(format, structuredClone(document))).toBe(await renderFormat(format, document));
  });

  it.each(shapes())('ends with one line feed: %s of %s', async (format, name) => {
    const rendered = await renderFormat(format, ALL_SAMPLES[name] ?? verifyReport());
    expect(rendered).toMatch(/[^\n]\n$/);
  });

  it.each(['json', 'sarif', 'codequality', 'junit', 'markdown'] as const)(
    'hands over a fleet in pieces that do not grow with it: %s',
    async (format) => {
      const lengths = [...(await renderPieces(format, fleetReport(900)))].map(({ length }) => length);
      const total = lengths.reduce((sum, length) => sum + length, 0);
      expect(Math.max(...lengths)).toBeLessThan(total / 5);
    },
  );

  it.each(FORMATS)('shows no id of the tenant when ids are masked: %s', async (format) => {
    const rendered = await renderFormat(format, verifyReport(), { redact: 'ids', verbose: true });
    const found = [TENANT_ID, CLIENT_APP_ID, SERVER_APP_ID, 'contoso', 'Contoso'].filter((id) =>
      rendered.includes(id),
    );
    expect(found).toEqual([]);
  });

  it.each(FORMATS.filter((format) => format !== 'json'))(
    'lets nothing unseen out of a hostile display name: %s',
    async (format) => {
      // Rows of CSV end as its standard says.
      await eachHostile(format, (rendered) =>
        expect(unseenIn(format === 'csv' ? rendered.replaceAll('\r\n', '\n') : rendered)).toBeNull(),
      );
    },
  );

  it('lets nothing unseen into JSON but as an escape', async () => {
    await eachHostile('json', (rendered) =>
      expect(unseenIn(rendered.replaceAll(/[\u200c\u200d]/g, ''))).toBeNull(),
    );
  });
});

describe('hostile display names', () => {
  it('come out of JSON as they went in', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const document = poisoned(verifyReport(), text);
        expect(JSON.parse(await renderFormat('json', document))).toEqual(
          JSON.parse(JSON.stringify(document)),
        );
      }),
      RUNS,
    );
  });

  it.each([
    ['usual', {}],
    ['narrow', { columns: 40 }],
    ['accessible', { accessible: true }],
    ['verbose', { verbose: true }],
  ])('cannot give a CI runner a command through text: %s', async (_name, options) => {
    await eachHostile('text', (rendered) => expect(rendered).not.toMatch(/^\s*::|##\[/m), options);
  });

  it('cannot add a workflow command to the annotations', async () => {
    await eachHostile('github', (rendered) => {
      const lines = rendered.trimEnd().split('\n');
      expect(lines.filter((line) => !/^::(error|warning|notice) [^:]*::/.test(line))).toEqual([]);
      expect(lines.length).toBeLessThanOrEqual(20);
    });
  });

  it('leave JUnit well formed', async () => {
    await eachHostile('junit', (rendered) => expect(XMLValidator.validate(rendered)).toBe(true));
  });

  it('add no element to the page', async () => {
    await eachHostile('html', (rendered) => {
      const names = new Set(
        [...rendered.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, name]) => name?.toLowerCase()),
      );
      expect([...names].filter((name) => !PAGE_ELEMENTS.has(name ?? ''))).toEqual([]);
    });
  });

  it('add no handler and no foreign address to the page', async () => {
    await eachHostile('html', (rendered) => {
      const tags = rendered.match(/<[a-z][^>]*>/gi) ?? [];
      expect(
        tags.filter((tag) =>
          /\son[a-z]+\s*=|href="(?!https:\/\/|#)/i.test(tag.replaceAll(/content="[^"]*"/g, '')),
        ),
      ).toEqual([]);
    });
  });

  it('add no HTML, link or picture to Markdown', async () => {
    await eachHostile('markdown', (rendered) => {
      const active = rendered
        .split('\n')
        .map(withoutLiterals)
        .filter((line) => ACTIVE.test(line));
      expect(active).toEqual([]);
    });
  });
});

const PAGE_ELEMENTS = new Set(
  '!doctype html head meta title style body a svg symbol use path circle rect g text header p h1 h2 h3 h4 span ul ol li dl dt dd div main section article details summary table caption thead tbody tr th td code b footer'.split(
    ' ',
  ),
);

/** Raw HTML but our own, a picture, or a link that we did not make. */
const ACTIVE = /<(?!\/?(?:details|summary|br)>|https:\/\/)|!\[|\]\((?!<https:\/\/)/;

/** A line of Markdown without what CommonMark shows literally: escaped punctuation and code spans. */
function withoutLiterals(line: string): string {
  const unescaped = line.replaceAll(/\\[!-/:-@[-`{-~]/g, (pair, at: number) =>
    inSpan(line, at) ? pair : '',
  );
  return unescaped.replaceAll(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, '');
}

/** Whether a position of the line is inside a code span, where a backslash escapes nothing. */
function inSpan(line: string, position: number): boolean {
  let at = 0;
  while (at < position) {
    if (line[at] === '\\') at += 2;
    else if (line[at] === '`') {
      const fence = /^`+/.exec(line.slice(at))?.[0] ?? '`';
      const end = line.slice(at + fence.length).search(new RegExp(`(?<!\`)${fence}(?!\`)`));
      if (end < 0) at += fence.length;
      else if (position < at + fence.length * 2 + end) return true;
      else at += fence.length * 2 + end;
    } else at += 1;
  }
  return false;
}
