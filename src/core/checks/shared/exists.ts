import { defineCheck } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { clientDraft, serverDraft } from './drafts.ts';
import { APP_WORDS, displayNameOf, FACETS } from './facets.ts';
import { appInBothRoles } from './one-app.ts';

const GUIDE: Readonly<Record<AppWord, string>> = {
  client: 'Step 1, Register the Application',
  server: 'Step 2, Register the Application',
};

const TWO_APPS =
  'Name another app under serverApi.appId or clientApp.appId, or take one of the two out and let `entra-mcp-setup apply --yes` create it';

/** Both apps of the chain must be registered before anything else can hold. */
export const existsCheck = (app: AppWord) =>
  defineCheck({
    id: `${FACETS[app].section}.exists`,
    app,
    title: `${APP_WORDS[app]} is registered`,
    severity: 'error',
    stage: 'registration',
    link: app === 'client' ? 'sign-in' : 'gateway',
    guide: GUIDE[app],
    why: 'Every other setting of the chain belongs to this app registration.',
    explains: ['700016', '500011'],
    portal: 'Overview',
    shows: ({ appId, objectId }) => [`app id: ${appId}`, `object id: ${objectId}`],
    configPath: app === 'client' ? 'clientApp.appId' : 'serverApi.appId',
    reads: [FACETS[app].application, 'serverApplication'],
    expected: (blueprint) => displayNameOf(app, blueprint),
    find: (blueprint, facets) => {
      const { appId } = app === 'client' ? blueprint.clientApp : blueprint.serverApi;
      const both = appInBothRoles(blueprint);
      const found = facets[FACETS[app].application]?.appId ?? null;
      const isIt = found !== null && (appId === null || appId.toLowerCase() === found.toLowerCase());
      return isIt && both === null ? [] : [{ appId, found, server: facets.serverApplication, both }];
    },
    actual: ([evidence]) => evidence.found,
    explain: ({ appId, found, both }, blueprint) => {
      if (both !== null) {
        return `One app registration, ${both}, is named as ${APP_WORDS.client} and as ${APP_WORDS.server}; the chain needs two, a public and a confidential one.`;
      }
      if (appId === null) return `${displayNameOf(app, blueprint)} is not registered in this tenant.`;
      const missing = `This tenant has no app registration with the app id ${appId}`;
      return found === null
        ? `${missing}.`
        : `${missing}, which the configuration names. The one that was set up for it is ${found}.`;
    },
    remedy: ({ found, server, both }, blueprint) => {
      if (both !== null) return { by: 'you', summary: TWO_APPS };
      return found === null
        ? {
            by: 'us',
            change: {
              kind: 'create-application',
              app,
              draft: app === 'client' ? clientDraft(blueprint, server) : serverDraft(blueprint),
            },
          }
        : {
            by: 'you',
            summary: `Put ${found} in place of the app id in the configuration, or let \`entra-mcp-setup apply --yes\` do it`,
          };
    },
  });
