import type { CheckId } from '../../core/check.ts';
import { ENDPOINT_CHECKS } from '../../core/checks/endpoint/index.ts';
import { isDirect } from '../../core/endpoint.ts';
import { asId, type TenantId } from '../../core/ids.ts';
import { judge } from '../../core/judge.ts';
import type { Diagnosis, ReportedHop, Status, Verdict } from '../../core/report.ts';
import { read } from '../../core/tenant.ts';
import type { Outside } from '../../outside.ts';
import { askEndpoint } from '../run/endpoint.ts';
import { checkContext } from '../run/limits.ts';
import type { ChainSetup } from './chain-hop.ts';

/** The hop before the sign-in, and the diagnosis where it fails. */
export interface DiscoveryHop {
  readonly hop: ReportedHop;
  readonly diagnosis: readonly Diagnosis[];
  /** The gateway where MCP clients sign in, where that is not Entra itself. */
  readonly gateway: string | null;
}

/** Checks without which no client gets as far as signing in. */
const DECISIVE: readonly CheckId[] = [
  'endpoint.reachable',
  'endpoint.challenge',
  'endpoint.resource-metadata',
  'endpoint.authorization-server',
  'endpoint.issuer-metadata',
];

/** Reads what an MCP client reads before it signs anybody in. The tenant itself is not read. */
export async function discover(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'practice' | 'progress' | 'transport'>,
  setup: ChainSetup,
): Promise<DiscoveryHop> {
  const { blueprint, tenant, tenantId, serverAppId } = setup;
  const endpoint = await askEndpoint(blueprint, { tenantId, serverAppId }, outside);
  const organization = {
    tenantId: asId<TenantId>(tenantId),
    displayName: tenant,
    verifiedDomains: [tenant],
    initialDomain: null,
  };
  const verdicts = judge(
    ENDPOINT_CHECKS.filter(({ id }) => DECISIVE.includes(id)),
    blueprint,
    { endpoint: read(endpoint), organization: read(organization) },
    checkContext(outside, null),
  ).map(({ verdict }) => verdict);
  const servers = endpoint.servers.map(({ issuer }) => issuer).join(', ');
  const gateway = endpoint.servers.find(({ kind }) => kind === 'gateway')?.issuer ?? null;
  return {
    ...hopFrom(verdicts, `${endpoint.url} sends MCP clients to ${servers} to sign in.`),
    gateway: isDirect(endpoint) ? null : gateway,
  };
}

function hopFrom(verdicts: readonly Verdict[], good: string): Omit<DiscoveryHop, 'gateway'> {
  const of = (wanted: Status) => verdicts.filter(({ status }) => status === wanted);
  const failed = of('fail');
  const unknown = of('unknown');
  const status = failed.length > 0 ? 'fail' : unknown.length > 0 ? 'unknown' : 'pass';
  const told = [...failed, ...unknown].map(({ message }) => message);
  const hop: ReportedHop = { id: 'discovery', status, message: told.join(' ') || good, claims: {} };
  return { hop, diagnosis: failed.length === 0 ? [] : [diagnosisOf(failed)] };
}

function diagnosisOf(failed: readonly Verdict[]): Diagnosis {
  return {
    code: null,
    name: null,
    hop: 'discovery',
    meaning: "The MCP server's address does not lead MCP clients to a sign-in.",
    correlationId: null,
    causes: failed.map(({ id, title, message, fix }) => ({
      id: id.replace('.', '-'),
      summary: `Does not hold: ${title}`,
      verdict: 'proved',
      because: message,
      fix: { summary: fix?.summary ?? '', command: fix?.command ?? null, portalUrl: fix?.portalUrl ?? null },
      check: id,
    })),
  };
}
