import type { Blueprint } from './blueprint.ts';
import { summarise } from './changes/index.ts';
import type { Check, CheckOutcome, Moment, Plain, Remedy, Some } from './check.ts';
import { appInBothRoles } from './checks/shared/one-app.ts';
import { portalUrl } from './portal.ts';
import type { Fix, Status, Verdict } from './report.ts';
import { type Facet, type Facets, facetOf, type Reading, registrationsIn, type Tenant } from './tenant.ts';

/** A verdict with what the planner needs: the remedies behind its words, in the order of the evidence. */
export interface Judgement {
  readonly check: Check;
  readonly verdict: Verdict;
  readonly remedies: readonly Remedy[];
}

/** Judges every check against what was read. A check that throws is `unknown`, and the others still speak. */
export function judge(
  checks: readonly Check[],
  blueprint: Blueprint,
  tenant: Partial<Tenant>,
  moment: Moment,
): readonly Judgement[] {
  const isOneApp = appInBothRoles(blueprint) !== null;
  return checks
    .map((listed) => placed(listed, blueprint))
    .map((check) =>
      isOneApp && check.app !== null && check.id !== 'server-api.exists'
        ? plainJudgement(check, 'skip', { expected: null, actual: null, message: ONE_APP })
        : judgeOne(check, blueprint, tenant, moment),
    );
}

/** The check with the path of the value that decides here. */
function placed(check: Check, blueprint: Blueprint): Check {
  const { configPathHere } = check;
  return configPathHere ? { ...check, configPath: configPathHere(blueprint) } : check;
}

/** What one app in both roles cannot meet is not a dozen findings but one. */
const ONE_APP = 'One app registration has both roles; server-api.exists says what to do first.';

function judgeOne(check: Check, blueprint: Blueprint, tenant: Partial<Tenant>, moment: Moment): Judgement {
  const unreadable = unreadableFacets(check.reads, tenant);
  if (unreadable.length > 0) return unknown(check, sentencesFor(unreadable));
  try {
    return judgeReadable(check, blueprint, tenant, moment);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return unknown(check, `The check itself failed, which is a bug in entra-mcp-setup: ${reason}`);
  }
}

function judgeReadable(
  listed: Check,
  blueprint: Blueprint,
  tenant: Partial<Tenant>,
  moment: Moment,
): Judgement {
  const facets = readFacets(listed, tenant);
  const check = { ...listed, severity: listed.severityHere?.(facets) ?? listed.severity };
  const expected = check.expected(blueprint, facets);
  const judged = check.find(blueprint, facets, moment);
  if (!isEvidence(judged)) return withoutEvidence(check, judged, expected);
  const unseen = sentencesFor(unreadableFacets(check.readsBeside ?? [], tenant));
  if (isSome(judged)) return amiss(check, { judged, expected, unseen }, blueprint, tenant);
  return unseen === ''
    ? passed(check, expected, check.observed?.(blueprint, facets))
    : unknown(check, unseen);
}

/** What was found, with what could not be seen beside it. */
function amiss(
  check: Check,
  found: { readonly judged: Some<unknown>; readonly expected: Plain; readonly unseen: string },
  blueprint: Blueprint,
  tenant: Partial<Tenant>,
): Judgement {
  const { judged, expected, unseen } = found;
  const remedies = judged.map((evidence) => check.remedy(evidence, blueprint));
  const messages = judged.map((evidence) => check.explain(evidence, blueprint));
  return {
    check,
    remedies,
    verdict: verdictOf(check, {
      status: statusOf(check, judged),
      expected,
      actual: check.actual(judged),
      message: [...messages, unseen].join(' ').trimEnd(),
      evidence: judged,
      fix: fixFor(check, remedies, blueprint, tenant),
    }),
  };
}

function statusOf({ manual, severity, level }: Check, judged: readonly unknown[]): Status {
  if (manual) return 'manual';
  if (level) return judged.some((evidence) => level(evidence) === 'fail') ? 'fail' : 'warn';
  return severity === 'error' ? 'fail' : 'warn';
}

function isEvidence(judged: CheckOutcome<unknown>): judged is readonly unknown[] {
  return Array.isArray(judged);
}

function isSome(judged: readonly unknown[]): judged is Some<unknown> {
  return judged.length > 0;
}

function withoutEvidence(
  check: Check,
  judged: Exclude<CheckOutcome<unknown>, readonly unknown[]>,
  expected: Plain,
): Judgement {
  if ('unknown' in judged) return unknown(check, judged.unknown);
  if ('holds' in judged) return passed(check, expected, expected, judged.holds);
  return plainJudgement(check, 'skip', { expected, actual: null, message: judged.skip });
}

function passed(check: Check, expected: Plain, actual: Plain = expected, message = check.title): Judgement {
  return plainJudgement(check, 'pass', { expected, actual, message });
}

function unknown(check: Check, message: string): Judgement {
  return plainJudgement(check, 'unknown', { expected: null, actual: null, message });
}

function plainJudgement(
  check: Check,
  status: Status,
  words: { readonly expected: Plain; readonly actual: Plain; readonly message: string },
): Judgement {
  const verdict = verdictOf(check, { ...words, status, evidence: [], fix: null });
  return { check, remedies: [], verdict };
}

type Found = Pick<Verdict, 'status' | 'expected' | 'actual' | 'message' | 'evidence' | 'fix'>;

/** Member by member: V8 gives what is spread a shape of its own, which for a large fleet is a third of what is held. */
function verdictOf(
  { id, title, severity, why, explains, configPath }: Check,
  { status, expected, actual, message, evidence, fix }: Found,
): Verdict {
  return {
    id,
    section: id.slice(0, id.indexOf('.')),
    title,
    status,
    severity,
    expected,
    actual,
    message,
    why,
    evidence,
    fix,
    aadsts: explains,
    configPath,
  };
}

function fixFor(
  check: Check,
  remedies: readonly Remedy[],
  blueprint: Blueprint,
  tenant: Partial<Tenant>,
): Fix | null {
  const first = remedies[0];
  if (!first) return null;
  const application = check.app && registrationsIn(tenant)[check.app];
  return {
    by: first.by === 'you' && first.isOurs ? 'us' : first.by,
    summary: [...new Set(remedies.map(inWords))].join('; '),
    command: first.by === 'us' ? 'entra-mcp-setup apply --yes' : (first.command ?? null),
    portalUrl: check.app ? portalUrl(blueprint.cloud, application?.appId ?? null, check.portal) : null,
  };
}

function inWords(remedy: Remedy): string {
  return remedy.by === 'us' ? summarise(remedy.change) : remedy.summary;
}

type Unreadable = Extract<Reading<unknown>, { state: 'unreadable' }>;

const NOT_ASKED: Unreadable = {
  state: 'unreadable',
  because: 'failed',
  detail: 'The address of the MCP server was not asked; verify --endpoint asks it.',
  permission: null,
};

function unreadableFacets(facets: readonly Facet[], tenant: Partial<Tenant>): readonly Unreadable[] {
  return facets
    .map((facet) => tenant[facet] ?? NOT_ASKED)
    .filter((reading) => reading.state === 'unreadable');
}

function sentencesFor(unreadable: readonly Unreadable[]): string {
  return [...new Set(unreadable.map(sentenceFor))].join(' ');
}

function sentenceFor({ detail, permission }: Unreadable): string {
  return permission === null ? detail : `${detail} Reading it needs ${permission}.`;
}

function readFacets({ reads, readsBeside = [] }: Check, tenant: Partial<Tenant>): Pick<Facets, Facet> {
  return Object.fromEntries(
    [...reads, ...readsBeside].map((facet) => [facet, facetOf(tenant, facet)]),
  ) as unknown as Facets;
}
