import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { renderGithub, renderJobSummary } from '../../src/report/github.ts';
import { verdictOf } from './sample-ids.ts';
import { appliedReport, diagnoseReport, hopsReport } from './sample-stories.ts';
import { fleetReport, healthyReport, verifyReport } from './samples.ts';

const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');
const countOf = (text: string, level: string): number =>
  linesOf(text).filter((line) => line.startsWith(`::${level} `)).length;

describe('annotations', () => {
  it('start with the totals', () => {
    expect(linesOf(renderGithub(verifyReport()))[0]).toBe(
      '::error title=entra-mcp-setup verify::13 passed, 2 failed, 1 warning, 2 to confirm by hand, 1 skipped, 1 unknown. Exit code 1: 2 checks failed.',
    );
  });

  it('put errors before warnings', () => {
    const levels = linesOf(renderGithub(verifyReport())).map((line) => line.split(' ')[0]);
    expect(levels).toEqual(['::error', '::error', '::error', '::warning', '::warning']);
  });

  it('stand at the line of the configuration', () => {
    const text = renderGithub(verifyReport(), {
      locate: () => ({ line: 7, column: 1, endLine: 8, endColumn: 1 }),
    });
    expect(linesOf(text)[1]).toMatch(
      /^::error file=entra-mcp\.yaml,line=7,endLine=8,title=server-api\.token-version::/,
    );
  });

  it('take an unjudged required check for an error', () => {
    const checks = [verdictOf('server-api.scope', 'unknown', { severity: 'error' })];
    expect(countOf(renderGithub(verifyReport({ checks })), 'error')).toBe(2);
  });

  it('are at most ten of a level, and say how many are missing', () => {
    const text = renderGithub(fleetReport(60));
    expect([countOf(text, 'error'), countOf(text, 'warning')]).toEqual([10, 10]);
    expect(linesOf(text)[0]).toMatch(/ \d+ findings more than GitHub shows; the report has all\.$/);
  });

  it('only notice when nothing is wrong', () => {
    expect(linesOf(renderGithub(healthyReport())).map((line) => line.split(' ')[0])).toEqual(['::notice']);
  });

  it('tell of hops that failed and causes that were found', () => {
    const titles = (document: Report) => linesOf(renderGithub(document)).map((line) => line.split('::')[1]);
    expect(titles(hopsReport()).slice(1)).toEqual(['error title=Hop obo']);
    expect(titles(diagnoseReport()).slice(1)).toEqual([
      'error title=Cause graph-consent-missing',
      'warning title=Cause scope-not-preconsented',
    ]);
  });

  it('escape what would end a property or a message', () => {
    const checks = [verdictOf('server-api.scope', 'fail', { message: '100%, a:b' })];
    const text = renderGithub(verifyReport({ config: 'a,b:c%.yaml', checks }));
    expect(linesOf(text)[1]).toMatch(
      /^::error file=a%2Cb%3Ac%25\.yaml,line=1,title=server-api\.scope::100%25, a:b%0AWhy: /,
    );
  });

  it('hold the advice of an error', () => {
    expect(renderGithub(appliedReport())).toContain('%0Aentra-mcp-setup apply --yes%0A');
  });
});

describe('the job summary', () => {
  it('has a table of all checks and expands the failures', () => {
    const text = renderJobSummary(verifyReport());
    expect(text).toContain('| FAIL | `server-api.token-version` |');
    expect(text).toMatch(
      /### FAIL `server-api\.token-version`[\s\S]*- Command: `entra-mcp-setup apply --yes`/,
    );
  });

  it('stays below what GitHub accepts, and says that it is cut', () => {
    const text = renderJobSummary(fleetReport(3_000));
    expect(Buffer.byteLength(text)).toBeLessThan(1_048_576);
    expect(text).toContain('Cut here');
  });

  it('masks ids when asked', () => {
    expect(renderJobSummary(verifyReport(), { redact: 'ids' })).toContain('tenant-1');
  });
});
