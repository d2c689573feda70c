import type { Fix, Report, Verdict } from '../../core/report.ts';
import { counted } from '../../core/words.ts';
import { grantWords, groupedProblemsOf, groupTitle, type ReasonGroup } from '../groups.ts';
import { STATUS_WORDS, showPlain } from '../words.ts';
import { codeSpan, inlineText, link } from './escape.ts';

/** Problems worst first, each with what was expected, why it matters and the fix; then advice; passes folded. */
export function checkParts(report: Report): readonly string[] {
  const { checks = [] } = report;
  const manual = checks.filter(({ status }) => status === 'manual');
  const quiet = checks.filter(({ status }) => status === 'pass' || status === 'skip');
  return [
    ...problemParts(report),
    ...(manual.length === 0 ? [] : [['**To confirm by hand**', '', ...manual.map(manualItem)].join('\n')]),
    ...(quiet.length === 0
      ? []
      : [folded(`${counted(quiet.length, 'check')} passed or skipped`, quiet.map(quietItem))]),
  ];
}

/** The problems, worst first; those that one reason explains are one part. */
export function problemParts(report: Report): readonly string[] {
  const { groups, alone } = groupedProblemsOf(report);
  return [...groups.map(groupPart), ...alone.map(problemPart)];
}

function groupPart(group: ReasonGroup): string {
  const grant = grantWords(group);
  return [
    `### ${STATUS_WORDS.unknown} ${groupTitle(group)}`,
    '',
    inlineText(group.reason),
    '',
    `- Checks: ${group.verdicts.map(({ id }) => codeSpan(id)).join(', ')}`,
    ...(grant === null ? [] : [`- Fix: ${inlineText(grant)}`]),
  ].join('\n');
}

function problemPart(verdict: Verdict): string {
  const { id, status, message, why, expected, actual, fix, aadsts } = verdict;
  const compared =
    status === 'unknown'
      ? []
      : [`- Expected: ${codeSpan(showPlain(expected))}`, `- Is: ${codeSpan(showPlain(actual))}`];
  return [
    `### ${STATUS_WORDS[status]} ${codeSpan(id)}`,
    '',
    inlineText(message),
    '',
    ...compared,
    `- Why: ${inlineText(why)}`,
    ...(aadsts.length === 0
      ? []
      : [`- Can cause: ${aadsts.map((number) => codeSpan(`AADSTS${number}`)).join(', ')}`]),
    ...(fix ? fixItems(fix) : []),
  ].join('\n');
}

function fixItems({ by, summary, command, portalUrl }: Fix): readonly string[] {
  const page = link('Open the page', portalUrl);
  return [
    `- Fix${by === 'admin' ? ' (an administrator)' : ''}: ${inlineText(summary)}${page === '' ? '' : `. ${page}`}`,
    ...(command === null ? [] : [`- Command: ${codeSpan(command)}`]),
  ];
}

function manualItem({ id, title, fix }: Verdict): string {
  return `- ${codeSpan(id)} ${inlineText(fix?.summary ?? title)}`;
}

function quietItem({ id, status, title, message }: Verdict): string {
  return `- ${STATUS_WORDS[status]} ${codeSpan(id)} ${inlineText(status === 'skip' ? message : title)}`;
}

/** A section that is closed until somebody opens it. */
function folded(summary: string, lines: readonly string[]): string {
  return ['<details>', `<summary>${inlineText(summary)}</summary>`, '', ...lines, '', '</details>'].join(
    '\n',
  );
}
