import { clientRow, type McpClientName, ownAddressesIn, redirectUrisOf, withBareSlash } from './clients.ts';

/** The parts of an authorize request that differ from client to client. */
export interface ClientRequest {
  readonly redirectUri: string;
  readonly resource: string | null;
  readonly prompt: 'consent' | null;
  /** Scopes beside the server's. */
  readonly moreScopes: readonly string[];
}

/**
 * The authorize requests of a client for the server at this address, one for each of its redirect URIs: those that are known,
 * and the registered ones that have the form of its own.
 */
export function requestsOf(
  name: McpClientName,
  serverUrl: string,
  registered: readonly string[],
): readonly ClientRequest[] {
  const always = clientRow(name).forcesConsent === 'always';
  const uris = [...redirectUrisOf(name, serverUrl), ...ownAddressesIn(name, registered)];
  return uris.map((uri) => ({
    redirectUri: withBareSlash(uri),
    resource: resourceOf(name, serverUrl),
    prompt: always ? 'consent' : null,
    // The MCP SDK sends prompt=consent together with this scope.
    moreScopes: always ? ['offline_access'] : [],
  }));
}

/** `resource` (RFC 8707) as the client sends it; null where the configuration that this tool writes switches it off. */
export function resourceOf(name: McpClientName, serverUrl: string): string | null {
  const { resource, resourceSwitch } = clientRow(name);
  if (resourceSwitch !== null) return null;
  return resource === 'slash-on-bare-host' ? withBareSlash(serverUrl) : serverUrl;
}
