import { applyEdits, type JSONPath, modify, type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import type { Blueprint } from '../core/blueprint.ts';
import { clientUrlOf, fullScopeFor } from '../core/blueprint.ts';
import type { AppId } from '../core/ids.ts';
import { wantedRedirectUris } from '../core/redirect-uris.ts';
import { SetupError } from '../errors.ts';

export const MCP_CLIENTS = ['vscode', 'claude-code', 'cursor', 'inspector'] as const;
export type McpClient = (typeof MCP_CLIENTS)[number];

/** What a client's entry is made from. */
export interface ClientConfigRequest {
  readonly blueprint: Blueprint;
  readonly clientAppId: AppId;
  readonly serverAppId: AppId;
  /** Name of the entry; null for one made from the server's display name. */
  readonly name: string | null;
  /** Where the client connects; null for the endpoint in the blueprint. */
  readonly url: string | null;
}

/** A redirect URI that a client listens on, and whether the blueprint registers it. */
export interface NeededRedirectUri {
  readonly uri: string;
  readonly isRegistered: boolean;
}

export interface ClientConfig {
  readonly client: McpClient;
  readonly title: string;
  /** The file that the client reads, or null where the values are typed in. */
  readonly file: string | null;
  /** What to put there; for `inspector` a command and the values to type. */
  readonly snippet: string;
  readonly redirectUris: readonly NeededRedirectUri[];
  readonly notes: readonly string[];
}

interface ClientShape {
  readonly title: string;
  readonly file: string | null;
  /** The key that holds all servers. */
  readonly key: string | null;
  readonly entry: (values: EntryValues) => Readonly<Record<string, unknown>>;
  readonly redirectUris: (port: number) => readonly string[];
  readonly notes: readonly string[];
}

interface EntryValues {
  readonly url: string;
  readonly clientId: string;
  readonly scope: string;
  readonly port: number;
}

const DEFAULT_PORT = 8080;

/** Shapes by client (sources: ux.md 2.8). All are public clients: none gets a secret. */
const SHAPES: Readonly<Record<McpClient, ClientShape>> = {
  vscode: {
    title: 'Visual Studio Code',
    file: '.vscode/mcp.json',
    key: 'servers',
    entry: ({ url, clientId }) => ({ type: 'http', url, oauth: { clientId } }),
    redirectUris: () => ['http://127.0.0.1:33418', 'https://vscode.dev/redirect'],
    notes: ['The "oauth" key needs Visual Studio Code of April 2026 or later.'],
  },
  'claude-code': {
    title: 'Claude Code',
    file: '.mcp.json',
    key: 'mcpServers',
    entry: ({ url, clientId, scope, port }) => ({
      type: 'http',
      url,
      oauth: { clientId, callbackPort: port, scopes: scope },
    }),
    redirectUris: (port) => [`http://localhost:${port}/callback`],
    notes: ['Leave the client secret empty when asked: MCP Client App is a public client.'],
  },
  cursor: {
    title: 'Cursor',
    file: '.cursor/mcp.json',
    key: 'mcpServers',
    entry: ({ url, clientId, scope }) => ({ url, auth: { CLIENT_ID: clientId, scopes: [scope] } }),
    redirectUris: () => ['cursor://anysphere.cursor-mcp/oauth/callback'],
    notes: ['For all projects put the same entry into ~/.cursor/mcp.json.'],
  },
  inspector: {
    title: 'MCP Inspector',
    file: null,
    key: null,
    entry: () => ({}),
    redirectUris: () => [
      'http://localhost:6274/oauth/callback',
      'http://localhost:6274/oauth/callback/debug',
    ],
    notes: ['Under Authentication fill in the client ID and the scope; leave the client secret empty.'],
  },
};

/** The snippet for one client, with the redirect URIs that it needs. */
export function clientConfig(client: McpClient, request: ClientConfigRequest): ClientConfig {
  const { title, file, redirectUris, notes } = SHAPES[client];
  const values = entryValues(request);
  return {
    client,
    title,
    file,
    snippet: file === null ? inspectorText(values) : editClientConfig(client, null, request),
    redirectUris: redirectUris(values.port).map((uri) => ({
      uri,
      isRegistered: isRegistered(uri, request.blueprint),
    })),
    notes,
  };
}

/**
 * The client's file with our entry in it: comments, other servers and other members of ours stay. A client without
 * a file leaves the text alone.
 */
export function editClientConfig(
  client: McpClient,
  existing: string | null,
  request: ClientConfigRequest,
  path: string | null = SHAPES[client].file,
): string {
  const { key, entry } = SHAPES[client];
  if (key === null) return existing ?? '';
  const text = existing === null || existing.trim() === '' ? '{}' : existing;
  refuseDamaged(text, client, path);
  const place = [key, request.name ?? entryName(request.blueprint)];
  const leaves = leavesOf(place, entry(entryValues(request)));
  const options = {
    formattingOptions: { insertSpaces: !/^\t/m.test(text), tabSize: indentOf(text), eol: '\n' },
  };
  const edited = leaves.reduce(
    (done, [at, value]) => applyEdits(done, modify(done, at, value, options)),
    text,
  );
  return edited.endsWith('\n') ? edited : `${edited}\n`;
}

function entryValues({ blueprint, clientAppId, serverAppId, url }: ClientConfigRequest): EntryValues {
  return {
    url: url ?? clientUrlOf(blueprint) ?? '<URL of the MCP server>',
    clientId: clientAppId,
    scope: fullScopeFor(blueprint, serverAppId),
    port: registeredPort(wantedRedirectUris('client', blueprint)),
  };
}

/** The port of a registered `http://localhost:PORT/callback`, so that nothing more has to be registered. */
function registeredPort(redirectUris: readonly string[]): number {
  const ports = redirectUris.map((uri) => /^http:\/\/localhost:(\d+)\/callback$/.exec(uri)?.[1]);
  return Number(ports.find((port) => port !== undefined) ?? DEFAULT_PORT);
}

/** Entra ignores the port of localhost, and a URI without a path comes back with "/" (facts: graph.md §2). */
function isRegistered(uri: string, blueprint: Blueprint): boolean {
  const canonical = (text: string) =>
    text.replace(/^(http:\/\/localhost):\d+/, '$1').replace(/^([a-z]+:\/\/[^/]+)\/$/, '$1');
  return wantedRedirectUris('client', blueprint).some(
    (registered) => canonical(registered) === canonical(uri),
  );
}

function entryName({ serverApi }: Blueprint): string {
  const name = serverApi.displayName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return name === '' ? 'mcp-server' : name;
}

function inspectorText({ url, clientId, scope }: EntryValues): string {
  return [
    'npx @modelcontextprotocol/inspector',
    '',
    `URL        ${url}`,
    'Transport  Streamable HTTP',
    `Client ID  ${clientId}`,
    `Scope      ${scope}`,
    '',
  ].join('\n');
}

/** Leaves are set one by one, so that members which we do not know survive. */
function leavesOf(path: JSONPath, value: unknown): readonly (readonly [JSONPath, unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) => leavesOf([...path, name], member));
}

function refuseDamaged(text: string, client: McpClient, path: string | null): void {
  const errors: ParseError[] = [];
  const content: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  const { title } = SHAPES[client];
  if (first === undefined && typeof content === 'object' && content !== null && !Array.isArray(content))
    return;
  const line = text.slice(0, first?.offset ?? 0).split('\n').length;
  const reason = first === undefined ? 'it holds no JSON object' : printParseErrorCode(first.error);
  throw new SetupError(
    'FILE_INVALID',
    `${path}:${line}: ${title} could not read this file either: ${reason}.`,
    {
      advice: ['Correct the file, or add the snippet to it by hand.'],
    },
  );
}

function indentOf(text: string): number {
  return /^( +)\S/m.exec(text)?.[1]?.length ?? 2;
}
