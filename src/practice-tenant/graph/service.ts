import type { PracticeRequestRecord } from '../log.ts';
import type { Directory } from '../replicas.ts';
import { answerBatch, type BatchAnswer } from './batch.ts';
import { callerOf } from './caller.ts';
import { answerOperation, type OperationAnswer, type OperationRequest } from './operation.ts';
import { errorBodyOf, GraphRefusal } from './reply.ts';
import type { Routes } from './routes.ts';

export interface GraphAnswer {
  readonly response: Response;
  /** The parts of a batch, in the order sent. */
  readonly parts: NonNullable<PracticeRequestRecord['parts']> | null;
}

const responseOf = ({ status, headers, body }: OperationAnswer): Response =>
  new Response(body === null ? null : JSON.stringify(body), { status, headers });

function batchResponse(directory: Directory, { body, parts }: BatchAnswer): GraphAnswer {
  const headers = { 'content-type': 'application/json', 'request-id': directory.outside.uuid() };
  return {
    response: new Response(JSON.stringify(body), { status: 200, headers }),
    parts: parts.map(({ part, answer }) => ({
      method: part.asked.method,
      url: part.asked.url,
      status: answer.status,
      body: part.asked.text,
    })),
  };
}

async function batch(directory: Directory, asked: OperationRequest, routes: Routes): Promise<GraphAnswer> {
  try {
    const caller = await callerOf(directory, asked.headers);
    return batchResponse(
      directory,
      await answerBatch(directory, asked, { caller: async () => caller, routes }),
    );
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    const requestId = directory.outside.uuid();
    const body = errorBodyOf(error, directory.outside.now(), { requestId, clientRequestId: requestId });
    const headers = { 'content-type': 'application/json', 'request-id': requestId, ...error.headers };
    return { response: responseOf({ status: error.status, headers, body }), parts: null };
  }
}

/** Answers one request to Graph. `text` is the request's body. */
export async function graphService(
  directory: Directory,
  request: Request,
  text: string,
  routes: Routes,
): Promise<GraphAnswer> {
  const url = new URL(request.url);
  const [, version = '', ...rest] = url.pathname.split('/');
  const path = `/${rest.join('/')}`;
  const asked: OperationRequest = {
    method: request.method,
    url: `${path}${url.search}`,
    base: `${url.origin}/${version}`,
    headers: request.headers,
    text,
  };
  if (version !== 'v1.0') return { response: new Response('Not Found', { status: 404 }), parts: null };
  if (path.toLowerCase() === '/$batch' && request.method === 'POST') return batch(directory, asked, routes);
  const answered = await answerOperation(directory, asked, {
    caller: () => callerOf(directory, asked.headers),
    routes,
  });
  return { response: responseOf(answered), parts: null };
}
