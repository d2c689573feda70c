import { SetupError } from '../errors.ts';
import type { AnswerLimits, Transport } from '../ports.ts';
import { networkFailure, timedOut } from './network-failure.ts';
import { bypassesProxy, type HttpProxy, proxyFrom } from './proxy-settings.ts';

/** What the network needs to know. */
export interface NetworkSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Limit for one request with its answer, in milliseconds. */
  readonly timeout: number;
}

type Send = (request: Request, limits?: AnswerLimits) => Promise<Response>;

/**
 * The network. Every request goes through the proxy that the environment names, and no redirect is followed: the APIs
 * send none, and a token must not travel on. NODE_EXTRA_CA_CERTS is Node's own business.
 */
export function networkTransport({ env, timeout }: NetworkSettings): Transport {
  const proxy = proxyFrom(env);
  const sendProxied = proxy === null ? directly : lazily(proxy);
  return async (request, limits) => {
    const url = new URL(request.url);
    const taken = proxy !== null && url.protocol === 'https:' && !bypassesProxy(url, env) ? proxy : null;
    return sendWithin(timeout, taken === null ? directly : sendProxied, { request, limits }, taken);
  };
}

const directly: Send = (request) => fetch(request);

function lazily(proxy: HttpProxy): Send {
  let send: Promise<Send> | null = null;
  return async (request, limits) => {
    send ??= import('./proxied-fetch.ts').then(({ proxiedFetch }) => proxiedFetch(proxy));
    return (await send)(request, limits);
  };
}

/** The body is read here too, so that a connection cut half way is a failure of the request and not of its reader. */
async function sendWithin(
  timeout: number,
  send: Send,
  { request, limits }: { readonly request: Request; readonly limits: AnswerLimits | undefined },
  proxy: HttpProxy | null,
): Promise<Response> {
  const limit = AbortSignal.timeout(timeout);
  const signal = AbortSignal.any([request.signal, limit]);
  try {
    const response = await send(new Request(request, { signal, redirect: 'manual' }), limits);
    return await buffered(response, limits);
  } catch (error) {
    const { host } = new URL(request.url);
    request.signal.throwIfAborted();
    if (limit.aborted) throw timedOut(host, proxy, timeout);
    throw error instanceof SetupError ? error : networkFailure(host, proxy, error);
  }
}

async function buffered(response: Response, limits: AnswerLimits | undefined): Promise<Response> {
  const body = await (limits ? beginningOf(response, limits.bodyBytes) : response.arrayBuffer());
  const { status, statusText, headers } = response;
  return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
}

async function beginningOf({ body }: Response, most: number): Promise<ArrayBuffer> {
  const reader = body?.getReader();
  const bytes = new Uint8Array(most);
  let size = 0;
  while (reader && size < most) {
    const { done, value } = await reader.read();
    if (done) break;
    const taken = value.subarray(0, most - size);
    bytes.set(taken, size);
    size += taken.length;
  }
  await reader?.cancel();
  return bytes.buffer.slice(0, size);
}
