import type { Diagnosis, Report } from '../core/report.ts';
import { diagnose, judgeToken, NOTHING_KNOWN, readFailures, readToken } from '../diagnosis/index.ts';
import type { ChainSetup, WalkedHop } from './chain-hop.ts';

/** The failing hop explained inline, from the refusal itself; `diagnose` goes on from there with the tenant. */
export async function explainHops(
  hops: readonly WalkedHop[],
  { blueprint, clientAppId, serverAppId }: ChainSetup,
  now: Date,
): Promise<Pick<Report, 'diagnosis'>> {
  const failed = hops.find(({ hop }) => hop.status === 'fail');
  if (!failed) return {};
  const knowledge = { ...NOTHING_KNOWN, blueprint, clientAppId, serverAppId };
  const diagnosis: readonly Diagnosis[] =
    failed.hop.id === 'token'
      ? [judgeToken(readToken(unsigned(failed.hop.claims)), knowledge, now)]
      : diagnose(readFailures(failed.refusal ?? failed.hop.message), knowledge);
  return diagnosis.length === 0 ? {} : { diagnosis };
}

/** The claims that were shown, as a token without a signature: the token itself is gone by now. */
function unsigned(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.none`;
}
