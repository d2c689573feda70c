import type { ReportingDescriptor } from 'sarif';
import type { ReportedChange, ReportedError, ResultDocument, Verdict } from '../../core/report.ts';
import { pendingChanges, reportsOf, titleOf } from '../documents.ts';
import { driftRuleId, errorRuleId, sentence, storyRuleId, unknownRuleId } from '../findings.ts';
import { type StoryProblem, storyProblemsOf } from '../story.ts';
import { message } from './message.ts';

/** The rules of a run, each once, and the index of a rule. */
export interface Rules {
  readonly descriptors: ReportingDescriptor[];
  readonly indexOf: ReadonlyMap<string, number>;
}

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;
/** Words that code scanning services know; a check is no vulnerability, so there is no security score. */
const PROBLEM_SEVERITIES = { error: 'error', warning: 'warning', info: 'recommendation' } as const;

/** A rule for each check that was judged, hop that failed and cause that was found, in the order of the report. */
export function rulesOf(document: ResultDocument): Rules {
  const rules = new Map<string, ReportingDescriptor>();
  for (const report of reportsOf(document)) {
    for (const verdict of report.checks ?? []) {
      if (!rules.has(verdict.id)) rules.set(verdict.id, descriptorOf(verdict));
      if (verdict.status === 'unknown') rules.set(unknownRuleId(verdict), unknownDescriptor(verdict));
    }
    for (const error of report.errors ?? []) rules.set(errorRuleId(error), errorDescriptor(error));
    for (const problem of storyProblemsOf(report)) rules.set(storyRuleId(problem), storyDescriptor(problem));
    for (const change of pendingChanges(report)) rules.set(driftRuleId(change), driftDescriptor(change));
  }
  return {
    descriptors: [...rules.values()],
    indexOf: new Map([...rules.keys()].map((id, index) => [id, index])),
  };
}

function unknownDescriptor(verdict: Verdict): ReportingDescriptor {
  const title = `Could not be judged: ${verdict.title}`;
  return {
    id: unknownRuleId(verdict),
    name: pascal(unknownRuleId(verdict)),
    shortDescription: message(title),
    fullDescription: message(sentence(title), 'What could not be looked at is never taken for fine.'),
    defaultConfiguration: { level: 'note' },
    properties: { tags: ['entra-id', 'mcp', verdict.section], 'problem.severity': 'recommendation' },
  };
}

function errorDescriptor(error: ReportedError): ReportingDescriptor {
  return {
    id: errorRuleId(error),
    name: pascal(error.code.toLowerCase().replaceAll('_', '-')),
    shortDescription: message('The configuration can be judged'),
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['entra-id', 'mcp', 'run'], 'problem.severity': 'error' },
  };
}

function driftDescriptor(change: ReportedChange): ReportingDescriptor {
  const id = driftRuleId(change);
  return {
    id,
    name: pascal(id.replace('/', '-')),
    shortDescription: message(`The tenant is as the blueprint says: ${titleOf(change.because)}`),
    defaultConfiguration: { level: 'warning' },
    properties: { tags: ['entra-id', 'mcp', 'drift'], 'problem.severity': 'warning' },
  };
}

function storyDescriptor(problem: StoryProblem): ReportingDescriptor {
  const { kind, id, title, status } = problem;
  const level = status === 'fail' ? 'error' : 'warning';
  return {
    id: storyRuleId(problem),
    name: pascal(`${kind}-${id}`),
    shortDescription: message(kind === 'hop' ? `This hop of the chain works: ${title}` : title),
    defaultConfiguration: { level },
    properties: { tags: ['entra-id', 'mcp', kind], 'problem.severity': level },
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
    help: message(
      sentence(title),
      sentence(why),
      codes,
      `\`npx entra-mcp-setup verify --config <your entra-mcp.yaml> --only ${id}\` shows the remedy.`,
    ),
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
