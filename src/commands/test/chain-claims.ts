import { identifierUriFor } from '../../core/blueprint.ts';
import { issuersOf } from '../../diagnosis/index.ts';
import { type ChainSetup, chosenClaims, textClaim, type WalkedHop } from './chain-hop.ts';

type Claims = Readonly<Record<string, unknown>>;

/** Checks the user's token claim by claim, as the MCP server would. */
export function judgeClaims(setup: ChainSetup, claims: Claims, now: Date): WalkedHop {
  const problems = claimProblems(setup, claims, now);
  const isGood = problems.length === 0;
  const message = isGood
    ? 'The token has the right audience, issuer, version, scope and client.'
    : problems.join(' ');
  return {
    hop: { id: 'token', status: isGood ? 'pass' : 'fail', message, claims: chosenClaims(claims) },
    refusal: isGood ? null : message,
  };
}

function claimProblems(
  { blueprint, clientAppId, serverAppId }: ChainSetup,
  claims: Claims,
  now: Date,
): readonly string[] {
  const audiences = [serverAppId, identifierUriFor(blueprint, serverAppId)];
  const [issuer] = issuersOf({ tenantId: textClaim(claims, 'tid'), version: 2 }, blueprint.cloud);
  const scopes = (textClaim(claims, 'scp') ?? '').split(' ');
  const client = textClaim(claims, 'azp') ?? textClaim(claims, 'appid');
  const expires = typeof claims.exp === 'number' ? claims.exp * 1_000 : null;
  return [
    claims.ver === '2.0' ? null : `The token is version ${String(claims.ver)}, not 2.0.`,
    textClaim(claims, 'iss') === issuer ? null : `The issuer is ${String(claims.iss)}, not ${issuer}.`,
    audiences.includes(String(claims.aud))
      ? null
      : `The audience is ${String(claims.aud)}, not ${serverAppId}.`,
    scopes.includes(blueprint.serverApi.scope.value)
      ? null
      : `The scope is ${String(claims.scp)}, without ${blueprint.serverApi.scope.value}.`,
    client === clientAppId
      ? null
      : `The token was issued to ${String(client)}, not to ${blueprint.clientApp.displayName}.`,
    expires === null || expires > now.getTime() ? null : 'The token has expired.',
  ].filter((problem) => problem !== null);
}
