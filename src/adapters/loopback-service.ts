import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseUrl } from '../core/parse-url.ts';
import { SetupError } from '../errors.ts';

/** A server on a free port of this machine. */
export interface LoopbackService {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Answers a request, whose URL has the host that it was meant for. */
type Answer = (request: Request) => Promise<Response>;

/**
 * Serves on this machine alone, in place of servers of other names. Requests must come by `sentTo`, which names the server in
 * the headers of a reverse proxy; one without them gets 421. Throws `UNAVAILABLE` where it cannot listen.
 */
export async function serveOnLoopback(answer: Answer): Promise<LoopbackService> {
  const server = createServer((incoming, outgoing) => {
    void respond(incoming, outgoing, answer).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ message }) => reject(new SetupError('UNAVAILABLE', unavailable(message))));
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const unavailable = (message: string): string =>
  `The practice MCP server cannot listen on this machine: ${message}.`;

/** The same request, sent to a service on this machine in place of the server that it names. */
export async function sentTo({ origin }: LoopbackService, request: Request): Promise<Request> {
  const { protocol, host, pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  headers.set('x-forwarded-proto', protocol.slice(0, -1));
  headers.set('x-forwarded-host', host);
  const body = request.method === 'GET' ? null : await request.text();
  const { method, signal } = request;
  return new Request(`${origin}${pathname}${search}`, { method, headers, body, signal, redirect: 'manual' });
}

async function respond(incoming: IncomingMessage, outgoing: ServerResponse, answer: Answer): Promise<void> {
  const { method = 'GET', headers } = incoming;
  const url = `${headers['x-forwarded-proto']}://${headers['x-forwarded-host']}${incoming.url}`;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const response = parseUrl(url)
    ? await answer(
        new Request(url, {
          method,
          headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
          ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks).toString('utf8') }),
        }),
      )
    : new Response(null, { status: 421 });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}
