import type { Transport } from '../ports.ts';
import type { TokenClaims } from './claims.ts';
import type { AssertionPorts, ConfidentialClient } from './client-credential.ts';
import { clientCredentials } from './grants.ts';
import { type RetryLimits, withRetries } from './retry.ts';
import type { TokenServiceError } from './token-error.ts';
import { type DescribedRequest, describeRequest, parseTokenReply, requestToken } from './token-request.ts';

/** Whether the token service accepts a credential, which takes neither a user nor a permission to find out. */
export type ProbeOutcome =
  | { readonly verdict: 'accepted'; readonly sent: DescribedRequest; readonly claims: TokenClaims | null }
  | { readonly verdict: 'rejected'; readonly sent: DescribedRequest; readonly error: TokenServiceError };

export type ProbePorts = AssertionPorts & { readonly transport: Transport; readonly interrupt: AbortSignal };

/** Tries a credential by a client credentials request (facts: graph.md §4.5). The token is not kept. */
export async function probeCredential(
  client: ConfidentialClient,
  { maxWait }: Pick<RetryLimits, 'maxWait'>,
  { transport, clock, random, interrupt }: ProbePorts,
): Promise<ProbeOutcome> {
  const request = await clientCredentials(client, { clock, random });
  const reply = await requestToken(request, withRetries(transport, { clock, interrupt, maxWait }));
  const outcome = parseTokenReply(reply);
  const sent = describeRequest(request);
  return outcome.outcome === 'token'
    ? { verdict: 'accepted', sent, claims: outcome.claims }
    : { verdict: 'rejected', sent, error: outcome.error };
}
