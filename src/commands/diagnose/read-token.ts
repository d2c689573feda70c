import { findToken, type TokenFacts, tokenFacts, unreadableToken } from '../../diagnosis/index.ts';
import { decodeClaims } from '../../identity/claims.ts';

/** The claims of a pasted token, by the reader that `test` uses. Its signature is not checked. */
export function tokenFactsOf(text: string): TokenFacts {
  const found = findToken(text);
  if (found.format !== 'signed') return unreadableToken(found.format);
  const claims = decodeClaims(found.compact);
  return claims === null ? unreadableToken('opaque') : tokenFacts(claims);
}
