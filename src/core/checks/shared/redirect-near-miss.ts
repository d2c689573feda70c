import { defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { APP_WORDS, FACETS, noApplication } from './facets.ts';
import { registeredUris, wantedRedirectUris } from './redirect-uri.ts';

interface NearMiss {
  readonly registered: string;
  readonly wanted: string;
  readonly differsIn: string;
}

/** A URI one character off is registered in good faith and matched never, or, for ports, matched at random. */
export const redirectNearMissCheck = (app: AppWord) =>
  defineCheck<'clientApplication' | 'serverApplication', NearMiss>({
    id: `${FACETS[app].section}.redirect-near-miss`,
    app,
    title: `${APP_WORDS[app]} has no redirect URI that almost matches`,
    severity: 'warning',
    guide: null,
    why: 'Entra compares redirect URIs character for character, but ignores the port of a loopback address; a near miss misleads people and, by port, Entra itself.',
    explains: ['50011'],
    portal: 'Authentication',
    configPath: app === 'client' ? 'clientApp.redirectUris' : 'gateway.callbackUrl',
    reads: [FACETS[app].application],
    expected: () => 'no near miss',
    find: (blueprint, facets) => {
      const application = facets[FACETS[app].application];
      if (application === null) return noApplication(app);
      const wanted = wantedRedirectUris(app, blueprint);
      const others = registeredUris(application).filter((uri) => !wanted.includes(uri));
      return others.flatMap((registered) => nearMiss(registered, wanted) ?? []);
    },
    actual: (evidence) => evidence.map(({ registered }) => registered),
    explain: ({ registered, wanted, differsIn }) =>
      `${registered} differs from ${wanted} in ${differsIn} only.`,
    remedy: ({ registered, wanted }) => ({
      by: 'you',
      summary: `Remove ${registered} if ${wanted} is what the client sends`,
    }),
  });

/** The first wanted URI that differs in exactly one part, and that part's name. */
function nearMiss(registered: string, wanted: readonly string[]): NearMiss | null {
  for (const uri of wanted) {
    const differsIn = onlyDifference(registered, uri);
    if (differsIn !== null) return { registered, wanted: uri, differsIn };
  }
  return null;
}

function onlyDifference(a: string, b: string): string | null {
  if (!URL.canParse(a) || !URL.canParse(b)) return null;
  const [left, right] = [new URL(a), new URL(b)];
  const slashless = (url: URL) => url.pathname.replace(/\/$/, '');
  const host = (url: URL) => (url.hostname === '127.0.0.1' ? 'localhost' : url.hostname);
  const differences = [
    left.protocol !== right.protocol && 'the scheme',
    left.hostname !== right.hostname && host(left) === host(right) && 'localhost and 127.0.0.1',
    left.hostname !== right.hostname && host(left) !== host(right) && 'the host',
    left.port !== right.port && left.protocol === right.protocol && 'the port',
    slashless(left) !== slashless(right) &&
      slashless(left).toLowerCase() === slashless(right).toLowerCase() &&
      'letter case',
    slashless(left).toLowerCase() !== slashless(right).toLowerCase() && 'the path',
    left.pathname !== right.pathname && slashless(left) === slashless(right) && 'a trailing slash',
    left.search !== right.search && 'the query',
  ].filter((difference) => difference !== false);
  const [only] = differences;
  const ignorable = only === undefined || only === 'the host' || only === 'the path' || only === 'the query';
  return differences.length === 1 && !ignorable ? only : null;
}
