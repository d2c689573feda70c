import { SetupError } from '../errors.ts';
import type { Reach, Transport } from '../ports.ts';
import { directly, type Send, throughProxy } from './exchange.ts';
import { networkFailure, timedOut } from './network-failure.ts';
import { bypassesProxy, type HttpProxy, proxyFrom } from './proxy-settings.ts';

/** The settings of the network transport. */
export interface NetworkSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Limit for one request with its answer, in milliseconds. */
  readonly timeout: number;
}

/**
 * Sends over the network, through the proxy that the environment names. Redirects are not followed: the APIs send none, and a
 * token must not be sent on. Node reads NODE_EXTRA_CA_CERTS itself. A wrong proxy address is reported by the first request,
 * since many commands send none.
 */
export function networkTransport({ env, timeout }: NetworkSettings): Transport {
  const sendDirectly = directly();
  let sendProxied: Promise<Send> | null = null;
  return async (request, reach) => {
    const proxy = proxyFor(new URL(request.url), env);
    if (proxy !== null) sendProxied ??= throughProxy(proxy);
    const send = proxy === null || sendProxied === null ? sendDirectly : await sendProxied;
    return sendWithin(timeout, send, { request, mostBytes: mostBytesOf(reach) }, proxy);
  };
}

function proxyFor(url: URL, env: NetworkSettings['env']): HttpProxy | null {
  return url.protocol !== 'https:' || bypassesProxy(url, env) ? null : proxyFrom(env);
}

function mostBytesOf(reach: Reach | undefined): number | null {
  return reach !== undefined && 'bodyBytes' in reach ? reach.bodyBytes : null;
}

/** Sends and reads the whole body within the time limit, so that a connection cut half way is an error of the request. */
async function sendWithin(
  timeout: number,
  send: Send,
  asked: { readonly request: Request; readonly mostBytes: number | null },
  proxy: HttpProxy | null,
): Promise<Response> {
  const { request } = asked;
  const { host } = new URL(request.url);
  // Node 20 garbage-collects signals made by AbortSignal.any before they fire, so a controller of our own is held until the end.
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(timedOut(host, proxy, timeout)), timeout);
  const stop = () => over.abort(request.signal.reason);
  request.signal.addEventListener('abort', stop, { once: true });
  try {
    request.signal.throwIfAborted();
    // While a proxy does not answer CONNECT, the request does not react to the signal.
    return await unlessOver(send({ ...asked, signal: over.signal }), over.signal);
  } catch (error) {
    request.signal.throwIfAborted();
    over.signal.throwIfAborted();
    throw error instanceof SetupError ? error : networkFailure(host, proxy, error);
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', stop);
  }
}

function unlessOver<Result>(work: Promise<Result>, over: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    over.addEventListener('abort', () => reject(over.reason), { once: true });
    work.then(resolve, reject);
  });
}
