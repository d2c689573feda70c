import { clientRow, type McpClientName, ownAddressesIn, redirectUrisOf, withBareSlash } from './clients.ts';

/** The sign-in request of a client, as far as it is the client's own. */
export interface ClientRequest {
  readonly redirectUri: string;
  readonly resource: string | null;
  readonly prompt: 'consent' | null;
  /** Scopes beside the server's. */
  readonly moreScopes: readonly string[];
}

/**
 * What a client sends for a server at this address, one request for each of its redirect URIs: those that are known, and
 * among those registered the ones that it made for its connectors.
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
    // Their SDK forces consent together with this one.
    moreScopes: always ? ['offline_access'] : [],
  }));
}

/** `resource` (RFC 8707) as the client sends it; null where its configuration, as we write it, leaves it out. */
export function resourceOf(name: McpClientName, serverUrl: string): string | null {
  const { resource, resourceSwitch } = clientRow(name);
  if (resourceSwitch !== null) return null;
  return resource === 'slash-on-bare-host' ? withBareSlash(serverUrl) : serverUrl;
}
