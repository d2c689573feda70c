import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Listener, Loopback, Page } from '../identity/loopback.ts';

type Answer = Parameters<Loopback['listen']>[1];

/** `localhost` may mean either, and a browser may try either first. The second is done without where there is none. */
const LOCALHOST_ADDRESSES: readonly string[] = ['127.0.0.1', '::1'];

/** Listens on this machine only, on exactly the address that a redirect URI names. */
export function nodeLoopback(): Loopback {
  return { listen };
}

async function listen(redirectUri: string, answer: Answer): Promise<Listener | null> {
  const url = new URL(redirectUri);
  const [first = '', ...others] = addressesOf(url);
  const server = serve(url, answer);
  const port = await open(server, Number(url.port || 0), first);
  if (port === null) return null;
  const second = serve(url, answer);
  for (const address of others) await open(second, port, address);
  url.port = String(port);
  return { redirectUri: withoutBareSlash(url, redirectUri), close: () => closeAll([server, second]) };
}

function addressesOf({ hostname }: URL): readonly string[] {
  return hostname === 'localhost' ? LOCALHOST_ADDRESSES : [hostname.replace(/^\[|\]$/g, '')];
}

function serve({ pathname }: URL, answer: Answer): Server {
  return createServer((request, response) => respond(request, response, pathname, answer));
}

function respond(request: IncomingMessage, response: ServerResponse, path: string, answer: Answer): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const expected = request.method === 'GET' && url.pathname === path && url.search !== '';
  const page = expected ? answer(url.searchParams) : NOTHING_HERE;
  response.writeHead(page.status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(page.html);
}

/** Browsers ask for /favicon.ico by themselves. */
const NOTHING_HERE: Page = { status: 404, html: '' };

/** The port taken, or null when it belongs to somebody else or may not be opened. */
function open(server: Server, port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : null);
    });
  });
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeIdleConnections();
        }),
    ),
  );
}

/** `http://localhost` and `http://localhost/` are two redirect URIs to Entra; URL knows only the second. */
function withoutBareSlash(url: URL, asked: string): string {
  return url.pathname === '/' && !asked.endsWith('/') ? url.href.slice(0, -1) : url.href;
}
