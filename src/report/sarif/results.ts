import { createHash } from 'node:crypto';
import type { Location, PhysicalLocation, Result } from 'sarif';
import type { Report, Verdict } from '../../core/report.ts';
import { oneLine } from '../clean.ts';
import { appOf } from '../documents.ts';
import type { Locate } from '../options.ts';
import { showPlain } from '../words.ts';
import { message, sentence } from './message.ts';
import type { Rules } from './rules.ts';

/** Failures and warnings, each at the line of the configuration that asks for it. */
export function resultsOf(report: Report, rules: Rules, locate: Locate | undefined): readonly Result[] {
  return (report.checks ?? [])
    .filter(({ status }) => status === 'fail' || status === 'warn')
    .map((verdict) => resultOf(verdict, report, rules, locate));
}

function resultOf(verdict: Verdict, report: Report, rules: Rules, locate: Locate | undefined): Result {
  return {
    ruleId: verdict.id,
    ruleIndex: rules.indexOf.get(verdict.id) ?? -1,
    level: verdict.status === 'fail' ? 'error' : 'warning',
    kind: 'fail',
    message: message(sentence(verdict.message), comparison(verdict), fixSentence(verdict)),
    locations: [locationOf(verdict, report, locate)],
    partialFingerprints: { primaryLocationLineHash: fingerprintOf(verdict, report) },
  };
}

function comparison({ expected, actual }: Verdict): string {
  return `Expected: ${showPlain(expected)}; is: ${showPlain(actual)}.`;
}

function fixSentence({ fix }: Verdict): string {
  if (fix === null) return '';
  return `Fix: ${sentence(fix.summary)}${fix.command === null ? '' : ` Command: ${fix.command}`}`;
}

function locationOf(verdict: Verdict, report: Report, locate: Locate | undefined): Location {
  const { id, configPath } = verdict;
  const fullyQualifiedName = configPath?.replaceAll('.', '/') ?? id.replaceAll('.', '/');
  const place = {
    logicalLocations: [{ fullyQualifiedName, kind: configPath === null ? 'object' : 'member' }],
  };
  if (report.config === undefined) return place;
  return { ...place, physicalLocation: physicalOf(report.config, configPath, locate) };
}

function physicalOf(config: string, configPath: string | null, locate: Locate | undefined): PhysicalLocation {
  const region = locate?.(config, configPath) ?? { line: 1, column: 1, endLine: 1, endColumn: 2 };
  const { line, column, endLine, endColumn } = region;
  return {
    artifactLocation: artifactOf(config),
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
  return createHash('sha256').update(`${verdict.id}|${subject}`).digest('hex').slice(0, 32);
}
