import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { nodeLoopback } from '../../src/adapters/loopback.ts';
import type { Listener, Page } from '../../src/identity/loopback.ts';

const open: Listener[] = [];
const seen: string[] = [];
const answer = (query: URLSearchParams): Page => {
  seen.push(query.toString());
  return { status: 200, html: '<p>Done</p>' };
};

async function listen(redirectUri: string): Promise<Listener> {
  const listener = await nodeLoopback().listen(redirectUri, answer);
  if (listener === null) throw new Error('the port is taken');
  open.push(listener);
  return listener;
}

function connected(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => resolve(socket));
  });
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.close()));
  seen.splice(0);
});

describe('waiting for the browser, it', () => {
  test('hears what comes to the very path', async () => {
    const { redirectUri } = await listen('http://127.0.0.1:0/callback');
    const response = await fetch(`${redirectUri}?code=x&state=y`);
    expect([await response.text(), seen]).toEqual(['<p>Done</p>', ['code=x&state=y']]);
  });

  test('is deaf to other paths and methods', async () => {
    const { redirectUri } = await listen('http://127.0.0.1:0/callback');
    const statuses = await Promise.all([
      fetch(`${redirectUri}/more?code=x`),
      fetch(redirectUri.replace('/callback', '/favicon.ico')),
      fetch(`${redirectUri}?code=x`, { method: 'POST' }),
    ]);
    expect([statuses.map(({ status }) => status), seen]).toEqual([[404, 404, 404], []]);
  });

  test('answers 404 to a target that is no address, and goes on', async () => {
    const { redirectUri } = await listen('http://127.0.0.1:0/callback');
    const socket = await connected(redirectUri);
    const heard = new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
    socket.end('GET // HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    expect(await heard).toMatch(/^HTTP\/1\.1 404/);
    expect((await fetch(`${redirectUri}?code=x`)).status).toBe(200);
  });

  test('is closed also where a browser keeps a connection open that it sent nothing on', async () => {
    const listener = await listen('http://127.0.0.1:0/callback');
    await connected(listener.redirectUri);
    const page = await fetch(`${listener.redirectUri}?code=x`);
    await listener.close();
    expect(await page.text()).toBe('<p>Done</p>');
  });

  test('delivers the page whose answer closes it', async () => {
    const closing: { listener?: Listener } = {};
    const html = 'x'.repeat(300_000);
    const listener = await nodeLoopback().listen('http://127.0.0.1:0/callback', () => {
      void closing.listener?.close();
      return { status: 200, html };
    });
    if (listener === null) throw new Error('the port is taken');
    closing.listener = listener;
    expect(await (await fetch(`${listener.redirectUri}?code=x`)).text()).toBe(html);
  });

  test('allows the page neither script nor memory', async () => {
    const { redirectUri } = await listen('http://127.0.0.1:0/callback');
    const { headers } = await fetch(`${redirectUri}?code=x`);
    expect([headers.get('content-security-policy'), headers.get('cache-control')]).toEqual([
      "default-src 'none'; style-src 'unsafe-inline'",
      'no-store',
    ]);
  });

  test('says so when the port is taken', async () => {
    const { redirectUri } = await listen('http://127.0.0.1:0/callback');
    expect(await nodeLoopback().listen(redirectUri, answer)).toBeNull();
  });

  test('is gone after it was closed', async () => {
    const listener = await listen('http://127.0.0.1:0/callback');
    await fetch(`${listener.redirectUri}?code=x`);
    await listener.close();
    await expect(fetch(listener.redirectUri)).rejects.toThrow();
  });

  test('keeps http://localhost without a slash, as Entra compares it', async () => {
    const { redirectUri } = await listen('http://localhost');
    expect(redirectUri).toMatch(/^http:\/\/localhost:\d+$/);
    expect((await fetch(`${redirectUri}/?code=x`)).status).toBe(200);
  });
});
