import type { UserRecord } from '../state.ts';
import {
  ACCESS_TOKEN_SECONDS,
  accessTokenClaims,
  idTokenClaims,
  type Subject,
  type TokenSubject,
} from './claims.ts';
import { secondsNow, type TokenExchange } from './exchange.ts';
import { isGraph, type Wanted } from './scopes.ts';
import { signToken } from './signing.ts';

const REFRESH_TOKEN_SECONDS = 90 * 24 * 3600;

/** What a user's tokens are issued for. */
export interface Issue {
  readonly caller: TokenSubject;
  readonly wanted: Wanted;
  readonly user: UserRecord;
  readonly scopes: readonly string[];
  readonly nonce: string | null;
}

type Answer = Readonly<Record<string, string | number>>;

/** Graph's tokens carry a nonce in the header, so that nobody else can verify them. */
async function accessToken(
  exchange: TokenExchange,
  caller: TokenSubject,
  wanted: Wanted,
  subject: Subject,
): Promise<Answer> {
  const { state, outside } = exchange.directory;
  const header = isGraph(wanted.resource) ? { nonce: outside.uuid() } : {};
  const payload = accessTokenClaims(exchange, caller, wanted, subject);
  return {
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_SECONDS,
    ext_expires_in: ACCESS_TOKEN_SECONDS,
    access_token: await signToken(state, { header, payload }),
  };
}

async function refreshToken(exchange: TokenExchange, { caller, user }: Issue): Promise<string> {
  const { state } = exchange.directory;
  const now = secondsNow(exchange);
  return signToken(state, {
    payload: {
      use: 'refresh',
      tid: state.tenant.id,
      client: caller.client.appId,
      user: user.id,
      proof: caller.proof,
      iat: now,
      exp: now + REFRESH_TOKEN_SECONDS,
    },
  });
}

const spelled = ({ wanted, scopes }: Issue): string =>
  scopes.map((scope) => (scope.includes('/') ? scope : `${wanted.identifier}/${scope}`)).join(' ');

/** The answer to a user's token request, with the id and refresh tokens that its scope asks for. */
export async function issueForUser(exchange: TokenExchange, issue: Issue): Promise<Answer> {
  const { caller, wanted, user, scopes, nonce } = issue;
  const { state } = exchange.directory;
  const answer = await accessToken(exchange, caller, wanted, { kind: 'user', user, scopes });
  const id = wanted.oidc.includes('openid')
    ? { id_token: await signToken(state, { payload: idTokenClaims(exchange, caller.client, user, nonce) }) }
    : {};
  const refresh = wanted.oidc.includes('offline_access')
    ? { refresh_token: await refreshToken(exchange, issue) }
    : {};
  const info = exchange.form.has('client_info')
    ? {
        client_info: Buffer.from(JSON.stringify({ uid: user.id, utid: state.tenant.id })).toString(
          'base64url',
        ),
      }
    : {};
  return { ...answer, scope: spelled(issue), ...refresh, ...id, ...info };
}

/** The answer to a client credentials request. */
export const issueForApp = (
  exchange: TokenExchange,
  caller: TokenSubject,
  wanted: Wanted,
  roles: readonly string[],
): Promise<Answer> => accessToken(exchange, caller, wanted, { kind: 'app', roles });
