import * as z from 'zod';
import { CLOUDS, type Cloud } from '../core/cloud.ts';
import { isGuid } from '../core/ids.ts';
import { Secret } from '../core/secret.ts';
import { SetupError, strangeAnswer } from '../errors.ts';
import type { Transport } from '../ports.ts';
import { readClaims, type TokenClaims } from './claims.ts';
import { parseTokenServiceError, type TokenServiceError } from './token-error.ts';

/** Where tokens come from: a cloud of our table and a tenant, never an address. */
export interface TokenEndpoint {
  readonly cloud: Cloud;
  readonly tenant: string;
}

export type Fields = Readonly<Record<string, string | Secret>>;

/** A request to the token service as data; what must not be shown is a `Secret`. */
export interface TokenRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Form fields of a POST, query parameters of a GET. */
  readonly fields: Fields;
}

/** The same for the screen and for reports. */
export interface DescribedRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What came back, before anybody made sense of it. */
export interface TokenReply {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

export type TokenOutcome =
  | {
      readonly outcome: 'token';
      readonly accessToken: Secret;
      /** Null where the token is none that can be read. */
      readonly claims: TokenClaims | null;
      /** Scopes granted, as the reply says. */
      readonly scopes: readonly string[];
      /** Seconds. */
      readonly expiresIn: number;
    }
  | RefusedOutcome;

export interface RefusedOutcome {
  readonly outcome: 'refused';
  /** Null when the refusal came by redirect. */
  readonly status: number | null;
  readonly error: TokenServiceError;
  /** The reply's body or the redirect's query, free of secrets. */
  readonly raw: string;
}

/** Address of one of the token service's three ends. */
export function endpointUrl(
  { cloud, tenant }: TokenEndpoint,
  end: 'token' | 'authorize' | 'devicecode',
): string {
  return `${CLOUDS[cloud].authority}/${encodeURIComponent(tenant)}/oauth2/v2.0/${end}`;
}

export function describeRequest({ method, url, fields }: TokenRequest): DescribedRequest {
  return { method, url, fields: mapValues(fields, String) };
}

/** The address a browser is sent to. */
export function pageUrl({ url, fields }: TokenRequest): string {
  return `${url}?${new URLSearchParams(mapValues(fields, String))}`;
}

/** Sends a form. The only place where its secrets are spelled out. */
export async function requestToken({ url, fields }: TokenRequest, transport: Transport): Promise<TokenReply> {
  const body = new URLSearchParams(mapValues(fields, reveal));
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  const response = await transport(
    new Request(url, { method: 'POST', headers, body: body.toString(), redirect: 'manual' }),
  );
  const text = await response.text();
  return { url, status: response.status, text: response.ok ? text : withoutSecrets(text, fields) };
}

function reveal(value: string | Secret): string {
  return typeof value === 'string' ? value : value.reveal();
}

/** The token for a client that wants it as a function. */
export function bearerOf(token: Secret): () => Promise<string> {
  return async () => token.reveal();
}

/** Refusals do not repeat what was sent; should one ever do, it is not passed on. */
function withoutSecrets(text: string, fields: Fields): string {
  return Object.values(fields).reduce<string>(
    (masked, value) => (value instanceof Secret ? masked.replaceAll(value.reveal(), String(value)) : masked),
    text,
  );
}

function mapValues<From>(fields: Readonly<Record<string, From>>, map: (value: From) => string) {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, map(value)]));
}

const wireToken = z.object({
  access_token: z.string().min(1),
  scope: z.string().nullish().catch(null),
  expires_in: z.coerce.number().catch(0),
});

/** Makes sense of a reply of the token end. */
export function parseTokenReply(reply: TokenReply): TokenOutcome {
  const body = parseJson(reply);
  const refusal = parseTokenServiceError(body);
  if (refusal !== null) return { outcome: 'refused', status: reply.status, error: refusal, raw: reply.text };
  const { access_token: token, scope, expires_in: expiresIn } = parseWire(wireToken, body, reply);
  return {
    outcome: 'token',
    accessToken: new Secret(token),
    claims: readClaims(token),
    scopes: (scope ?? '').split(' ').filter((value) => value !== ''),
    expiresIn,
  };
}

/** A reply that does not parse names the member that is wrong. */
export function parseWire<Wire>(schema: z.ZodType<Wire>, body: unknown, { url, status }: TokenReply): Wire {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const members = parsed.error.issues.map(({ path }) => path.join('.') || 'the whole body');
  throw strangeAnswer(
    `${new URL(url).host} sent a reply without a usable ${members.join(', ')}.`,
    `HTTP ${status} from ${url}`,
  );
}

export function parseJson({ text, url, status }: TokenReply): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SetupError('UNAVAILABLE', `${new URL(url).host} answered with something that is not JSON.`, {
      detail: `HTTP ${status}`,
      advice: [
        'A proxy or a network login page may stand in between: open the address in a browser on this machine.',
      ],
    });
  }
}

/** What a secret's shape tells without showing it: an id in place of a value, and whether its start is a known hint. */
export interface SecretTraits {
  readonly secretLooksLikeGuid: boolean;
  readonly secretIsKeyId: boolean;
  /** Null where no hint is known. */
  readonly hintMatches: boolean | null;
}

/** Compares a secret with what a tenant shows of its secrets: their ids and first characters (facts: graph.md §1.7). */
export function traitsOfSecret(
  secret: Secret,
  known: { readonly keyIds: readonly string[]; readonly hints: readonly string[] },
): SecretTraits {
  const value = secret.reveal();
  return {
    secretLooksLikeGuid: isGuid(value),
    secretIsKeyId: known.keyIds.includes(value.toLowerCase()),
    hintMatches: known.hints.length === 0 ? null : known.hints.some((hint) => value.startsWith(hint)),
  };
}
