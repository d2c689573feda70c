import {
  Client,
  type Context,
  GraphError,
  type Middleware,
  ResponseType,
} from '@microsoft/microsoft-graph-client';
import * as z from 'zod';
import { CLOUDS, type Cloud } from '../core/cloud.ts';
import { SetupError, strangeAnswer } from '../errors.ts';
import type { Clock, Random, Transport } from '../ports.ts';
import { type RetryPolicy, sendWithRetry } from './retry.ts';

/** The token, and what its claims say of the account. A hint: Graph's tokens are opaque by contract. */
export interface GraphAccess {
  /** A bearer token; with `refused`, another than that one where there is one. */
  token(options?: { readonly refused: string }): Promise<string>;
  readonly claims: {
    readonly kind: 'user' | 'servicePrincipal';
    /** Name of the account for messages. */
    readonly principal: string;
    readonly objectId: string;
    readonly tenantId: string;
    /** Delegated permissions, without the prefix of Graph. */
    readonly scopes: readonly string[];
    /** Names of directory roles. */
    readonly roles: readonly string[];
    /** Application permissions. */
    readonly appRoles: readonly string[];
  };
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A reply, whatever its status. `body` is parsed JSON, or null when there was none. */
export interface GraphReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export interface GraphRequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Whether it may be sent again after an error that leaves open whether it was carried out. Where not, the caller looks
   * whether it was (facts: graph.md §3).
   */
  readonly repeatable: boolean;
}

/** Microsoft Graph v1.0 of one cloud, for one signed-in account. */
export interface Graph {
  readonly cloud: Cloud;
  readonly access: GraphAccess;
  readonly clock: Clock;
  readonly policy: RetryPolicy;
  send(method: Method, path: string, options?: Partial<GraphRequestOptions>): Promise<GraphReply>;
}

export interface GraphSettings {
  readonly cloud: Cloud;
  readonly access: GraphAccess;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly policy: RetryPolicy;
  /** Refuses everything but reads, for commands that never write. */
  readonly readOnly: boolean;
}

/** Opens Graph over the given transport. Requests go to the cloud's own host and nowhere else. */
export function openGraph(settings: GraphSettings): Graph {
  const { cloud, access, clock } = settings;
  const client = Client.initWithMiddleware({
    baseUrl: `${CLOUDS[cloud].graph}/`,
    defaultVersion: 'v1.0',
    middleware: [requestMiddleware(settings)],
  });
  return {
    cloud,
    access,
    clock,
    policy: settings.policy,
    send: async (method, path, { body, headers = {}, repeatable = method !== 'POST' } = {}) => {
      refuseWrite(settings, method, path, body);
      const request = client
        .api(path)
        .responseType(ResponseType.RAW)
        .headers({ ...headers, [REPEATABLE]: String(repeatable) });
      const response = await unwrapping(
        method === 'GET'
          ? request.get()
          : method === 'DELETE'
            ? request.delete()
            : request[method === 'POST' ? 'post' : 'patch'](body ?? {}),
      );
      return replyOf(response, await response.text(), cloud);
    },
  };
}

/** A header that tells the middleware whether the request may be sent again; it is removed before sending. */
const REPEATABLE = 'x-repeatable';

function requestMiddleware({ cloud, transport, access, clock, random, policy }: GraphSettings): Middleware {
  return {
    execute: async (context: Context) => {
      const { [REPEATABLE]: repeatable, ...headers } = { ...context.options?.headers } as Record<
        string,
        string
      >;
      const send = async (token: string): Promise<Response> =>
        withBodyRead(
          await transport(
            new Request(urlWithin(cloud, String(context.request)), {
              method: context.options?.method ?? 'GET',
              headers: { ...headers, authorization: `Bearer ${token}`, 'client-request-id': random.uuid() },
              ...(context.options?.body ? { body: context.options.body as string } : {}),
            }),
          ),
        );
      try {
        context.response = await sendWithRetry(() => sendAuthorised(send, access), {
          clock,
          policy,
          repeatable: repeatable === 'true',
        });
      } catch (error) {
        throw { carried: error } satisfies Carrier;
      }
    },
  };
}

/** Renews a refused token, once (facts: graph.md §1.0). */
async function sendAuthorised(
  send: (token: string) => Promise<Response>,
  access: GraphAccess,
): Promise<Response> {
  const token = await access.token();
  const response = await send(token);
  if (response.status !== 401) return response;
  const renewed = await access.token({ refused: token });
  return renewed === token ? response : send(renewed);
}

/** The Graph client turns every error into one of its own class; in a carrier ours passes through it unchanged. */
interface Carrier {
  readonly carried: unknown;
}

async function unwrapping(response: Promise<Response>): Promise<Response> {
  try {
    return await response;
  } catch (error) {
    const body: unknown = error instanceof GraphError ? error.body : null;
    throw typeof body === 'object' && body !== null && 'carried' in body ? body.carried : error;
  }
}

function replyOf(response: Response, text: string, cloud: Cloud): GraphReply {
  return { status: response.status, headers: response.headers, body: jsonOf(response, text, cloud) };
}

/** The body as JSON. Graph sends no redirects, and something else than JSON only when it fails, so whatever else comes is from another server. */
function jsonOf({ status, headers }: Response, text: string, cloud: Cloud): unknown {
  const { host } = new URL(CLOUDS[cloud].graph);
  const to = headers.get('location');
  if (status >= 300 && status < 400)
    throw strangeAnswer(`${host} answered with a redirect (HTTP ${status}).`, to === null ? '' : `to ${to}`);
  if (text === '') return null;
  const body = parsed(text);
  if (body !== undefined && (status < 400 || graphError.safeParse(body).success || status === 424))
    return body;
  if (status < 500)
    throw strangeAnswer(
      `${host} answered with something that is not its own (HTTP ${status}).`,
      text.slice(0, 200),
    );
  return body ?? { error: { code: `http_${status}`, message: text.slice(0, 200) } };
}

/** The form of every error of Graph, except for a `$batch` that answers 424 with its parts (facts: graph.md §1.0). */
const graphError = z.object({ error: z.object({}) });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The response with its body read. A body that breaks off counts as a lost connection, so it has to be read where those are retried. */
async function withBodyRead(response: Response): Promise<Response> {
  const text = await response.text();
  const { status, headers } = response;
  return new Response(text === '' ? null : text, { status, headers });
}

/** Refuses a URL of another host: the Graph client takes absolute ones too, and a token must not go anywhere else. */
function urlWithin(cloud: Cloud, url: string): string {
  if (new URL(url).origin === CLOUDS[cloud].graph) return url;
  throw new SetupError(
    'BUG',
    `A request for ${new URL(url).host} was about to carry a token of Microsoft Graph.`,
  );
}

const batchOfReads = z.object({ requests: z.array(z.object({ method: z.literal('GET') })) });

/** Whether a request changes nothing: a GET, or a `$batch` of GETs. */
export function isRead(method: Method, path: string, body: unknown): boolean {
  return method === 'GET' || (path === '/$batch' && batchOfReads.safeParse(body).success);
}

function refuseWrite({ readOnly }: GraphSettings, method: Method, path: string, body: unknown): void {
  if (!readOnly || isRead(method, path, body)) return;
  throw new SetupError('BUG', `A command that only reads tried to send ${method} ${path}.`);
}
