import { scopeIdFor } from '../../blueprint.ts';
import { defineCheck } from '../../check.ts';
import { type AppWord, MICROSOFT_GRAPH_APP_ID } from '../../ids.ts';
import type { Application, GraphPrincipal } from '../../tenant.ts';
import { applicationPermissionName } from './application-permissions.ts';
import { graphScope } from './drafts.ts';
import { APP_WORDS, FACETS, noApplication } from './facets.ts';
import { HARMLESS_PERMISSIONS } from './harmless.ts';
import { shownPermissions } from './shown.ts';

/** Least privilege: whatever an app asks for and the blueprint does not name should have a reason. */
export const permissionsBeyondBlueprintCheck = (app: AppWord) =>
  defineCheck({
    id: `${FACETS[app].section}.permissions-beyond-blueprint`,
    app,
    title: `${APP_WORDS[app]} asks for nothing beyond the blueprint`,
    severity: 'info',
    stage: 'registration',
    link: null,
    guide: 'Security Best Practices, Access Control',
    why: 'Every further permission is one more thing a stolen token can do.',
    explains: [],
    portal: 'ApiPermissions',
    shows: shownPermissions,
    configPath: app === 'server' ? 'graphPermissions' : null,
    reads: [FACETS[app].application, 'serverApplication', 'graphPrincipal'],
    expected: () => 'only what the blueprint names',
    find: (blueprint, facets) => {
      const application = facets[FACETS[app].application];
      if (application === null) return noApplication(app);
      const allowed =
        app === 'server'
          ? allowedOnServer(blueprint.graphPermissions, facets.graphPrincipal)
          : allowedOnClient(facets.serverApplication, blueprint.serverApi.scope.value);
      const permissions = beyond(application, allowed, facets.graphPrincipal);
      return permissions.length === 0 ? [] : [{ permissions }];
    },
    actual: ([evidence]) => evidence.permissions,
    explain: ({ permissions }) => `${APP_WORDS[app]} also asks for ${permissions.join(', ')}.`,
    remedy: ({ permissions }) => ({
      by: 'you',
      summary: `Remove ${permissions.join(', ')} under API permissions, or add it to the blueprint if it is needed`,
    }),
  });

/** Names of what the app asks for and is not allowed. */
function beyond(
  application: Application,
  allowed: ReadonlySet<string>,
  graph: GraphPrincipal | null,
): readonly string[] {
  return asked(application)
    .filter(({ resource, id }) => !allowed.has(`${resource}/${id}`) && !isHarmless(resource, id))
    .map((one) => nameOf(one, graph));
}

interface Asked {
  readonly resource: string;
  readonly id: string;
  /** Application permissions act without a user. */
  readonly kind: 'delegated' | 'application';
}

function asked({ requiredResources }: Application): readonly Asked[] {
  return requiredResources.flatMap(({ resourceAppId, scopeIds, roleIds }) => [
    ...scopeIds.map((id) => ({ resource: resourceAppId, id, kind: 'delegated' as const })),
    ...roleIds.map((id) => ({ resource: resourceAppId, id, kind: 'application' as const })),
  ]);
}

function allowedOnServer(names: readonly string[], graph: GraphPrincipal | null): ReadonlySet<string> {
  return new Set(names.map((name) => `${MICROSOFT_GRAPH_APP_ID}/${graphScope(name, graph)?.id ?? name}`));
}

function allowedOnClient(server: Application | null, value: string): ReadonlySet<string> {
  if (server === null) return new Set();
  return new Set(
    [...server.scopes.map(({ id }) => id), scopeIdFor(value)].map((id) => `${server.appId}/${id}`),
  );
}

function isHarmless(resource: string, id: string): boolean {
  return (
    resource === MICROSOFT_GRAPH_APP_ID &&
    HARMLESS_PERMISSIONS.some((name) => graphScope(name, null)?.id === id)
  );
}

/** By the names of Microsoft Graph for its own permissions alone: another API may use an id of Graph's for its own. */
function nameOf({ resource, id, kind }: Asked, graph: GraphPrincipal | null): string {
  if (resource !== MICROSOFT_GRAPH_APP_ID) return `${id} of ${resource}`;
  if (kind === 'application')
    return `${applicationPermissionName(id)} (application permission of Microsoft Graph)`;
  return graph?.scopes.find((scope) => scope.id === id)?.value ?? `${id} of Microsoft Graph`;
}
