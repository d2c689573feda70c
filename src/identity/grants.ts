import { createHash } from 'node:crypto';
import { CLOUDS } from '../core/cloud.ts';
import { Secret } from '../core/secret.ts';
import type { Random } from '../ports.ts';
import { type AssertionPorts, type ConfidentialClient, credentialFields } from './client-credential.ts';
import { endpointUrl, type TokenEndpoint, type TokenRequest } from './token-request.ts';

/** What both flows need for a user's sign-in to the client app. */
export interface UserSignInRequest {
  readonly endpoint: TokenEndpoint;
  readonly clientId: string;
  /** With the prefix of their API, such as `api://…/access`. */
  readonly scopes: readonly string[];
  /** The claims challenge of an earlier refusal, as it came; null where there is none. */
  readonly claims: string | null;
}

export function deviceCodeStart({ endpoint, clientId, scopes, claims }: UserSignInRequest): TokenRequest {
  return post(endpoint, 'devicecode', {
    client_id: clientId,
    scope: scopes.join(' '),
    ...claimsField(claims),
  });
}

export function deviceCodePoll({ endpoint, clientId }: UserSignInRequest, deviceCode: Secret): TokenRequest {
  return post(endpoint, 'token', {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    client_id: clientId,
    device_code: deviceCode,
  });
}

/** The values that tie the redirect back to the request: `state` (RFC 6749 §10.12) and PKCE (RFC 7636). */
export interface SignInProof {
  readonly state: string;
  readonly verifier: Secret;
  readonly challenge: string;
}

export function newProof(random: Random): SignInProof {
  const verifier = Buffer.from(random.bytes(32)).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return { state: random.uuid(), verifier: new Secret(verifier), challenge };
}

/** `select_account` lets a second person sign in where the first one's session is still open. */
export type PagePrompt = 'select_account' | 'login' | null;

export function authorization(
  { endpoint, clientId, scopes, claims }: UserSignInRequest,
  redirectUri: string,
  { state, challenge }: SignInProof,
  prompt: PagePrompt,
): TokenRequest {
  return {
    method: 'GET',
    url: endpointUrl(endpoint, 'authorize'),
    fields: {
      client_id: clientId,
      response_type: 'code',
      redirect_uri: redirectUri,
      response_mode: 'query',
      scope: scopes.join(' '),
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...(prompt === null ? {} : { prompt }),
      ...claimsField(claims),
    },
  };
}

export function codeRedemption(
  { endpoint, clientId, scopes, claims }: UserSignInRequest,
  redirectUri: string,
  { verifier }: SignInProof,
  code: Secret,
): TokenRequest {
  return post(endpoint, 'token', {
    grant_type: 'authorization_code',
    client_id: clientId,
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    scope: scopes.join(' '),
    ...claimsField(claims),
  });
}

/** App-only. Named scopes are refused, so `.default` asks for all that was granted (facts: graph.md §4.5). */
export async function clientCredentials(
  client: ConfidentialClient,
  ports: AssertionPorts,
): Promise<TokenRequest> {
  return post(client.endpoint, 'token', {
    grant_type: 'client_credentials',
    client_id: client.clientId,
    ...(await credentialFields(client, ports)),
    scope: `${CLOUDS[client.endpoint.cloud].graph}/.default`,
  });
}

/** The exchange of the user's token for one of Graph on behalf of that user (facts: graph.md §4.4). */
export async function onBehalfOf(
  client: ConfidentialClient,
  userToken: Secret,
  scopes: readonly string[],
  ports: AssertionPorts,
): Promise<TokenRequest> {
  return post(client.endpoint, 'token', {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: client.clientId,
    ...(await credentialFields(client, ports)),
    assertion: userToken,
    scope: scopes.join(' '),
    requested_token_use: 'on_behalf_of',
  });
}

function post(
  endpoint: TokenEndpoint,
  endpointName: 'token' | 'devicecode',
  fields: TokenRequest['fields'],
): TokenRequest {
  return { method: 'POST', url: endpointUrl(endpoint, endpointName), fields };
}

function claimsField(claims: string | null): { readonly claims?: string } {
  return claims === null ? {} : { claims };
}
