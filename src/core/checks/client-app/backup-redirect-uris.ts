import { defineCheck } from '../../check.ts';
import { backupRedirectUris } from '../../redirect-uris.ts';
import { noApplication } from '../shared/facets.ts';
import { registeredUris, WANTED_PLATFORM } from '../shared/redirect-uri.ts';
import { shownRedirectUris } from '../shared/shown.ts';

/** The guide's checklist wants the first redirect URI alone; its summary lists these for when that port is taken. */
export const backupRedirectUrisCheck = defineCheck({
  id: 'client-app.backup-redirect-uris',
  app: 'client',
  title: 'MCP Client App has its backup redirect URIs registered',
  severity: 'warning',
  stage: 'registration',
  link: 'sign-in',
  guide: 'Configuration Summary, Redirect URIs (additional backup ports)',
  why: 'When another program listens on the first port, the client takes the next; one that is not registered ends in AADSTS50011.',
  explains: ['50011'],
  portal: 'Authentication',
  shows: shownRedirectUris,
  configPath: 'clientApp.backupRedirectUris',
  reads: ['clientApplication'],
  expected: backupRedirectUris,
  find: (blueprint, { clientApplication }) => {
    if (clientApplication === null) return noApplication('client');
    const registered = registeredUris(clientApplication);
    const missing = backupRedirectUris(blueprint).filter((uri) => !registered.includes(uri));
    return missing.length === 0 ? [] : [{ missing, registered }];
  },
  actual: ([evidence]) => evidence.registered,
  explain: ({ missing }) =>
    `${missing.length === 1 ? 'The backup' : 'The backups'} ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not registered on MCP Client App.`,
  remedy: ({ missing }) => ({
    by: 'us',
    change: { kind: 'add-redirect-uris', app: 'client', platform: WANTED_PLATFORM.client, uris: missing },
  }),
});
