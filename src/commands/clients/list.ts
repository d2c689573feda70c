import type { ClientConfigReport, KnownClient } from '../../core/client-report.ts';
import { filesOf } from '../../emit/client-config.ts';
import { clientRow, MCP_CLIENTS, type McpClientName } from '../../mcp-clients/clients.ts';
import type { ClientRow } from '../../mcp-clients/row.ts';

/** Every MCP client that is known, as text: its name, the redirect URIs that it sends, and when that was looked up. */
export function listClients(): string {
  return MCP_CLIENTS.map(entry).join('\n');
}

/** Every MCP client that is known, for the result document. */
export function knownClients(): readonly KnownClient[] {
  return MCP_CLIENTS.map(({ name, title, redirectUris, ownAddress, secret, sources, lookedUp }) => ({
    client: name,
    title,
    redirectUris,
    ownAddress,
    secret,
    sources,
    lookedUp,
  }));
}

/** The members of the report that follow from the client alone: its files, their key, and the sources. */
export function frameOf(
  client: McpClientName,
): Pick<ClientConfigReport, 'client' | 'files' | 'key' | 'sources'> {
  const { setup, sources } = clientRow(client);
  return { client, files: filesOf(setup), key: setup.by === 'file' ? setup.key : null, sources };
}

const WIDTH = 16;

function entry(row: ClientRow): string {
  const { name, title, lookedUp, sources } = row;
  const facts = [...addresses(row), ...secretLines(row), `looked up ${lookedUp}: ${sources.join(', ')}`];
  return `${[`${name.padEnd(WIDTH)}${title}`, ...facts.map((fact) => `${' '.repeat(WIDTH)}${fact}`)].join('\n')}\n`;
}

function addresses({ redirectUris, ownAddress }: ClientRow): readonly string[] {
  if (ownAddress !== null) return [`an address of its own: ${ownAddress}`];
  return redirectUris.map((uri) =>
    uri.replace('{port}', '<port>').replace('{urlHash}', '<made of the server’s address>'),
  );
}

function secretLines({ secret }: ClientRow): readonly string[] {
  return secret === 'needed' ? ['wants a client secret'] : [];
}
