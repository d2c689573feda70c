import type { JWTPayload } from 'jose';
import type { Principal } from '../principals.ts';
import { AadstsError, errorText } from './aadsts-error.ts';
import { nobodySignedIn } from './aadsts-requests.ts';
import { assertTenantSegment, requestingClient, signingInUser } from './clients.ts';
import { requiredField, secondsNow, type TokenExchange } from './exchange.ts';
import { matchRedirectUri, type RedirectMatch } from './redirect-uris.ts';
import { assertScopesExist, type Wanted, wantedFrom } from './scopes.ts';
import { completeSignIn } from './sign-in.ts';
import { signToken } from './signing.ts';

const CODE_SECONDS = 600;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Microsoft's page for the errors that never reach the redirect URI (facts: graph.md §4.3). */
function errorPage({ trace }: TokenExchange, error: AadstsError): Response {
  const lines = [
    `Request Id: ${trace.traceId}`,
    `Correlation Id: ${trace.correlationId}`,
    `Timestamp: ${trace.at.toISOString().slice(0, 19)}Z`,
    `Message: AADSTS${error.number}: ${error.message}`,
  ];
  return page('ConvergedError', [
    'Sorry, but we’re having trouble signing you in.',
    lines.map(escaped).join('<br>\n'),
  ]);
}

/** The page as Microsoft serves it, as far as programs read it: by `PageID` they tell what it is. */
function page(id: 'ConvergedSignIn' | 'ConvergedError', paragraphs: readonly string[]): Response {
  const html = `<!DOCTYPE html>
<html><head><title>Sign in to your account</title><meta name="PageID" content="${id}"></head><body>
<h1>Sign in</h1>
${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}
</body></html>
`;
  return new Response(html, { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

function backTo(exchange: TokenExchange, uri: string, answer: Readonly<Record<string, string>>): Response {
  const state = exchange.form.get('state');
  const parameters = new URLSearchParams({ ...answer, ...(state === null ? {} : { state }) });
  const target = new URL(uri);
  if (exchange.form.get('response_mode') === 'fragment') target.hash = parameters.toString();
  else for (const [name, value] of parameters) target.searchParams.append(name, value);
  return new Response(null, { status: 302, headers: { location: target.href } });
}

/** Entra would show its consent page; here nobody is there to press the button, so the client is told. */
const redirectError = (error: AadstsError): string =>
  error.number === 65001 ? 'consent_required' : error.error;

const sentBack = (exchange: TokenExchange, uri: string, error: AadstsError): Response =>
  backTo(exchange, uri, {
    error: redirectError(error),
    error_description: errorText(error, exchange.trace),
    ...(error.details.suberror === undefined ? {} : { suberror: error.details.suberror }),
  });

/** What is asked for, looked at before anybody signs in. */
function wantedAtFirst(exchange: TokenExchange, client: Principal): Wanted {
  const scope = requiredField(exchange, 'scope');
  const wanted = wantedFrom(exchange, scope, 'authorize');
  assertScopesExist(client, wanted, { scope, endpoint: 'authorize' });
  return wanted;
}

function codePayload(
  exchange: TokenExchange,
  client: Principal,
  redirect: RedirectMatch,
  wanted: Wanted,
): JWTPayload {
  const { directory, form } = exchange;
  const loginHint = form.get('login_hint');
  const user = signingInUser(exchange, { clientId: client.appId, flow: 'browser', loginHint });
  const obstacle = directory.state.behaviour.browser === 'blocked' ? 'blocked' : 'none';
  completeSignIn(exchange, { client, wanted, user, interaction: 'interactive' }, obstacle);
  return {
    use: 'code',
    jti: directory.outside.uuid(),
    tid: directory.state.tenant.id,
    client: client.appId,
    ...redirect,
    scope: requiredField(exchange, 'scope'),
    user: user.id,
    challenge: form.get('code_challenge') ?? '',
    nonce: form.get('nonce') ?? '',
    exp: secondsNow(exchange) + CODE_SECONDS,
  };
}

async function answered(
  exchange: TokenExchange,
  client: Principal,
  redirect: RedirectMatch,
): Promise<Response> {
  try {
    const wanted = wantedAtFirst(exchange, client);
    if (!exchange.isSignedIn) return nobodyThere(exchange);
    const payload = codePayload(exchange, client, redirect, wanted);
    return backTo(exchange, redirect.uri, { code: await signToken(exchange.directory.state, { payload }) });
  } catch (error) {
    if (!(error instanceof AadstsError) || error.details.shown === 'page') throw error;
    return sentBack(exchange, redirect.uri, error);
  }
}

/** Without a session the page asks who is there, unless it was told to show none. */
function nobodyThere({ form }: TokenExchange): Response {
  if (form.get('prompt') === 'none') throw nobodySignedIn();
  return page('ConvergedSignIn', ['Email, phone, or Skype', 'No account? Create one!']);
}

/** `GET /authorize`, in a browser where somebody is signed in with the press of the button already in it. */
export async function authorize(exchange: TokenExchange): Promise<Response> {
  try {
    assertTenantSegment(exchange);
    const client = requestingClient(exchange);
    requiredField(exchange, 'response_type');
    return await answered(exchange, client, matchRedirectUri(client, exchange.form.get('redirect_uri')));
  } catch (error) {
    if (error instanceof AadstsError) return errorPage(exchange, error);
    throw error;
  }
}
