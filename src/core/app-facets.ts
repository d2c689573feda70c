/** The names of each app's facets, for code that treats both apps alike. */
export const FACETS_OF = {
  client: {
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
