import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { Transport } from '../ports.ts';

/** Our transport as the HTTP client of the SDK's credentials, so that all requests pass proxy, practice tenant and tests. */
export function transportAsHttpClient(transport: Transport): HttpClient {
  return {
    sendRequest: async (request) => pipelineResponse(await transport(fetchRequest(request)), request),
  };
}

/** The credentials send text only (forms and JSON), never streams. */
function fetchRequest(request: PipelineRequest): Request {
  const body = typeof request.body === 'string' ? request.body : null;
  return new Request(request.url, {
    method: request.method,
    headers: request.headers.toJSON(),
    body,
    redirect: 'manual',
    signal: nativeSignal(request),
  });
}

/** The SDK's type for signals has fewer members than the platform's, but what it passes is the platform's. */
function nativeSignal({ abortSignal }: PipelineRequest): AbortSignal | null {
  return abortSignal instanceof AbortSignal ? abortSignal : null;
}

async function pipelineResponse(response: Response, request: PipelineRequest): Promise<PipelineResponse> {
  return {
    request,
    status: response.status,
    headers: createHttpHeaders(Object.fromEntries(response.headers)),
    bodyAsText: await response.text(),
  };
}
