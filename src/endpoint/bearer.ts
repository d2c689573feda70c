import type { BearerChallenge } from '../core/endpoint.ts';

/** A parameter with its value, quoted or not, or else a word: the name of the next scheme. */
const PART = /([A-Za-z][\w-]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))|([A-Za-z][\w-]*)(?=[\s,]|$)/g;

/** The `Bearer` challenge in a `WWW-Authenticate` header, which may hold several schemes; null where there is none. */
export function parseBearerChallenge(header: string | null): BearerChallenge | null {
  let [scheme, isThere] = ['', false];
  const parameters = new Map<string, string>();
  for (const [, name, quoted, plain, word] of (header ?? '').matchAll(PART)) {
    if (word !== undefined) scheme = word.toLowerCase();
    isThere ||= scheme === 'bearer';
    if (name !== undefined && scheme === 'bearer')
      parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
  }
  if (!isThere) return null;
  return {
    resourceMetadata: parameters.get('resource_metadata') ?? null,
    scope: parameters.get('scope') ?? null,
  };
}
