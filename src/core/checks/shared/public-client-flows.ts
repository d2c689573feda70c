import { type Check, defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { APP_WORDS, FACETS, noApplication } from './facets.ts';

const SAID: Readonly<Record<AppWord, Pick<Check, 'link' | 'guide' | 'why' | 'explains'>>> = {
  client: {
    link: 'sign-in',
    guide: 'Step 4, Allow public client flows: Yes',
    why: 'Without it a sign-in that sends no redirect URI, such as a device code, is asked for a secret the app must not have.',
    explains: ['7000218'],
  },
  server: {
    link: 'obo',
    guide: 'Step 4, Allow public client flows: No',
    why: 'A confidential client that also accepts public flows can be used without its credential, and on-behalf-of fails.',
    explains: ['700025', '7000218'],
  },
};

/** Decides only where no redirect URI is sent; null counts as No (facts: graph.md §2). */
export const publicClientFlowsCheck = (app: AppWord) => {
  const wanted = app === 'client';
  return defineCheck({
    id: `${FACETS[app].section}.public-client-flows`,
    app,
    title: `${APP_WORDS[app]} ${wanted ? 'allows' : 'does not allow'} public client flows`,
    severity: 'error',
    stage: 'registration',
    ...SAID[app],
    portal: 'Authentication',
    shows: ({ allowPublicClientFlows }) => [String(allowPublicClientFlows ?? 'not set')],
    configPath: null,
    reads: [FACETS[app].application],
    expected: () => wanted,
    find: (_blueprint, facets) => {
      const application = facets[FACETS[app].application];
      if (application === null) return noApplication(app);
      const { isFallbackPublicClient: from } = application;
      return (from ?? false) === wanted ? [] : [{ from }];
    },
    actual: ([evidence]) => evidence.from,
    explain: ({ from }) => `"Allow public client flows" of ${APP_WORDS[app]} is ${from ? 'Yes' : 'No'}.`,
    remedy: ({ from }) => ({
      by: 'us',
      change: { kind: 'set-fallback-public-client', app, from, to: wanted },
    }),
  });
};
