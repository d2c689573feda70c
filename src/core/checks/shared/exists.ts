import { defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { clientDraft, serverDraft } from './drafts.ts';
import { APP_WORDS, displayNameOf, FACETS } from './facets.ts';

const GUIDE: Readonly<Record<AppWord, string>> = {
  client: 'Step 1, Register the Application',
  server: 'Step 2, Register the Application',
};

/** Both apps of the chain must be registered before anything else can hold. */
export const existsCheck = (app: AppWord) =>
  defineCheck({
    id: `${FACETS[app].section}.exists`,
    app,
    title: `${APP_WORDS[app]} is registered`,
    severity: 'error',
    guide: GUIDE[app],
    why: 'Every other setting of the chain belongs to this app registration.',
    explains: ['700016', '500011'],
    portal: 'Overview',
    configPath: app === 'client' ? 'clientApp.appId' : 'serverApi.appId',
    reads: [FACETS[app].application, 'serverApplication'],
    expected: (blueprint) => displayNameOf(app, blueprint),
    find: (blueprint, facets) => {
      if (facets[FACETS[app].application] !== null) return [];
      const { appId } = app === 'client' ? blueprint.clientApp : blueprint.serverApi;
      return [{ appId, server: facets.serverApplication }];
    },
    actual: () => null,
    explain: ({ appId }, blueprint) =>
      appId === null
        ? `${displayNameOf(app, blueprint)} is not registered in this tenant.`
        : `This tenant has no app registration with the app id ${appId}.`,
    remedy: ({ server }, blueprint) => ({
      by: 'us',
      change: {
        kind: 'create-application',
        app,
        draft: app === 'client' ? clientDraft(blueprint, server) : serverDraft(blueprint),
      },
    }),
  });
