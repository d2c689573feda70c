import { defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { requiredRedirectUris } from '../../redirect-uris.ts';
import { type Application, PLATFORMS, type Platform } from '../../tenant.ts';
import { APP_WORDS, FACETS, noApplication } from './facets.ts';
import { shownRedirectUris } from './shown.ts';

/** The platform of the matched URI decides whether Entra treats the app as public or confidential (facts: graph.md §2). */
export const WANTED_PLATFORM: Readonly<Record<AppWord, Platform>> = { client: 'publicClient', server: 'web' };

export function registeredUris({ redirectUris }: Application): readonly string[] {
  return PLATFORMS.flatMap((platform) => redirectUris[platform]);
}

/** Whether the required URIs are registered on any platform; the client type check judges the platform. */
export const redirectUriCheck = (app: AppWord) =>
  defineCheck({
    id: `${FACETS[app].section}.redirect-uri`,
    app,
    title: `${APP_WORDS[app]} has its redirect URI registered`,
    severity: 'error',
    stage: 'registration',
    link: app === 'client' ? 'sign-in' : 'gateway',
    guide: 'Step 4, Redirect URI',
    why: 'Entra sends the sign-in result only to a URI that is registered, character for character.',
    explains: ['50011', '500113'],
    portal: 'Authentication',
    shows: shownRedirectUris,
    configPath: app === 'client' ? 'clientApp.redirectUris' : 'gateway.callbackUrl',
    reads: [FACETS[app].application],
    expected: (blueprint) => requiredRedirectUris(app, blueprint),
    find: (blueprint, facets) => {
      const application = facets[FACETS[app].application];
      if (application === null) return noApplication(app);
      const registered = registeredUris(application);
      const missing = requiredRedirectUris(app, blueprint).filter((uri) => !registered.includes(uri));
      return missing.length === 0 ? [] : [{ missing, registered }];
    },
    actual: ([evidence]) => evidence.registered,
    explain: ({ missing }) =>
      `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not registered on ${APP_WORDS[app]}.`,
    remedy: ({ missing }) => ({
      by: 'us',
      change: { kind: 'add-redirect-uris', app, platform: WANTED_PLATFORM[app], uris: missing },
    }),
  });
