import { defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { ownerName } from '../../tenant.ts';
import { APP_WORDS, FACETS, noApplication } from './facets.ts';

/** Two owners are good practice and ten are not; which of them belong there, people say. */
export const moreOwnersCheck = (app: AppWord) =>
  defineCheck<
    'clientApplication' | 'clientOwners' | 'serverApplication' | 'serverOwners',
    { readonly owners: readonly string[] }
  >({
    id: `${FACETS[app].section}.more-owners`,
    app,
    title: `${APP_WORDS[app]} has a single owner`,
    severity: 'info',
    stage: 'surroundings',
    link: null,
    guide: 'Security Best Practices, Access Control',
    why: 'Every owner may add redirect URIs and credentials, and so act as this app.',
    explains: [],
    portal: 'Owners',
    shows: ({ owners }) => owners,
    configPath: null,
    reads: [FACETS[app].application, FACETS[app].owners],
    expected: () => 'one owner, or owners that are all known',
    find: (_blueprint, facets) => {
      if (facets[FACETS[app].application] === null) return noApplication(app);
      const owners = facets[FACETS[app].owners];
      return owners.length < 2 ? [] : [{ owners: owners.map(ownerName) }];
    },
    observed: (_blueprint, facets) => facets[FACETS[app].owners].map(ownerName),
    actual: ([evidence]) => evidence.owners,
    explain: ({ owners }) => `${APP_WORDS[app]} is owned by ${owners.join(', ')}.`,
    remedy: () => ({
      by: 'you',
      summary: `See to it that every owner of ${APP_WORDS[app]} belongs there, and remove the others`,
    }),
  });
