import { describe, expect, it } from 'vitest';
import { cellCode, codeSpan, inlineText } from '../../src/report/markdown/escape.ts';
import { markdownPieces } from '../../src/report/markdown.ts';
import { joined } from './joined.ts';
import { CORRELATION_ID } from './sample-ids.ts';
import { diagnoseReport, hopsReport, planReport } from './sample-stories.ts';
import { fleetReport, verifyReport } from './samples.ts';

describe('Markdown for a ticket', () => {
  const text = joined(markdownPieces(verifyReport()));

  it('starts with the counts', () => {
    expect(text.split('\n')[2]).toBe(
      '**13 passed · 2 failed · 1 warning · 2 to confirm by hand · 1 skipped · 1 unknown**',
    );
  });

  it('shows failures first, each with its fix', () => {
    expect(text).toMatch(
      /### FAIL `server-api\.token-version`[\s\S]*- Fix: Issue v2[\s\S]*### FAIL[\s\S]*### UNKNOWN[\s\S]*### WARN/,
    );
  });

  it('folds what passed', () => {
    expect(text).toMatch(
      /<details>\n<summary>14 checks passed or skipped<\/summary>\n\n- PASS `server-api\.exists`/,
    );
  });

  it('puts the correlation id first in a diagnosis', () => {
    expect(joined(markdownPieces(diagnoseReport()))).toContain(
      `## AADSTS65001 DelegationDoesNotExist\n\n- Correlation id: \`${CORRELATION_ID}\``,
    );
  });

  it('ranks causes and gives refuted ones no fix', () => {
    const diagnosis = joined(markdownPieces(diagnoseReport()));
    expect(diagnosis).toMatch(
      /1\. \*\*PROVED\*\*[\s\S]*2\. \*\*POSSIBLE\*\*[\s\S]*3\. \*\*REFUTED\*\* MCP Client App has no grant for access\n {3}- Because: [^\n]*\n$/,
    );
  });

  it('shows a plan with reasons and with sensitive values as words', () => {
    expect(joined(markdownPieces(planReport()))).toMatch(
      /- `\+` \*\*Create the client secret[^\n]*so that: MCP Server API[\s\S]*`secretText`: `\(sensitive value\)`/,
    );
  });

  it('keeps each hop in a row of four cells', () => {
    const rows = joined(markdownPieces(hopsReport()))
      .split('\n')
      .filter((line) => line.startsWith('| '));
    expect(rows.map((row) => row.split(/(?<!\\)\|/).length)).toEqual(rows.map(() => 6));
  });

  it('has a row per configuration, those with problems first', () => {
    const rows = joined(markdownPieces(fleetReport(6)))
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows.map((row) => row.slice(3, 22))).toEqual(
      [0, 3, 4, 1, 2, 5].map((number) => `envs/team-000${number}.yaml`),
    );
  });

  it('says that ids are masked', () => {
    expect(joined(markdownPieces(verifyReport(), { redact: 'ids' }))).toContain('are masked');
  });
});

describe('escaping', () => {
  it.each([
    ['a*b_c', 'a\\*b\\_c'],
    ['[x](y)', '\\[x\\](y)'],
    ['<b>&', '\\<b\\>&amp;'],
    ['a | b', 'a \\| b'],
    ['ask @admin', 'ask @&#8203;admin'],
    ['admin@contoso.com', 'admin@contoso.com'],
    ['https://x.example', 'https&#58;//x.example'],
  ])('shows %s as it is', (text, expected) => {
    expect(inlineText(text)).toBe(expected);
  });

  it.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`a', '`` `a ``'],
    ['', '(empty)'],
  ])('fences %s', (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });

  it('keeps a bar inside its table cell', () => {
    expect(cellCode('a|b')).toBe('`a\\|b`');
  });
});
