import type { BearerChallenge } from '../core/endpoint.ts';
import { cut } from './wire.ts';

/** A word with its value, quoted or not, or alone, which names the next scheme. Takes linear time, since a word always matches. */
const PART = /([A-Za-z][\w-]*)(?:(\s*=\s*)(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g;

/** The `Bearer` challenge in a `WWW-Authenticate` header, which may hold several schemes; null where there is none. */
export function parseBearerChallenge(header: string | null): BearerChallenge | null {
  const text = header ?? '';
  let [scheme, isThere] = ['', false];
  const parameters = new Map<string, string>();
  for (const { 0: part, 1: name = '', 2: equals, 3: quoted, 4: plain, index } of text.matchAll(PART)) {
    const isScheme = equals === undefined && /^[\s,]?$/.test(text.charAt(index + part.length));
    if (isScheme) scheme = name.toLowerCase();
    isThere ||= scheme === 'bearer';
    if (equals !== undefined && scheme === 'bearer')
      parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
  }
  if (!isThere) return null;
  const value = (name: string) => {
    const given = parameters.get(name);
    return given === undefined ? null : cut(given);
  };
  return { resourceMetadata: value('resource_metadata'), scope: value('scope') };
}
