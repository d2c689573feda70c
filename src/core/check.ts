import type { Blueprint } from './blueprint.ts';
import type { Change } from './changes/index.ts';
import type { AppWord } from './ids.ts';
import type { Facet, Facets } from './tenant.ts';

/** Every check. The ids are promises and never change; in what order checks are judged and read, their stages say. */
export const CHECK_IDS = [
  'server-api.exists',
  'server-api.single-tenant',
  'server-api.confidential-client',
  'server-api.public-client-flows',
  'server-api.redirect-uri',
  'server-api.identifier-uri',
  'server-api.additional-identifier-uris',
  'server-api.token-version',
  'server-api.scope',
  'server-api.pre-authorized-clients',
  'server-api.graph-permissions',
  'server-api.service-principal',
  'server-api.user-assignment',
  'server-api.credential',
  'server-api.credential-expiry',
  'server-api.graph-consent',
  'server-api.owners',
  'server-api.more-owners',
  'server-api.grants-beyond-blueprint',
  'server-api.credentials-beyond-blueprint',
  'server-api.redirect-uris-beyond-blueprint',
  'client-app.exists',
  'client-app.single-tenant',
  'client-app.public-client',
  'client-app.public-client-flows',
  'client-app.redirect-uri',
  'client-app.backup-redirect-uris',
  'client-app.api-permission',
  'client-app.service-principal',
  'client-app.user-assignment',
  'client-app.admin-consent',
  'client-app.sign-in-consent',
  'client-app.no-credentials',
  'client-app.owners',
  'client-app.more-owners',
  'client-app.grants-beyond-blueprint',
  'client-app.redirect-uris-beyond-blueprint',
  'client-app.redirect-near-miss',
  'client-app.permissions-beyond-blueprint',
  'client-app.duplicates',
  'client-app.per-user-grants',
  'server-api.redirect-near-miss',
  'server-api.permissions-beyond-blueprint',
  'server-api.duplicates',
  'server-api.per-user-grants',
  'client-app.scope-on-wrong-app',
  'server-api.least-privilege',
  'endpoint.reachable',
  'endpoint.challenge',
  'endpoint.resource-metadata',
  'endpoint.resource',
  'endpoint.authorization-server',
  'endpoint.resource-registered',
  'endpoint.issuer-metadata',
  'endpoint.refuses-bad-token',
  'endpoint.scopes',
  'endpoint.pkce',
  'endpoint.offline-access',
  'advice.credential-management',
  'advice.access-control',
  'advice.monitoring',
] as const;

export type CheckId = (typeof CHECK_IDS)[number];

/** What a check belongs to: the word before the dot. */
export type Section = CheckId extends `${infer Word}.${string}` ? Word : never;

/**
 * What must be right before what: a permission needs its scope, a consent needs its service principal. Checks are
 * judged, planned and read by stage; within one the server comes first, since the client asks for its scope.
 */
export const STAGES = [
  'registration',
  'service-principal',
  'owners',
  'credential',
  'consent',
  'graph-consent',
  'surroundings',
  'endpoint',
  'advice',
] as const;
export type Stage = (typeof STAGES)[number];

/** The links of the chain in its order: what the MCP server's address says, then from the user to Microsoft Graph. */
export const CHAIN_LINKS = ['discovery', 'sign-in', 'consent', 'gateway', 'obo', 'graph'] as const;
export type ChainLink = (typeof CHAIN_LINKS)[number];

export type Severity = 'error' | 'warning' | 'info';

/** When a judgement is made, and where the lines of expiry are. Durations are days. */
export interface Moment {
  readonly now: Date;
  readonly expiryWarnDays: number;
  readonly expiryFailDays: number;
  /** The longest life the tenant's policy allows a secret; null when there is no cap or it could not be read. */
  readonly maxSecretDays: number | null;
}

/** A page of the portal that an app registration has. */
export type PortalPage =
  | 'Overview'
  | 'Authentication'
  | 'CertificatesAndSecrets'
  | 'ApiPermissions'
  | 'ExposeAnApi'
  | 'Owners'
  | 'EnterpriseApplication';

/** What would cure a finding, and who can do it. */
export type Remedy =
  | { readonly by: 'us'; readonly change: Change }
  | {
      readonly by: 'you';
      readonly summary: string;
      readonly command?: string;
      /** The command is ours and does the whole of it; only the blueprint does not ask for it yet. */
      readonly isOurs?: true;
    }
  | { readonly by: 'admin'; readonly summary: string; readonly command?: string };

/** A condition that does not apply here, with the reason people see. */
export interface NotApplicable {
  readonly skip: string;
}

/** Something that could not be looked at, though its facet was read; never a pass. */
export interface CannotTell {
  readonly unknown: string;
}

/** A condition that holds, with something that people should know all the same. */
export interface HoldsThough {
  readonly holds: string;
}

export type CheckOutcome<Evidence> = readonly Evidence[] | NotApplicable | CannotTell | HoldsThough;

/** A plain value a report may hold. */
export type Plain = string | number | boolean | null | readonly Plain[];

/** One at least. */
export type Some<Value> = readonly [Value, ...Value[]];

/**
 * A condition of the chain. `find` returns evidence, which is data without words; `explain`, `actual` and `remedy`
 * turn it into what people read and what can be done. A facet that could not be read makes the verdict `unknown`
 * before `find` is asked.
 */
export interface Check<Read extends Facet = Facet, Evidence = unknown, Beside extends Facet = never> {
  readonly id: CheckId;
  /** Whose registration is judged; null for advice that belongs to neither. */
  readonly app: AppWord | null;
  readonly title: string;
  readonly severity: Severity;
  /** For a condition that nobody can mend in some set-ups: how much it weighs here. Default: `severity`. */
  readonly severityHere?: (facets: Pick<Facets, Read>) => Severity;
  readonly stage: Stage;
  /** The link that a sign-in breaks at when this does not hold; null where no sign-in does, such as owners and advice. */
  readonly link: ChainLink | null;
  /** True for lines nobody can read through an API: their verdict is `manual`. */
  readonly manual?: true;
  /** The line of the guide that asks for it; null for checks beyond the guide. */
  readonly guide: string | null;
  /** Why it matters, one or two sentences. */
  readonly why: string;
  /** AADSTS codes that this condition, when broken, can cause. */
  readonly explains: readonly string[];
  readonly portal: PortalPage;
  /** Path of the blueprint value that asks for it, such as `serverApi.identifierUri`; locates reports in the file. */
  readonly configPath: string | null;
  /** Where another value decides in some configurations: its path in this one. Default: `configPath`. */
  readonly configPathHere?: (blueprint: Blueprint) => string;
  readonly reads: readonly Read[];
  /**
   * Facets that each show a part of the same: what one shows counts though another could not be read, which is null then.
   * Where nothing is found, one that was not read makes the verdict `unknown`.
   */
  readonly readsBeside?: readonly Beside[];
  readonly expected: (blueprint: Blueprint, facets: Pick<Facets, Read>) => Plain;
  readonly find: (
    blueprint: Blueprint,
    facets: Pick<Facets, Read> & { readonly [Name in Beside]: Facets[Name] | null },
    moment: Moment,
  ) => CheckOutcome<Evidence>;
  /** Asked only where something was found. */
  readonly actual: (evidence: Some<Evidence>) => Plain;
  /** What is there where nothing was found amiss; what was expected, where this is absent. */
  readonly observed?: (blueprint: Blueprint, facets: Pick<Facets, Read>) => Plain;
  /** For conditions with two lines, such as expiry: which one this evidence crossed. Default: by severity. */
  readonly level?: (evidence: Evidence) => 'fail' | 'warn';
  readonly explain: (evidence: Evidence, blueprint: Blueprint) => string;
  readonly remedy: (evidence: Evidence, blueprint: Blueprint) => Remedy;
}

/** Keeps the evidence type of a check from `find` to `remedy`, then hides it: a list of checks is uniform. */
export function defineCheck<Read extends Facet, Evidence, Beside extends Facet = never>(
  check: Check<Read, Evidence, Beside>,
): Check {
  return check as unknown as Check;
}
