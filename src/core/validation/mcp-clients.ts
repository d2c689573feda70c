import { appIdOf, clientRow, isMcpClient, MCP_CLIENT_NAMES } from '../../mcp-clients/clients.ts';
import { type AppId, asId, isGuid } from '../ids.ts';
import { union } from '../sets.ts';
import { didYouMean } from './nearest.ts';
import { quoted } from './validator.ts';

const NAMES_WITH_APP_ID = MCP_CLIENT_NAMES.filter((name) => appIdOf(name) !== null);

/** App ids of clients named in `preAuthorizedClients`, each once; names without an app id are left out. */
export function appIdsToPreAuthorize(clients: readonly string[]): readonly AppId[] {
  return union(
    [],
    clients.flatMap((client) => appIdToPreAuthorize(client) ?? []).map((appId) => asId<AppId>(appId)),
  );
}

/** The app id of a client to pre-authorise; null for a name that has none. */
function appIdToPreAuthorize(client: string): string | null {
  if (isGuid(client)) return client.toLowerCase();
  return isMcpClient(client) ? appIdOf(client) : null;
}

/** Validates the name of an MCP client that signs in with MCP Client App: a known one that needs no client secret. */
export function mcpClientProblem(name: string): string | null {
  if (!isMcpClient(name)) {
    const guess = didYouMean(name, MCP_CLIENT_NAMES);
    return `MCP client ${quoted(name)} is not known${guess === '' ? `; known are ${MCP_CLIENT_NAMES.join(', ')}.` : guess}`;
  }
  const { title, secret } = clientRow(name);
  if (secret === 'none') return null;
  return `${title} signs in with a client secret, and MCP Client App is a public client that must not have one.`;
}

/** Validates an MCP client to pre-authorise: the name of one that has an app id of its own, or any app id. */
export function preAuthorizedClientProblem(client: string): string | null {
  if (appIdToPreAuthorize(client) !== null) return null;
  const those = NAMES_WITH_APP_ID.join(', ');
  if (isMcpClient(client)) {
    return `MCP client ${quoted(client)} has no app id of its own: it signs in with MCP Client App, which has its consent. With one of their own: ${those}.`;
  }
  const guess = didYouMean(client, NAMES_WITH_APP_ID);
  return `${quoted(client)} is neither an app id (a GUID) nor an MCP client that has one${guess === '' ? `: ${those}.` : guess}`;
}
