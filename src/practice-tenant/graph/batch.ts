import { isObject, isText, isTextList, type JsonObject, jsonValueOf } from '../json.ts';
import type { Directory } from '../replicas.ts';
import { type Answering, answerOperation, type OperationAnswer, type OperationRequest } from './operation.ts';
import { GraphRefusal } from './reply.ts';

const MOST = 20;

interface Part {
  readonly id: string;
  readonly dependsOn: readonly string[];
  readonly asked: OperationRequest;
}

export interface AnsweredPart {
  readonly part: Part;
  readonly answer: OperationAnswer;
}

const malformed = (message: string): GraphRefusal => new GraphRefusal(400, 'BadRequest', message);

function headersFrom(value: unknown): Headers {
  const entries = isObject(value) ? Object.entries(value).filter(([, sent]) => isText(sent)) : [];
  return new Headers(entries.map(([name, sent]) => [name, String(sent)]));
}

function partFrom(sent: unknown, base: string): Part {
  if (!isObject(sent) || !isText(sent.id) || !isText(sent.method) || !isText(sent.url)) {
    throw malformed('Invalid batch payload format.');
  }
  const { id, method, url, body, dependsOn } = sent;
  const headers = headersFrom(sent.headers);
  if (body !== undefined && !headers.has('content-type')) {
    throw malformed(`Write request id : ${id} does not contain Content-Type header or body.`);
  }
  const text = body === undefined ? '' : JSON.stringify(body);
  const path = url.startsWith('/') ? url : `/${url}`;
  const asked = { method: method.toUpperCase(), url: path, base, headers, text };
  return { id, dependsOn: isTextList(dependsOn) ? dependsOn : [], asked };
}

function partsFrom(text: string, base: string): readonly Part[] {
  const body = jsonValueOf(text);
  const requests = isObject(body) ? body.requests : undefined;
  if (!Array.isArray(requests) || requests.length === 0) throw malformed('Invalid batch payload format.');
  if (requests.length > MOST)
    throw malformed(`Number of batch request steps exceeds the maximum value of ${MOST}.`);
  const parts = requests.map((sent) => partFrom(sent, base));
  if (new Set(parts.map(({ id }) => id)).size < parts.length)
    throw malformed('Request Id values must be unique.');
  return parts;
}

const failedDependency: OperationAnswer = {
  status: 424,
  headers: { 'content-type': 'application/json' },
  body: { error: { code: 'FailedDependency', message: 'Failed Dependency' } },
};

async function answersOf(
  directory: Directory,
  parts: readonly Part[],
  answering: Answering,
): Promise<readonly AnsweredPart[]> {
  const done: AnsweredPart[] = [];
  for (const part of parts) {
    const failed = part.dependsOn.some(
      (id) => !done.some(({ part: { id: own }, answer }) => own === id && answer.status < 400),
    );
    const answer = failed ? failedDependency : await answerOperation(directory, part.asked, answering);
    done.push({ part, answer });
  }
  return done;
}

/** What a part's answer looks like inside the batch. */
function partView({ part, answer }: AnsweredPart): JsonObject {
  const { status, headers, body } = answer;
  const shown = ['content-type', 'location', 'retry-after', 'cache-control', 'x-ms-resource-unit'];
  const names = shown.filter((name) => headers[name] !== undefined);
  const kept = Object.fromEntries(names.map((name) => [HEADER_CASE[name] ?? name, headers[name]]));
  return { id: part.id, status, headers: kept, ...(body === null ? {} : { body }) };
}

/** Parts spell their headers in title case. */
const HEADER_CASE: Readonly<Record<string, string>> = {
  'content-type': 'Content-Type',
  location: 'Location',
  'retry-after': 'Retry-After',
  'cache-control': 'Cache-Control',
};

export interface BatchAnswer {
  readonly body: JsonObject;
  readonly parts: readonly AnsweredPart[];
}

/** Runs a batch. The parts come back in another order than sent, since Graph promises none (facts: graph.md §1.0). */
export async function answerBatch(
  directory: Directory,
  { text, base }: Pick<OperationRequest, 'text' | 'base'>,
  answering: Answering,
): Promise<BatchAnswer> {
  const parts = await answersOf(directory, partsFrom(text, base), answering);
  return { body: { responses: parts.map(partView).toReversed() }, parts };
}
