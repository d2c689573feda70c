import type { AppId } from '../ids.ts';
import { union } from '../sets.ts';
import type { EditKind } from './definition.ts';
import type { NamedScope } from './vocabulary.ts';

export interface PreAuthorizeClients {
  readonly kind: 'pre-authorize-clients';
  readonly app: 'server';
  readonly clients: readonly AppId[];
  readonly scope: NamedScope;
}

/** The list holds each client once, with the scopes it need not ask consent for (facts: graph.md §1.6). */
export const preAuthorizeClients: EditKind<PreAuthorizeClients> = {
  summary: ({ clients, scope }) =>
    `Let ${clients.join(', ')} use ${scope.value} of MCP Server API without asking for consent`,
  describe: ({ clients, scope }) => ({
    before: null,
    after: { preAuthorizedApplications: clients.map((appId) => ({ appId, scopes: [scope.value] })) },
  }),
  edit: ({ preAuthorizedClients }, { clients, scope }) => ({
    preAuthorizedClients: [
      ...preAuthorizedClients.map((one) =>
        clients.includes(one.appId) ? { ...one, scopeIds: union(one.scopeIds, [scope.id]) } : one,
      ),
      ...clients
        .filter((appId) => !preAuthorizedClients.some((one) => one.appId === appId))
        .map((appId) => ({ appId, scopeIds: [scope.id] })),
    ],
  }),
};
