import { isGuid } from '../../core/ids.ts';
import type { JsonObject } from '../json.ts';
import type { Directory } from '../replicas.ts';
import { assertAccess } from './access.ts';
import type { Call } from './call.ts';
import type { Caller } from './caller.ts';
import { errorBodyOf, GraphRefusal, type OperationReply } from './reply.ts';
import { findRoute } from './router.ts';
import type { Routes } from './routes.ts';
import { assertNotThrottled } from './throttle.ts';

/** One operation as it arrived: a request of its own, or a part of a `$batch`. */
export interface OperationRequest {
  readonly method: string;
  /** The path below the version, with the query. */
  readonly url: string;
  readonly base: string;
  readonly headers: Headers;
  readonly text: string;
}

/** The answer with the headers every answer of Graph has. */
export interface OperationAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject | null;
}

const JSON_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

function callFrom(
  directory: Directory,
  asked: OperationRequest,
  { caller, routes }: { readonly caller: Caller; readonly routes: Routes },
): { readonly call: Call; readonly answer: () => OperationReply } {
  const [path = '', query = ''] = asked.url.split(/\?(.*)/s);
  const found = findRoute(routes, asked.method, path);
  if (found === null) {
    throw new GraphRefusal(
      400,
      'BadRequest',
      `Resource not found for the segment '${path.split('/').at(-1)}'.`,
    );
  }
  const call: Call = {
    directory,
    method: asked.method,
    base: asked.base,
    path,
    query: new URLSearchParams(query),
    headers: asked.headers,
    text: asked.text,
    caller,
    refs: found.refs,
  };
  assertAccess(call, found.route.access);
  return { call, answer: () => found.route.answer(call) };
}

function headersOf(
  directory: Directory,
  requestId: string,
  reply: OperationReply,
): Readonly<Record<string, string>> {
  return {
    'cache-control': 'no-cache',
    date: directory.outside.now().toUTCString(),
    'request-id': requestId,
    ...(reply.body === undefined ? {} : { 'content-type': JSON_TYPE, 'odata-version': '4.0' }),
    'x-ms-resource-unit': String(reply.units ?? 1),
    ...reply.headers,
  };
}

function refusedAnswer(
  directory: Directory,
  asked: OperationRequest,
  requestId: string,
  error: GraphRefusal,
): OperationAnswer {
  const sent = asked.headers.get('client-request-id');
  const clientRequestId = sent !== null && isGuid(sent) ? sent : requestId;
  const now = directory.outside.now();
  return {
    status: error.status,
    headers: {
      'cache-control': 'no-cache',
      date: now.toUTCString(),
      'request-id': requestId,
      // Errors are plain JSON, unlike everything else (recordings 07 and 14).
      'content-type': 'application/json',
      'x-ms-resource-unit': '1',
      ...error.headers,
    },
    body: errorBodyOf(error, now, { requestId, clientRequestId }),
  };
}

/** The caller, and the operations that there are. */
export interface Answering {
  readonly caller: () => Promise<Caller>;
  readonly routes: Routes;
}

/** Answers one operation; `caller` is asked for first, so that a bad token fails before anything else. */
export async function answerOperation(
  directory: Directory,
  asked: OperationRequest,
  { caller, routes }: Answering,
): Promise<OperationAnswer> {
  const requestId = directory.outside.uuid();
  try {
    const known = await caller();
    assertNotThrottled(directory.state, directory.outside.now());
    const reply = callFrom(directory, asked, { caller: known, routes }).answer();
    return {
      status: reply.status,
      headers: headersOf(directory, requestId, reply),
      body: reply.body ?? null,
    };
  } catch (error) {
    if (error instanceof GraphRefusal) return refusedAnswer(directory, asked, requestId, error);
    throw error;
  }
}
