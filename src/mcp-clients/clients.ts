import { createHash } from 'node:crypto';
import { BRIDGES } from './bridges.ts';
import { EDITORS } from './editors.ts';
import { HOSTED } from './hosted.ts';
import type { ClientRow } from './row.ts';
import { TERMINALS } from './terminals.ts';

const ALL = [...EDITORS, ...TERMINALS, ...HOSTED, ...BRIDGES] as const;

export type McpClientName = (typeof ALL)[number]['name'];

/** Every MCP client that is known, in the order in which they are listed. */
export const MCP_CLIENTS: readonly (ClientRow & { readonly name: McpClientName })[] = ALL;

export const MCP_CLIENT_NAMES: readonly McpClientName[] = ALL.map(({ name }) => name);

export function isMcpClient(name: string): name is McpClientName {
  return MCP_CLIENT_NAMES.some((one) => one === name);
}

/** The facts about a client. */
export function clientRow(name: McpClientName): ClientRow {
  const row = MCP_CLIENTS.find((one) => one.name === name);
  if (row === undefined) throw new RangeError(`There is no MCP client ${name}.`);
  return row;
}

/**
 * The redirect URIs to register so that the client can sign in to the server at this address; none where each of its
 * connectors has an address of its own.
 */
export function redirectUrisOf(name: McpClientName, serverUrl: string): readonly string[] {
  const { redirectUris, port } = clientRow(name);
  return redirectUris.map((uri) =>
    uri.replace('{port}', String(port)).replace('{urlHash}', codexCallbackId(serverUrl)),
  );
}

/** Registered redirect URIs that have the form of the client's own, which it makes for each of its connectors. */
export function ownAddressesIn(name: McpClientName, registered: readonly string[]): readonly string[] {
  const { ownShape } = clientRow(name);
  return ownShape === null ? [] : registered.filter((uri) => shapeOf(ownShape).test(uri));
}

/** A sentence for each client that nobody can sign in from until an address that only it shows is registered. */
export function missingAddresses(names: readonly string[], registered: readonly string[]): readonly string[] {
  return names.filter(isMcpClient).flatMap((name) => {
    const { title, ownAddress } = clientRow(name);
    return ownAddress === null || ownAddressesIn(name, registered).length > 0
      ? []
      : [
          `${title} signs in from an address of its own, and none is registered yet: ${ownAddress}. Add it as a redirect URI, or that sign-in is refused.`,
        ];
  });
}

/** The app id with which the client signs in by itself; null where it needs MCP Client App's. */
export function appIdOf(name: McpClientName): string | null {
  return clientRow(name).appId;
}

/** The clients that send a redirect URI: those that send exactly it; where there are none, those whose pattern it fits. */
export function clientsSending(redirectUri: string): readonly McpClientName[] {
  const sent = withoutBareSlash(redirectUri);
  const sending = (matches: (pattern: string, port: number | null) => boolean) =>
    MCP_CLIENTS.filter(({ redirectUris, ownShape, port }) =>
      [...redirectUris, ...(ownShape === null ? [] : [ownShape])].some((pattern) =>
        matches(withoutBareSlash(pattern), port),
      ),
    ).map(({ name }) => name);
  const exact = sending((pattern, port) => pattern.replace('{port}', String(port)) === sent);
  return exact.length > 0 ? exact : sending((pattern) => shapeOf(pattern).test(sent));
}

/** Rows whose facts must be looked up again by that day, `YYYY-MM-DD`. */
export function clientsDue(day: string): readonly ClientRow[] {
  return MCP_CLIENTS.filter(({ lookAgain }) => lookAgain <= day);
}

/** The end of Codex's callback: the first nine bytes of the SHA-256 of the server's address, in base64url (openai/codex#30460). */
export function codexCallbackId(serverUrl: string): string {
  return createHash('sha256').update(serverUrl).digest().subarray(0, 9).toString('base64url');
}

/** Adds the slash that a URL parser adds to an address without a path; any other address stays as it is. */
export function withBareSlash(uri: string): string {
  return uri.replace(/^(https?:\/\/[^/?#]+)$/, '$1/');
}

/** Removes the slash of an address without a path: Entra stores it with one and takes both for the same. */
function withoutBareSlash(uri: string): string {
  return uri.replace(/^([a-z]+:\/\/[^/]+)\/$/, '$1');
}

function shapeOf(pattern: string): RegExp {
  const literal = pattern.replaceAll(/[.*+?^$()|[\]\\/]/g, '\\$&');
  const gaps: Readonly<Record<string, string>> = {
    ':{port}': '(?::\\d{1,5})?',
    '{urlHash}': '[\\w-]{12}',
    '{id}': '[\\w-]+',
    '{host}': '[\\w.-]+(?::\\d{1,5})?',
  };
  return new RegExp(`^${literal.replace(/:?\{\w+\}/g, (gap) => gaps[gap] ?? gap)}$`);
}
