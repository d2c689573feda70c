import { clientUrlOf } from '../../blueprint.ts';
import { defineEndpointCheck, judgeAnswer } from './shared.ts';

/** Whether anybody answers at the address; what is said is judged by the checks after this one. */
export const reachable = defineEndpointCheck({
  id: 'endpoint.reachable',
  title: 'The address of the MCP server answers',
  severity: 'error',
  link: 'discovery',
  why: 'An MCP client begins with this address; where nothing answers, it never gets as far as signing in.',
  explains: [],
  reads: ['endpoint'],
  expected: (blueprint) => clientUrlOf(blueprint),
  find: (_blueprint, { endpoint: { url, withoutToken } }) =>
    judgeAnswer(withoutToken, { answered: () => [], refused: (because) => ({ url, because }) }),
  actual: ([evidence]) => evidence.because,
  explain: ({ because }) => because,
  remedy: ({ url }) => ({
    by: 'you',
    summary: `Start the server at ${url} with a certificate that its name stands in, or correct the address: gateway.clientUrl, else gateway.mcpServerEndpoint`,
    command: 'entra-mcp-setup verify --only endpoint',
  }),
});
