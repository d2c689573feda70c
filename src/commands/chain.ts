import { type Blueprint, fullScopeFor, identifierUriFor } from '../core/blueprint.ts';
import { CLOUDS } from '../core/cloud.ts';
import type { AppId } from '../core/ids.ts';
import type { ReportedHop } from '../core/report.ts';
import type { Secret } from '../core/secret.ts';
import { SetupError } from '../errors.ts';
import {
  bearerOf,
  type ClientCredential,
  exchangeOnBehalfOf,
  signInUserByBrowser,
  signInUserByDeviceCode,
  type TokenOutcome,
  type UserSignIn,
} from '../identity/token-requests.ts';
import { withDeviceCode } from '../ui/device-code.ts';
import type { Flags } from './invocation.ts';
import { maxWaitOf } from './limits.ts';
import type { Outside } from './outside.ts';

/** What walking the chain needs to know. */
export interface ChainSetup {
  readonly blueprint: Blueprint;
  readonly tenant: string;
  readonly clientAppId: AppId;
  readonly serverAppId: AppId;
  readonly credential: ClientCredential;
  readonly userAuth: 'browser' | 'device-code';
  readonly flags: Flags;
}

/** One hop: what people read, and the raw refusal that `diagnose` explains. */
export interface WalkedHop {
  readonly hop: ReportedHop;
  readonly refusal: string | null;
}

/** A walk as far as it got. `files` are names the user sees, for comparing two users. */
export interface Walk {
  readonly hops: readonly WalkedHop[];
  readonly user: string | null;
  readonly files: readonly string[] | null;
}

/** Time a person has to sign in, in milliseconds. */
const SIGN_IN_LIMIT_MS = 300_000;

/** Walks the chain as one user, hop by hop, and stops at the first that fails. Tokens never leave this function. */
export async function walkChain(
  outside: Outside,
  setup: ChainSetup,
  user: 'first' | 'second',
): Promise<Walk> {
  const signedIn = await signInUser(outside, setup, user);
  if (signedIn.token === null) return { hops: [signedIn.hop], user: null, files: null };
  const claims = signedIn.claims ?? {};
  const token = judgeClaims(setup, claims, outside.clock.now());
  const hops = [signedIn.hop, token];
  const name = textClaim(claims, 'preferred_username') ?? textClaim(claims, 'upn');
  if (token.hop.status === 'fail') return { hops, user: name, files: null };
  const exchanged = await exchange(outside, setup, signedIn.token);
  if (exchanged.token === null) return { hops: [...hops, exchanged.hop], user: name, files: null };
  const graph = await callGraph(outside, setup, exchanged.token, exchanged.scopes);
  return { hops: [...hops, exchanged.hop, graph.hop], user: name, files: graph.files };
}

interface TokenHop {
  readonly hop: WalkedHop;
  readonly token: Secret | null;
  readonly claims: Readonly<Record<string, unknown>> | null;
  readonly scopes: readonly string[];
}

async function signInUser(outside: Outside, setup: ChainSetup, user: 'first' | 'second'): Promise<TokenHop> {
  const scope = fullScopeFor(setup.blueprint, setup.serverAppId);
  const request = {
    endpoint: { cloud: setup.blueprint.cloud, tenant: setup.tenant },
    clientId: setup.clientAppId,
    scopes: [scope, 'openid', 'profile', 'offline_access'],
    claims: null,
  };
  try {
    const { outcome } = await requestUserToken(outside, setup, request, user);
    if (outcome.outcome === 'no-answer') {
      return failedHop(
        'client-signin',
        `Nobody came back within ${Math.round(outcome.waitedMilliseconds / 60_000)} minutes. The page may show an error that Entra never sends back, such as AADSTS50011.`,
        null,
      );
    }
    return tokenHop('client-signin', outcome, `Signed in to the client app for ${scope}.`);
  } catch (error) {
    if (error instanceof SetupError && error.aadsts !== null)
      return failedHop('client-signin', error.message, error.message);
    throw error;
  }
}

type UserRequest = Parameters<typeof signInUserByDeviceCode>[0];

function requestUserToken(
  outside: Outside,
  setup: ChainSetup,
  request: UserRequest,
  user: 'first' | 'second',
): Promise<UserSignIn> {
  const { terminal, clock } = outside;
  const limits = { maxWait: maxWaitOf(setup.flags), timeLimit: SIGN_IN_LIMIT_MS };
  if (setup.userAuth === 'device-code') {
    return withDeviceCode(outside, (onCode) =>
      signInUserByDeviceCode(request, limits, {
        ...outside,
        onDeviceCode: ({ userCode, verificationUri, expiresAt }) =>
          onCode({ userCode, verificationUri, validFor: Date.parse(expiresAt) - clock.now().getTime() }),
      }),
    );
  }
  const { redirectUris } = setup.blueprint.clientApp;
  return signInUserByBrowser(
    { ...request, redirectUris, prompt: user === 'second' ? 'select_account' : null },
    limits,
    {
      ...outside,
      onBrowserPage: ({ url, opened }) =>
        terminal.err(
          opened
            ? 'Sign in on the page that has opened in the browser.\n'
            : `Open this page to sign in:\n\n${url}\n\n`,
        ),
    },
  );
}

function tokenHop(id: ReportedHop['id'], outcome: TokenOutcome, message: string): TokenHop {
  if (outcome.outcome === 'refused') {
    const { code, description, error } = outcome.error;
    const words = code === null ? `${error}: ${description}` : `AADSTS${code}: ${description}`;
    return failedHop(id, words, outcome.raw);
  }
  const all = outcome.claims?.all ?? null;
  return {
    hop: { hop: { id, status: 'pass', message, claims: chosenClaims(all ?? {}) }, refusal: null },
    token: outcome.accessToken,
    claims: all,
    scopes: outcome.scopes.length > 0 ? outcome.scopes : (outcome.claims?.scopes ?? []),
  };
}

function failedHop(id: ReportedHop['id'], message: string, refusal: string | null): TokenHop {
  return {
    hop: { hop: { id, status: 'fail', message, claims: {} }, refusal },
    token: null,
    claims: null,
    scopes: [],
  };
}

const SHOWN_CLAIMS = ['aud', 'iss', 'scp', 'ver', 'tid', 'appid', 'azp'];

/** Only the claims a hop rests on, never the token. */
function chosenClaims(claims: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    SHOWN_CLAIMS.filter((name) => claims[name] !== undefined).map((name) => [name, claims[name]]),
  );
}

function textClaim(claims: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = claims[name];
  return typeof value === 'string' ? value : null;
}

/** Checks the user's token claim by claim, as the MCP server would. */
function judgeClaims(
  { blueprint, clientAppId, serverAppId }: ChainSetup,
  claims: Readonly<Record<string, unknown>>,
  now: Date,
): WalkedHop {
  const problems = claimProblems({ blueprint, clientAppId, serverAppId }, claims, now);
  const message =
    problems.length === 0
      ? 'The token has the right audience, issuer, version, scope and client.'
      : problems.join(' ');
  const status = problems.length === 0 ? 'pass' : 'fail';
  return {
    hop: { id: 'token', status, message, claims: chosenClaims(claims) },
    refusal: problems.length === 0 ? null : message,
  };
}

function claimProblems(
  { blueprint, clientAppId, serverAppId }: Pick<ChainSetup, 'blueprint' | 'clientAppId' | 'serverAppId'>,
  claims: Readonly<Record<string, unknown>>,
  now: Date,
): readonly string[] {
  const { authority } = CLOUDS[blueprint.cloud];
  const audiences = [serverAppId, identifierUriFor(blueprint, serverAppId)];
  const issuer = `${authority}/${textClaim(claims, 'tid') ?? ''}/v2.0`;
  const scopes = (textClaim(claims, 'scp') ?? '').split(' ');
  const client = textClaim(claims, 'azp') ?? textClaim(claims, 'appid');
  const expires = typeof claims.exp === 'number' ? claims.exp * 1_000 : null;
  return [
    claims.ver === '2.0' ? null : `The token is version ${String(claims.ver)}, not 2.0.`,
    textClaim(claims, 'iss') === issuer ? null : `The issuer is ${String(claims.iss)}, not ${issuer}.`,
    audiences.includes(String(claims.aud))
      ? null
      : `The audience is ${String(claims.aud)}, not ${serverAppId}.`,
    scopes.includes(blueprint.serverApi.scope.value)
      ? null
      : `The scope is ${String(claims.scp)}, without ${blueprint.serverApi.scope.value}.`,
    client === clientAppId ? null : `The token was issued to ${String(client)}, not to MCP Client App.`,
    expires === null || expires > now.getTime() ? null : 'The token has expired.',
  ].filter((problem) => problem !== null);
}

async function exchange(outside: Outside, setup: ChainSetup, token: Secret): Promise<TokenHop> {
  const { graph } = CLOUDS[setup.blueprint.cloud];
  const scopes = setup.blueprint.graphPermissions.map((name) => `${graph}/${name}`);
  const { outcome } = await exchangeOnBehalfOf(
    {
      endpoint: { cloud: setup.blueprint.cloud, tenant: setup.tenant },
      clientId: setup.serverAppId,
      credential: setup.credential,
    },
    { token, scopes },
    { maxWait: maxWaitOf(setup.flags) },
    outside,
  );
  return tokenHop(
    'obo',
    outcome,
    `MCP Server API exchanged it for a Microsoft Graph token with ${setup.blueprint.graphPermissions.join(', ')}.`,
  );
}

interface GraphHop {
  readonly hop: WalkedHop;
  readonly files: readonly string[] | null;
}

/** `/me/drive` needs Files.Read only; `/me` is asked for with User.Read alone, sites where they were granted. */
async function callGraph(
  outside: Outside,
  { blueprint }: ChainSetup,
  token: Secret,
  scopes: readonly string[],
): Promise<GraphHop> {
  const has = (prefix: string) => scopes.some((scope) => (scope.split('/').at(-1) ?? '').startsWith(prefix));
  const paths = [
    ...(has('Files.') || has('Sites.') ? ['/me/drive', '/me/drive/root/children'] : []),
    ...(has('User.Read') ? ['/me'] : []),
    ...(has('Sites.') ? ['/sites/root'] : []),
  ];
  const bearer = await bearerOf(token)();
  let files: readonly string[] | null = null;
  for (const path of paths) {
    const url = `${CLOUDS[blueprint.cloud].graph}/v1.0${path}`;
    const response = await outside.transport(
      new Request(url, { headers: { authorization: `Bearer ${bearer}` } }),
    );
    const text = await response.text();
    if (response.status >= 400) {
      const message = `GET ${path} as the user: HTTP ${response.status}.`;
      return { hop: { hop: { id: 'graph', status: 'fail', message, claims: {} }, refusal: text }, files };
    }
    if (path.endsWith('/children')) files = namesIn(text);
  }
  const message = `Microsoft Graph answered as the user: ${paths.join(', ')}.`;
  return { hop: { hop: { id: 'graph', status: 'pass', message, claims: {} }, refusal: null }, files };
}

function namesIn(text: string): readonly string[] {
  const body = JSON.parse(text) as { readonly value?: readonly { readonly name?: string }[] };
  return (body.value ?? []).map(({ name }) => name ?? '').sort();
}
