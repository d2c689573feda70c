import { clientIsPublic } from './aadsts-credentials.ts';
import { codeExpired, codeInvalid } from './aadsts-requests.ts';
import { bringsCredential, provenClient } from './client-proof.ts';
import { requestingClient } from './clients.ts';
import { consentedScopes } from './consent.ts';
import { requiredField, secondsNow, type TokenExchange } from './exchange.ts';
import { issueForUser } from './issue.ts';
import { assertScopesExist, wantedFrom } from './scopes.ts';
import { logged } from './sign-in-log.ts';
import { verifiedPayload } from './signing.ts';

/** New tokens for a user who signed in before, with the consent that holds now. */
export async function refresh(exchange: TokenExchange): Promise<Readonly<Record<string, string | number>>> {
  const { state } = exchange.directory;
  const client = requestingClient(exchange);
  const payload = await verifiedPayload(state, requiredField(exchange, 'refresh_token'));
  const user = state.users.find(({ id }) => id === payload?.user);
  const isOurs = payload?.use === 'refresh' && payload.client === client.appId;
  if (!isOurs || user === undefined) throw codeInvalid('refresh_token');
  if ((payload.exp ?? 0) <= secondsNow(exchange)) throw codeExpired();
  if (payload.proof === '0' && bringsCredential(exchange)) throw clientIsPublic();
  const caller =
    payload.proof === '0' ? { client, proof: '0' as const } : await provenClient(exchange, client);
  const scope = requiredField(exchange, 'scope');
  const wanted = wantedFrom(exchange, scope, 'token');
  assertScopesExist(client, wanted, { scope, endpoint: 'token' });
  const scopes = logged(exchange, { client, wanted, user, interaction: 'non-interactive' }, () =>
    consentedScopes(exchange, client, wanted, user),
  );
  return issueForUser(exchange, { caller, wanted, user, scopes, nonce: null });
}
