import type { Facet } from './tenant.ts';
import { APP_WORDS } from './words.ts';

/** What each facet is, for people. */
export const FACET_WORDS: Readonly<Record<Facet, string>> = {
  organization: 'the organization',
  clientApplication: `app registration of ${APP_WORDS.client}`,
  clientPrincipal: `service principal of ${APP_WORDS.client}`,
  clientOwners: `owners of ${APP_WORDS.client}`,
  clientGrants: `grants to ${APP_WORDS.client}`,
  clientRoles: `application permissions granted to ${APP_WORDS.client}`,
  clientAssignments: `who is assigned to ${APP_WORDS.client}`,
  clientNamesakes: `apps named like ${APP_WORDS.client}`,
  serverApplication: `app registration of ${APP_WORDS.server}`,
  serverPrincipal: `service principal of ${APP_WORDS.server}`,
  serverOwners: `owners of ${APP_WORDS.server}`,
  serverGrants: `grants to ${APP_WORDS.server}`,
  serverRoles: `application permissions granted to ${APP_WORDS.server}`,
  serverAssignments: `who is assigned to ${APP_WORDS.server}`,
  serverNamesakes: `apps named like ${APP_WORDS.server}`,
  clientFederatedCredentials: `federated credentials of ${APP_WORDS.client}`,
  serverFederatedCredentials: `federated credentials of ${APP_WORDS.server}`,
  graphPrincipal: 'service principal of Microsoft Graph',
  appManagementPolicy: 'app management policy',
  endpoint: "what the MCP server's address answers",
  access: 'names of the permissions and people of both apps',
};
