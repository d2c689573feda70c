import { defineCheck, type Remedy } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { wantedRedirectUris } from '../../redirect-uris.ts';
import { PLATFORMS, type Platform } from '../../tenant.ts';
import { PLATFORM_WORDS } from '../../words.ts';
import { APP_WORDS, FACETS, noApplication } from './facets.ts';
import { WANTED_PLATFORM } from './redirect-uri.ts';
import { shownRedirectUris } from './shown.ts';

interface Misplaced {
  readonly platform: Platform;
  readonly uris: readonly string[];
  /** URIs the blueprint names may be moved; those of others are left to their owner. */
  readonly ours: boolean;
}

const ABOUT = {
  client: {
    id: 'client-app.public-client',
    title: `${APP_WORDS.client} is a public client`,
    guide: 'Step 4, App type: Public client',
    why: 'A redirect URI on the web platform makes Entra ask the desktop client for a secret it does not have.',
    explains: ['7000218', '9002325', '9002326', '9002327'],
    configPath: 'clientApp.redirectUris',
  },
  server: {
    id: 'server-api.confidential-client',
    title: `${APP_WORDS.server} is a confidential client`,
    guide: 'Step 4, App type: Confidential client',
    why: 'A callback on the desktop platform makes Entra refuse the secret that the gateway and server send.',
    explains: ['700025', '7000218'],
    configPath: 'gateway.callbackUrl',
  },
} as const;

/** Public or confidential is decided by the platform of the matched redirect URI. */
export const clientTypeCheck = (app: AppWord) => {
  const right = WANTED_PLATFORM[app];
  return defineCheck<'clientApplication' | 'serverApplication', Misplaced>({
    ...ABOUT[app],
    app,
    severity: 'error',
    stage: 'registration',
    link: app === 'client' ? 'sign-in' : 'obo',
    portal: 'Authentication',
    shows: shownRedirectUris,
    reads: [FACETS[app].application],
    expected: () => `redirect URIs on the ${PLATFORM_WORDS[right]} platform only`,
    find: (blueprint, facets) => {
      const application = facets[FACETS[app].application];
      if (application === null) return noApplication(app);
      const wanted = wantedRedirectUris(app, blueprint);
      return PLATFORMS.filter((platform) => platform !== right).flatMap((platform) =>
        misplacedOn(platform, application.redirectUris[platform], wanted),
      );
    },
    actual: (evidence) =>
      evidence.map(({ platform, uris }) => `${PLATFORM_WORDS[platform]}: ${uris.join(', ')}`),
    explain: ({ platform, uris }) =>
      `${uris.join(', ')} of ${APP_WORDS[app]} ${uris.length === 1 ? 'is' : 'are'} on the ${PLATFORM_WORDS[platform]} platform, not on ${PLATFORM_WORDS[right]}.`,
    remedy: (misplaced) => remedyFor(app, misplaced),
  });
};

function misplacedOn(
  platform: Platform,
  uris: readonly string[],
  wanted: readonly string[],
): readonly Misplaced[] {
  const ours = uris.filter((uri) => wanted.includes(uri));
  const foreign = uris.filter((uri) => !wanted.includes(uri));
  return [
    ...(ours.length > 0 ? [{ platform, uris: ours, ours: true }] : []),
    ...(foreign.length > 0 ? [{ platform, uris: foreign, ours: false }] : []),
  ];
}

function remedyFor(app: AppWord, { platform, uris, ours }: Misplaced): Remedy {
  if (ours) {
    const to = WANTED_PLATFORM[app];
    return { by: 'us', change: { kind: 'move-redirect-uris', app, from: platform, to, uris } };
  }
  return {
    by: 'you',
    summary: `Remove ${uris.join(', ')} from the ${PLATFORM_WORDS[platform]} platform of ${APP_WORDS[app]} if nobody uses it, or name it in the blueprint`,
  };
}
