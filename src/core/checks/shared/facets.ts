import { displayNameOf } from '../../blueprint.ts';
import type { NotApplicable } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { APP_WORDS } from '../../words.ts';

/** The facets of each app, by word, for checks that judge both apps alike. */
export const FACETS = {
  client: {
    section: 'client-app',
    application: 'clientApplication',
    principal: 'clientPrincipal',
    owners: 'clientOwners',
    grants: 'clientGrants',
    roles: 'clientRoles',
    assignments: 'clientAssignments',
    namesakes: 'clientNamesakes',
    federatedCredentials: 'clientFederatedCredentials',
  },
  server: {
    section: 'server-api',
    application: 'serverApplication',
    principal: 'serverPrincipal',
    owners: 'serverOwners',
    grants: 'serverGrants',
    roles: 'serverRoles',
    assignments: 'serverAssignments',
    namesakes: 'serverNamesakes',
    federatedCredentials: 'serverFederatedCredentials',
  },
} as const;

/** Why a check has nothing to judge while its app is missing. */
export function noApplication(app: AppWord): NotApplicable {
  return { skip: `${APP_WORDS[app]} does not exist yet.` };
}

export function noPrincipal(app: AppWord): NotApplicable {
  return { skip: `${APP_WORDS[app]} has no service principal yet.` };
}

export { APP_WORDS, displayNameOf };
