import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createNetServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { networkTransport } from '../../src/adapters/network-transport.ts';
import { newCertificate } from '../identity/certificates.ts';
import { everythingIn, refusalOf } from '../identity/refusal-of.ts';
import { closeServers, open } from './network-desk.ts';

const PASSWORD = 'pr0xy-passw0rd';

/** A proxy that lets every tunnel through to `target`, or answers CONNECT with `status`. */
async function openProxy(target: number, status = 200) {
  const asked: { readonly host: string; readonly authorization: string | undefined }[] = [];
  const proxy = createServer();
  proxy.on('connect', ({ url = '', headers }, socket) => {
    asked.push({ host: url, authorization: headers['proxy-authorization'] });
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\nno`);
      return;
    }
    const upstream = connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [upstream, socket]) end.on('error', () => end.destroy());
  });
  return { asked, port: await open(proxy) };
}

const { certificate: cert, privateKey: key } = await newCertificate();
const openGraph = (listener: RequestListener) => open(createTlsServer({ cert, key }, listener));

/** Takes connections and says nothing. */
function createSilent(): Server {
  const held: Socket[] = [];
  const server = createNetServer((socket) => void held.push(socket.on('error', () => undefined)));
  return server.on('close', () => {
    for (const socket of held) socket.destroy();
  });
}

/** Node looks at this variable at every handshake; the certificates of these tests are nobody's. */
function trustEverybody(): void {
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  closeServers();
});

describe('an answer of which the beginning is enough', () => {
  /** Sends without end. */
  const endless: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = () => {
      while (response.write('x'.repeat(1024)));
    };
    response.on('drain', send);
    send();
  };

  test.each([0, 10, 5_000])('is read for %d bytes and no further', async (bodyBytes) => {
    const port = await open(createServer(endless));
    const send = networkTransport({ env: {}, timeout: 5_000 });
    const response = await send(new Request(`http://127.0.0.1:${port}/`), { bodyBytes });
    expect([response.status, (await response.text()).length]).toEqual([200, bodyBytes]);
  });

  test.each([0, 5_000])('is read for %d bytes and no further through a proxy', async (bodyBytes) => {
    trustEverybody();
    const { port } = await openProxy(await openGraph(endless));
    const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
    const send = networkTransport({ env, timeout: 5_000 });
    const response = await send(new Request('https://graph.test/'), { bodyBytes });
    expect([response.status, (await response.text()).length]).toEqual([200, bodyBytes]);
  });
});

describe('an answer that is none', () => {
  test.each([
    [
      'of a status that HTTP does not know',
      'HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n',
      'HPE_INVALID_STATUS',
    ],
    ['of another protocol', 'SSH-2.0-Server\r\n', 'HPE_INVALID_CONSTANT'],
    ['with an escape in its header', 'HTTP/1.1 401 No\r\nX: \u001b[31m\r\n\r\n', 'HPE_INVALID_HEADER_TOKEN'],
  ])('%s is told as such', async (_what, answer, detail) => {
    const port = await open(createServer((request) => void request.socket.end(answer)));
    const send = networkTransport({ env: {}, timeout: 5_000 });
    await expect(send(new Request(`http://127.0.0.1:${port}/`))).rejects.toMatchObject({
      detail,
      message: expect.stringContaining('does not speak HTTP'),
    });
  });

  test('that is all headers is told as such', async () => {
    const long = { 'x-long': 'x'.repeat(20_000) };
    const port = await open(createServer((_request, response) => response.writeHead(200, long).end()));
    const send = networkTransport({ env: {}, timeout: 5_000 });
    await expect(send(new Request(`http://127.0.0.1:${port}/`))).rejects.toMatchObject({
      detail: 'HPE_HEADER_OVERFLOW',
      message: expect.stringContaining('16 kB of headers'),
    });
  });

  test('that unpacks to more than is read fails before it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const zipped: RequestListener = (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    const port = await open(createServer(zipped));
    const send = networkTransport({ env: {}, timeout: 5_000 });
    await expect(
      send(new Request(`http://127.0.0.1:${port}/`), { bodyBytes: 100_000 }),
    ).rejects.toMatchObject({ detail: 'ERR_BUFFER_TOO_LARGE' });
  });
});

describe('with a proxy in the environment, a request', () => {
  const through = (port: number, more: Readonly<Record<string, string>> = {}) =>
    networkTransport({
      env: { HTTPS_PROXY: `http://me:${PASSWORD}@127.0.0.1:${port}`, ...more },
      timeout: 60_000,
    });

  test('goes through it, answer and all', async () => {
    trustEverybody();
    const target = await openGraph((request, response) => {
      request.on('data', (sent) => {
        response.writeHead(201, { 'content-encoding': 'gzip', 'x-echo': request.headers['x-sent'] ?? '' });
        response.end(gzipSync(`got ${sent}`));
      });
    });
    const { port, asked } = await openProxy(target);
    const request = new Request('https://graph.test/v1.0/me', {
      method: 'POST',
      body: 'ä',
      headers: { 'x-sent': '1' },
    });
    const response = await through(port)(request);
    expect([response.status, response.headers.get('x-echo'), await response.text()]).toEqual([
      201,
      '1',
      'got ä',
    ]);
    expect(asked).toEqual([
      { host: 'graph.test:443', authorization: `Basic ${Buffer.from(`me:${PASSWORD}`).toString('base64')}` },
    ]);
  });

  test('shares its tunnel with the next one', async () => {
    trustEverybody();
    const { port, asked } = await openProxy(await openGraph((_request, response) => response.end('{}')));
    const send = through(port);
    await send(new Request('https://graph.test/1'));
    await send(new Request('https://graph.test/2'));
    expect(asked).toHaveLength(1);
  });

  test('may be answered without a body', async () => {
    trustEverybody();
    const target = await openGraph((_request, response) => response.writeHead(204).end());
    const { port } = await openProxy(target);
    expect((await through(port)(new Request('https://graph.test/', { method: 'DELETE' }))).status).toBe(204);
  });

  test.each([407, 403, 502])('does not take the proxy’s HTTP %i for the answer', async (status) => {
    const { port } = await openProxy(1, status);
    const error = await refusalOf(through(port)(new Request('https://graph.test/')));
    expect(error.code).toBe('UNAVAILABLE');
    expect(error.message).toBe(
      `The proxy 127.0.0.1:${port} does not let requests through to graph.test (HTTP ${status}).`,
    );
  });

  test('says so where what the proxy answers is no HTTP', async () => {
    const port = await open(createNetServer((socket) => void socket.end('garbage\r\n\r\n')));
    const error = await refusalOf(through(port)(new Request('https://graph.test/')));
    expect(error.message).toBe(
      `The proxy 127.0.0.1:${port} does not let requests through to graph.test (what it answers is no HTTP).`,
    );
  });

  test('is given up when the proxy never answers, and that is said', async () => {
    const port = await open(createSilent());
    const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
    const error = await refusalOf(networkTransport({ env, timeout: 50 })(new Request('https://graph.test/')));
    expect(error.message).toBe(
      `graph.test did not answer through the proxy 127.0.0.1:${port} within 0.05 s.`,
    );
  });

  test.each(['socks5://me:pr0xy-passw0rd@px:1080', 'http://me:pr0xy-passw0rd@', 'ftp://px'])(
    'is refused in words when the proxy is %s, by the request and not before',
    async (proxy) => {
      const transport = networkTransport({ env: { ALL_PROXY: proxy }, timeout: 60_000 });
      const error = await refusalOf(transport(new Request('https://graph.test/')));
      expect([error.code, error.message]).toEqual(['USAGE', 'ALL_PROXY does not name an HTTP proxy.']);
      expect(everythingIn(error)).not.toContain(PASSWORD);
    },
  );

  test('names host and proxy when the proxy is down, and never its password', async () => {
    const error = await refusalOf(through(1)(new Request('https://graph.test/')));
    expect(error.message).toBe(
      'graph.test cannot be reached through the proxy 127.0.0.1:1: the connection was refused.',
    );
    expect(everythingIn(error)).not.toContain(PASSWORD);
  });

  test('names NODE_EXTRA_CA_CERTS when the certificate is not trusted', async () => {
    const { port } = await openProxy(await openGraph((_request, response) => response.end('{}')));
    const error = await refusalOf(through(port)(new Request('https://graph.test/')));
    expect(error.advice.join(' ')).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('goes past it to a host in NO_PROXY', async () => {
    const { port, asked } = await openProxy(1);
    await refusalOf(through(port, { NO_PROXY: 'graph.invalid' })(new Request('https://graph.invalid/')));
    expect(asked).toEqual([]);
  });
});
