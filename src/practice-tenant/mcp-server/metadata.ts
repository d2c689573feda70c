import { gatewayIssuer, type McpServer, scopesOf } from './place.ts';

const RESOURCE = '/.well-known/oauth-protected-resource';
const SERVER = '/.well-known/oauth-authorization-server';

/** The address of the metadata document that the challenge names. */
export function resourceMetadataUrl({ place }: McpServer): string {
  const { origin, pathname } = new URL(place.url);
  return `${origin}${RESOURCE}${pathname === '/' ? '' : pathname}`;
}

/** The `resource` of the document. With a fault it is the internal address, as servers behind a proxy often name it. */
function resourceOf({ place, directory }: McpServer): string {
  const { endpointResource } = directory.state.behaviour;
  if (endpointResource === 'slash') return `${place.url}/`;
  return endpointResource === 'other' ? `http://localhost:8000${new URL(place.url).pathname}` : place.url;
}

/** The authorization servers of the document. With a fault Entra's issuer is that of every tenant. */
function issuersOf({ place, directory, direct }: McpServer): readonly string[] {
  const { behaviour, tenant } = directory.state;
  const common = behaviour.endpointIssuer === 'common' ? [`${place.authority}/common/v2.0`] : [];
  if (!direct) return [gatewayIssuer(place), ...common];
  return common.length > 0 ? common : [`${place.authority}/${tenant.id}/v2.0`];
}

/** The RFC 9728 document, or null for any other address. */
export function answerResourceMetadata(server: McpServer, url: URL): object | null {
  const isThere = server.directory.state.behaviour.endpointMetadata !== 'missing';
  if (!isThere || url.href !== resourceMetadataUrl(server)) return null;
  const scopes = scopesOf(server);
  return {
    resource: resourceOf(server),
    authorization_servers: issuersOf(server),
    ...(scopes.length === 0 ? {} : { scopes_supported: scopes }),
    bearer_methods_supported: ['header'],
  };
}

/** The gateway's own metadata (RFC 8414), or null for any other address. */
export function gatewayMetadata({ place }: McpServer, url: URL): object | null {
  const issuer = gatewayIssuer(place);
  if (url.href !== `${issuer}${SERVER}`) return null;
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    registration_endpoint: `${issuer}/register`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['offline_access'],
  };
}
