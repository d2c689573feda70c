import type { JWTPayload } from 'jose';
import { verifiedPayload } from '../token/signing.ts';
import { resourceMetadataUrl } from './metadata.ts';
import { type McpServer, scopesOf } from './place.ts';

/** The claims of an accepted token, or the refusal. */
export type Admission =
  | { readonly admitted: true; readonly claims: JWTPayload }
  | { readonly admitted: false; readonly response: Response };

/** Judges the token as a careful server does: signature, issuer, audience, life and scope (facts: mcp.md §1). */
export async function admit(server: McpServer, request: Request): Promise<Admission> {
  const [scheme, token = ''] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer') return refused(server, null);
  if (server.directory.state.behaviour.endpointTokens === 'unchecked') return { admitted: true, claims: {} };
  const claims = await verifiedPayload(server.directory.state, token);
  const problem = claims === null ? 'invalid signature' : problemWith(server, claims);
  return claims === null || problem !== null ? refused(server, problem) : { admitted: true, claims };
}

function problemWith({ directory, app, place }: McpServer, claims: JWTPayload): string | null {
  const { state, outside } = directory;
  const issuer = `${place.authority}/${state.tenant.id}/v2.0`;
  if (claims.iss !== issuer) return `jwt issuer invalid. expected: ${issuer}`;
  if (app === null) return 'jwt audience invalid';
  if (claims.aud !== app.appId) return `jwt audience invalid. expected: ${app.appId}`;
  if ((claims.exp ?? 0) * 1000 <= outside.now().getTime()) return 'jwt expired';
  const held = String(claims.scp ?? '').split(' ');
  const published = app.api.oauth2PermissionScopes.map(({ value }) => value);
  return held.some((scope) => published.includes(scope)) ? null : 'insufficient scope';
}

/** 401 with the challenge that the specification wants, unless the fault took it away. */
function refused(server: McpServer, problem: string | null): Admission {
  const { behaviour } = server.directory.state;
  const scopes = scopesOf(server).join(' ');
  const parameters = [
    ...(problem === null ? [] : ['error="invalid_token"', `error_description="${problem}"`]),
    ...(behaviour.endpointMetadata === 'missing'
      ? []
      : [`resource_metadata="${resourceMetadataUrl(server)}"`]),
    ...(scopes === '' ? [] : [`scope="${scopes}"`]),
  ];
  const headers: Record<string, string> =
    behaviour.endpointChallenge === 'missing'
      ? {}
      : { 'www-authenticate': `Bearer ${parameters.length === 0 ? 'realm="mcp"' : parameters.join(', ')}` };
  const body = { error: 'invalid_token', error_description: problem ?? 'Missing Authorization header' };
  return { admitted: false, response: Response.json(body, { status: 401, headers }) };
}
