import { describe, expect, test } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import { withRetries } from '../../src/identity/retry.ts';
import { fastClock } from './fake-ports.ts';
import { refusalOf } from './refusal-of.ts';

type Reply = number | Error | readonly [status: number, retryAfter: string];

const start = new Date('2026-11-23T10:00:00Z');
const reset = new SetupError('UNAVAILABLE', 'The connection was cut.');
const request = () =>
  new Request('https://login.microsoftonline.com/token', { method: 'POST', body: 'code=once' });

/** A service that gives these replies in turn, and what it saw of the request's body. */
function service(...replies: readonly Reply[]) {
  const clock = fastClock(start);
  const bodies: string[] = [];
  const transport = async (sent: Request) => {
    bodies.push(await sent.text());
    const reply = replies[bodies.length - 1] ?? 200;
    if (reply instanceof Error) throw reply;
    if (typeof reply === 'number') return Response.json({}, { status: reply });
    return Response.json({}, { status: reply[0], headers: { 'retry-after': reply[1] } });
  };
  const interrupt = new AbortController().signal;
  return { clock, bodies, send: withRetries(transport, { clock, interrupt, maxWait: 60_000 }) };
}

describe('a busy token service', () => {
  test.each<[string, Reply, number]>([
    ['seconds', [429, '7'], 7_000],
    ['broken seconds', [429, '2.128'], 2_128],
    ['a date', [503, 'Mon, 23 Nov 2026 10:00:09 GMT'], 9_000],
    ['a date that has passed', [429, 'Mon, 23 Nov 2026 09:00:00 GMT'], 0],
    ['nonsense', [429, '-3'], 1_000],
    ['nothing', 429, 1_000],
  ])('is asked again after what it says: %s', async (_name, reply, wait) => {
    const { send, clock } = service(reply);
    await send(request());
    expect(clock.waits).toEqual([wait]);
  });

  test('gets the same body again', async () => {
    const { send, bodies } = service(503, 503);
    await send(request());
    expect(bodies).toEqual(['code=once', 'code=once', 'code=once']);
  });

  test('is given up when it asks for more patience than allowed', async () => {
    const { send, bodies } = service([429, '3600']);
    const error = await refusalOf(send(request()));
    expect([error.code, bodies.length]).toEqual(['THROTTLED', 1]);
    expect(error.message).toContain('3600 s');
  });

  test.each<[number, string]>([
    [429, 'THROTTLED'],
    [503, 'UNAVAILABLE'],
  ])('is given up after four times HTTP %i', async (status, code) => {
    const { send, bodies } = service(status, status, status, status);
    expect([(await refusalOf(send(request()))).code, bodies.length]).toEqual([code, 4]);
  });
});

describe('a connection that is cut', () => {
  test('is tried once more', async () => {
    const { send } = service(reset);
    expect((await send(request())).status).toBe(200);
  });

  test('is given up the second time', async () => {
    const { send } = service(reset, reset);
    expect(await refusalOf(send(request()))).toBe(reset);
  });
});

test('a refusal is passed on as it is', async () => {
  const { send, bodies } = service(400);
  expect([(await send(request())).status, bodies.length]).toEqual([400, 1]);
});

test('nothing is sent after Ctrl-C', async () => {
  const stopped = new SetupError('INTERRUPTED', 'Stopped.');
  const send = withRetries(async () => new Response(), {
    clock: fastClock(),
    interrupt: AbortSignal.abort(stopped),
    maxWait: 60_000,
  });
  expect(await refusalOf(send(request()))).toBe(stopped);
});
