import type { Secret } from '../core/secret.ts';
import type { Transport } from '../ports.ts';
import type { AssertionPorts, ConfidentialClient } from './client-credential.ts';
import { onBehalfOf } from './grants.ts';
import { type RetryLimits, withRetries } from './retry.ts';
import {
  type DescribedRequest,
  describeRequest,
  parseTokenReply,
  requestToken,
  type TokenOutcome,
} from './token-request.ts';

export interface OnBehalfOfResult {
  readonly sent: DescribedRequest;
  readonly outcome: TokenOutcome;
}

export type ExchangePorts = AssertionPorts & {
  readonly transport: Transport;
  readonly interrupt: AbortSignal;
};

/** The server's on-behalf-of exchange of the user's token for one of Microsoft Graph. `scopes` have the prefix of their API. */
export async function exchangeOnBehalfOf(
  client: ConfidentialClient,
  user: { readonly token: Secret; readonly scopes: readonly string[] },
  { maxWait }: Pick<RetryLimits, 'maxWait'>,
  { transport, clock, random, interrupt }: ExchangePorts,
): Promise<OnBehalfOfResult> {
  const request = await onBehalfOf(client, user.token, user.scopes, { clock, random });
  const reply = await requestToken(request, withRetries(transport, { clock, interrupt, maxWait }));
  return { sent: describeRequest(request), outcome: parseTokenReply(reply) };
}
