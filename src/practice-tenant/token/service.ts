import type { Directory } from '../replicas.ts';
import { unsupportedGrant } from './aadsts.ts';
import { AadstsError, errorBody, statusOf } from './aadsts-error.ts';
import { redeemCode } from './authorization-code.ts';
import { authorize } from './authorize.ts';
import { answerClientCredentials } from './client-credentials.ts';
import { assertTenantSegment } from './clients.ts';
import { pollDeviceCode, startDeviceCode } from './device-code.ts';
import { instanceDiscovery, openIdConfiguration, publicKeys } from './discovery.ts';
import { requiredField, SESSION_COOKIE, type TokenExchange, traceOf, type UserPicker } from './exchange.ts';
import { answerOnBehalfOf } from './on-behalf-of.ts';
import { refresh } from './refresh-token.ts';

type Answer = object | Response;
type Answerer = (exchange: TokenExchange) => Answer | Promise<Answer>;

const GRANTS: Readonly<Record<string, Answerer>> = {
  'urn:ietf:params:oauth:grant-type:device_code': pollDeviceCode,
  device_code: pollDeviceCode,
  authorization_code: redeemCode,
  refresh_token: refresh,
  client_credentials: answerClientCredentials,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': answerOnBehalfOf,
};

function token(exchange: TokenExchange): Answer | Promise<Answer> {
  assertTenantSegment(exchange);
  const grant = requiredField(exchange, 'grant_type');
  const answerer = GRANTS[grant];
  if (answerer === undefined) throw unsupportedGrant(grant);
  return answerer(exchange);
}

function deviceCode(exchange: TokenExchange): Promise<Answer> {
  assertTenantSegment(exchange);
  return startDeviceCode(exchange);
}

const onlyPost: Answerer = () => {
  throw new AadstsError(
    900561,
    'invalid_request',
    'The endpoint only accepts POST requests. Received a GET request.',
  );
};

const ENDPOINTS: Readonly<Record<string, Answerer>> = {
  'POST oauth2/v2.0/token': token,
  'GET oauth2/v2.0/token': onlyPost,
  'POST oauth2/v2.0/devicecode': deviceCode,
  'GET oauth2/v2.0/authorize': authorize,
  'GET v2.0/.well-known/openid-configuration': openIdConfiguration,
  'GET discovery/instance': ({ host }) => instanceDiscovery(host),
  'GET discovery/v2.0/keys': ({ directory }) => publicKeys(directory.state),
  'GET discovery/keys': ({ directory }) => publicKeys(directory.state),
};

const answerOf = (body: object, status: number, traceId: string): Response =>
  Response.json(body, {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store, no-cache',
      'x-ms-request-id': traceId,
    },
  });

async function answerFrom(exchange: TokenExchange, answerer: Answerer): Promise<Response> {
  const { trace } = exchange;
  try {
    const answer = await answerer(exchange);
    return answer instanceof Response ? answer : answerOf(answer, 200, trace.traceId);
  } catch (error) {
    if (error instanceof AadstsError)
      return answerOf(errorBody(error, trace), statusOf(error), trace.traceId);
    throw error;
  }
}

/** The form, with who asks as the header says it (`client_secret_basic`, RFC 6749 part 2.3.1): many OAuth proxies do so. */
function formOf({ headers }: Request, text: string): URLSearchParams {
  const form = new URLSearchParams(text);
  const [, encoded] = /^basic (.+)$/i.exec(headers.get('authorization') ?? '') ?? [];
  if (encoded === undefined || form.has('client_id')) return form;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const given = new URLSearchParams(`client_id=${id}&client_secret=${secret.join(':')}`);
  for (const [name, value] of given) form.set(name, value);
  return form;
}

/** Answers one request to a sign-in host. `text` is the request's body. */
export async function tokenService(
  directory: Directory,
  request: Request,
  text: string,
  pickUser: UserPicker,
): Promise<Response> {
  const url = new URL(request.url);
  const [, tenant = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
  const answerer = ENDPOINTS[`${request.method} ${rest.join('/')}`];
  if (answerer === undefined) return new Response('Not Found', { status: 404 });
  const form = request.method === 'POST' ? formOf(request, text) : url.searchParams;
  const trace = traceOf(directory, request, url);
  const isSignedIn = (request.headers.get('cookie') ?? '').split(/;\s*/).includes(SESSION_COOKIE);
  return answerFrom({ directory, host: url.host, tenant, form, trace, isSignedIn, pickUser }, answerer);
}
