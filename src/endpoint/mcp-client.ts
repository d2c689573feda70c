import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { RequestOptions } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ErrorCode, McpError, type Tool } from '@modelcontextprotocol/sdk/types.js';
import { isBusy } from '../core/endpoint.ts';
import { parseUrl } from '../core/parse-url.ts';
import type { Transport } from '../ports.ts';
import { failureOf } from './asking.ts';
import { maskFor } from './echo.ts';
import type { EndpointOutside } from './outside.ts';
import { cut } from './wire.ts';

/** What the MCP server is asked for, with the token of a user. */
export interface McpCall {
  readonly url: string;
  readonly token: string;
  /** A tool to call without arguments; null calls none. */
  readonly tool: string | null;
  readonly version: string;
  /** The longest wait for one answer over HTTP, in milliseconds. */
  readonly timeout: number;
}

/** How far the MCP SDK's client got. */
export type McpOutcome =
  | {
      readonly outcome: 'works';
      readonly server: string;
      readonly tools: readonly string[];
      readonly called: Called | null;
    }
  /** The server refused the request: its own words, cut, and the header. */
  | {
      readonly outcome: 'refused';
      readonly status: number;
      readonly words: string;
      readonly wwwAuthenticate: string | null;
    }
  | { readonly outcome: 'failed'; readonly because: string }
  /** No answer came, so nothing is known of the server. */
  | { readonly outcome: 'silent'; readonly because: string };

/** What became of the call of a tool. */
export type Called =
  | { readonly result: 'answered' | 'error'; readonly text: string }
  | { readonly result: 'unknown-tool' | 'not-read-only' };

const MOST_BYTES = 4 * 1024 * 1024;
const MOST_WORDS = 1_000;
const MOST_PAGES = 20;
const LONGEST_NAME = 200;

type Trouble = Exclude<McpOutcome, { readonly outcome: 'works' }>;

/** Initialises, lists the tools and calls the named one, as any client on the MCP SDK does. The token is masked in the outcome. */
export async function callMcpServer(
  call: McpCall,
  { transport, interrupt }: EndpointOutside,
): Promise<McpOutcome> {
  const troubles: Trouble[] = [];
  const masked = maskFor(call.token);
  const client = new Client({ name: 'entra-mcp-setup', version: call.version });
  const wire = new StreamableHTTPClientTransport(new URL(call.url), {
    fetch: fetchThrough(withInterrupt(transport, interrupt), (trouble) => troubles.push(trouble)),
    requestInit: { headers: { authorization: `Bearer ${call.token}` } },
  });
  // A reply may come by a second stream, which the first one promises.
  const limits = { timeout: 2 * call.timeout, signal: interrupt };
  try {
    await client.connect(wire, limits);
    return masked(await explore(client, call.tool, limits));
  } catch (error) {
    return masked(troubles[0] ?? troubleIn(error, call.url));
  } finally {
    await wire.terminateSession().catch(() => undefined);
    await client.close();
  }
}

/** What went wrong though every answer over HTTP was fine. */
function troubleIn(error: unknown, url: string): Trouble {
  if (error instanceof McpError && error.code === ErrorCode.RequestTimeout)
    return { outcome: 'silent', because: `${url} takes the request and sends no reply to it.` };
  const because = error instanceof Error ? error.message : String(error);
  return { outcome: 'failed', because: because.slice(0, MOST_WORDS) };
}

async function explore(client: Client, tool: string | null, limits: RequestOptions): Promise<McpOutcome> {
  const tools = await listTools(client, limits);
  const info = client.getServerVersion();
  return {
    outcome: 'works',
    server: info ? `${info.name} ${info.version}`.slice(0, LONGEST_NAME) : 'a server without a name',
    tools: tools.map(({ name }) => name.slice(0, LONGEST_NAME)),
    called: tool === null ? null : await callTool(client, tool, tools, limits),
  };
}

async function listTools(client: Client, limits: RequestOptions): Promise<readonly Tool[]> {
  const tools: Tool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const listed = await client.listTools(cursor === undefined ? {} : { cursor }, limits);
    tools.push(...listed.tools);
    cursor = listed.nextCursor;
    if (cursor === undefined) break;
  }
  return tools;
}

async function callTool(
  client: Client,
  name: string,
  tools: readonly Tool[],
  limits: RequestOptions,
): Promise<Called> {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) return { result: 'unknown-tool' };
  const { readOnlyHint, destructiveHint } = tool.annotations ?? {};
  if (readOnlyHint === false || destructiveHint === true) return { result: 'not-read-only' };
  const { content, isError } = await client.callTool({ name }, undefined, limits);
  const text = Array.isArray(content)
    ? content.flatMap((part) => (part.type === 'text' ? [String(part.text)] : [])).join('\n')
    : '';
  return { result: isError ? 'error' : 'answered', text: text.slice(0, MOST_WORDS) };
}

/** A transport that our interruption ends as well: the SDK listens to its own signal alone. */
function withInterrupt(transport: Transport, interrupt: AbortSignal): Transport {
  return (request, limits) =>
    transport(new Request(request, { signal: AbortSignal.any([request.signal, interrupt]) }), limits);
}

/**
 * Our transport as the SDK's `fetch`, for proxies and practice. GET, which opens a stream for the server to push into, is
 * refused, except where it resumes the stream of a reply that is still missing.
 */
function fetchThrough(transport: Transport, onTrouble: (trouble: Trouble) => void): FetchLike {
  return async (url, init) => {
    const goesOn = new Headers(init?.headers).has('last-event-id');
    if ((init?.method ?? 'GET') === 'GET' && !goesOn) return new Response(null, { status: 405 });
    const request = new Request(url, { ...init, redirect: 'manual' });
    const response = await transport(request, { bodyBytes: MOST_BYTES + 1 }).catch((error: unknown) => {
      const { state, because } = failureOf(error, request.url);
      onTrouble({ outcome: state === 'silent' ? 'silent' : 'failed', because });
      throw error;
    });
    if (init?.method !== 'DELETE') {
      const trouble = await troubleOf(response.clone(), request.url);
      if (trouble !== null) onTrouble(trouble);
    }
    return response;
  };
}

/** What is wrong with a response, or null. Only 401 and 403 are about the token. */
async function troubleOf(response: Response, url: string): Promise<Trouble | null> {
  const { status, headers } = response;
  const body = await response.arrayBuffer();
  if (body.byteLength > MOST_BYTES) return { outcome: 'failed', because: `${url} sends more than 4 MB.` };
  const location = headers.get('location');
  if (status >= 300 && status < 400 && location !== null && !isOnOrigin(location, url)) {
    const because = `it redirects to ${cut(location)} (HTTP ${status}), where no token is sent.`;
    return { outcome: 'failed', because };
  }
  if (status < 400) return null;
  const words = new TextDecoder().decode(body).slice(0, MOST_WORDS);
  if (status !== 401 && status !== 403)
    return { outcome: isBusy(status) ? 'silent' : 'failed', because: `HTTP ${status}. ${words}`.trim() };
  const wwwAuthenticate = headers.get('www-authenticate')?.slice(0, MOST_WORDS) ?? null;
  return { outcome: 'refused', status, words, wwwAuthenticate };
}

function isOnOrigin(location: string, url: string): boolean {
  return parseUrl(location, url)?.origin === new URL(url).origin;
}
