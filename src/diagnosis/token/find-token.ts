/** Longer than any token Entra issues; a paste beyond that is not one. */
const LONGEST = 100_000;
const TOKEN_CHARACTERS = /[A-Za-z0-9_.-]+/g;
/** Header, payload, signature; encrypted tokens have five parts. */
const SIGNED_PARTS = 3;
const ENCRYPTED_PARTS = 5;

/** A token in its compact form, or why there is none to decode. */
export type FoundToken =
  | { readonly format: 'signed'; readonly compact: string }
  | { readonly format: 'encrypted' | 'opaque' };

/** The token inside a paste: quoted, broken over lines, behind "Bearer", or a member of JSON. */
export function findToken(text: string): FoundToken {
  const joined = text
    .slice(0, LONGEST)
    .replace(/Bearer\s/gi, ':')
    .replace(/[\s"']/g, '');
  const candidates = [...joined.matchAll(TOKEN_CHARACTERS)].map(([one]) => one);
  const withParts = (count: number) => candidates.find((one) => one.split('.').length === count);
  if (withParts(ENCRYPTED_PARTS) !== undefined) return { format: 'encrypted' };
  const compact = withParts(SIGNED_PARTS);
  return compact === undefined ? { format: 'opaque' } : { format: 'signed', compact };
}
