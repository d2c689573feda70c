import type { Location, PhysicalLocation, Result } from 'sarif';
import type { Report } from '../../core/report.ts';
import { oneLine } from '../clean.ts';
import { type CodeFinding, standsIn } from '../findings.ts';
import type { Places } from '../options.ts';
import type { Found } from './limit.ts';
import { message } from './message.ts';
import type { Rules } from './rules.ts';

/** What was found, at the line of the configuration that asks for it. */
export function sarifResultOf({ finding, report }: Found, rules: Rules, places: Places): Result {
  const { ruleId, level, kind, sentences, fingerprint } = finding;
  return {
    ruleId,
    ruleIndex: rules.indexOf.get(ruleId) ?? -1,
    level,
    kind,
    message: message(...sentences),
    locations: [locationOf(finding, report, places)],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
  };
}

function locationOf({ subject, configPath }: CodeFinding, report: Report, places: Places): Location {
  const fullyQualifiedName = (configPath ?? subject).replaceAll('.', '/');
  const place = {
    logicalLocations: [{ fullyQualifiedName, kind: configPath === null ? 'object' : 'member' }],
  };
  return { ...place, physicalLocation: physicalOf(report, configPath, places) };
}

function physicalOf(report: Report, configPath: string | null, places: Places): PhysicalLocation {
  const { path, region } = standsIn(report, configPath, places);
  const { line, column, endLine, endColumn } = region;
  return {
    artifactLocation: artifactOf(path),
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
