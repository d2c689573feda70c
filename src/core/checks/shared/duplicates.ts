import { defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { counted } from '../../words.ts';
import { APP_WORDS, displayNameOf, FACETS, noApplication } from './facets.ts';

/** Display names may repeat, and people pick the wrong one of two (facts: graph.md §1.3). */
export const duplicatesCheck = (app: AppWord) =>
  defineCheck({
    id: `${FACETS[app].section}.duplicates`,
    app,
    title: `${APP_WORDS[app]} is the only app of its name`,
    severity: 'info',
    stage: 'surroundings',
    link: null,
    guide: null,
    why: 'In lists of the portal two apps of one name cannot be told apart, so settings land on the wrong one.',
    explains: [],
    portal: 'Overview',
    shows: ({ displayName }) => [`display name: ${displayName}`],
    configPath: app === 'client' ? 'clientApp.displayName' : 'serverApi.displayName',
    reads: [FACETS[app].application, FACETS[app].namesakes],
    expected: () => 'no other app of this name',
    find: (_blueprint, facets) => {
      if (facets[FACETS[app].application] === null) return noApplication(app);
      const others = facets[FACETS[app].namesakes];
      return others.length === 0 ? [] : [{ appIds: others.map(({ appId }) => appId) }];
    },
    actual: ([evidence]) => evidence.appIds,
    explain: ({ appIds }, blueprint) =>
      `${counted(appIds.length, 'other app is', 'other apps are')} named ${displayNameOf(app, blueprint)}: ${appIds.join(', ')}.`,
    remedy: () => ({ by: 'you', summary: 'Rename or remove the apps that are not part of this setup' }),
  });
