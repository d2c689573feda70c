import type { JWTPayload } from 'jose';
import type { Directory } from '../replicas.ts';
import { verifiedPayload } from '../token/signing.ts';
import { GRAPH_RESOURCES, MICROSOFT_GRAPH_APP_ID } from '../well-known.ts';
import { GraphRefusal } from './reply.ts';

/** Who calls Graph, as the bearer token says. */
export interface Caller {
  /** Null for an app-only token. */
  readonly userId: string | null;
  readonly appId: string;
  readonly scopes: readonly string[];
  readonly appRoles: readonly string[];
  readonly directoryRoles: readonly string[];
}

/** The 401 of a bad token; its texts are those that people report (facts: troubleshooting.md §2.9). */
const unauthenticated = (message: string): GraphRefusal =>
  new GraphRefusal(401, 'InvalidAuthenticationToken', message, {
    headers: {
      'www-authenticate':
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
    },
  });

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

function callerFrom(claims: JWTPayload, directory: Directory): Caller {
  const userId = claims.idtyp === 'app' ? null : String(claims.oid);
  const user = directory.state.users.find(({ id }) => id === userId);
  return {
    userId,
    appId: String(claims.appid),
    scopes: String(claims.scp ?? '').split(' '),
    appRoles: textsOf(claims.roles),
    // The directory judges by the roles the user holds now; `wids` says what they were at sign-in.
    directoryRoles: user?.roles ?? [],
  };
}

/** The caller behind the request's bearer token, or a 401. */
export async function callerOf(directory: Directory, headers: Headers): Promise<Caller> {
  const sent = headers.get('authorization') ?? '';
  const [scheme = '', token = ''] = sent.split(' ');
  if (token === '' || scheme.toLowerCase() !== 'bearer') throw unauthenticated('Access token is empty.');
  if (token.split('.').length !== 3)
    throw unauthenticated('CompactToken parsing failed with error code: 80049217');
  const claims = await verifiedPayload(directory.state, token);
  if (claims === null) throw unauthenticated('Access token validation failure.');
  const audience = typeof claims.aud === 'string' ? claims.aud : '';
  if (![...GRAPH_RESOURCES, MICROSOFT_GRAPH_APP_ID].includes(audience)) {
    throw unauthenticated('Access token validation failure. Invalid audience.');
  }
  if ((claims.exp ?? 0) * 1000 <= directory.outside.now().getTime()) {
    throw unauthenticated('Lifetime validation failed, the token is expired.');
  }
  return callerFrom(claims, directory);
}
