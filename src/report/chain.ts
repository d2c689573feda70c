import { CHAIN_LINKS, type ChainLink } from '../core/check.ts';
import { ALL_CHECKS } from '../core/checks/index.ts';
import type { Diagnosis, Hop, Report, ReportedHop, Status } from '../core/report.ts';
import { codeWords } from './diagnoses.ts';
import { reportsOf } from './documents.ts';
import { weightOf, worstOf } from './words.ts';

/** What is wrong with a link: where it stands on the page, and what to call it. */
export interface Trouble {
  readonly anchor: string;
  readonly words: string;
  readonly status: Status;
}

/** A link with what was found on it. `unseen` means that nothing looked at it. */
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

/** Every link with its state, over one or many reports. That to the MCP server's address is there only where it was asked. */
export function chainOf(reports: readonly Report[]): readonly Link[] {
  const perReport = reports.flatMap(reportsOf).map(findingsOf);
  return CHAIN_LINKS.map((name) => linkOf(name, perReport)).filter(
    ({ name, state }) => name !== 'discovery' || state !== 'unseen',
  );
}

function linkOf(name: ChainLink, perReport: readonly (readonly Finding[])[]): Link {
  const own = perReport.map((findings) => findings.filter(({ link }) => link === name));
  const all = own.flat();
  const troubles = new Map(all.filter(isTrouble).map((finding) => [finding.words, finding]));
  return {
    name,
    state: all.length === 0 ? 'unseen' : worstOf(all.map(({ status }) => status)),
    troubles: [...troubles.values()].toSorted((a, b) => weightOf(b.status) - weightOf(a.status)),
    brokenIn: own.filter((findings) => findings.some(({ status }) => status === 'fail')).length,
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

/** A proved cause says which link it is; without one the hop where the error appeared must do. */
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
