import { defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { APP_WORDS, FACETS, noApplication } from './facets.ts';
import { shownPrincipal } from './shown.ts';

type PrincipalState = 'missing' | 'disabled' | 'enabled';

/** Graph does not create one with the application; the portal does (facts: graph.md §1.4). */
export const servicePrincipalCheck = (app: AppWord) =>
  defineCheck({
    id: `${FACETS[app].section}.service-principal`,
    app,
    title: `${APP_WORDS[app]} has an enabled service principal`,
    severity: 'error',
    stage: 'service-principal',
    link: app === 'client' ? 'sign-in' : 'gateway',
    guide: null,
    why: 'Consent and sign-in belong to the service principal; an app registration without one cannot be used.',
    explains: app === 'client' ? ['700016', '7000112'] : ['500011', '700016', '7000112', '500014', '650052'],
    portal: 'EnterpriseApplication',
    shows: shownPrincipal,
    configPath: null,
    reads: [FACETS[app].application, FACETS[app].principal],
    expected: () => 'enabled',
    find: (_blueprint, facets) => {
      if (facets[FACETS[app].application] === null) return noApplication(app);
      const principal = facets[FACETS[app].principal];
      const state: PrincipalState =
        principal === null ? 'missing' : principal.accountEnabled ? 'enabled' : 'disabled';
      return state === 'enabled' ? [] : [{ state }];
    },
    actual: ([evidence]) => evidence.state,
    explain: ({ state }) =>
      state === 'missing'
        ? `${APP_WORDS[app]} has no service principal in this tenant.`
        : `The service principal of ${APP_WORDS[app]} is disabled.`,
    remedy: ({ state }) => ({
      by: 'us',
      change: { kind: state === 'missing' ? 'create-service-principal' : 'enable-service-principal', app },
    }),
  });
