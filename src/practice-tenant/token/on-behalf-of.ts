import { decodeJwt, type JWTPayload } from 'jose';
import { nameBasedGuid } from '../../core/ids.ts';
import type { Principal } from '../principals.ts';
import type { UserRecord } from '../state.ts';
import { multiFactorNeeded } from './aadsts.ts';
import {
  assertionIsIdToken,
  onBehalfOfNotAllowed,
  userAssertionExpired,
  userAssertionForAnother,
  userAssertionInvalid,
} from './aadsts-credentials.ts';
import { provenClient } from './client-proof.ts';
import { assertTenantNamed, requestingClient } from './clients.ts';
import { assertAssigned, consentedScopes } from './consent.ts';
import { requiredField, secondsNow, type TokenExchange } from './exchange.ts';
import { issueForUser } from './issue.ts';
import { assertScopesExist, isGraph, type Wanted, wantedFrom } from './scopes.ts';
import { logged } from './sign-in-log.ts';
import { verifiedPayload } from './signing.ts';

function decoded(assertion: string): JWTPayload {
  try {
    return decodeJwt(assertion);
  } catch {
    throw userAssertionInvalid();
  }
}

const audiences = ({ aud = '' }: JWTPayload): readonly string[] => (Array.isArray(aud) ? aud : [aud]);

/** Entra compares with its own lower-case spelling of the URIs, so one registered with capitals never matches. */
const accepted = (client: Principal): readonly string[] => [
  client.appId,
  ...client.identifierUris.map((uri) => uri.toLowerCase()),
];

function assertKind(claims: JWTPayload, client: Principal): void {
  if (claims.idtyp === 'app' || Array.isArray(claims.roles)) throw onBehalfOfNotAllowed(client.appId);
  if (typeof claims.scp !== 'string') throw assertionIsIdToken();
}

function assertTimes(exchange: TokenExchange, { nbf = 0, exp = 0 }: JWTPayload): void {
  const now = secondsNow(exchange);
  if (exp > now && nbf <= now + 300) return;
  throw userAssertionExpired({ now: exchange.directory.outside.now(), from: nbf, until: exp });
}

/** The user behind the assertion: an access token of this tenant, for this client, of a user, still valid. */
async function assertedUser(exchange: TokenExchange, client: Principal): Promise<UserRecord> {
  const { state } = exchange.directory;
  const assertion = requiredField(exchange, 'assertion');
  assertKind(decoded(assertion), client);
  const claims = await verifiedPayload(state, assertion);
  // A Graph token cannot be verified by anybody but Graph (facts: troubleshooting.md §2.7).
  const isForGraph = claims !== null && 'wids' in claims;
  if (claims === null || isForGraph) throw userAssertionInvalid();
  const [audience = ''] = audiences(claims);
  if (!accepted(client).includes(audience)) throw userAssertionForAnother(audience, client);
  assertTimes(exchange, claims);
  const user = state.users.find(({ id }) => id === claims.oid);
  if (user === undefined) throw userAssertionInvalid();
  return user;
}

function assertNoChallenge(exchange: TokenExchange, { resource }: Wanted): void {
  const { behaviour, tenant } = exchange.directory.state;
  if (behaviour.onBehalfOf === 'interaction-required' && isGraph(resource)) {
    throw multiFactorNeeded(resource.appId, nameBasedGuid(`mfa-policy:${tenant.id}`));
  }
}

/** Exchanges a user's token for this client for one of the same user for a further resource. */
export async function answerOnBehalfOf(
  exchange: TokenExchange,
): Promise<Readonly<Record<string, string | number>>> {
  assertTenantNamed(exchange);
  requiredField(exchange, 'requested_token_use');
  const client = requestingClient(exchange);
  const caller = await provenClient(exchange, client);
  const user = await assertedUser(exchange, client);
  const scope = requiredField(exchange, 'scope');
  const wanted = wantedFrom(exchange, scope, 'token');
  assertScopesExist(client, wanted, { scope, endpoint: 'token' });
  const scopes = logged(exchange, { client, wanted, user, interaction: 'non-interactive' }, () => {
    assertAssigned(exchange, wanted.resource, user);
    const consented = consentedScopes(exchange, client, wanted, user);
    assertNoChallenge(exchange, wanted);
    return consented;
  });
  return issueForUser(exchange, { caller, wanted, user, scopes, nonce: null });
}
