import type { ReportingDescriptor } from 'sarif';
import type { ResultDocument, Verdict } from '../../core/report.ts';
import { reportsOf } from '../documents.ts';
import { message, sentence } from './message.ts';

/** The rules of a run, each once, and where in the list a rule stands. */
export interface Rules {
  readonly descriptors: ReportingDescriptor[];
  readonly indexOf: ReadonlyMap<string, number>;
}

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;
/** Words that code scanning services know; a check is no vulnerability, so there is no security score. */
const PROBLEM_SEVERITIES = { error: 'error', warning: 'warning', info: 'recommendation' } as const;

/** A rule for each check that was judged, in the order of the report. */
export function rulesOf(document: ResultDocument): Rules {
  const verdicts = new Map<string, Verdict>();
  for (const verdict of reportsOf(document).flatMap(({ checks }) => checks ?? [])) {
    if (!verdicts.has(verdict.id)) verdicts.set(verdict.id, verdict);
  }
  return {
    descriptors: [...verdicts.values()].map(descriptorOf),
    indexOf: new Map([...verdicts.keys()].map((id, index) => [id, index])),
  };
}

function descriptorOf({ id, title, why, aadsts, severity, section }: Verdict): ReportingDescriptor {
  const codes =
    aadsts.length === 0 ? '' : `Broken, it can cause ${aadsts.map((code) => `AADSTS${code}`).join(', ')}.`;
  return {
    id,
    name: pascal(id),
    shortDescription: message(title),
    fullDescription: message(sentence(title), sentence(why)),
    help: message(sentence(title), sentence(why), codes, `entra-mcp-setup checks ${id} shows the remedy.`),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ['entra-id', 'mcp', section], 'problem.severity': PROBLEM_SEVERITIES[severity] },
  };
}

function pascal(id: string): string {
  return id
    .split(/[.-]/)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}
