import type { ReportingDescriptor } from 'sarif';
import type { ResultDocument, Verdict } from '../../core/report.ts';
import { reportsOf } from '../documents.ts';
import { type StoryProblem, storyProblemsOf } from '../story.ts';
import { message, sentence } from './message.ts';

/** The rules of a run, each once, and where in the list a rule stands. */
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
    for (const verdict of report.checks ?? [])
      if (!rules.has(verdict.id)) rules.set(verdict.id, descriptorOf(verdict));
    for (const problem of storyProblemsOf(report)) rules.set(ruleIdOf(problem), storyDescriptor(problem));
  }
  return {
    descriptors: [...rules.values()],
    indexOf: new Map([...rules.keys()].map((id, index) => [id, index])),
  };
}

/** `hop/obo`, `cause/graph-consent-missing`: no check has a slash in its id. */
export function ruleIdOf({ kind, id }: StoryProblem): string {
  return `${kind}/${id}`;
}

function storyDescriptor(problem: StoryProblem): ReportingDescriptor {
  const { kind, id, title, status } = problem;
  const level = status === 'fail' ? 'error' : 'warning';
  return {
    id: ruleIdOf(problem),
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
