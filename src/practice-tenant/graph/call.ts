import { isObject, type JsonObject, jsonValueOf } from '../json.ts';
import type { Directory } from '../replicas.ts';
import type { Caller } from './caller.ts';
import { badRequest, GraphRefusal } from './reply.ts';

/** How a path names one object: by id, or by an alternate key as in `applications(appId='…')`. */
export interface Ref {
  readonly key: string;
  readonly value: string;
}

/** One operation to answer: a request, or one part of a `$batch`. */
export interface Call {
  readonly directory: Directory;
  readonly method: string;
  /** `https://graph.microsoft.com/v1.0` in the cloud that was asked. */
  readonly base: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** The body as sent; empty when there was none. */
  readonly text: string;
  readonly caller: Caller;
  /** Objects the path names, in order. */
  readonly refs: readonly Ref[];
}

/** The JSON object in the body. */
export function bodyOf(call: Call): JsonObject {
  const value = jsonValueOf(call.text === '' ? '{}' : call.text);
  if (!isObject(value)) {
    throw new GraphRefusal(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
  return value;
}

export function refOf(call: Call, position = 0): Ref {
  const ref = call.refs[position];
  if (ref === undefined) throw badRequest('Invalid object identifier.');
  return ref;
}

export const contextOf = (call: Call, path: string): string => `${call.base}/$metadata#${path}`;

/** The Location header. It is no usable Graph address; only the ids in it can be read (facts: graph.md §1.0). */
export const locationHeader = (call: Call, path: string): string =>
  `${new URL(call.base).origin}/v2/${call.directory.state.tenant.id}/${path}`;
