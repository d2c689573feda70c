import { type AuthorizationServer, type Endpoint, intendedServers, isDirect } from '../../endpoint.ts';
import { defineEndpointCheck, notAnswered } from './shared.ts';

/** The MCP specification has clients refuse a server that does not advertise S256. Entra does not, though PKCE works (facts: mcp.md §1). */
export const pkce = defineEndpointCheck({
  id: 'endpoint.pkce',
  title: 'The authorization server advertises PKCE with S256',
  severity: 'warning',
  severityHere: ({ endpoint }) =>
    lacking(endpoint).every(({ kind }) => kind === 'entra') && isDirect(endpoint) ? 'info' : 'warning',
  link: 'discovery',
  why: 'A client that keeps to the letter of the specification refuses an authorization server without code_challenge_methods_supported.',
  explains: [],
  reads: ['endpoint'],
  expected: () => 'S256',
  find: (_blueprint, { endpoint }) => {
    const { metadata, servers } = endpoint;
    if (metadata.state !== 'answered') return notAnswered(metadata);
    if (!servers.some((server) => server.metadata.state === 'answered'))
      return { skip: 'No metadata of an authorization server was found.' };
    return lacking(endpoint).map(({ issuer, kind }) => ({ issuer, kind }));
  },
  actual: () => null,
  explain: ({ issuer, kind }) =>
    kind === 'entra'
      ? `${issuer} does not advertise S256, as Entra never does. PKCE works all the same, and most clients assume it; claude.ai and Zed have been seen to refuse.`
      : `${issuer} does not advertise S256.`,
  remedy: ({ issuer, kind }) =>
    kind === 'entra'
      ? {
          by: 'you',
          summary:
            'Nothing can be mended at Entra: where a client refuses, put a gateway in front that advertises S256',
        }
      : {
          by: 'you',
          summary: `Let ${issuer} list "code_challenge_methods_supported": ["S256"] in its metadata`,
        },
});

function lacking({ servers }: Endpoint): readonly AuthorizationServer[] {
  return intendedServers(servers).filter(
    ({ metadata }) =>
      metadata.state === 'answered' && !metadata.value.document.codeChallengeMethods.includes('S256'),
  );
}
