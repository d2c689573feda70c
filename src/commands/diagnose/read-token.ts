import { findToken, type TokenFacts, tokenFacts, unreadableToken } from '../../diagnosis/index.ts';
import { decodeClaims } from '../../identity/claims.ts';

/** What a pasted token says; its signature is not checked. Decoded by the same reader as the tokens of `test`. */
export function tokenFactsOf(text: string): TokenFacts {
  const found = findToken(text);
  if (found.format !== 'signed') return unreadableToken(found.format);
  const claims = decodeClaims(found.compact);
  return claims === null ? unreadableToken('opaque') : tokenFacts(claims);
}
