import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { Principal } from '../principals.ts';
import { clientIsPublic } from './aadsts-credentials.ts';
import {
  codeExpired,
  codeInvalid,
  codeRedeemed,
  redirectUriDiffers,
  spaOnly,
  verifierMissing,
  verifierWrong,
} from './aadsts-requests.ts';
import type { TokenSubject } from './claims.ts';
import { bringsCredential, provenClient } from './client-proof.ts';
import { requestingClient } from './clients.ts';
import { consentedScopes } from './consent.ts';
import { requiredField, secondsNow, type TokenExchange } from './exchange.ts';
import { issueForUser } from './issue.ts';
import { assertScopesExist, wantedFrom } from './scopes.ts';
import { verifiedPayload } from './signing.ts';

async function codeOf(exchange: TokenExchange, client: Principal): Promise<JWTPayload> {
  const { state } = exchange.directory;
  const payload = await verifiedPayload(state, requiredField(exchange, 'code'));
  if (payload?.use !== 'code' || payload.client !== client.appId) throw codeInvalid('code');
  if (state.redeemedCodes.includes(payload.jti ?? '')) throw codeRedeemed();
  if ((payload.exp ?? 0) <= secondsNow(exchange)) throw codeExpired();
  return payload;
}

function assertSameRedirect(exchange: TokenExchange, code: JWTPayload): void {
  const sent = requiredField(exchange, 'redirect_uri');
  if (sent !== code.uri) throw redirectUriDiffers(sent, String(code.uri));
}

function assertVerifier({ form }: TokenExchange, code: JWTPayload): void {
  if (code.challenge === '') return;
  const verifier = form.get('code_verifier');
  if (verifier === null || verifier === '') throw verifierMissing();
  if (createHash('sha256').update(verifier).digest('base64url') !== code.challenge) throw verifierWrong();
}

/** The platform of the redirect URI decides whether the client counts as public (facts: graph.md §2). */
async function callerOn(
  exchange: TokenExchange,
  client: Principal,
  platform: unknown,
): Promise<TokenSubject> {
  if (platform === 'spa') throw spaOnly();
  if (platform === 'web') return provenClient(exchange, client);
  if (bringsCredential(exchange)) throw clientIsPublic();
  return { client, proof: '0' };
}

/** Redeems an authorization code, once. */
export async function redeemCode(
  exchange: TokenExchange,
): Promise<Readonly<Record<string, string | number>>> {
  const { state } = exchange.directory;
  const client = requestingClient(exchange);
  const code = await codeOf(exchange, client);
  assertSameRedirect(exchange, code);
  const caller = await callerOn(exchange, client, code.platform);
  assertVerifier(exchange, code);
  const scope = exchange.form.get('scope') ?? String(code.scope);
  const wanted = wantedFrom(exchange, scope, 'token');
  assertScopesExist(client, wanted, { scope, endpoint: 'token' });
  const user = state.users.find(({ id }) => id === code.user);
  if (user === undefined) throw codeInvalid('code');
  const scopes = consentedScopes(exchange, client, wanted, user);
  state.redeemedCodes = [...state.redeemedCodes, code.jti ?? ''].slice(-100);
  state.revision += 1;
  const nonce = code.nonce === '' ? null : String(code.nonce);
  return issueForUser(exchange, { caller, wanted, user, scopes, nonce });
}
