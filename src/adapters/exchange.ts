import { Buffer } from 'node:buffer';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { gunzipSync } from 'node:zlib';
import { proxyRefusal } from './network-failure.ts';
import type { HttpProxy } from './proxy-settings.ts';

/** One request on its way: when it ends at the latest, and how much of the answer is read. */
export interface PendingRequest {
  readonly request: Request;
  readonly signal: AbortSignal;
  /** Bytes of the body that are read at most; null for all of it, 0 for status and headers alone. */
  readonly mostBytes: number | null;
}

export type Send = (exchange: PendingRequest) => Promise<Response>;

/** Statuses that a Response must not have a body for (WHATWG Fetch, null body status). */
const WITHOUT_BODY: readonly number[] = [204, 205, 304];

/**
 * Sends over Node's own HTTP, not by `fetch`: on Node 20 the abort signals of a waiting `fetch` are garbage-collected, so a
 * service that never answers holds the process for good.
 */
export function directly(): Send {
  const agents = {
    'https:': new https.Agent({ keepAlive: true }),
    'http:': new http.Agent({ keepAlive: true }),
  };
  return (exchange) =>
    answerTo(exchange, exchange.request.url.startsWith('http:') ? agents['http:'] : agents['https:'], null);
}

/** Sends through a proxy's tunnel, for HTTPS. */
export async function throughProxy(proxy: HttpProxy): Promise<Send> {
  const { proxyAgent } = await import('./proxy-agent.ts');
  const agent = proxyAgent(proxy);
  return (exchange) => answerTo(exchange, agent, proxy);
}

async function answerTo(
  exchange: PendingRequest,
  agent: http.Agent,
  proxy: HttpProxy | null,
): Promise<Response> {
  const body = Buffer.from(await exchange.request.arrayBuffer());
  return toResponse(await headOf(exchange, body, agent, proxy), exchange.mostBytes);
}

function headOf(
  { request, signal, mostBytes }: PendingRequest,
  body: Buffer,
  agent: http.Agent,
  proxy: HttpProxy | null,
): Promise<IncomingMessage> {
  const { method, url } = request;
  const headers = {
    accept: '*/*',
    'user-agent': 'entra-mcp-setup',
    ...Object.fromEntries(request.headers),
    // A compressed body cannot be cut, so with a limit the plain one is asked for.
    'accept-encoding': mostBytes === null ? 'gzip' : 'identity',
    ...(body.length > 0 || method !== 'GET' ? { 'content-length': body.length } : {}),
  };
  return new Promise((resolve, reject) => {
    const { request: send } = url.startsWith('http:') ? http : https;
    const outgoing = send(url, { method, headers, agent, signal }, resolve);
    outgoing.once('error', reject);
    outgoing.once('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      if (proxy !== null && statusCode !== 200)
        outgoing.destroy(proxyRefusal(new URL(url).host, proxy, statusCode));
    });
    outgoing.end(body);
  });
}

async function toResponse(message: IncomingMessage, mostBytes: number | null): Promise<Response> {
  const sent = await beginningOf(message, mostBytes ?? Number.POSITIVE_INFINITY);
  const status = statusOf(message);
  const body = isZipped(message) && sent.length > 0 ? gunzipSync(sent, limitOf(mostBytes)) : sent;
  return new Response(WITHOUT_BODY.includes(status) || body.length === 0 ? null : new Uint8Array(body), {
    status,
    headers: headersOf(message),
  });
}

/** The status. Throws for one outside of 200 to 599, which `Response` does not take: the sender does not speak HTTP. */
function statusOf({ statusCode = 0 }: IncomingMessage): number {
  if (statusCode >= 200 && statusCode <= 599) return statusCode;
  throw Object.assign(new Error(`HTTP status ${statusCode}`), { code: 'HPE_INVALID_STATUS' });
}

function isZipped({ headers }: IncomingMessage): boolean {
  return headers['content-encoding'] === 'gzip';
}

function limitOf(mostBytes: number | null) {
  return mostBytes === null ? {} : { maxOutputLength: Math.max(mostBytes, 1) };
}

async function beginningOf(message: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  if (most === 0) message.destroy();
  else
    for await (const chunk of message) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= most) break;
    }
  return Buffer.concat(chunks).subarray(0, most);
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    if (name === 'content-encoding' || name === 'content-length') continue;
    for (const value of values) headers.append(name, value);
  }
  return headers;
}
