import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { parseUrl } from '../core/parse-url.ts';
import type { Listener, Loopback, Page } from '../identity/loopback.ts';

type Answer = Parameters<Loopback['listen']>[1];

/** What `localhost` may mean; a browser may try either first. Where there is no second address, the first is enough. */
const LOCALHOST_ADDRESSES: readonly string[] = ['127.0.0.1', '::1'];

/** Listens on this machine only, on exactly the address that a redirect URI names. */
export function nodeLoopback(): Loopback {
  return { listen };
}

async function listen(redirectUri: string, answer: Answer): Promise<Listener | null> {
  const url = new URL(redirectUri);
  const [first = '', ...others] = addressesOf(url);
  const main = serve(url, answer);
  const port = await open(main, Number(url.port || 0), first);
  if (port === null) return null;
  const second = serve(url, answer);
  for (const address of others) await open(second, port, address);
  url.port = String(port);
  return {
    redirectUri: withoutBareSlash(url, redirectUri),
    close: async () => {
      await Promise.all([main, second].map(close));
    },
  };
}

function addressesOf({ hostname }: URL): readonly string[] {
  return hostname === 'localhost' ? LOCALHOST_ADDRESSES : [hostname.replace(/^\[|\]$/g, '')];
}

interface Served {
  readonly server: Server;
  /** Each resolves when its reply was sent, or the connection broke. */
  readonly replies: Promise<unknown>[];
}

function serve({ pathname }: URL, answer: Answer): Served {
  const replies: Promise<unknown>[] = [];
  const server = createServer((request, response) => {
    replies.push(new Promise((resolve) => response.once('close', resolve)));
    respond(request, response, pathname, answer);
  });
  return { server, replies };
}

function respond(request: IncomingMessage, response: ServerResponse, path: string, answer: Answer): void {
  const query = request.method === 'GET' ? queryAt(request.url ?? '', path) : null;
  const page = query === null ? NOTHING_HERE : answer(query);
  response.writeHead(page.status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(page.html);
}

/** The query of a request to `path`; null for any other path, for a target that is no path such as `//`, and without a query. */
function queryAt(target: string, path: string): URLSearchParams | null {
  const url = parseUrl(target, 'http://127.0.0.1');
  if (url === null) return null;
  const { pathname, search, searchParams } = url;
  return pathname === path && search !== '' ? searchParams : null;
}

/** Browsers ask for /favicon.ico by themselves. */
const NOTHING_HERE: Page = { status: 404, html: '' };

/** Starts to listen. The port, or null where another program has it or it may not be opened. */
function open({ server }: Served, port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : null);
    });
  });
}

/** Closes the server once its replies are sent. Connections that browsers opened in advance and never used are cut. */
async function close({ server, replies }: Served): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  await Promise.all(replies);
  server.closeAllConnections();
  await closed;
}

/** `http://localhost` and `http://localhost/` are two redirect URIs to Entra; URL knows only the second. */
function withoutBareSlash(url: URL, asked: string): string {
  return url.pathname === '/' && !asked.endsWith('/') ? url.href.slice(0, -1) : url.href;
}
