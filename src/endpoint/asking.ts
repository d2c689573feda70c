import { certificateTrouble } from '../core/certificate-codes.ts';
import { parseUrl } from '../core/parse-url.ts';
import { SetupError } from '../errors.ts';
import type { Transport } from '../ports.ts';

/** Requests to the address, the metadata and the authorization servers, all together. */
export const MOST_REQUESTS = 8;
const MOST_BYTES = 256 * 1024;

/** An answer, or why there is none: `refused` where that is certain, `silent` where the reason is not known. */
export type EndpointReply =
  | { readonly state: 'answered'; readonly response: Response; readonly bytes: Uint8Array }
  | { readonly state: 'refused' | 'silent'; readonly because: string };

/** One request. `body` says whether the body of the answer is read: that of the MCP server may never end. */
export interface EndpointRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly body: 'wanted' | 'ignored';
}

/** Sends requests within the limits. */
export interface Asking {
  /** The reply, after at most one redirect on the same host. Rejects only when interrupted. */
  ask(question: EndpointRequest): Promise<EndpointReply>;
}

/** Starts to count requests. One of the `MOST_REQUESTS` is reserved for `last`, which asks the last question. */
export function startAsking(
  transport: Transport,
  interrupt: AbortSignal,
): Asking & { readonly last: Asking } {
  let left = MOST_REQUESTS;
  const send = async (question: EndpointRequest, reserve: number): Promise<EndpointReply> => {
    if (!mayBeAsked(question.url)) return { state: 'refused', because: notSafe(question.url) };
    if (left <= reserve)
      return {
        state: 'silent',
        because: `${question.url} was not asked: ${MOST_REQUESTS} requests are the limit.`,
      };
    left -= 1;
    return sendOne(question, transport, interrupt);
  };
  const asking = (reserve: number): Asking => ({
    ask: async (question) => {
      const first = await send(question, reserve);
      const next = first.state === 'answered' ? redirected(question, first.response) : null;
      return next === null ? first : send(next, reserve);
    },
  });
  return { ...asking(1), last: asking(0) };
}

/** Whether an address may be asked: https, or http on this machine, without a user name and password in it. */
export function mayBeAsked(url: string): boolean {
  const parsed = parseUrl(url);
  if (parsed === null) return false;
  const { protocol, hostname, username, password } = parsed;
  if (username !== '' || password !== '') return false;
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  );
}

function notSafe(url: string): string {
  return `${url} is not asked: MCP clients and this tool take https alone, and http on this machine, without a name and password.`;
}

/** The request that a redirect on the same host leads to, as clients send it; null where it is not followed. */
function redirected(question: EndpointRequest, { status, headers }: Response): EndpointRequest | null {
  const location = headers.get('location');
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return null;
  const next = parseUrl(location, question.url);
  if (next === null || next.host !== new URL(question.url).host || !mayBeAsked(next.href)) return null;
  if (status === 307 || status === 308 || question.method === 'GET') return { ...question, url: next.href };
  const { text: _, ...rest } = question;
  return { ...rest, method: 'GET', url: next.href };
}

async function sendOne(
  question: EndpointRequest,
  transport: Transport,
  interrupt: AbortSignal,
): Promise<EndpointReply> {
  const { url, method, headers, text, body } = question;
  const request = new Request(url, {
    method,
    headers,
    redirect: 'manual',
    signal: interrupt,
    ...(text === undefined ? {} : { body: text }),
  });
  try {
    const response = await transport(request, { bodyBytes: body === 'wanted' ? MOST_BYTES + 1 : 0 });
    const bytes = body === 'wanted' ? new Uint8Array(await response.arrayBuffer()) : new Uint8Array();
    if (bytes.length > MOST_BYTES) return { state: 'refused', because: `${url} sends more than 256 kB.` };
    return { state: 'answered', response, bytes };
  } catch (error) {
    if (interrupt.aborted) throw error;
    return failureOf(error, url);
  }
}

/** Error codes of Node and OpenSSL for a host that does not exist, refuses, or does not speak HTTP. */
const CERTAIN = /^(?:ECONNREFUSED|HPE_\w+|ENOTFOUND|EPROTO|ERR_SSL_\w+)$/;

/** Codes of zlib for what unpacks to more than the limit, or was cut off by it. */
const TOO_MUCH = /^(?:ERR_BUFFER_TOO_LARGE|Z_BUF_ERROR)$/;

/** What the error of a request without an answer shows: `refused` where nobody serves there, `silent` where that is uncertain. */
export function failureOf(
  error: unknown,
  url: string,
): Exclude<EndpointReply, { readonly state: 'answered' }> {
  if (TOO_MUCH.test(codeOf(error) ?? ''))
    return {
      state: 'refused',
      because: `${url} sends more than is read, and compressed though nobody asked for that.`,
    };
  return { state: isCertain(error) ? 'refused' : 'silent', because: reasonOf(error, url) };
}

function isCertain(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return CERTAIN.test(code) || certificateTrouble(code) !== null;
}

/** The error code: of `networkTransport` it is the error's `detail`, of others that of the error or of its causes. */
function codeOf(thrown: unknown): string | null {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof SetupError) return error.detail;
    if ('code' in error && typeof error.code === 'string') return error.code;
  }
  return null;
}

function reasonOf(error: unknown, url: string): string {
  if (error instanceof SetupError) return error.message;
  const code = codeOf(error);
  const { host } = new URL(url);
  return code === 'ENOTFOUND'
    ? `${host} cannot be reached: the name was not found.`
    : `${host} cannot be reached: the connection failed (${code ?? 'unknown'}).`;
}
