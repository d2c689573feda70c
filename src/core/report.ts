import type { CheckId, Plain, Remedy, Severity } from './check.ts';
import type { ClientConfigReport, KnownClient } from './client-report.ts';
import type { Cloud } from './cloud.ts';
import type { WantedMetadata } from './endpoint.ts';
import type { AppWord } from './ids.ts';
import type { Registrations, Source } from './registrations.ts';

export type Status = 'pass' | 'fail' | 'warn' | 'manual' | 'skip' | 'unknown';
export const STATUSES: readonly Status[] = ['pass', 'fail', 'warn', 'manual', 'skip', 'unknown'];

export interface Fix {
  readonly by: Remedy['by'];
  readonly summary: string;
  readonly command: string | null;
  readonly portalUrl: string | null;
}

/** One check, judged. The shape of `checks[]` in the result JSON. */
export interface Verdict {
  readonly id: CheckId;
  /** The part of the id before its dot. */
  readonly section: string;
  readonly title: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly expected: Plain;
  readonly actual: Plain;
  readonly message: string;
  readonly why: string;
  /** One item for each thing found, of a shape of the check's own; for machines and for `-v`. */
  readonly evidence: readonly unknown[];
  readonly fix: Fix | null;
  readonly aadsts: readonly string[];
  /** Path of the blueprint value that asks for it, such as `serverApi.identifierUri`; locates SARIF results. */
  readonly configPath: string | null;
}

export type Summary = Readonly<Record<Status, number>>;

export interface AppReference {
  readonly appId: string;
  readonly objectId: string | null;
  readonly displayName: string;
}

export interface Target {
  readonly cloud: Cloud;
  readonly tenantId: string | null;
  readonly tenantName: string | null;
  readonly clientApp: AppReference | null;
  readonly serverApi: AppReference | null;
}

/** The account that the run was signed in as. */
export interface Identity {
  readonly kind: 'user' | 'servicePrincipal';
  readonly method: string;
  readonly principal: string;
  readonly roles: readonly string[];
}

/** A change as people and machines read it. */
export interface ReportedChange {
  readonly kind: string;
  readonly app: AppWord;
  readonly summary: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Names of members of `after` whose values exist but are never shown. */
  readonly sensitive: readonly string[];
  /** The check that asks for it. */
  readonly because: CheckId;
}

export interface ReportedPlan {
  readonly changes: readonly ReportedChange[];
  readonly leftToPeople: readonly {
    readonly check: CheckId;
    readonly by: 'you' | 'admin';
    readonly summary: string;
    readonly command: string | null;
  }[];
}

/** What `apply` carried out: summaries of the changes, and of the one at which it stopped. */
export interface Applied {
  readonly done: readonly string[];
  readonly stoppedAt: string | null;
  readonly credentials: readonly {
    readonly keyId: string;
    readonly displayName: string;
    readonly endDateTime: string | null;
    readonly writtenTo: string | null;
  }[];
  readonly files: readonly string[];
}

/** The stages of the chain that a diagnosed error can come from. */
export const HOPS = [
  'discovery',
  'client-registration',
  'admin-signin',
  'client-signin',
  'gateway',
  'mcp-server',
  'obo',
  'graph',
  'consent',
] as const;
export type Hop = (typeof HOPS)[number];

export interface DiagnosedCause {
  /** Stable kebab-case name. */
  readonly id: string;
  readonly summary: string;
  readonly verdict: 'proved' | 'refuted' | 'possible';
  readonly because: string;
  readonly fix: {
    readonly summary: string;
    readonly command: string | null;
    readonly portalUrl: string | null;
  };
  /** The check it rests on, or null where a probe or a token decides. */
  readonly check: CheckId | null;
}

/** One claim of a token, and whether the server can take it. Read, never verified. */
export interface ClaimVerdict {
  /** `azp` stands for `appid` of a v1 token too. */
  readonly claim: 'aud' | 'iss' | 'tid' | 'scp' | 'roles' | 'azp' | 'ver' | 'nbf' | 'exp';
  /** As people read it: lists joined by blanks, times in ISO 8601; null where the token does not have it. */
  readonly value: string | null;
  readonly verdict: 'right' | 'wrong' | 'unknown';
  readonly says: string;
}

export interface Diagnosis {
  /** AADSTS number in digits, `graph:<code>`, or null for a symptom without a code. */
  readonly code: string | null;
  readonly name: string | null;
  readonly hop: Hop;
  readonly meaning: string;
  readonly correlationId: string | null;
  readonly causes: readonly DiagnosedCause[];
  /** Of a token that was read: its claims, judged. */
  readonly claims?: readonly ClaimVerdict[];
  /** More for support and for text output. */
  readonly traceId?: string | null;
  readonly timestamp?: string | null;
  readonly waitingHelps?: boolean;
  readonly hints?: readonly string[];
}

export interface ReportedHop {
  readonly id: 'discovery' | 'client-signin' | 'token' | 'obo' | 'graph' | 'mcp-server';
  readonly status: Status;
  readonly message: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Whether the sign-in of an MCP client would start, asked without any sign-in. */
export interface ClientVerdict {
  readonly client: string;
  /** As it was sent; null where nothing could be sent. */
  readonly redirectUri: string | null;
  readonly scope: string;
  /** `resource` (RFC 8707) as it was sent, or null. */
  readonly resource: string | null;
  readonly verdict: 'starts' | 'refused' | 'inconclusive';
  /** AADSTS number. */
  readonly code: string | null;
  readonly message: string;
  readonly fix: Fix | null;
}

export interface ReportedError {
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly aadsts: string | null;
  readonly correlationId: string | null;
  readonly retryable: boolean;
  readonly nextSteps: readonly string[];
}

/** The result document. Members that a command has nothing to say about are absent. */
export interface Report {
  readonly schemaVersion: '1.0';
  readonly command: string;
  readonly tool: { readonly name: 'entra-mcp-setup'; readonly version: string; readonly node: string };
  readonly ok: boolean;
  readonly exitCode: number;
  readonly startedAt: string;
  readonly durationMs: number;
  /** The configuration file judged, as given; absent where none was. */
  readonly config?: string;
  readonly source?: Source;
  readonly target?: Target;
  readonly identity?: Identity;
  readonly summary?: Summary;
  readonly checks?: readonly Verdict[];
  readonly plan?: ReportedPlan;
  readonly applied?: Applied;
  readonly diagnosis?: readonly Diagnosis[];
  readonly hops?: readonly ReportedHop[];
  readonly clients?: readonly ClientVerdict[];
  readonly errors?: readonly ReportedError[];
  /** What is worth knowing and neither an error nor a finding. */
  readonly hints?: readonly string[];
  /** Both registrations as they are (`show`). */
  readonly registrations?: Registrations;
  /** What the MCP server is to serve (`resource-metadata`), and what it serves otherwise. */
  readonly resourceMetadata?: WantedMetadata & { readonly differences?: readonly string[] };
  /** What an MCP client is told about the server (`client-config`). */
  readonly clientConfig?: ClientConfigReport;
  /** Every MCP client that is known (`client-config list`). */
  readonly mcpClients?: readonly KnownClient[];
  /** Credentials of the server app with their life, for the timeline. */
  readonly credentials?: readonly {
    readonly app: AppWord;
    readonly kind: 'secret' | 'certificate' | 'federated';
    readonly displayName: string;
    readonly startDateTime: string | null;
    readonly endDateTime: string | null;
  }[];
}

/** Which part this is of a run that is split over several machines; parts count from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Totals over the configurations of a fleet. */
export interface FleetTotals {
  readonly configurations: number;
  /** How many ended with each exit code, by the code. */
  readonly exitCodes: Readonly<Record<string, number>>;
  /** Of a plan: configurations that have something to change, and how many changes they have together. */
  readonly changed?: number;
  readonly changes?: number;
  readonly leftToPeople?: number;
}

/** Several configurations in one document: totals at the top, one report each below. */
export interface FleetReport extends Report {
  /** Present where `--shard` named a part, so that a merge knows when another is missing. */
  readonly shard?: Shard;
  /** Absent in results of versions before 1.1. */
  readonly totals?: FleetTotals;
  readonly results: readonly Report[];
}

export type ResultDocument = Report | FleetReport;

/** The members that the verdicts of one check have in common where nothing is found; a saved fleet holds them once. */
export type CheckWords = Omit<Verdict, 'status' | 'severity'>;

/** A verdict in a saved fleet: members that equal those in `checkWords` are left out. Findings are complete. */
export type SavedVerdict = Pick<Verdict, 'id' | 'status' | 'severity'> & Partial<Verdict>;
export type SavedReport = Omit<Report, 'checks'> & { readonly checks?: readonly SavedVerdict[] };

/** The document as JSON holds it. */
export interface SavedDocument extends Report {
  readonly shard?: Shard;
  readonly totals?: FleetTotals;
  readonly checkWords?: readonly CheckWords[];
  readonly results?: readonly SavedReport[];
}

/** Counts verdicts by status. */
export function summaryOf(verdicts: readonly Pick<Verdict, 'status'>[]): Summary {
  const counts: Record<Status, number> = { pass: 0, fail: 0, warn: 0, manual: 0, skip: 0, unknown: 0 };
  for (const { status } of verdicts) counts[status] += 1;
  return counts;
}

/** Where `--fail-on` draws the line between 0 and 1. */
export const FAIL_ON = ['error', 'warning', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/**
 * Exit code of a judgement: 1 for a finding at or above the line, 3 when a required check could not be judged,
 * else 0. `never` moves the line between 0 and 1 only, so an unknown stays 3.
 */
export function exitCodeOf(
  verdicts: readonly Pick<Verdict, 'status' | 'severity'>[],
  failOn: FailOn = 'error',
): number {
  const failed = verdicts.some(
    ({ status, severity }) =>
      (failOn !== 'never' && status === 'fail') ||
      (failOn === 'warning' && status === 'warn' && severity !== 'info'),
  );
  if (failed) return 1;
  return verdicts.some(({ status, severity }) => status === 'unknown' && severity === 'error') ? 3 : 0;
}
