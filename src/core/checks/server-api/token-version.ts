import { defineCheck } from '../../check.ts';
import { CLOUDS } from '../../cloud.ts';
import { noApplication } from '../shared/facets.ts';

/** The resource decides the token's shape; null means v1, whatever endpoint the client used (facts: graph.md §2). */
export const tokenVersion = defineCheck({
  id: 'server-api.token-version',
  app: 'server',
  title: 'MCP Server API issues v2 access tokens',
  severity: 'error',
  stage: 'registration',
  link: 'gateway',
  guide: null,
  why: 'A v1 token has another issuer and audience than the v2 endpoint announces, so MCP servers and gateways refuse it.',
  explains: [],
  portal: 'Overview',
  shows: ({ tokenVersion }) => [String(tokenVersion ?? 'not set')],
  configPath: null,
  reads: ['serverApplication'],
  expected: () => 2,
  find: (_blueprint, { serverApplication }) => {
    if (serverApplication === null) return noApplication('server');
    const { tokenVersion: from } = serverApplication;
    return from === 2 ? [] : [{ from }];
  },
  actual: ([evidence]) => evidence.from,
  explain: ({ from }, { cloud }) =>
    `MCP Server API issues v1 access tokens (requestedAccessTokenVersion is ${from ?? 'not set'}): their "iss" is https://sts.windows.net/<tenant id>/, and servers that check the v2 issuer, ${CLOUDS[cloud].authority}/<tenant id>/v2.0, refuse them.`,
  remedy: ({ from }) => ({ by: 'us', change: { kind: 'set-token-version', app: 'server', from, to: 2 } }),
});
