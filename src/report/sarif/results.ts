import { createHash } from 'node:crypto';
import type { Location, PhysicalLocation, Result } from 'sarif';
import type { Report, ReportedError, Verdict } from '../../core/report.ts';
import { oneLine } from '../clean.ts';
import { appOf, labelOf } from '../documents.ts';
import type { Places } from '../options.ts';
import { type StoryProblem, storyProblemsOf } from '../story.ts';
import { showPlain } from '../words.ts';
import { message, sentence } from './message.ts';
import { errorRuleId, type Rules, ruleIdOf, unknownRuleId } from './rules.ts';

/**
 * Failures and warnings, each at the line of the configuration that asks for it; what could not be judged as notes of
 * rules of their own; and what kept the whole configuration from being judged.
 */
export function resultsOf(report: Report, rules: Rules, places: Places): readonly Result[] {
  const verdicts = (report.checks ?? []).filter(({ status }) => status === 'fail' || status === 'warn');
  return [
    ...(report.errors ?? []).map((error) => errorResult(error, report, rules, places)),
    ...verdicts.map((verdict) => resultOf(verdict, report, rules, places)),
    ...(report.checks ?? [])
      .filter(({ status }) => status === 'unknown')
      .map((verdict) => unknownResult(verdict, report, rules, places)),
    ...storyProblemsOf(report).map((problem) => storyResult(problem, report, rules, places)),
  ];
}

function errorResult(error: ReportedError, report: Report, rules: Rules, places: Places): Result {
  const ruleId = errorRuleId(error);
  const { title, detail, nextSteps } = error;
  return {
    ruleId,
    ruleIndex: rules.indexOf.get(ruleId) ?? -1,
    level: 'error',
    kind: 'fail',
    message: message(sentence(title), sentence(detail ?? ''), ...nextSteps.map(sentence)),
    locations: [locationOf({ id: ruleId, configPath: null }, report, places)],
    partialFingerprints: { primaryLocationLineHash: hashOf(ruleId, labelOf(report)) },
  };
}

function unknownResult(verdict: Verdict, report: Report, rules: Rules, places: Places): Result {
  const ruleId = unknownRuleId(verdict);
  return {
    ruleId,
    ruleIndex: rules.indexOf.get(ruleId) ?? -1,
    level: 'note',
    kind: 'open',
    message: message(`${verdict.id} could not be judged:`, sentence(verdict.message), fixSentence(verdict)),
    locations: [locationOf(verdict, report, places)],
    partialFingerprints: { primaryLocationLineHash: hashOf(ruleId, labelOf(report)) },
  };
}

function storyResult(problem: StoryProblem, report: Report, rules: Rules, places: Places): Result {
  const { status, message: words, fix, code } = problem;
  const ruleId = ruleIdOf(problem);
  const subject = `${report.target?.serverApi?.appId ?? labelOf(report)}|${code}`;
  return {
    ruleId,
    ruleIndex: rules.indexOf.get(ruleId) ?? -1,
    level: status === 'fail' ? 'error' : 'warning',
    kind: 'fail',
    message: message(sentence(words), fixSentence({ fix })),
    locations: [locationOf({ id: ruleId, configPath: null }, report, places)],
    partialFingerprints: { primaryLocationLineHash: hashOf(ruleId, subject) },
  };
}

function resultOf(verdict: Verdict, report: Report, rules: Rules, places: Places): Result {
  return {
    ruleId: verdict.id,
    ruleIndex: rules.indexOf.get(verdict.id) ?? -1,
    level: verdict.status === 'fail' ? 'error' : 'warning',
    kind: 'fail',
    message: message(sentence(verdict.message), comparison(verdict), fixSentence(verdict)),
    locations: [locationOf(verdict, report, places)],
    partialFingerprints: { primaryLocationLineHash: fingerprintOf(verdict, report) },
  };
}

function comparison({ expected, actual }: Verdict): string {
  return `Expected: ${showPlain(expected)}; is: ${showPlain(actual)}.`;
}

function fixSentence({ fix }: Pick<Verdict | StoryProblem, 'fix'>): string {
  if (fix === null) return '';
  return `Fix: ${sentence(fix.summary)}${fix.command === null ? '' : ` Command: ${fix.command}`}`;
}

function locationOf(
  { id, configPath }: { readonly id: string; readonly configPath: string | null },
  report: Report,
  places: Places,
): Location {
  const fullyQualifiedName = configPath?.replaceAll('.', '/') ?? id.replaceAll('.', '/');
  const place = {
    logicalLocations: [{ fullyQualifiedName, kind: configPath === null ? 'object' : 'member' }],
  };
  // Code scanning services drop a result that stands in no file.
  const file = report.config ?? places.judged ?? 'entra-mcp.yaml';
  return { ...place, physicalLocation: physicalOf(file, configPath, places) };
}

function physicalOf(
  config: string,
  configPath: string | null,
  { locate, inRepository }: Places,
): PhysicalLocation {
  const region = locate?.(config, configPath) ?? { line: 1, column: 1, endLine: 1, endColumn: 2 };
  const { line, column, endLine, endColumn } = region;
  return {
    artifactLocation: artifactOf(inRepository?.(config) ?? config),
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

/** A path as a URI: relative ones stay relative to the repository. */
function artifactOf(config: string): PhysicalLocation['artifactLocation'] & object {
  const path = oneLine(config).replaceAll('\\', '/').replace(/^\.\//, '');
  const uri = path.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${path.slice(0, 2)}${uri.slice(uri.indexOf('/'))}` };
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}

/** Follows from the check and the app alone, so that an alert survives edits of the file and other words. */
function fingerprintOf(verdict: Verdict, report: Report): string {
  const subject = appOf(verdict, report)?.appId ?? report.config ?? report.target?.tenantId ?? '';
  return hashOf(verdict.id, subject);
}

function hashOf(ruleId: string, subject: string): string {
  return createHash('sha256').update(`${ruleId}|${subject}`).digest('hex').slice(0, 32);
}
