import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { STATUSES } from '../../src/core/report.ts';
import { titleOf } from '../../src/report/documents.ts';
import type { TextOptions } from '../../src/report/options.ts';
import { renderPlanText, renderText } from '../../src/report/text.ts';
import { STATUS_WORDS } from '../../src/report/words.ts';
import { ALL_SAMPLES } from './all-samples.ts';
import { CORRELATION_ID, verdictOf } from './sample-ids.ts';
import { appliedReport, diagnoseReport, hopsReport, planReport } from './sample-stories.ts';
import { fleetReport, healthyReport, verifyReport } from './samples.ts';

const PLAIN: TextOptions = { columns: 80, color: false, unicode: true, accessible: false, verbose: false };
const ESCAPE = String.fromCharCode(27);
const COLOURS = new RegExp(`${ESCAPE}\\[\\d+m`, 'g');

const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');
const positionsOf = (text: string, ...words: readonly string[]): readonly number[] =>
  words.map((word) => text.indexOf(word));

describe('verify as text', () => {
  const text = renderText(verifyReport(), PLAIN);

  it('shows what was expected, what is, why and how to fix a failure', () => {
    const block = text.slice(text.indexOf('FAIL    server-api.token-version'));
    expect(block).toMatch(
      /Expected +2\n +Is +1\n +Why +\S[\s\S]*Fix +Issue v2 access tokens[\s\S]*entra-mcp-setup apply --yes/,
    );
  });

  it('puts the worst last', () => {
    const order = positionsOf(
      text,
      'UNKNOWN client-app.owners',
      'WARN    server-api.credential-expiry',
      'FAIL    server-api.graph-consent',
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('folds what passed', () => {
    expect(text).not.toContain('server-api.identifier-uri');
  });

  it('lists what passed when asked for all', () => {
    expect(renderText(verifyReport(), { ...PLAIN, verbose: true })).toContain(
      'PASS    server-api.identifier-uri',
    );
  });

  it('counts everything in one line and gives the reason of the exit code', () => {
    expect(linesOf(text).slice(-3, -1)).toEqual([
      '13 passed · 2 failed · 1 warning · 2 to confirm by hand · 1 skipped · 1 unknown',
      'exit 1: 2 checks failed',
    ]);
  });

  it('names the line of the configuration that asks for it', () => {
    const located = renderText(verifyReport(), {
      ...PLAIN,
      locate: (_file, path) =>
        path === 'graphPermissions' ? { line: 14, column: 1, endLine: 15, endColumn: 1 } : null,
    });
    expect(located.match(/entra-mcp\.yaml:\d+/g)).toEqual(['entra-mcp.yaml:14']);
  });

  it('says how many required checks could not be judged', () => {
    const checks = [verdictOf('client-app.exists', 'unknown', { severity: 'error' })];
    const report = verifyReport({
      exitCode: 3,
      checks,
      summary: { pass: 0, fail: 0, warn: 0, manual: 0, skip: 0, unknown: 1 },
    });
    expect(renderText(report, PLAIN)).toContain('exit 3: 1 required check could not be judged');
  });

  it('says every status as a word', () => {
    const checks = STATUSES.map((status) => verdictOf('client-app.exists', status));
    const verbose = renderText(verifyReport({ checks }), { ...PLAIN, verbose: true });
    expect(
      STATUSES.filter((status) => !verbose.includes(`${STATUS_WORDS[status].padEnd(7)} client-app.exists`)),
    ).toEqual([]);
  });

  it('is short when nothing is wrong', () => {
    expect(linesOf(renderText(healthyReport(), PLAIN)).length).toBeLessThanOrEqual(10);
  });
});

describe('colour', () => {
  it.each(Object.keys(ALL_SAMPLES))('only adds to the words: %s', (name) => {
    const document = ALL_SAMPLES[name] ?? verifyReport();
    const coloured = renderText(document, { ...PLAIN, color: true });
    expect(coloured.replaceAll(COLOURS, '')).toBe(renderText(document, PLAIN));
  });

  it('is one of the sixteen that the theme decides', () => {
    const codes = renderText(verifyReport(), { ...PLAIN, color: true }).match(COLOURS) ?? [];
    expect([...new Set(codes)].filter((code) => !/^.\[(1|22|3[0-79]|9[0-7])m$/.test(code))).toEqual([]);
  });
});

describe('width', () => {
  const widths = [40, 41, 60, 80, 120, 200];
  const cases = Object.keys(ALL_SAMPLES).flatMap((name) => widths.map((columns) => [name, columns] as const));

  it.each(cases)('keeps %s within %i columns, but for what must stay whole', (name, columns) => {
    const text = renderText(ALL_SAMPLES[name] ?? verifyReport(), { ...PLAIN, columns });
    const tooLong = linesOf(text).filter(
      (line) => stringWidth(line) > columns && !/entra-mcp-setup |https:|\S{30}/.test(line),
    );
    expect(tooLong).toEqual([]);
  });

  it('takes an unknown width for 80 columns', () => {
    expect(renderText(verifyReport(), { ...PLAIN, columns: 0 })).toBe(renderText(verifyReport(), PLAIN));
  });

  it('does not draw narrower than 40 columns', () => {
    expect(renderText(verifyReport(), { ...PLAIN, columns: 5 })).toBe(
      renderText(verifyReport(), { ...PLAIN, columns: 40 }),
    );
  });
});

describe('accessible text', () => {
  const accessible = { ...PLAIN, accessible: true };

  it.each(Object.keys(ALL_SAMPLES))('is ASCII without columns: %s', (name) => {
    const text = renderText(ALL_SAMPLES[name] ?? verifyReport(), accessible);
    expect(text.match(/[^\n -~]| {2}/g)).toBeNull();
  });

  it('says a change in a sentence', () => {
    expect(renderText(planReport(), accessible)).toContain(
      '\nIssue v2 access tokens for MCP Server API.\nValue: from 1 to 2.',
    );
  });

  it('labels each value', () => {
    const lines = linesOf(renderText(verifyReport(), accessible));
    expect(lines).toEqual(
      expect.arrayContaining([
        'FAIL: server-api.token-version',
        'Expected: 2',
        'Is: 1',
        'Command: entra-mcp-setup apply --yes',
      ]),
    );
  });
});

describe('a plan as text', () => {
  const text = renderText(planReport(), PLAIN);

  it('shows before and after', () => {
    expect(text).toContain('~ 1 → 2');
  });

  it('gives the reason of each change in the words of its check', () => {
    expect(text).toContain(`so that: ${titleOf('server-api.token-version')}`);
  });

  it('says that a value is sensitive instead of showing it', () => {
    expect(text).toMatch(/secretText +\(sensitive value\)/);
  });

  it('says which ids are known only afterwards', () => {
    expect(text).toMatch(/appId +\(known after apply\)/);
  });

  it('totals and names what is left to people', () => {
    expect(text).toMatch(
      /Plan: 2 to create, 1 to change, 0 to remove\. 1 step left to people\.\n\nLeft to people\n {2}An administrator: Consent/,
    );
  });

  it('is the same before it is confirmed', () => {
    const { plan, target } = planReport();
    expect(text).toContain(plan ? renderPlanText(plan, target, { ...PLAIN, compact: false }) : 'no plan');
  });

  it('says when there is nothing to do', () => {
    expect(renderPlanText({ changes: [], leftToPeople: [] }, undefined, { ...PLAIN, compact: false })).toBe(
      'Nothing to change: both registrations are as described.\n',
    );
  });
});

describe('what was applied, as text', () => {
  const text = renderText(appliedReport(), PLAIN);

  it('lists what was done, then where it stopped', () => {
    expect(text).toMatch(
      /✓ Issue v2[\s\S]*✓ Create the client secret[\s\S]*✗ Stopped at: Create the app registration MCP Client App/,
    );
  });

  it('says where the credential went and when it ends', () => {
    expect(text).toMatch(/Credential +MCP Server Secret, ends 2028-11-23, 731 days left, written to \.env/);
  });

  it('still says what is left to people', () => {
    expect(text).toContain('An administrator: Consent for the whole tenant');
  });
});

describe('an error as text', () => {
  it('has its parts in the same order every time', () => {
    const text = renderText(appliedReport(), PLAIN);
    const parts = positionsOf(
      text,
      'error: The set-up stopped',
      'Why',
      'Do',
      'Ask for the role',
      'For support',
      CORRELATION_ID,
      'STOPPED_HALF_WAY',
    );
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
  });

  it('says that a retry is safe when nothing else is known', () => {
    const [error] = appliedReport().errors ?? [];
    expect(
      renderText({ ...appliedReport(), errors: error ? [{ ...error, nextSteps: [] }] : [] }, PLAIN),
    ).toContain('Run the same command again; that is safe.');
  });
});

describe('a diagnosis as text', () => {
  const text = renderText(diagnoseReport(), PLAIN);

  it('starts with the code, its name and the ids for support', () => {
    expect(text).toMatch(
      new RegExp(`AADSTS65001 DelegationDoesNotExist\\n +For support +correlation ${CORRELATION_ID}`),
    );
  });

  it('ranks proved before possible and names what it is not', () => {
    expect(text).toMatch(/1 {2}PROVED[\s\S]*2 {2}POSSIBLE[\s\S]*Not it +MCP Client App has no grant/);
  });
});

describe('the live test as text', () => {
  it('keeps the order of the chain and names the first hop that fails', () => {
    const text = renderText(hopsReport(), PLAIN);
    expect(text).toMatch(
      /PASS +sign-in to MCP Client App[\s\S]*FAIL +on-behalf-of exchange[\s\S]*SKIP +Microsoft Graph[\s\S]*The first hop that fails is on-behalf-of exchange\./,
    );
  });
});

describe('several configurations as text', () => {
  const text = renderText(fleetReport(6), PLAIN);

  it('puts those with problems last', () => {
    const [healthy = 0, broken = 0] = positionsOf(text, 'envs/team-0005.yaml', 'envs/team-0000.yaml');
    expect(healthy).toBeLessThan(broken);
  });

  it('totals over all of them', () => {
    expect(text).toContain('6 configurations: 65 passed');
  });

  it('shows the error of one that could not be judged', () => {
    expect(text).toMatch(/envs\/team-0004\.yaml[\s\S]*error: Microsoft Graph could not be reached/);
  });
});
