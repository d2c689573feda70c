import { asUrl } from '../as-url.ts';
import { registeredRedirectUris } from '../principals.ts';
import type { ApplicationRecord } from '../state.ts';
import { badRequest, invalidValue } from './reply.ts';

/** Rules of facts/graph.md §2 "Redirect URIs". The body of a refusal was never seen; this is the usual one. */

const LOOPBACK = ['localhost', '127.0.0.1'];
const UNSUPPORTED = /[!$'(),;]/;
const LONGEST = 256;
const MOST = 256;

type Platform = 'web' | 'spa' | 'publicClient';

function isAcceptable(uri: string, platform: Platform): boolean {
  const url = asUrl(uri);
  if (uri.length > LONGEST || UNSUPPORTED.test(uri) || /\s|#/.test(uri) || url === null) return false;
  const { protocol, hostname } = url;
  if (protocol === 'https:') return hostname !== '';
  if (protocol === 'http:') return LOOPBACK.includes(hostname);
  return platform === 'publicClient' && !['javascript:', 'data:', 'file:'].includes(protocol);
}

function assertPlatform(
  before: ApplicationRecord | null,
  after: ApplicationRecord,
  platform: Platform,
): void {
  const known = before?.[platform].redirectUris ?? [];
  const uris = after[platform].redirectUris;
  const added = uris.filter((uri) => !known.includes(uri));
  const isWrong = new Set(uris).size < uris.length || added.some((uri) => !isAcceptable(uri, platform));
  if (isWrong) throw invalidValue(platform, 'Application');
}

/** Judges the redirect URIs that a write adds. */
export function assertRedirectUris(before: ApplicationRecord | null, after: ApplicationRecord): void {
  assertPlatform(before, after, 'web');
  assertPlatform(before, after, 'spa');
  assertPlatform(before, after, 'publicClient');
  if (registeredRedirectUris(after).length > MOST) {
    throw badRequest(`The number of redirect URIs exceeds the limit of ${MOST}.`);
  }
}
