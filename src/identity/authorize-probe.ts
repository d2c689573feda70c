import type { Random, Transport } from '../ports.ts';
import { newProof } from './grants.ts';
import { findTokenServiceError, parseTokenServiceError, type TokenServiceError } from './token-error.ts';
import { endpointUrl, pageUrl, type TokenEndpoint, type TokenRequest } from './token-request.ts';

/** What a client's sign-in asks of the authorize end. */
export interface AuthorizeQuestion {
  readonly endpoint: TokenEndpoint;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  /** RFC 8707; null where the client sends none. */
  readonly resource: string | null;
  /** As the client sends it; `none` asks for no page (OpenID Connect Core §3.1.2.1). */
  readonly prompt: 'consent' | 'none' | null;
}

/** What became of it, nobody being signed in: `unclear` for everything that is not understood. */
export type AuthorizeAnswer =
  | { readonly kind: 'starts' }
  | { readonly kind: 'refused'; readonly error: TokenServiceError }
  | { readonly kind: 'unclear'; readonly what: string };

/** A page is at most this long; the sign-in page has about 40 kB. */
const LONGEST_PAGE = 1_000_000;

/** Sends the very request of a client without a session, and reads what comes back. No token can come of it. */
export async function probeAuthorize(
  question: AuthorizeQuestion,
  { transport, random }: { readonly transport: Transport; readonly random: Random },
): Promise<AuthorizeAnswer> {
  const request = new Request(pageUrl(authorizeRequest(question, random)), {
    headers: { accept: 'text/html,application/xhtml+xml' },
    redirect: 'manual',
  });
  try {
    const response = await transport(request);
    const location = response.headers.get('location');
    if (location !== null) {
      await response.body?.cancel();
      return readRedirect(location, question.redirectUri);
    }
    return readPage(response.status, (await response.text()).slice(0, LONGEST_PAGE));
  } catch (error) {
    return { kind: 'unclear', what: `No answer: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function authorizeRequest(question: AuthorizeQuestion, random: Random): TokenRequest {
  const { endpoint, clientId, redirectUri, scope, resource, prompt } = question;
  const { state, challenge } = newProof(random);
  return {
    method: 'GET',
    url: endpointUrl(endpoint, 'authorize'),
    fields: {
      response_type: 'code',
      client_id: clientId,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      redirect_uri: redirectUri,
      state,
      scope,
      ...(resource === null ? {} : { resource }),
      ...(prompt === null ? {} : { prompt }),
    },
  };
}

/** Nobody being signed in is what we are; everything else was found good before that was asked. */
const NOBODY_SIGNED_IN = '50058';

function readRedirect(location: string, redirectUri: string): AuthorizeAnswer {
  if (!URL.canParse(location) || !isBackTo(location, redirectUri))
    return { kind: 'unclear', what: 'It leads somewhere else than to the client.' };
  const { searchParams, hash } = new URL(location);
  const answer = searchParams.size > 0 ? searchParams : new URLSearchParams(hash.slice(1));
  const error = parseTokenServiceError(Object.fromEntries(answer));
  if (error?.code === NOBODY_SIGNED_IN || error?.error === 'login_required') return { kind: 'starts' };
  if (error !== null) return { kind: 'refused', error };
  return answer.has('code') ? { kind: 'starts' } : { kind: 'unclear', what: 'The redirect says nothing.' };
}

function isBackTo(location: string, redirectUri: string): boolean {
  const bare = (text: string) => new URL(text).href.replace(/[?#].*$/s, '').replace(/\/$/, '');
  return URL.canParse(redirectUri) && bare(location) === bare(redirectUri);
}

/** Pages of the sign-in service tell by PageID what they are. */
const SIGN_IN_PAGE = /<meta\s+name="PageID"\s+content="ConvergedSignIn"/i;
/** The error with which the sign-in page itself was drawn; empty on a fresh one. */
const DRAWN_WITH = /"sErrorCode"\s*:\s*"(\d{4,8})"/;

function readPage(status: number, text: string): AuthorizeAnswer {
  const json = parseTokenServiceError(text);
  if (json !== null) return { kind: 'refused', error: json };
  if (status >= 500 || status === 429)
    return { kind: 'unclear', what: `The sign-in service answered with HTTP ${status}.` };
  const isSignIn = SIGN_IN_PAGE.test(text);
  const drawnWith = DRAWN_WITH.exec(text)?.[1];
  if (isSignIn && drawnWith === undefined && status === 200) return { kind: 'starts' };
  const error = findTokenServiceError(
    isSignIn ? `AADSTS${drawnWith}: The sign-in page shows an error.` : plainText(text),
  );
  if (error !== null) return { kind: 'refused', error };
  return { kind: 'unclear', what: `A page that is no known one (HTTP ${status}).` };
}

function plainText(html: string): string {
  return html
    .replace(/<[^<>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}
