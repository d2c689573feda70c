import { type Check, type CheckId, type Plain, type Severity, sectionOf } from '../check.ts';
import { FACET_WORDS } from '../facet-words.ts';
import { judge } from '../judge.ts';
import { PORTAL_WORDS } from '../portal.ts';
import type { Fix } from '../report.ts';
import { type Facet, type Facets, facetOf, type Tenant } from '../tenant.ts';
import { ALL_CHECKS } from './index.ts';
import { CONTEXT, EXAMPLE, type Sample, samples } from './reference-samples.ts';

/** Everything that is known of a check without a tenant. */
export interface CheckReference {
  readonly id: CheckId;
  readonly section: string;
  readonly title: string;
  readonly severity: Severity;
  /** True for lines that only people can confirm. */
  readonly manual: boolean;
  readonly reads: readonly {
    readonly facet: Facet;
    readonly words: string;
    readonly permission: string | null;
  }[];
  /** With the guide's values. */
  readonly expected: Plain;
  readonly why: string;
  readonly aadsts: readonly string[];
  /** The fix of the first sample tenant that fails the check; null for one that no sample fails. */
  readonly fix: Fix | null;
  /** The page of the portal, as the portal names it; empty for manual checks. */
  readonly portal: string;
  readonly guide: string | null;
  readonly configPath: string | null;
}

const DIRECTORY = 'Directory.Read.All';
const APPLICATIONS = 'Application.Read.All';

/** The least permission on Microsoft Graph that shows each facet (facts: graph.md §1.1); null where none is needed. */
const PERMISSIONS: Readonly<Record<Facet, string | null>> = {
  organization: 'User.Read',
  clientApplication: APPLICATIONS,
  clientPrincipal: APPLICATIONS,
  clientOwners: APPLICATIONS,
  clientGrants: DIRECTORY,
  clientRoles: APPLICATIONS,
  clientAssignments: APPLICATIONS,
  clientNamesakes: APPLICATIONS,
  serverApplication: APPLICATIONS,
  serverPrincipal: APPLICATIONS,
  serverOwners: APPLICATIONS,
  serverGrants: DIRECTORY,
  serverRoles: APPLICATIONS,
  serverAssignments: APPLICATIONS,
  serverNamesakes: APPLICATIONS,
  clientFederatedCredentials: APPLICATIONS,
  serverFederatedCredentials: APPLICATIONS,
  graphPrincipal: APPLICATIONS,
  appManagementPolicy: 'Policy.Read.All',
  endpoint: null,
  access: APPLICATIONS,
};

/** The reference of every check, in the order in which they are judged. */
export function checkReferences(): readonly CheckReference[] {
  const cases = samples();
  const fixes = exampleFixes(cases);
  const facets = emptyFacets(cases[0]?.tenant);
  return ALL_CHECKS.map((check) => referenceOf(check, facets, fixes));
}

function referenceOf(check: Check, facets: Facets, fixes: ReadonlyMap<CheckId, Fix>): CheckReference {
  const { id, title, severity, why, explains, portal, guide, configPath, manual = false } = check;
  return {
    id,
    section: sectionOf(id),
    title,
    severity,
    manual,
    reads: [...new Set([...check.reads, ...(check.optionalReads ?? [])])].map((facet) => ({
      facet,
      words: FACET_WORDS[facet],
      permission: PERMISSIONS[facet],
    })),
    expected: check.expected(EXAMPLE, facets),
    why,
    aadsts: explains,
    fix: fixes.get(id) ?? null,
    portal: manual ? '' : PORTAL_WORDS[portal],
    guide,
    configPath,
  };
}

/** The facets of a tenant without the apps, for which `expected` follows from the configuration alone. */
function emptyFacets(tenant: Tenant | undefined): Facets {
  const facets = (Object.keys(FACET_WORDS) as Facet[]).map((facet) => [
    facet,
    tenant && facetOf(tenant, facet),
  ]);
  return Object.fromEntries(facets) as unknown as Facets;
}

/** The fix of each check in the first sample tenant that fails it. */
function exampleFixes(cases: readonly Sample[]): ReadonlyMap<CheckId, Fix> {
  const fixes = new Map<CheckId, Fix>();
  for (const { blueprint, tenant } of cases) {
    for (const { verdict } of judge(ALL_CHECKS, blueprint, tenant, CONTEXT)) {
      if (verdict.fix !== null && !fixes.has(verdict.id)) fixes.set(verdict.id, verdict.fix);
    }
  }
  return fixes;
}
