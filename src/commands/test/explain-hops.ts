import type { Diagnosis, Hop, ReportedHop } from '../../core/report.ts';
import { diagnose, judgeToken, type Knowledge, NOTHING_KNOWN, readFailures } from '../../diagnosis/index.ts';
import { credentialTraits } from '../diagnose/probe.ts';
import type { ChainSetup, HopResult } from './chain-hop.ts';

const LINKS: Readonly<Record<ReportedHop['id'], Hop>> = {
  discovery: 'discovery',
  'client-signin': 'client-signin',
  token: 'client-signin',
  obo: 'obo',
  graph: 'graph',
  'mcp-server': 'mcp-server',
};

/** Explains the first hop that failed, from its refusal alone; `diagnose` can go on from there with the tenant. */
export async function explainHops(
  hops: readonly HopResult[],
  setup: ChainSetup,
  now: Date,
): Promise<readonly Diagnosis[]> {
  const failed = hops.find(({ hop, diagnosis }) => hop.status === 'fail' || diagnosis !== undefined);
  if (!failed) return [];
  const failures = readFailures(failed.refusal ?? failed.hop.message);
  const knowledge = knowledgeOf(failed, setup, failures[0]?.code ?? null);
  return failed.diagnosis
    ? [failed.diagnosis]
    : failed.token !== undefined
      ? [judgeToken(failed.token, knowledge, now)]
      : diagnose(failures, knowledge);
}

/** What the walk shows for a diagnosis: the hop, how the user signed in, and traits of the credential that was refused. */
function knowledgeOf({ hop }: HopResult, setup: ChainSetup, aadsts: string | null): Knowledge {
  const { blueprint, tenantId, clientAppId, serverAppId, credential, userAuth } = setup;
  const refused = {
    outcome: 'rejected' as const,
    aadsts,
    createdSecondsAgo: null,
    ...credentialTraits(credential, []),
  };
  return {
    ...NOTHING_KNOWN,
    blueprint: { ...blueprint, tenant: tenantId },
    clientAppId,
    serverAppId,
    walked: { hop: LINKS[hop.id], userAuth },
    probes: hop.id === 'obo' ? [refused] : [],
  };
}
