import * as z from 'zod';
import type { ResourceMetadata, ServerMetadata } from '../core/endpoint.ts';

// A member of another type is as good as none: clients cannot use it either.
const text = z.string().nullable().catch(null);
const texts = z.array(z.string()).nullable().catch(null);

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

/** Metadata of an authorization server, in either of its two formats. */
export function parseServerMetadata(json: unknown): ServerMetadata | null {
  const parsed = serverMetadata.safeParse(json);
  if (!parsed.success) return null;
  const { issuer, code_challenge_methods_supported: methods } = parsed.data;
  return { issuer, codeChallengeMethods: methods ?? [] };
}
