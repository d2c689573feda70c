import { defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { wantedRedirectUris } from '../../redirect-uris.ts';
import { APP_WORDS, FACETS, noApplication } from './facets.ts';
import { registeredUris } from './redirect-uri.ts';
import { shownRedirectUris } from './shown.ts';

interface NearMiss {
  readonly registered: string;
  readonly wanted: string;
  readonly differsIn: string;
}

/** A URI that is almost right is never matched, or, where only the port differs, may be matched in place of the right one. */
export const redirectNearMissCheck = (app: AppWord) =>
  defineCheck<'clientApplication' | 'serverApplication', NearMiss>({
    id: `${FACETS[app].section}.redirect-near-miss`,
    app,
    title: `${APP_WORDS[app]} has no redirect URI that almost matches`,
    severity: 'warning',
    stage: 'registration',
    link: app === 'client' ? 'sign-in' : 'gateway',
    guide: null,
    why: 'Entra compares redirect URIs character for character, but ignores the port of a loopback address; a near miss misleads people and, by port, Entra itself.',
    explains: ['50011'],
    portal: 'Authentication',
    shows: shownRedirectUris,
    configPath: app === 'client' ? 'clientApp.redirectUris' : 'gateway.callbackUrl',
    reads: [FACETS[app].application],
    expected: () => 'no near miss',
    find: (blueprint, facets) => {
      const application = facets[FACETS[app].application];
      if (application === null) return noApplication(app);
      const wanted = wantedRedirectUris(app, blueprint);
      const others = registeredUris(application).filter((uri) => !wanted.includes(uri));
      return others.flatMap((uri) => nearMiss(uri, wanted) ?? []);
    },
    actual: (evidence) => evidence.map(({ registered }) => registered),
    explain: ({ registered, wanted, differsIn }) =>
      `${registered} differs from ${wanted} in ${differsIn} only.`,
    remedy: ({ registered, wanted }) => ({
      by: 'you',
      summary: `Remove ${registered} if ${wanted} is what the client sends`,
    }),
  });

/** The nearest wanted URI that Entra, or a person, could take it for; null when it is plainly another. */
export function nearMiss(registered: string, wanted: readonly string[]): NearMiss | null {
  const [nearest] = wanted
    .flatMap((uri) => {
      const found = differences(partsOf(registered), partsOf(uri));
      return found ? [{ uri, found }] : [];
    })
    .toSorted((a, b) => distance(a.found) - distance(b.found));
  if (nearest === undefined || nearest.found.length === 0) return null;
  return { registered, wanted: nearest.uri, differsIn: nearest.found.join(', ') };
}

interface Parts {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly rest: string;
}

const URI = /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?(\/[^?#]*)?(.*)$/i;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };
const LOOPBACKS = ['localhost', '127.0.0.1', '[::1]'];

/** As written, since a URL parser would hide letter case and default ports. An absent path equals `/`. */
function partsOf(uri: string): Parts | null {
  const [, scheme, host = '', port = '', path = '/', rest = ''] = URI.exec(uri) ?? [];
  return scheme === undefined ? null : { scheme, host, port, path, rest };
}

const PORT = 'the port';

/** The parts in which two URIs differ, in words; null where they are plainly different addresses. */
function differences(a: Parts | null, b: Parts | null): readonly string[] | null {
  if (a === null || b === null || a.rest !== b.rest) return null;
  const found = [
    schemeDifference(a, b),
    hostDifference(a, b),
    portDifference(a, b),
    ...pathDifferences(a, b),
  ];
  const told = found.filter((one) => one !== null);
  return told.includes('another') ? null : told;
}

function schemeDifference({ scheme: a }: Parts, { scheme: b }: Parts): string | null {
  if (a === b) return null;
  if (a.toLowerCase() === b.toLowerCase()) return 'letter case of the scheme';
  return [a, b].every((one) => /^https?$/i.test(one)) ? 'the scheme' : 'another';
}

function hostDifference({ host: a }: Parts, { host: b }: Parts): string | null {
  if (a === b) return null;
  if (a.toLowerCase() === b.toLowerCase()) return 'letter case of the host';
  return isLoopback(a) && isLoopback(b) ? `${a} and ${b}` : 'another';
}

function portDifference(a: Parts, b: Parts): string | null {
  if (a.port === b.port) return null;
  const [left, right] = [a, b].map(({ scheme, port }) => port || DEFAULT_PORTS[scheme.toLowerCase()]);
  return left === right ? 'the default port, written out' : PORT;
}

function pathDifferences({ path: a }: Parts, { path: b }: Parts): readonly (string | null)[] {
  const [left, right] = [a.replace(/\/$/, ''), b.replace(/\/$/, '')];
  if (left.toLowerCase() !== right.toLowerCase()) return ['another'];
  return [
    left === right ? null : 'letter case of the path',
    a.endsWith('/') === b.endsWith('/') ? null : 'a trailing slash',
  ];
}

function isLoopback(host: string): boolean {
  return LOOPBACKS.includes(host.toLowerCase());
}

/** Fewer differences are nearer; of equally many, a port is nearest, since Entra ignores that of a loopback address. */
function distance(found: readonly string[]): number {
  return found.length * 2 - Number(found.includes(PORT));
}
