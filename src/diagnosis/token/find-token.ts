/** How much of a text is searched; Entra's tokens are shorter. */
const LONGEST = 100_000;
const TOKEN_CHARACTERS = /[A-Za-z0-9_.-]+/g;
/** Header, payload, signature; encrypted tokens have five parts. */
const SIGNED_PARTS = 3;
const ENCRYPTED_PARTS = 5;

/** The beginning of a JSON object in base64url, with which every token begins, and no host such as graph.microsoft.com does. */
const JSON_HEADER = /^e[w-z0-9_-]/;

/** A token in its compact form; or whether there is an encrypted one, or none that can be decoded. */
export type FoundToken =
  | { readonly format: 'signed'; readonly compact: string }
  | { readonly format: 'encrypted' | 'opaque' };

/** The first token in a pasted text: quoted, broken over lines, after "Bearer", or in the reply of a token endpoint. */
export function findToken(text: string): FoundToken {
  const joined = text
    .slice(0, LONGEST)
    .replace(/Bearer\s/gi, ':')
    .replace(/[\s"']/g, '');
  const words = [...joined.matchAll(TOKEN_CHARACTERS)].map(([one]) => one);
  const tokens = words.filter((one) => JSON_HEADER.test(one));
  const candidates = tokens.length > 0 ? tokens : words;
  const withParts = (count: number) => candidates.find((one) => one.split('.').length === count);
  if (withParts(ENCRYPTED_PARTS) !== undefined) return { format: 'encrypted' };
  const compact = withParts(SIGNED_PARTS);
  return compact === undefined ? { format: 'opaque' } : { format: 'signed', compact };
}
