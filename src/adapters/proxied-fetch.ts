import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { gunzipSync } from 'node:zlib';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { AnswerLimits } from '../ports.ts';
import { proxyRefusal } from './network-failure.ts';
import type { HttpProxy } from './proxy-settings.ts';

/** Statuses that a Response must not have a body for (WHATWG Fetch, null body status). */
const WITHOUT_BODY: readonly number[] = [204, 205, 304];

/**
 * `fetch` through a proxy's tunnel, for HTTPS. Node's own `fetch` learned to read HTTPS_PROXY only with Node 24, and
 * undici's agent for it weighs 99 kB in the package where this agent, which the SDK brings along, weighs none.
 */
export function proxiedFetch(
  proxy: HttpProxy,
): (request: Request, limits?: AnswerLimits) => Promise<Response> {
  const agent = new HttpsProxyAgent(proxy.url, {
    keepAlive: true,
    ...(proxy.authorization === null ? {} : { headers: { 'Proxy-Authorization': proxy.authorization } }),
  });
  return async (request, limits) => {
    const body = Buffer.from(await request.arrayBuffer());
    // What is compressed cannot be cut: with a limit it is asked for as it is.
    const encoding = limits ? 'identity' : 'gzip';
    return toResponse(await exchange(request, { body, encoding }, agent, proxy), limits);
  };
}

function exchange(
  request: Request,
  { body, encoding }: { readonly body: Buffer; readonly encoding: string },
  agent: HttpsProxyAgent<string>,
  proxy: HttpProxy,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { method, signal } = request;
    const headers = {
      ...Object.fromEntries(request.headers),
      'accept-encoding': encoding,
      'content-length': body.length,
    };
    const outgoing = httpsRequest(request.url, { method, headers, agent, signal }, resolve);
    outgoing.once('error', reject);
    outgoing.once('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      if (statusCode !== 200) outgoing.destroy(proxyRefusal(new URL(request.url).host, proxy, statusCode));
    });
    outgoing.end(body);
  });
}

async function toResponse(message: IncomingMessage, limits: AnswerLimits | undefined): Promise<Response> {
  const most = limits?.bodyBytes ?? Number.POSITIVE_INFINITY;
  const sent = await beginningOf(message, most);
  const status = message.statusCode ?? 0;
  const body =
    message.headers['content-encoding'] === 'gzip' && sent.length > 0
      ? gunzipSync(sent, limits && { maxOutputLength: most })
      : sent;
  return new Response(WITHOUT_BODY.includes(status) ? null : new Uint8Array(body), {
    status,
    headers: headersOf(message),
  });
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
