import type { NamedScope } from '../../changes/vocabulary.ts';
import { defineCheck } from '../../check.ts';
import { noApplication } from '../shared/facets.ts';
import { shownPermissions } from '../shared/shown.ts';

/**
 * Whether the client lists the server's scope. Where the wanted scope is not exposed, any of the server's scopes will
 * do here: the name belongs to `server-api.scope`.
 */
export const apiPermission = defineCheck<'clientApplication' | 'serverApplication', NamedScope>({
  id: 'client-app.api-permission',
  app: 'client',
  title: 'MCP Client App asks for the scope of MCP Server API',
  severity: 'error',
  stage: 'registration',
  link: 'consent',
  guide: 'Step 4, API permission',
  why: 'Entra refuses some requests for a resource that the client app does not list, and the portal shows consent for listed ones only.',
  explains: ['650057', '65001'],
  portal: 'ApiPermissions',
  shows: shownPermissions,
  configPath: 'serverApi.scope',
  reads: ['clientApplication', 'serverApplication'],
  expected: (blueprint) => blueprint.serverApi.scope.value,
  find: (blueprint, { clientApplication, serverApplication }) => {
    if (clientApplication === null) return noApplication('client');
    if (serverApplication === null) return noApplication('server');
    const listed = clientApplication.requiredResources
      .filter(({ resourceAppId }) => resourceAppId === serverApplication.appId)
      .flatMap(({ scopeIds }) => scopeIds);
    const { scopes } = serverApplication;
    const wanted = scopes.find(({ value }) => value === blueprint.serverApi.scope.value);
    if (!wanted) {
      return scopes.some(({ id }) => listed.includes(id))
        ? []
        : { skip: `MCP Server API does not expose ${blueprint.serverApi.scope.value} yet.` };
    }
    return listed.includes(wanted.id) ? [] : [{ id: wanted.id, value: wanted.value }];
  },
  actual: () => 'not listed',
  explain: ({ value }) => `MCP Client App does not ask for ${value} of MCP Server API.`,
  remedy: (scope) => ({
    by: 'us',
    change: { kind: 'add-permissions', app: 'client', resource: 'server-api', scopes: [scope] },
  }),
});
