import { GRAPH_ESCALATION_PATH } from '../../blueprint.ts';
import type { NamedScope } from '../../changes/vocabulary.ts';
import { defineCheck } from '../../check.ts';
import { MICROSOFT_GRAPH_APP_ID } from '../../ids.ts';
import { applicationPermissionName } from '../shared/application-permissions.ts';
import { graphScope } from '../shared/drafts.ts';
import { noApplication } from '../shared/facets.ts';
import { shownPermissions } from '../shared/shown.ts';

type Evidence =
  | {
      readonly problem: 'missing';
      readonly scopes: readonly NamedScope[];
      /** Application permissions that are requested, often by mistake for the delegated ones of the same name. */
      readonly applicationPermissions: readonly string[];
    }
  | { readonly problem: 'unknown-name'; readonly name: string };

/** Ids come from the tenant's own Graph service principal, since clouds differ (facts: graph.md §5). */
export const graphPermissions = defineCheck<'serverApplication' | 'graphPrincipal', Evidence>({
  id: 'server-api.graph-permissions',
  app: 'server',
  title: 'MCP Server API asks for its Microsoft Graph permissions',
  severity: 'error',
  stage: 'registration',
  link: 'graph',
  guide: 'Step 4, Microsoft Graph permissions',
  why: 'The consent page and the .default scope list what the app registration asks for.',
  explains: ['65001', '650057', '650056'],
  portal: 'ApiPermissions',
  shows: shownPermissions,
  configPath: 'graphPermissions',
  reads: ['serverApplication', 'graphPrincipal'],
  expected: (blueprint) => blueprint.graphPermissions,
  find: (blueprint, { serverApplication, graphPrincipal }) => {
    if (serverApplication === null) return noApplication('server');
    const onGraph = serverApplication.requiredResources.filter(
      ({ resourceAppId }) => resourceAppId === MICROSOFT_GRAPH_APP_ID,
    );
    const listed = onGraph.flatMap(({ scopeIds }) => scopeIds);
    const applicationPermissions = onGraph.flatMap(({ roleIds }) => roleIds.map(applicationPermissionName));
    const wanted = blueprint.graphPermissions.map((name) => ({
      name,
      scope: graphScope(name, graphPrincipal),
    }));
    const missing = wanted.flatMap(({ scope }) => (scope && !listed.includes(scope.id) ? [scope] : []));
    return [
      ...wanted.flatMap(({ name, scope }) => (scope ? [] : [{ problem: 'unknown-name' as const, name }])),
      ...(missing.length > 0
        ? [{ problem: 'missing' as const, scopes: missing, applicationPermissions }]
        : []),
    ];
  },
  actual: (evidence) =>
    evidence.flatMap((one) =>
      one.problem === 'missing'
        ? [
            ...one.scopes.map(({ value }) => `without ${value}`),
            ...one.applicationPermissions.map((name) => `application permission ${name}`),
          ]
        : [`no permission named ${one.name}`],
    ),
  explain: (evidence) =>
    evidence.problem === 'missing'
      ? `MCP Server API does not ask for ${evidence.scopes.map(({ value }) => value).join(', ')} on Microsoft Graph.${insteadWords(evidence.applicationPermissions)}`
      : `Microsoft Graph in this tenant has no delegated permission named ${evidence.name}.`,
  remedy: (evidence) =>
    evidence.problem === 'missing'
      ? {
          by: 'us',
          change: {
            kind: 'add-permissions',
            app: 'server',
            resource: 'microsoft-graph',
            scopes: evidence.scopes,
          },
        }
      : {
          by: 'you',
          summary: `Correct ${evidence.name} under graphPermissions; the usual path is ${GRAPH_ESCALATION_PATH.join(', ')}`,
        },
});

function insteadWords(names: readonly string[]): string {
  if (names.length === 0) return '';
  const what =
    names.length === 1
      ? `an application permission, ${names[0]}`
      : `application permissions, ${names.join(', ')}`;
  return ` It asks for ${what}: that kind acts without a user, and the on-behalf-of exchange needs the delegated kind.`;
}
