import { defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { counted } from '../../words.ts';
import { APP_WORDS, FACETS, noPrincipal } from './facets.ts';
import { shownGrants } from './shown.ts';

/** A grant for single users stands beside the tenant-wide one and hides that the latter is missing. */
export const perUserGrantsCheck = (app: AppWord) =>
  defineCheck({
    id: `${FACETS[app].section}.per-user-grants`,
    app,
    title: `${APP_WORDS[app]} has no grants for single users`,
    severity: 'info',
    stage: app === 'client' ? 'consent' : 'graph-consent',
    link: app === 'client' ? 'consent' : 'graph',
    guide: null,
    why: 'A sign-in that works for the tester alone usually rests on such a grant; removing the tenant-wide one later leaves it in force.',
    explains: [],
    portal: 'EnterpriseApplication',
    shows: shownGrants,
    configPath: null,
    reads: [FACETS[app].principal, FACETS[app].grants],
    expected: () => 'no per-user grant',
    find: (_blueprint, facets) => {
      if (facets[FACETS[app].principal] === null) return noPrincipal(app);
      const single = facets[FACETS[app].grants].filter(({ consentType }) => consentType === 'Principal');
      return single.length === 0
        ? []
        : [{ users: single.length, scopes: [...new Set(single.flatMap((g) => g.scopes))] }];
    },
    actual: ([evidence]) => counted(evidence.users, 'per-user grant'),
    explain: ({ users, scopes }) =>
      `${counted(users, 'single-user grant gives', 'single-user grants give')} ${APP_WORDS[app]} ${scopes.join(', ')}.`,
    remedy: () => ({
      by: 'you',
      summary: `Revoke the per-user grants of ${APP_WORDS[app]} under Enterprise applications > Permissions > User consent once the tenant-wide grant stands`,
    }),
  });
