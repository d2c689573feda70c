import type { Blueprint } from './blueprint.ts';
import { summarise } from './changes/index.ts';
import {
  type Check,
  type CheckContext,
  type CheckOutcome,
  type NonEmpty,
  type Plain,
  type Remedy,
  sectionOf,
} from './check.ts';
import { appInBothRoles } from './checks/shared/one-app.ts';
import { portalUrl } from './portal.ts';
import type { Fix, Status, Verdict } from './report.ts';
import { type Facet, type Facets, facetOf, type Reading, registrationsIn, type Tenant } from './tenant.ts';

/** A verdict with its check and, for the planner, the remedy of each piece of evidence, in the same order. */
export interface Judgement {
  readonly check: Check;
  readonly verdict: Verdict;
  readonly remedies: readonly Remedy[];
}

/** Judges every check against what was read. A check that throws is `unknown` and leaves the others alone. */
export function judge(
  checks: readonly Check[],
  blueprint: Blueprint,
  tenant: Partial<Tenant>,
  context: CheckContext,
): readonly Judgement[] {
  const isOneApp = appInBothRoles(blueprint) !== null;
  return checks
    .map((listed) => withPathHere(listed, blueprint))
    .map((check) =>
      isOneApp && check.app !== null && check.id !== 'server-api.exists'
        ? plainJudgement(check, 'skip', { expected: null, actual: null, message: ONE_APP })
        : judgeOne(check, blueprint, tenant, context),
    );
}

/** The check with its `configPath` for this blueprint. */
function withPathHere(check: Check, blueprint: Blueprint): Check {
  const { configPathHere } = check;
  return configPathHere ? { ...check, configPath: configPathHere(blueprint) } : check;
}

/** One app in both roles fails most checks; one finding says so instead of a dozen. */
const ONE_APP = 'One app registration has both roles; server-api.exists says what to do first.';

function judgeOne(
  check: Check,
  blueprint: Blueprint,
  tenant: Partial<Tenant>,
  context: CheckContext,
): Judgement {
  const unreadable = unreadableFacets(check.reads, tenant);
  if (unreadable.length > 0) return unknown(check, sentencesFor(unreadable));
  try {
    return judgeReadable(check, blueprint, tenant, context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return unknown(check, `The check itself failed, which is a bug in entra-mcp-setup: ${reason}`);
  }
}

function judgeReadable(
  listed: Check,
  blueprint: Blueprint,
  tenant: Partial<Tenant>,
  context: CheckContext,
): Judgement {
  const facets = readFacets(listed, tenant);
  const check = { ...listed, severity: listed.severityHere?.(facets) ?? listed.severity };
  const expected = check.expected(blueprint, facets);
  const outcome = check.find(blueprint, facets, context);
  if (!isEvidence(outcome)) return withoutEvidence(check, outcome, expected);
  const unread = sentencesFor(unreadableFacets(check.optionalReads ?? [], tenant));
  if (isNonEmpty(outcome))
    return withEvidence(check, { evidence: outcome, expected, unread }, blueprint, tenant);
  return unread === ''
    ? passed(check, expected, check.observed?.(blueprint, facets))
    : unknown(check, unread);
}

/** A finding; `unread` are sentences on optional facets that could not be read. */
function withEvidence(
  check: Check,
  found: { readonly evidence: NonEmpty<unknown>; readonly expected: Plain; readonly unread: string },
  blueprint: Blueprint,
  tenant: Partial<Tenant>,
): Judgement {
  const { evidence, expected, unread } = found;
  const remedies = evidence.map((one) => check.remedy(one, blueprint));
  const messages = evidence.map((one) => check.explain(one, blueprint));
  return {
    check,
    remedies,
    verdict: verdictOf(check, {
      status: statusOf(check, evidence),
      expected,
      actual: check.actual(evidence),
      message: [...messages, unread].join(' ').trimEnd(),
      evidence,
      fix: fixFor(check, remedies, blueprint, tenant),
    }),
  };
}

function statusOf({ manual, severity, level }: Check, evidence: readonly unknown[]): Status {
  if (manual) return 'manual';
  if (level) return evidence.some((one) => level(one) === 'fail') ? 'fail' : 'warn';
  return severity === 'error' ? 'fail' : 'warn';
}

function isEvidence(outcome: CheckOutcome<unknown>): outcome is readonly unknown[] {
  return Array.isArray(outcome);
}

function isNonEmpty(evidence: readonly unknown[]): evidence is NonEmpty<unknown> {
  return evidence.length > 0;
}

function withoutEvidence(
  check: Check,
  outcome: Exclude<CheckOutcome<unknown>, readonly unknown[]>,
  expected: Plain,
): Judgement {
  if ('unknown' in outcome) return unknown(check, outcome.unknown);
  if ('holds' in outcome) return passed(check, expected, expected, outcome.holds);
  return plainJudgement(check, 'skip', { expected, actual: null, message: outcome.skip });
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

/** Written member by member: V8 gives an object made by spreading a shape of its own, a third of the memory that a large fleet takes. */
function verdictOf(
  { id, title, severity, why, explains, configPath }: Check,
  { status, expected, actual, message, evidence, fix }: Found,
): Verdict {
  return {
    id,
    section: sectionOf(id),
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

function readFacets({ reads, optionalReads = [] }: Check, tenant: Partial<Tenant>): Pick<Facets, Facet> {
  return Object.fromEntries(
    [...reads, ...optionalReads].map((facet) => [facet, facetOf(tenant, facet)]),
  ) as unknown as Facets;
}
