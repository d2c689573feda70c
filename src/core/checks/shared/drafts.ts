import { type Blueprint, scopeIdFor, uniqueNameFor } from '../../blueprint.ts';
import type { ApplicationDraft, NamedScope } from '../../changes/vocabulary.ts';
import { asId, GRAPH_DELEGATED_PERMISSIONS } from '../../ids.ts';
import { wantedRedirectUris } from '../../redirect-uris.ts';
import type { Application, GraphPrincipal } from '../../tenant.ts';

/** MCP Server API as far as the request that creates it can carry it: its Application ID URI needs the app id and follows. */
export function serverDraft(blueprint: Blueprint): ApplicationDraft {
  const { serverApi, gateway, graphPermissions } = blueprint;
  const scopes = graphPermissions.flatMap((name) => graphScope(name, null) ?? []);
  return {
    displayName: serverApi.displayName,
    uniqueName: uniqueNameFor('server', blueprint),
    isFallbackPublicClient: false,
    redirectUris: { platform: 'web', uris: [gateway.callbackUrl] },
    tokenVersion: 2,
    scopes: [{ ...serverApi.scope, id: scopeIdFor(serverApi.scope.value) }],
    requiredPermissions: scopes.length === 0 ? [] : [{ resource: 'microsoft-graph', scopes }],
  };
}

/** MCP Client App as the request that creates it makes it; `server` tells the id of the scope. */
export function clientDraft(blueprint: Blueprint, server: Application | null): ApplicationDraft {
  const { value } = blueprint.serverApi.scope;
  const exposed = server?.scopes.find((scope) => scope.value === value);
  const id = exposed?.id ?? scopeIdFor(value);
  return {
    displayName: blueprint.clientApp.displayName,
    uniqueName: uniqueNameFor('client', blueprint),
    isFallbackPublicClient: true,
    redirectUris: { platform: 'publicClient', uris: wantedRedirectUris('client', blueprint) },
    tokenVersion: null,
    scopes: [],
    requiredPermissions: [{ resource: 'server-api', scopes: [{ id, value }] }],
  };
}

/**
 * The delegated permission of that name, as the tenant's Microsoft Graph publishes it or, where that was not read, from the
 * built-in table; null where there is none.
 */
export function graphScope(name: string, graph: GraphPrincipal | null): NamedScope | null {
  if (graph) {
    const published = graph.scopes.find(({ value }) => value === name);
    return published ? { id: published.id, value: published.value } : null;
  }
  const id = GRAPH_DELEGATED_PERMISSIONS[name];
  return id === undefined ? null : { id: asId(id), value: name };
}
