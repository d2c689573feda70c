import * as z from 'zod';
import type { ResourceMetadata, ServerMetadata } from '../core/endpoint.ts';

/** The longest text that is kept. No value that a check expects is longer, so a cut one never equals an expected one. */
const LONGEST_TEXT = 2_000;
const MOST_ITEMS = 20;

// A member of another type counts as missing: clients cannot use it either.
const text = z.string().transform(cut).nullable().catch(null);
const texts = z.array(z.string().transform(cut)).transform(cutList).nullable().catch(null);

/** The text, cut to `LONGEST_TEXT`, so that an untrusted answer does not fill the reports. */
export function cut(given: string): string {
  return given.length <= LONGEST_TEXT ? given : `${given.slice(0, LONGEST_TEXT)}…`;
}

function cutList(given: readonly string[]): readonly string[] {
  const rest = given.length - MOST_ITEMS;
  return rest <= 0 ? given : [...given.slice(0, MOST_ITEMS), `… and ${rest} more`];
}

const resourceMetadata = z.object({
  resource: text.default(null),
  authorization_servers: texts.default(null),
  scopes_supported: texts.default(null),
});

const serverMetadata = z.object({
  issuer: text.default(null),
  code_challenge_methods_supported: texts.default(null),
});

/** An RFC 9728 document; null where it is no JSON object. */
export function parseResourceMetadata(json: unknown): ResourceMetadata | null {
  const parsed = resourceMetadata.safeParse(json);
  if (!parsed.success) return null;
  const { resource, authorization_servers: servers, scopes_supported: scopes } = parsed.data;
  return { resource, authorizationServers: [...new Set(servers ?? [])], scopes };
}

/** Metadata of an authorization server, by RFC 8414 or OpenID Connect Discovery; null where it is no JSON object. */
export function parseServerMetadata(json: unknown): ServerMetadata | null {
  const parsed = serverMetadata.safeParse(json);
  if (!parsed.success) return null;
  const { issuer, code_challenge_methods_supported: methods } = parsed.data;
  return { issuer, codeChallengeMethods: methods ?? [] };
}
