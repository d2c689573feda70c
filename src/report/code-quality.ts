import { createHash } from 'node:crypto';
import type { Report, ResultDocument } from '../core/report.ts';
import { clip, jsonLine, oneLine } from './clean.ts';
import { reportsOf } from './documents.ts';
import { type CodeFinding, findingsIn, standsIn } from './findings.ts';
import type { Places } from './options.ts';

/** Severities of the format by level; `blocker` is never used, since a configuration does not block code. */
const SEVERITIES = { error: 'critical', warning: 'minor', note: 'info' } as const;
const LONGEST = 2_000;

/**
 * GitLab's Code Quality report: a list with one object per finding, at the line of the configuration that asks for it
 * (docs.gitlab.com, "Code Quality", "Import from any tool"). What could not be judged is in it as `info`.
 */
export function* codeQualityPieces(document: ResultDocument, places: Places = {}): Generator<string> {
  let before = '[\n';
  for (const report of reportsOf(document)) {
    for (const finding of findingsIn(report)) {
      yield `${before}  ${jsonLine(issueOf(finding, report, places))}`;
      before = ',\n';
    }
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

function issueOf(finding: CodeFinding, report: Report, places: Places) {
  const { ruleId, level, sentences, configPath, fingerprint } = finding;
  const { path, region } = standsIn(report, configPath, places);
  const description = clip(oneLine(sentences.filter((one) => one !== '').join(' ')), LONGEST);
  return {
    description,
    check_name: ruleId,
    // Of two with one fingerprint GitLab shows the first alone: another file, or another error, is another finding.
    fingerprint: hashOf(fingerprint, path, level === 'error' && ruleId.startsWith('run/') ? description : ''),
    severity: SEVERITIES[level],
    location: {
      path: oneLine(path).replace(/^\.\//, ''),
      lines: { begin: region.line, end: region.endLine },
    },
  };
}

function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('|')).digest('hex').slice(0, 32);
}
