import { blockedByPolicy } from './aadsts.ts';
import { accountDisabled, authorizationDeclined } from './aadsts-requests.ts';
import { assertAssigned, consentedScopes } from './consent.ts';
import type { TokenExchange } from './exchange.ts';
import { type Attempt, logged } from './sign-in-log.ts';

/** What may stop a sign-in apart from consent: a policy that blocks it, or a person who declines. */
export type Obstacle = 'none' | 'blocked' | 'declined';

/** Completes a user's sign-in to a client for a resource; the scopes of the token, or why there is none. */
export function completeSignIn(
  exchange: TokenExchange,
  attempt: Attempt,
  obstacle: Obstacle,
): readonly string[] {
  return logged(exchange, attempt, () => {
    const { client, wanted, user } = attempt;
    if (obstacle === 'blocked') throw blockedByPolicy();
    if (obstacle === 'declined') throw authorizationDeclined();
    if (user.accountEnabled === false) throw accountDisabled();
    assertAssigned(exchange, client, user);
    assertAssigned(exchange, wanted.resource, user);
    return consentedScopes(exchange, client, wanted, user);
  });
}
