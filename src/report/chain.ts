import type { Diagnosis, Hop, Report, ReportedHop, Status } from '../core/report.ts';
import { codeWords } from './diagnoses.ts';
import { reportsOf } from './documents.ts';
import { weightOf, worstOf } from './words.ts';

/** The links of the chain from the user to Microsoft Graph, in its order. */
const LINKS = ['sign-in', 'consent', 'gateway', 'obo', 'graph'] as const;
export type LinkName = (typeof LINKS)[number];

/** What is wrong with a link: where it stands on the page, and what to call it. */
export interface Trouble {
  readonly anchor: string;
  readonly words: string;
  readonly status: Status;
}

/** A link with what was found on it. `unseen` means that nothing looked at it. */
export interface Link {
  readonly name: LinkName;
  readonly state: Status | 'unseen';
  /** Checks, hops and diagnoses that are not fine, worst first. */
  readonly troubles: readonly Trouble[];
  /** How many of the configurations have this link broken. */
  readonly brokenIn: number;
}

interface Finding extends Trouble {
  readonly link: LinkName;
}

// Checks that cannot break a sign-in (owners, advice, least privilege) are on no link.
const CHECK_LINKS: Readonly<Record<string, LinkName>> = {
  'client-app.exists': 'sign-in',
  'client-app.single-tenant': 'sign-in',
  'client-app.public-client': 'sign-in',
  'client-app.public-client-flows': 'sign-in',
  'client-app.redirect-uri': 'sign-in',
  'client-app.redirect-near-miss': 'sign-in',
  'client-app.service-principal': 'sign-in',
  'client-app.user-assignment': 'sign-in',
  'client-app.api-permission': 'consent',
  'client-app.admin-consent': 'consent',
  'client-app.per-user-grants': 'consent',
  'server-api.scope-on-wrong-app': 'consent',
  'server-api.exists': 'gateway',
  'server-api.single-tenant': 'gateway',
  'server-api.redirect-uri': 'gateway',
  'server-api.redirect-near-miss': 'gateway',
  'server-api.identifier-uri': 'gateway',
  'server-api.scope': 'gateway',
  'server-api.token-version': 'gateway',
  'server-api.service-principal': 'gateway',
  'server-api.user-assignment': 'gateway',
  'server-api.confidential-client': 'obo',
  'server-api.public-client-flows': 'obo',
  'server-api.credential': 'obo',
  'server-api.credential-expiry': 'obo',
  'server-api.graph-permissions': 'graph',
  'server-api.graph-consent': 'graph',
  'server-api.per-user-grants': 'graph',
};

const TEST_LINKS: Readonly<Record<ReportedHop['id'], LinkName>> = {
  'client-signin': 'sign-in',
  token: 'gateway',
  obo: 'obo',
  graph: 'graph',
};

/** The administrator's own sign-in is no part of the chain. */
const DIAGNOSIS_LINKS: Readonly<Record<Hop, LinkName | null>> = {
  'admin-signin': null,
  'client-signin': 'sign-in',
  gateway: 'gateway',
  obo: 'obo',
  graph: 'graph',
  consent: 'consent',
};

/** Every link with its state, over one or many reports. */
export function chainOf(reports: readonly Report[]): readonly Link[] {
  const perReport = reports.flatMap(reportsOf).map(findingsOf);
  return LINKS.map((name) => linkOf(name, perReport));
}

function linkOf(name: LinkName, perReport: readonly (readonly Finding[])[]): Link {
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
    ...checks.flatMap(({ id, status }) => placed(CHECK_LINKS[id], { anchor: id, words: id, status })),
    ...hops.flatMap(({ id, status }) => placed(TEST_LINKS[id], { anchor: id, words: id, status })),
    ...diagnosis.flatMap(diagnosedFindings),
  ];
}

/** A proved cause says which link it is; without one the hop where the error appeared must do. */
function diagnosedFindings(diagnosis: Diagnosis): readonly Finding[] {
  const proved = diagnosis.causes.filter(({ verdict }) => verdict === 'proved');
  const links = proved.flatMap(({ check }) => (check === null ? [] : (CHECK_LINKS[check] ?? [])));
  const where = links.length > 0 ? [...new Set(links)] : [DIAGNOSIS_LINKS[diagnosis.hop] ?? undefined];
  return where.flatMap((link) =>
    placed(link, { anchor: 'diagnosis', words: codeWords(diagnosis), status: 'fail' }),
  );
}

function placed(link: LinkName | undefined, trouble: Trouble): readonly Finding[] {
  return link === undefined ? [] : [{ ...trouble, link }];
}
