import { recordsOf } from '../directory.ts';
import type { Directory } from '../replicas.ts';
import type { ApplicationRecord } from '../state.ts';

/** The addresses of the practice MCP server, taken from the blueprint. */
export interface McpPlace {
  /** The URL that clients use. */
  readonly url: string;
  /** The gateway's callback; the gateway is the authorization server where the MCP server is not published directly. */
  readonly gatewayUrl: string;
  /** Origin of the sign-in service. */
  readonly authority: string;
}

/** The practice MCP server with its addresses and the present state of the tenant. */
export interface McpServer {
  readonly place: McpPlace;
  readonly directory: Directory;
  readonly app: ApplicationRecord | null;
  /** True where clients sign in at Entra itself: the address is an Application ID URI, or a fault makes it so. */
  readonly direct: boolean;
}

export function mcpServerAt(place: McpPlace, directory: Directory): McpServer {
  const apps = recordsOf(directory.state, 'applications');
  const published = apps.find(({ identifierUris }) => identifierUris.includes(place.url));
  const app = published ?? apps.find(({ api }) => api.oauth2PermissionScopes.length > 0) ?? null;
  const direct = published !== undefined || directory.state.behaviour.endpointScopes === 'bare';
  return { place, directory, app, direct };
}

/** The gateway's own issuer. */
export const gatewayIssuer = ({ gatewayUrl }: McpPlace): string => new URL(gatewayUrl).origin;

/** The scopes that clients should request; none of Entra's where they sign in at the gateway. */
export function scopesOf({ app, direct, directory, place }: McpServer): readonly string[] {
  if (app === null || !direct) return [];
  const names = app.api.oauth2PermissionScopes.flatMap(({ value, isEnabled }) =>
    isEnabled && value !== null ? [value] : [],
  );
  if (directory.state.behaviour.endpointScopes === 'bare') return names;
  const { identifierUris } = app;
  const owner = identifierUris.find((uri) => uri === place.url) ?? identifierUris[0] ?? app.appId;
  return names.map((name) => `${owner}/${name}`);
}
