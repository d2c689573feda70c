import type { Fix, Report, Status, Verdict } from '../../core/report.ts';
import { STATUSES, summaryOf } from '../../core/report.ts';
import { sectionsOf, type VerdictSection } from '../documents.ts';
import { grantWords, groupedProblemsOf, groupIds, groupTitle, type ReasonGroup } from '../groups.ts';
import type { Locate } from '../options.ts';
import { countPhrases, isProblem, STATUS_WORDS, showAny, showPlain, weightOf, worstOf } from '../words.ts';
import type { Ink, Tone } from './ink.ts';
import { type Field, fields, pad, shown, stack, wrap } from './layout.ts';

const TONES: Readonly<Record<Status, Tone>> = {
  pass: 'good',
  fail: 'bad',
  warn: 'caution',
  manual: 'strong',
  skip: 'quiet',
  unknown: 'caution',
};

/** Width of the longest status word. */
const WORD_WIDTH = Math.max(...STATUSES.map((status) => STATUS_WORDS[status].length));

/** The status word, padded so that what follows stands in one column. */
export function badge(ink: Ink, status: Status): string {
  const word = ink.paint(TONES[status], STATUS_WORDS[status]);
  return ink.accessible ? `${word}:` : pad(word, WORD_WIDTH);
}

/** Sections with passes folded and problems expanded, the worst last so that it is on the screen. */
export function checkLines(ink: Ink, report: Report, locate?: Locate): readonly string[] {
  const sections = sectionsOf(report.checks ?? []).toSorted(
    (a, b) => weightOfSection(a) - weightOfSection(b),
  );
  const { groups, alone } = groupedProblemsOf(report);
  return stack([
    sections.flatMap((section) => sectionLine(ink, section)),
    ...(ink.verbose
      ? [quietLines(ink, report), ...sections.map((section) => manualLines(ink, section))]
      : []),
    ...groups.map((group) => groupLines(ink, group)),
    ...sectionsOf(alone)
      .toSorted((a, b) => weightOfSection(a) - weightOfSection(b))
      .flatMap((section) => problemBlocks(ink, section, report.config, locate)),
  ]);
}

/** How many ids of a group are named without -v. */
const NAMED = 4;

/** Checks that one reason keeps from being judged, and what to grant. */
function groupLines(ink: Ink, group: ReasonGroup): readonly string[] {
  const head = `${badge(ink, 'unknown')} ${ink.paint('strong', groupTitle(group))}`;
  const indent = ink.accessible ? 0 : WORD_WIDTH + 3;
  const grant = grantWords(group);
  return [
    ink.accessible ? head : `  ${head}`,
    ...wrap(ink, shown(group.reason), indent),
    ...fields(
      ink,
      [
        { label: 'Checks', value: shown(groupIds(group, ink.verbose ? Number.POSITIVE_INFINITY : NAMED)) },
        ...(grant === null ? [] : [{ label: 'Fix', value: shown(grant) }]),
      ],
      indent,
    ),
  ];
}

function weightOfSection({ verdicts }: VerdictSection): number {
  return weightOf(worstOf(verdicts.map(({ status }) => status)));
}

function sectionLine(ink: Ink, { name, verdicts }: VerdictSection): readonly string[] {
  const counts = countPhrases(summaryOf(verdicts)).join(', ');
  const words = ink.accessible ? `${shown(name)}, ${counts}.` : `${pad(shown(name), 12)}${counts}`;
  return wrap(ink, `${badge(ink, worstOf(verdicts.map(({ status }) => status)))} ${words}`);
}

function quietLines(ink: Ink, { checks = [] }: Report): readonly string[] {
  return checks
    .filter(({ status }) => status === 'pass' || status === 'skip')
    .flatMap((verdict) =>
      oneVerdict(ink, verdict, verdict.status === 'skip' ? verdict.message : verdict.title),
    );
}

function manualLines(ink: Ink, { verdicts }: VerdictSection): readonly string[] {
  return verdicts
    .filter(({ status }) => status === 'manual')
    .flatMap((verdict) => oneVerdict(ink, verdict, verdict.fix?.summary ?? verdict.title));
}

function oneVerdict(ink: Ink, { id, status }: Verdict, words: string): readonly string[] {
  const head = `${badge(ink, status)} ${shown(id)}`;
  return ink.accessible
    ? wrap(ink, `${head}. ${shown(words)}`)
    : [`  ${head}`, ...wrap(ink, ink.paint('quiet', shown(words)), WORD_WIDTH + 3)];
}

function problemBlocks(
  ink: Ink,
  { verdicts }: VerdictSection,
  config: string | undefined,
  locate: Locate | undefined,
): readonly (readonly string[])[] {
  return verdicts
    .filter(isProblem)
    .toSorted((a, b) => weightOf(a.status) - weightOf(b.status))
    .map((verdict) => problemLines(ink, verdict, placeOf(verdict, config, locate)));
}

/** `entra-mcp.yaml:14`, where the value that asks for it stands in the file. */
function placeOf(
  { configPath }: Verdict,
  config: string | undefined,
  locate: Locate | undefined,
): string | null {
  const region = config === undefined ? null : (locate?.(config, configPath) ?? null);
  return region === null ? null : `${shown(config ?? '')}:${region.line}`;
}

function problemLines(ink: Ink, verdict: Verdict, place: string | null): readonly string[] {
  const head = `${badge(ink, verdict.status)} ${ink.paint('strong', shown(verdict.id))}`;
  const indent = ink.accessible ? 0 : WORD_WIDTH + 3;
  const where = place === null ? [] : [{ label: 'At', value: place }];
  return [
    ink.accessible ? head : `  ${head}`,
    ...wrap(ink, shown(verdict.message), indent),
    ...fields(ink, [...problemFields(ink, verdict), ...where], indent),
  ];
}

function problemFields(ink: Ink, verdict: Verdict): readonly Field[] {
  const { status, expected, actual, why, fix, aadsts, evidence } = verdict;
  return [
    ...(status === 'unknown'
      ? []
      : [
          { label: 'Expected', value: shown(showPlain(expected)) },
          { label: 'Is', value: shown(showPlain(actual)) },
        ]),
    { label: 'Why', value: shown(why) },
    ...(fix ? fixFields(ink, fix) : []),
    ...(ink.verbose && aadsts.length > 0
      ? [{ label: 'Prevents', value: aadsts.map((code) => `AADSTS${shown(code)}`).join(', ') }]
      : []),
    ...(ink.verbose ? evidence.map((value) => ({ label: 'Evidence', value: shown(showAny(value)) })) : []),
  ];
}

/** The fix as fields: the sentence, the command, and the portal's page where there is no command, or with -v. */
export function fixFields(ink: Ink, { by, summary, command, portalUrl }: Fix): readonly Field[] {
  return [
    { label: 'Fix', value: shown(by === 'admin' ? `An administrator: ${summary}` : summary) },
    ...(command === null
      ? []
      : [{ label: ink.accessible ? 'Command' : 'Fix', value: shown(command), kept: true } as const]),
    ...(portalUrl === null || (command !== null && !ink.verbose)
      ? []
      : [{ label: 'Portal', value: shown(portalUrl), kept: true } as const]),
  ];
}
