import { defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { wantedRedirectUris } from '../../redirect-uris.ts';
import { APP_WORDS, FACETS, noApplication } from './facets.ts';
import { nearMiss } from './redirect-near-miss.ts';
import { WANTED_PLATFORM } from './redirect-uri.ts';
import { shownRedirectUris } from './shown.ts';

/**
 * Whoever answers at a registered address is sent the sign-ins of this app. Those that almost match, and those on a
 * wrong platform, have checks of their own.
 */
export const redirectUrisBeyondBlueprintCheck = (app: AppWord) =>
  defineCheck<'clientApplication' | 'serverApplication', { readonly uris: readonly string[] }>({
    id: `${FACETS[app].section}.redirect-uris-beyond-blueprint`,
    app,
    title: `${APP_WORDS[app]} has no redirect URI beyond the blueprint`,
    severity: 'warning',
    stage: 'surroundings',
    link: null,
    guide: null,
    why: 'Entra sends the result of a sign-in to every registered address that is asked for; one that nobody knows of may belong to somebody else.',
    explains: [],
    portal: 'Authentication',
    shows: shownRedirectUris,
    configPath: app === 'client' ? 'clientApp.redirectUris' : 'gateway.callbackUrl',
    reads: [FACETS[app].application],
    expected: (blueprint) => wantedRedirectUris(app, blueprint),
    find: (blueprint, facets) => {
      const application = facets[FACETS[app].application];
      if (application === null) return noApplication(app);
      const wanted = wantedRedirectUris(app, blueprint);
      const uris = application.redirectUris[WANTED_PLATFORM[app]].filter(
        (uri) => !wanted.includes(uri) && !isAlmostWanted(uri, wanted),
      );
      return uris.length === 0 ? [] : [{ uris }];
    },
    actual: ([evidence]) => evidence.uris,
    explain: ({ uris }) => `${APP_WORDS[app]} also sends sign-ins to ${uris.join(', ')}.`,
    remedy: ({ uris }) => ({
      by: 'you',
      summary: `Remove ${uris.join(', ')} from ${APP_WORDS[app]} if nobody uses it, or name it in the blueprint`,
    }),
  });

/** Whether the near-miss check reports it, or it is a wanted URI without a path plus the slash that stands for none. */
function isAlmostWanted(uri: string, wanted: readonly string[]): boolean {
  return nearMiss(uri, wanted) !== null || wanted.includes(uri.replace(/\/$/, ''));
}
