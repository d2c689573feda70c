import { CHAIN_LINKS, type ChainLink } from '../core/check.ts';
import { ALL_CHECKS } from '../core/checks/index.ts';
import type { Diagnosis, Hop, Report, ReportedHop, Status } from '../core/report.ts';
import { codeWords } from './diagnoses.ts';
import { reportsOf } from './documents.ts';
import { weightOf, worstOf } from './words.ts';

/** Something that is wrong with a link of the chain: the anchor where the page shows it, and its words. */
export interface Trouble {
  readonly anchor: string;
  readonly words: string;
  readonly status: Status;
}

/** A link of the chain with what was found on it. `unseen` means that nothing judged it. */
export interface Link {
  readonly name: ChainLink;
  readonly state: Status | 'unseen';
  /** Checks, hops and diagnoses that are not fine, worst first. */
  readonly troubles: readonly Trouble[];
  /** How many of the configurations have this link broken. */
  readonly brokenIn: number;
}

interface Finding extends Trouble {
  readonly link: ChainLink;
}

const CHECK_LINKS: ReadonlyMap<string, ChainLink | null> = new Map(
  ALL_CHECKS.map(({ id, link }) => [id, link]),
);

const TEST_LINKS: Readonly<Record<ReportedHop['id'], ChainLink>> = {
  discovery: 'discovery',
  'client-signin': 'sign-in',
  token: 'gateway',
  obo: 'obo',
  graph: 'graph',
  'mcp-server': 'gateway',
};

/** The administrator's own sign-in is no part of the chain. */
const DIAGNOSIS_LINKS: Readonly<Record<Hop, ChainLink | null>> = {
  discovery: 'discovery',
  'client-registration': 'sign-in',
  'mcp-server': 'gateway',
  'admin-signin': null,
  'client-signin': 'sign-in',
  gateway: 'gateway',
  obo: 'obo',
  graph: 'graph',
  consent: 'consent',
};

/**
 * Every link with its state over one or many reports. The link to the MCP server's address is there only where that was asked.
 */
export function chainOf(reports: readonly Report[]): readonly Link[] {
  const tallies = new Map(CHAIN_LINKS.map((name) => [name, newTally()]));
  for (const report of reports.flatMap(reportsOf)) {
    const broken = new Set<ChainLink>();
    for (const finding of findingsOf(report)) {
      const tally = tallies.get(finding.link);
      tally?.statuses.add(finding.status);
      if (isTrouble(finding)) tally?.troubles.set(finding.words, finding);
      if (finding.status === 'fail') broken.add(finding.link);
    }
    for (const name of broken) bumped(tallies.get(name));
  }
  return CHAIN_LINKS.map((name) => linkOf(name, tallies.get(name) ?? newTally())).filter(
    ({ name, state }) => name !== 'discovery' || state !== 'unseen',
  );
}

/** What was found of a link in all reports together. */
interface Tally {
  readonly statuses: Set<Status>;
  readonly troubles: Map<string, Finding>;
  brokenIn: number;
}

function newTally(): Tally {
  return { statuses: new Set(), troubles: new Map(), brokenIn: 0 };
}

function bumped(tally: Tally | undefined): void {
  if (tally) tally.brokenIn += 1;
}

function linkOf(name: ChainLink, { statuses, troubles, brokenIn }: Tally): Link {
  return {
    name,
    state: statuses.size === 0 ? 'unseen' : worstOf([...statuses]),
    troubles: [...troubles.values()].toSorted((a, b) => weightOf(b.status) - weightOf(a.status)),
    brokenIn,
  };
}

function isTrouble({ status }: Finding): boolean {
  return weightOf(status) >= weightOf('warn');
}

function findingsOf({ checks = [], hops = [], diagnosis = [] }: Report): readonly Finding[] {
  return [
    ...checks.flatMap(({ id, status }) => placed(CHECK_LINKS.get(id), { anchor: id, words: id, status })),
    ...hops.flatMap(({ id, status }) => placed(TEST_LINKS[id], { anchor: id, words: id, status })),
    ...diagnosis.flatMap(diagnosedFindings),
  ];
}

/** The findings of a diagnosis, on the links of its proved causes; without one, on the link where the error appeared. */
function diagnosedFindings(diagnosis: Diagnosis): readonly Finding[] {
  const proved = diagnosis.causes.filter(({ verdict }) => verdict === 'proved');
  const links = proved.flatMap(({ check }) => (check === null ? [] : (CHECK_LINKS.get(check) ?? [])));
  const where = links.length > 0 ? [...new Set(links)] : [DIAGNOSIS_LINKS[diagnosis.hop]];
  return where.flatMap((link) =>
    placed(link, { anchor: 'diagnosis', words: codeWords(diagnosis), status: 'fail' }),
  );
}

function placed(link: ChainLink | null | undefined, trouble: Trouble): readonly Finding[] {
  return link == null ? [] : [{ ...trouble, link }];
}
