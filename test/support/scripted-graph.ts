import { isDeepStrictEqual } from 'node:util';
import { SetupError } from '../../src/errors.ts';
import type { Patience } from '../../src/graph/backoff.ts';
import { type Graph, type GraphAccess, openGraph } from '../../src/graph/client.ts';
import { validateGraphExchange } from '../practice-tenant/graph-schema.ts';
import { exchange } from '../practice-tenant/recordings.ts';
import { fakeClock, fakeRandom } from './practice.ts';
import { IDS } from './registrations.ts';

export interface ScriptedReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as it must arrive, and Graph's reply; `lost` is a reply that never arrives. */
export interface Exchange {
  readonly method: string;
  /** The path below the version, not percent-encoded. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly reply: ScriptedReply | 'lost' | 'cut-off';
}

export interface ScriptedGraph {
  readonly graph: Graph;
  readonly patience: Patience;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly requests: readonly Request[];
  readonly waits: readonly string[];
  /** Fails when a request of the script was never sent. */
  finish(): void;
}

const CLAIMS: GraphAccess['claims'] = {
  kind: 'user',
  principal: 'ada@contoso.com',
  objectId: IDS.admin,
  tenantId: IDS.tenant,
  scopes: ['Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All'],
  roles: ['Application Administrator'],
  appRoles: [],
};

interface Options {
  readonly claims?: Partial<GraphAccess['claims']>;
  readonly token?: GraphAccess['token'];
  readonly maxWait?: number;
  readonly readOnly?: boolean;
  /** The reply need not fit Graph's schema. */
  readonly offSchema?: true;
}

/** The real Graph client over a script. A request that is not next in it fails, and so does one left over. */
export function scriptedGraph(script: readonly Exchange[], options: Options = {}): ScriptedGraph {
  const clock = fakeClock();
  const requests: Request[] = [];
  const waits: string[] = [];
  const { maxWait = 180_000 } = options;
  const onWait = ({ reason }: { readonly reason: string }) => {
    waits.push(reason);
  };
  const transport = async (request: Request): Promise<Response> => {
    const expected = script[requests.length];
    requests.push(request);
    return answer(request, expected, options);
  };
  const graph = openGraph({
    cloud: 'public',
    transport,
    clock,
    random: fakeRandom('scripted'),
    readOnly: options.readOnly ?? false,
    access: { token: options.token ?? (async () => 'a.b.c'), claims: { ...CLAIMS, ...options.claims } },
    policy: { maxWait, onWait },
  });
  return {
    graph,
    clock,
    requests,
    waits,
    patience: { clock, maxWait, onWait },
    finish: () => {
      const [unused] = script.slice(requests.length);
      if (unused) throw new Error(`Never sent: ${unused.method} ${unused.path}`);
    },
  };
}

async function answer(
  request: Request,
  expected: Exchange | undefined,
  { offSchema }: Options,
): Promise<Response> {
  const url = new URL(request.url);
  const path = decodeURIComponent(`${url.pathname}${url.search}`).replace(/^\/v1\.0/, '');
  const text = await request.text();
  const sent: unknown = text === '' ? undefined : JSON.parse(text);
  const seen = `${request.method} ${url.origin} ${path} ${text}`;
  if (
    !expected ||
    url.origin !== 'https://graph.microsoft.com' ||
    expected.method !== request.method ||
    expected.path !== path ||
    !isDeepStrictEqual(sent, expected.body) ||
    !Object.entries(expected.headers ?? {}).every(([name, value]) => request.headers.get(name) === value)
  ) {
    throw scriptError(`Not in the script: ${seen}\nexpected: ${JSON.stringify(expected)}`);
  }
  const { reply } = expected;
  if (reply === 'lost') throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
  if (reply === 'cut-off') return new Response(brokenBody(), { status: 200 });
  const wrong = offSchema ? [] : validateGraphExchange(request.method, path, sent, reply.status, reply.body);
  if (wrong.length > 0) throw scriptError(wrong.join('\n'));
  const body = reply.body === undefined || reply.body === null ? null : JSON.stringify(reply.body);
  return new Response(body, { status: reply.status, headers: { ...reply.headers } });
}

function brokenBody(): ReadableStream {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode('{"secretText":"8Q~'));
      controller.error(new TypeError('terminated'));
    },
  });
}

/** The error for a request that is not in the script. A `BUG` is never retried. */
const scriptError = (message: string): SetupError => new SetupError('BUG', message);

/** A reply that was seen on the wire, by the number of its recording. */
export function recorded(number: string, position = 0): ScriptedReply {
  const { status, body } = exchange(number, position).response;
  return { status: Number(status), body };
}

export const NO_CONTENT: ScriptedReply = { status: 204 };

/** A refusal in Graph's envelope. */
export function refused(status: number, code: string, message: string, headers = {}): ScriptedReply {
  const innerError = {
    date: '2026-11-23T10:00:00',
    'request-id': IDS.tenant,
    'client-request-id': IDS.tenant,
  };
  return { status, headers, body: { error: { code, message, innerError } } };
}
