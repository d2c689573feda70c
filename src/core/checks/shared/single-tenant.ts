import { defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { APP_WORDS, FACETS, noApplication } from './facets.ts';

/** The default audience has changed over the years, so it is never left to chance (facts: graph.md §1.4). */
export const singleTenantCheck = (app: AppWord) =>
  defineCheck({
    id: `${FACETS[app].section}.single-tenant`,
    app,
    title: `${APP_WORDS[app]} accepts accounts of this tenant only`,
    severity: 'error',
    stage: 'registration',
    link: app === 'client' ? 'sign-in' : 'gateway',
    guide: app === 'client' ? 'Step 1, Supported account types' : 'Step 2, Supported account types',
    why: 'A wider audience lets accounts of other tenants sign in, and adds rules that this chain does not meet.',
    explains: ['50194', '50020', '650059'],
    portal: 'Authentication',
    shows: ({ signInAudience }) => [signInAudience],
    configPath: null,
    reads: [FACETS[app].application],
    expected: () => 'AzureADMyOrg',
    find: (_blueprint, facets) => {
      const application = facets[FACETS[app].application];
      if (application === null) return noApplication(app);
      return application.signInAudience === 'AzureADMyOrg' ? [] : [{ from: application.signInAudience }];
    },
    actual: ([evidence]) => evidence.from,
    explain: ({ from }) => `${APP_WORDS[app]} has the sign-in audience ${from}.`,
    remedy: ({ from }) => ({
      by: 'us',
      change: { kind: 'set-sign-in-audience', app, from, to: 'AzureADMyOrg' },
    }),
  });
