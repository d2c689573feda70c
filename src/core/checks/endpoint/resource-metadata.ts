import { defineEndpointCheck, judgeAnswer, serveDocument } from './shared.ts';

/** RFC 9728, in the order of MCP clients: where the header names an address, there and nowhere else. */
export const resourceMetadata = defineEndpointCheck({
  id: 'endpoint.resource-metadata',
  title: 'The metadata of the protected resource is found and is JSON',
  severity: 'error',
  link: 'discovery',
  why: 'The document (RFC 9728) names the authorization server and the scope; without it clients guess, and mostly ask the MCP server itself for a sign-in page.',
  explains: [],
  reads: ['endpoint'],
  expected: (_blueprint, { endpoint }) => endpoint?.wanted.url ?? null,
  find: (_blueprint, { endpoint: { metadata, wanted } }) =>
    judgeAnswer(metadata, {
      answered: ({ url, oddContentType }) =>
        oddContentType === null
          ? []
          : {
              holds: `The metadata of the protected resource is found, but ${url} sends it as ${oddContentType} and not as application/json: a warning, since some clients look at that.`,
            },
      refused: (because) => ({ because, wanted }),
    }),
  actual: ([evidence]) => evidence.because,
  explain: ({ because }) => because,
  remedy: ({ wanted }) => serveDocument(wanted),
});
