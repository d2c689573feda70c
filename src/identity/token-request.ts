import * as z from 'zod';
import { CLOUDS, type Cloud } from '../core/cloud.ts';
import { isGuid } from '../core/ids.ts';
import { Secret } from '../core/secret.ts';
import { SetupError, strangeAnswer } from '../errors.ts';
import type { Transport } from '../ports.ts';
import { readClaims, type TokenClaims } from './claims.ts';
import { parseTokenServiceError, type TokenServiceError } from './token-error.ts';

/** A token service, by cloud and tenant; never by an address that could be pointed elsewhere. */
export interface TokenEndpoint {
  readonly cloud: Cloud;
  readonly tenant: string;
}

export type Fields = Readonly<Record<string, string | Secret>>;

/** A request to the token service; values that must not be shown are `Secret`s. */
export interface TokenRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Form fields of a POST, query parameters of a GET. */
  readonly fields: Fields;
}

/** The request as it may be shown: secrets are dots. */
export interface DescribedRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A reply as it came. */
export interface TokenReply {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

export type TokenOutcome =
  | {
      readonly outcome: 'token';
      readonly accessToken: Secret;
      /** Null for a token that is no JWT. */
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

/** The URL of one of the token service's endpoints. */
export function endpointUrl(
  { cloud, tenant }: TokenEndpoint,
  name: 'token' | 'authorize' | 'devicecode',
): string {
  return `${CLOUDS[cloud].authority}/${encodeURIComponent(tenant)}/oauth2/v2.0/${name}`;
}

export function describeRequest({ method, url, fields }: TokenRequest): DescribedRequest {
  return { method, url, fields: mapValues(fields, String) };
}

/** The URL that a browser opens. */
export function pageUrl({ url, fields }: TokenRequest): string {
  return `${url}?${new URLSearchParams(mapValues(fields, String))}`;
}

/** Sends a request as a form, with its secrets revealed. */
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

/** The token, revealed, for an MCP client that wants it as a function. */
export function bearerOf(token: Secret): () => Promise<string> {
  return async () => token.reveal();
}

/** Masks the secrets that were sent, should a refusal ever repeat one. */
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

/** Parses a reply of the token endpoint. Throws where it is neither a token nor an OAuth error. */
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

/** Parses by a schema. Throws an error that names the members that do not fit. */
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

/** What may be told about a secret without showing it. */
export interface SecretTraits {
  /** It has the form of a key id, which people paste in place of the value. */
  readonly secretLooksLikeGuid: boolean;
  readonly secretIsKeyId: boolean;
  /** Whether it begins with the hint of one of the tenant's secrets; null where no hint is known. */
  readonly hintMatches: boolean | null;
}

/** Compares a secret with the key ids, in lower case, and hints that a tenant shows of its secrets (facts: graph.md §1.7). */
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
