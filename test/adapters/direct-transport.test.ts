import { createServer, type RequestListener } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test } from 'vitest';
import { networkTransport } from '../../src/adapters/network-transport.ts';
import { SetupError } from '../../src/errors.ts';
import { refusalOf } from '../identity/refusal-of.ts';
import { closeServers, open } from './network-desk.ts';

/** Collects garbage until the work has ended. */
async function collecting(work: Promise<unknown>): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  let isOver = false;
  void work.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

afterEach(closeServers);

describe('without a proxy, a request', () => {
  const send = networkTransport({ env: {}, timeout: 60_000 });
  const plain = async (listener: RequestListener) =>
    `http://127.0.0.1:${await open(createServer(listener))}/`;

  test('gets every status as an answer', async () => {
    const url = await plain((_request, response) =>
      response.writeHead(503, { 'retry-after': '3' }).end('busy'),
    );
    const response = await send(new Request(url));
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([
      503,
      '3',
      'busy',
    ]);
  });

  test('is not sent on by a redirect', async () => {
    const url = await plain((_request, response) =>
      response.writeHead(302, { location: 'https://else.test/' }).end(),
    );
    expect((await send(new Request(url, { headers: { authorization: 'Bearer x' } }))).status).toBe(302);
  });

  test('fails when the answer is cut half way', async () => {
    const url = await plain((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    expect((await refusalOf(send(new Request(url)))).code).toBe('UNAVAILABLE');
  });

  test('fails with the host’s name when there is no such host', async () => {
    const error = await refusalOf(send(new Request('https://graph.invalid/')));
    expect(error.code).toBe('UNAVAILABLE');
    expect(error.message).toMatch(/^graph\.invalid cannot be reached/);
  });

  test('is given up after the time allowed', async () => {
    const url = await plain(() => {});
    const error = await refusalOf(networkTransport({ env: {}, timeout: 50 })(new Request(url)));
    expect(error.message).toMatch(/did not answer within 0\.05 s/);
  });

  test('is given up though everything that waits for it was collected', async () => {
    const url = await plain(() => {});
    const given = refusalOf(networkTransport({ env: {}, timeout: 200 })(new Request(url)));
    await collecting(given);
    expect((await given).code).toBe('UNAVAILABLE');
  });

  test('stops when told so, though everything that waits for it was collected', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const url = await plain(() =>
      setTimeout(() => controller.abort(new SetupError('INTERRUPTED', 'Stop.')), 100),
    );
    const stopped = refusalOf(send(new Request(url, { signal: AbortSignal.any([signal]) })));
    await collecting(stopped);
    expect((await stopped).code).toBe('INTERRUPTED');
  });

  test('stops with the reason of the one who stops it', async () => {
    const controller = new AbortController();
    const stopped = new SetupError('INTERRUPTED', 'Stopped by Ctrl-C.');
    const url = await plain(() => controller.abort(stopped));
    expect(await refusalOf(send(new Request(url, { signal: controller.signal })))).toBe(stopped);
  });
});
