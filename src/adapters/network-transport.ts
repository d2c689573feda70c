import { SetupError } from '../errors.ts';
import type { Reach, Transport } from '../ports.ts';
import { directly, type Send, throughProxy } from './exchange.ts';
import { networkFailure, timedOut } from './network-failure.ts';
import { bypassesProxy, type HttpProxy, proxyFrom } from './proxy-settings.ts';

/** What the network needs to know. */
export interface NetworkSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Limit for one request with its answer, in milliseconds. */
  readonly timeout: number;
}

/**
 * The network. Every request goes through the proxy that the environment names, and no redirect is followed: the APIs
 * send none, and a token must not travel on. NODE_EXTRA_CA_CERTS is Node's own business. What is wrong with the proxy's
 * address is told by the first request, since many commands send none.
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

/** The body is read here too, so that a connection cut half way is a failure of the request and not of its reader. */
async function sendWithin(
  timeout: number,
  send: Send,
  asked: { readonly request: Request; readonly mostBytes: number | null },
  proxy: HttpProxy | null,
): Promise<Response> {
  const { request } = asked;
  const { host } = new URL(request.url);
  // Signals made of other signals are collected before they fire (Node 20), so one of our own is held until the end.
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(timedOut(host, proxy, timeout)), timeout);
  const stop = () => over.abort(request.signal.reason);
  request.signal.addEventListener('abort', stop, { once: true });
  try {
    request.signal.throwIfAborted();
    // A proxy that does not answer CONNECT is deaf to the signal, too.
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
