import type { NamedScope } from '../../changes/vocabulary.ts';
import { defineCheck } from '../../check.ts';
import type { AppId } from '../../ids.ts';
import { union } from '../../sets.ts';
import { appIdsToPreAuthorize } from '../../validation/mcp-clients.ts';
import { noApplication } from '../shared/facets.ts';

type Evidence =
  | { readonly problem: 'missing'; readonly clients: readonly AppId[]; readonly scope: NamedScope }
  | { readonly problem: 'beyond'; readonly clients: readonly AppId[] };

/** MCP clients with an app id of their own, such as VS Code, ask everybody for consent unless the API trusts them. */
export const preAuthorizedClients = defineCheck<'serverApplication' | 'clientApplication', Evidence>({
  id: 'server-api.pre-authorized-clients',
  app: 'server',
  title: 'MCP Server API pre-authorises the clients of the blueprint and no others',
  severity: 'error',
  stage: 'registration',
  link: 'consent',
  guide: null,
  why: 'An MCP client that signs in with an app id of its own needs consent of its own, unless the API pre-authorises it; any other on that list gets tokens that nobody consented to.',
  explains: ['65001', '90094'],
  portal: 'ExposeAnApi',
  shows: ({ preAuthorizedClients = [] }) => preAuthorizedClients,
  configPath: 'serverApi.preAuthorizedClients',
  reads: ['serverApplication', 'clientApplication'],
  expected: (blueprint) => appIdsToPreAuthorize(blueprint.serverApi.preAuthorizedClients),
  find: (blueprint, { serverApplication, clientApplication }) => {
    if (serverApplication === null) return noApplication('server');
    const wanted = appIdsToPreAuthorize(blueprint.serverApi.preAuthorizedClients);
    const { value } = blueprint.serverApi.scope;
    const scope = serverApplication.scopes.find((one) => one.value === value);
    if (scope === undefined && wanted.length > 0)
      return { skip: `MCP Server API does not expose ${value} yet.` };
    const listed = serverApplication.preAuthorizedClients;
    const missing = wanted.filter(
      (appId) => !listed.some((one) => one.appId === appId && one.scopeIds.some((id) => id === scope?.id)),
    );
    const ours: readonly (AppId | undefined)[] = [...wanted, clientApplication?.appId];
    const beyond = union(
      [],
      listed.map(({ appId }) => appId).filter((appId) => !ours.includes(appId)),
    );
    return [
      ...(missing.length > 0 && scope ? [{ problem: 'missing' as const, clients: missing, scope }] : []),
      ...(beyond.length > 0 ? [{ problem: 'beyond' as const, clients: beyond }] : []),
    ];
  },
  level: ({ problem }) => (problem === 'missing' ? 'fail' : 'warn'),
  observed: (_blueprint, { serverApplication }) =>
    serverApplication?.preAuthorizedClients.map(({ appId }) => appId) ?? null,
  actual: (evidence) =>
    evidence.map(({ problem, clients }) =>
      problem === 'missing' ? `without ${clients.join(', ')}` : `also ${clients.join(', ')}`,
    ),
  explain: (evidence) =>
    evidence.problem === 'missing'
      ? `MCP Server API does not pre-authorise ${evidence.clients.join(', ')} for ${evidence.scope.value}.`
      : `MCP Server API pre-authorises ${evidence.clients.join(', ')}, which the blueprint does not name.`,
  remedy: (evidence) =>
    evidence.problem === 'missing'
      ? {
          by: 'us',
          change: {
            kind: 'pre-authorize-clients',
            app: 'server',
            clients: evidence.clients,
            scope: { id: evidence.scope.id, value: evidence.scope.value },
          },
        }
      : {
          by: 'you',
          summary: `Remove ${evidence.clients.join(', ')} under Expose an API > Authorized client applications, or name it under serverApi.preAuthorizedClients`,
        },
});
