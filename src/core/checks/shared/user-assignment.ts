import { defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { APP_WORDS, FACETS, noPrincipal } from './facets.ts';
import { shownPrincipal } from './shown.ts';

/** Consent assigns nobody: where assignment is required and nobody is assigned, every sign-in is refused. */
export const userAssignmentCheck = (app: AppWord) =>
  defineCheck({
    id: `${FACETS[app].section}.user-assignment`,
    app,
    title: `${APP_WORDS[app]} lets its users in`,
    severity: 'warning',
    stage: 'service-principal',
    link: app === 'client' ? 'sign-in' : 'gateway',
    guide: 'Security Best Practices, Access Control',
    why: 'When assignment is required and nobody is assigned, every user is refused although consent was granted.',
    explains: ['50105'],
    portal: 'EnterpriseApplication',
    shows: shownPrincipal,
    configPath: null,
    reads: [FACETS[app].principal, FACETS[app].assignments],
    expected: () => 'assignment not required, or somebody assigned',
    find: (_blueprint, facets) => {
      const principal = facets[FACETS[app].principal];
      if (principal === null) return noPrincipal(app);
      return principal.assignmentRequired && !facets[FACETS[app].assignments].any ? [{ assigned: 0 }] : [];
    },
    actual: () => 'assignment required, nobody assigned',
    explain: () => `${APP_WORDS[app]} requires assignment, and no user or group is assigned to it.`,
    remedy: () => ({
      by: 'you',
      summary: `Assign the users or a group to ${APP_WORDS[app]} under Enterprise applications > Users and groups, or set "Assignment required" to No`,
    }),
  });
