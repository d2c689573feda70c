import type { Blueprint } from './blueprint.ts';
import type { Change } from './changes/index.ts';
import type { AppWord } from './ids.ts';
import type { ShownRegistration } from './registrations.ts';
import type { Facet, Facets } from './tenant.ts';

/** Every check id. Users script against them, so they never change. Their order here means nothing: checks are ordered by stage. */
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

/** The part of a check id before the dot. */
export type Section = CheckId extends `${infer Word}.${string}` ? Word : never;

export function sectionOf(id: CheckId): string {
  return id.slice(0, id.indexOf('.'));
}

/**
 * The order of prerequisites: a permission needs its scope, a consent needs its service principal. Checks are judged,
 * planned and shown by stage; within one those of the server come first, since the client requests its scope.
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

/** How much a finding weighs for `verify`: `error` makes it exit 1, `warning` only with `--fail-on warning`, `info` never. */
export type Severity = 'error' | 'warning' | 'info';

/** What a check judges by beside blueprint and tenant: the time and the thresholds of expiry. Durations are days. */
export interface CheckContext {
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

/** What would cure a finding, and who can do it: this tool (`us`), the operator by hand (`you`), or an administrator of the tenant. */
export type Remedy =
  | { readonly by: 'us'; readonly change: Change }
  | {
      readonly by: 'you';
      readonly summary: string;
      readonly command?: string;
      /**
       * The command is one of this tool and cures the finding by itself. It is not a planned change since the blueprint does
       * not ask for it yet; reports say `us`.
       */
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

/** A list of at least one element. */
export type NonEmpty<Value> = readonly [Value, ...Value[]];

/**
 * A condition of the chain. `find` returns evidence, which is data without words; `explain`, `actual` and `remedy`
 * turn it into what people read and what can be done. A facet that could not be read makes the verdict `unknown`
 * before `find` is asked.
 */
export interface Check<Read extends Facet = Facet, Evidence = unknown, Optional extends Facet = never> {
  readonly id: CheckId;
  /** Whose registration is judged; null for advice that belongs to neither. */
  readonly app: AppWord | null;
  readonly title: string;
  readonly severity: Severity;
  /** The severity in this tenant, for a condition that some set-ups cannot meet. Default: `severity`. */
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
  /** What an inventory shows of the registration as proof that this was looked at; null for what no registration holds. */
  readonly shows: ((app: ShownRegistration) => readonly string[]) | null;
  /** Path of the blueprint value that asks for it, such as `serverApi.identifierUri`; locates reports in the file. */
  readonly configPath: string | null;
  /** The path for this blueprint, where it depends on the configuration which value asks for it. Default: `configPath`. */
  readonly configPathHere?: (blueprint: Blueprint) => string;
  readonly reads: readonly Read[];
  /**
   * Facets that `find` can do without: one that could not be read is null, and the others are judged all the same. Where
   * they show nothing amiss, the one that is missing makes the verdict `unknown`.
   */
  readonly optionalReads?: readonly Optional[];
  readonly expected: (blueprint: Blueprint, facets: Pick<Facets, Read>) => Plain;
  readonly find: (
    blueprint: Blueprint,
    facets: Pick<Facets, Read> & { readonly [Name in Optional]: Facets[Name] | null },
    context: CheckContext,
  ) => CheckOutcome<Evidence>;
  /** The actual value, called only where `find` returned evidence. */
  readonly actual: (evidence: NonEmpty<Evidence>) => Plain;
  /** The actual value of a condition that holds. Default: `expected`. */
  readonly observed?: (blueprint: Blueprint, facets: Pick<Facets, Read>) => Plain;
  /** For conditions with two thresholds, such as expiry: the status that this evidence gives. Default: by severity. */
  readonly level?: (evidence: Evidence) => 'fail' | 'warn';
  readonly explain: (evidence: Evidence, blueprint: Blueprint) => string;
  readonly remedy: (evidence: Evidence, blueprint: Blueprint) => Remedy;
}

/** Has the compiler hold the evidence type of a check from `find` to `remedy`, then erases it, so that checks fit one list. */
export function defineCheck<Read extends Facet, Evidence, Optional extends Facet = never>(
  check: Check<Read, Evidence, Optional>,
): Check {
  return check as unknown as Check;
}
