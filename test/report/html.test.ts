import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { withoutLogCommands } from '../../src/core/log-commands.ts';
import { ALL_SAMPLES } from './all-samples.ts';
import { pageOf } from './page-of.ts';
import { verdictOf } from './sample-ids.ts';
import { fleetReport, verifyReport } from './samples.ts';

const PAGE_BYTES = 200_000;
const long = 'x'.repeat(5_000);

describe('the page', () => {
  it('keeps its style when it is printed, where orders to the runner of a CI job are broken apart', () => {
    const page = pageOf(verifyReport());
    expect(withoutLogCommands(page)).toBe(page);
  });

  it.each([
    ['a fleet of 10,000', fleetReport(10_000)],
    [
      'a fleet in which everything fails',
      {
        ...fleetReport(0),
        results: Array.from({ length: 1_000 }, (_, index) => verifyReport({ config: `${index}-${long}` })),
      },
    ],
    [
      'a report with a thousand failures',
      verifyReport({
        checks: Array.from({ length: 1_000 }, () =>
          verdictOf('server-api.scope', 'fail', { message: long, why: long, expected: long, actual: long }),
        ),
      }),
    ],
  ])('stays under 200 kB for %s', (_what, document) => {
    expect(Buffer.byteLength(pageOf(document))).toBeLessThan(PAGE_BYTES);
  });

  it('says how much it left out, and still totals everything', () => {
    const page = pageOf(fleetReport(3_000));
    expect(page).toMatch(/Showing the first \d+ of 3000 configurations/);
    expect(page).toContain(`${13 * 2_400} passed`);
  });

  it('lets in its own style sheet and nothing else', () => {
    const page = pageOf(verifyReport());
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
  });

  it.each(Object.keys(ALL_SAMPLES))('uses every id once: %s', (name) => {
    const ids = [...pageOf(ALL_SAMPLES[name] ?? verifyReport()).matchAll(/ id="([^"]+)"/g)].map(
      ([, id]) => id,
    );
    expect(ids).not.toEqual([]);
    expect(ids.length).toBe(new Set(ids).size);
  });

  it('does not turn an address of another scheme into a link', () => {
    const fix = { by: 'you', summary: 'Look', command: null, portalUrl: 'javascript:alert(1)' } as const;
    expect(pageOf(verifyReport({ checks: [verdictOf('server-api.scope', 'fail', { fix })] }))).not.toContain(
      'href="javascript',
    );
  });

  it('says that ids are masked', () => {
    expect(pageOf(verifyReport(), { redact: 'ids' })).toContain('sign-in names are masked');
  });
});

describe('credential lifetimes', () => {
  const page = pageOf(verifyReport());

  it('say in words whether each still holds, soonest to end first', () => {
    const words = [...page.matchAll(/(EXPIRED|ENDS SOON|VALID|NO END)<\/span> <b>([^<]+)/g)].map(
      ([, word, name]) => `${word} ${name}`,
    );
    expect(words).toEqual([
      'EXPIRED Old secret',
      'ENDS SOON MCP Server Secret',
      'VALID CN=mcp-server',
      'NO END github-main',
    ]);
  });

  it('are drawn on one scale with the day of the report', () => {
    const days = [...page.matchAll(/class="now" d="M([\d.]+) /g)].map(([, at]) => Number(at));
    expect(new Set(days).size).toBe(1);
    expect(days[0]).toBeGreaterThan(0);
    expect(days[0]).toBeLessThan(1_000);
  });

  it('survive dates that are none', () => {
    const credentials = [
      {
        app: 'server',
        kind: 'secret',
        displayName: 'odd',
        startDateTime: 'never',
        endDateTime: '9999-12-31T23:59:59Z',
      },
    ] as const;
    const page = pageOf(verifyReport({ credentials }));
    expect(page).toContain('</span> <b>odd');
    expect(page).not.toMatch(/NaN|Infinity/);
  });
});
