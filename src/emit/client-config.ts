import { type Blueprint, clientUrlOf, fullScopeFor } from '../core/blueprint.ts';
import type { ClientFile } from '../core/client-report.ts';
import { CLOUDS } from '../core/cloud.ts';
import type { AppId } from '../core/ids.ts';
import { wantedRedirectUris } from '../core/redirect-uris.ts';
import { SetupError } from '../errors.ts';
import { clientRow, codexCallbackId, type McpClientName, redirectUrisOf } from '../mcp-clients/clients.ts';
import type { ClientRow, ClientSetup, FilePlace } from '../mcp-clients/row.ts';
import { filledEntry, filledText, type Gaps } from './client-entry.ts';
import { FILE_EDITS, type ServerEntry } from './client-file.ts';

/** What a client's entry is made from. */
export interface ClientConfigRequest {
  readonly client: McpClientName;
  readonly blueprint: Blueprint;
  readonly clientAppId: AppId;
  readonly serverAppId: AppId;
}

/** A redirect URI that a client sends, and whether the blueprint registers it. */
export interface NeededRedirectUri {
  readonly uri: string;
  readonly isRegistered: boolean;
}

export interface ClientConfig {
  /** What to put into the file, or the fields to fill in. */
  readonly snippet: string;
  /** The files that it may go into, each as a line for people. */
  readonly places: readonly string[];
  readonly redirectUris: readonly NeededRedirectUri[];
  readonly notes: readonly string[];
}

const UNKNOWN_URL = '<URL of the MCP server>';

/** The snippet for one client, where it goes, and the redirect URIs that it needs. */
export function renderClientConfig(request: ClientConfigRequest): ClientConfig {
  const { client, blueprint } = request;
  const row = clientRow(client);
  const gaps = gapsFor(request);
  return {
    snippet: snippetOf(row, gaps),
    places: placesOf(row.setup),
    redirectUris: neededUris(client, blueprint),
    notes: row.notes.map((note) => filledText(note, gaps)),
  };
}

/** The client's own file with the entry in it. Throws `USAGE` for a client without a file, `FILE_INVALID` for one that is damaged. */
export function editClientConfig(
  request: ClientConfigRequest,
  existing: string | null,
  path: string,
): string {
  const row = clientRow(request.client);
  return edited(row, gapsFor(request), existing, path, ({ entry }) => entry);
}

/** The arguments with which a client starts this tool. */
export interface SelfRequest {
  readonly client: McpClientName;
  readonly args: readonly string[];
}

/** The entry that makes the client start this tool as an MCP server, merged into `existing`, or alone where that is null. */
export function selfConfig(
  { client, args }: SelfRequest,
  existing: string | null,
  path: string | null,
): string {
  const row = clientRow(client);
  const command = 'npx';
  const gaps = { name: 'entra-mcp-setup', command, args, commandLine: [command, ...args] };
  return edited(row, gaps, existing, path ?? usualFileOf(row.setup), ({ local }) => local);
}

type FileSetup = Extract<ClientSetup, { by: 'file' }>;

function edited(
  row: ClientRow,
  gaps: Gaps,
  existing: string | null,
  path: string,
  choose: (setup: FileSetup) => FileSetup['entry'] | null,
): string {
  const { setup, title } = row;
  const entry = setup.by === 'file' ? choose(setup) : null;
  if (setup.by !== 'file' || entry === null) throw noFile(row);
  const server: ServerEntry = {
    title,
    path,
    key: setup.key,
    name: String(gaps.name),
    entry: filledEntry(entry, gaps),
  };
  return FILE_EDITS[setup.format](existing, server);
}

function noFile({ title, setup }: ClientRow): SetupError {
  const where = setup.by === 'typing' ? setup.where : '';
  return new SetupError('USAGE', `${title} keeps no file on this machine that could be written.`, {
    advice: [where === '' ? 'Enter what is printed by hand' : `Its own page has the fields: ${where}`],
  });
}

function snippetOf(row: ClientRow, gaps: Gaps): string {
  const { setup } = row;
  if (setup.by === 'file') return edited(row, gaps, null, usualFileOf(setup), ({ entry }) => entry);
  const width = Math.max(...setup.fields.map(([label]) => label.length)) + 2;
  const fields = setup.fields.map(([label, value]) => `${label.padEnd(width)}${filledText(value, gaps)}`);
  return [setup.where, '', ...fields, ''].join('\n');
}

/** The client's usual file, for messages. */
function usualFileOf(setup: ClientSetup): string {
  if (setup.by === 'typing') return '';
  return typeof setup.file === 'string' ? setup.file : setup.file.linux;
}

const SYSTEMS = [
  ['macos', 'macOS'],
  ['linux', 'Linux'],
  ['windows', 'Windows'],
] as const;

/** The client's files: that of a project first, then those of the user. */
export function filesOf(setup: ClientSetup): readonly ClientFile[] {
  if (setup.by === 'typing') return [];
  const { file, userFile } = setup;
  const isOfUser = userFile === null && (typeof file !== 'string' || file.startsWith('~'));
  return [
    ...filesAt(file, isOfUser ? 'user' : 'project'),
    ...(userFile === null ? [] : filesAt(userFile, 'user')),
  ];
}

function filesAt(place: FilePlace, scope: ClientFile['scope']): readonly ClientFile[] {
  if (typeof place === 'string') return [{ path: place, system: 'all', scope }];
  return SYSTEMS.map(([system]) => ({ path: place[system], system, scope }));
}

/** The client's files as lines for people. */
export function placesOf(setup: ClientSetup): readonly string[] {
  const files = filesOf(setup);
  const isChoice = new Set(files.map(({ scope }) => scope)).size > 1;
  return files.map(({ path, system, scope }) => {
    const words = SYSTEMS.find(([name]) => name === system)?.[1];
    const remarks = [...(isChoice && scope === 'user' ? ['all projects'] : []), ...(words ? [words] : [])];
    return remarks.length === 0 ? path : `${path} (${remarks.join(', ')})`;
  });
}

function gapsFor({ client, blueprint, clientAppId, serverAppId }: ClientConfigRequest): Gaps {
  const url = clientUrlOf(blueprint) ?? UNKNOWN_URL;
  const base = `${CLOUDS[blueprint.cloud].authority}/${blueprint.tenant}/oauth2/v2.0`;
  const port = portOf(clientRow(client), wantedRedirectUris('client', blueprint));
  return {
    url,
    clientId: clientAppId,
    scope: fullScopeFor(blueprint, serverAppId),
    name: entryName(blueprint),
    authorizeUrl: `${base}/authorize`,
    tokenUrl: `${base}/token`,
    urlHash: codexCallbackId(url),
    port,
    portText: String(port),
  };
}

/** A port of localhost that is registered already, so that no other needs to be; else the client's own. */
function portOf({ redirectUris, port }: ClientRow, registered: readonly string[]): number {
  const [before = '', after] = redirectUris[0]?.split('{port}') ?? [];
  if (after === undefined || !before.startsWith('http://localhost:')) return port ?? 0;
  const found = registered.find((uri) => uri.startsWith(before) && uri.endsWith(after));
  return Number(found?.slice(before.length, found.length - after.length) || port);
}

function neededUris(client: McpClientName, blueprint: Blueprint): readonly NeededRedirectUri[] {
  const registered = wantedRedirectUris('client', blueprint).map(canonical);
  return redirectUrisOf(client, clientUrlOf(blueprint) ?? '').map((uri) => ({
    uri,
    isRegistered: registered.includes(canonical(uri)),
  }));
}

/** Entra ignores the port of localhost, and a URI without a path comes back with "/" (facts: graph.md §2). */
function canonical(uri: string): string {
  return uri.replace(/^(http:\/\/localhost):\d+/, '$1').replace(/^([a-z]+:\/\/[^/]+)\/$/, '$1');
}

function entryName({ serverApi }: Blueprint): string {
  const name = serverApi.displayName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return name === '' ? 'mcp-server' : name;
}
