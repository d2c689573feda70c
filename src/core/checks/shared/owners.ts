import { defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { APP_WORDS, FACETS, noApplication } from './facets.ts';

/** "My APIs" lists an API only where both apps have an owner (facts: troubleshooting.md §2.1). */
export const ownersCheck = (app: AppWord) =>
  defineCheck({
    id: `${FACETS[app].section}.owners`,
    app,
    title: `${APP_WORDS[app]} has an owner`,
    severity: 'warning',
    stage: 'owners',
    link: null,
    guide: 'Troubleshooting, "MCP Server API not visible in My APIs"',
    why: 'The portal lists an API under "My APIs" only when both apps have an owner, and nobody is asked when it breaks.',
    explains: [],
    portal: 'Owners',
    shows: ({ owners }) => owners,
    configPath: null,
    reads: [FACETS[app].application, FACETS[app].owners],
    expected: () => 'at least one owner',
    find: (_blueprint, facets) => {
      if (facets[FACETS[app].application] === null) return noApplication(app);
      return facets[FACETS[app].owners].length > 0 ? [] : [{ owners: 0 }];
    },
    actual: () => 'no owner',
    explain: () => `${APP_WORDS[app]} has no owner.`,
    remedy: () => ({ by: 'us', change: { kind: 'add-owner', app } }),
  });
