import { parseUrl } from '../core/parse-url.ts';
import type { Random, Transport } from '../ports.ts';
import { newProof } from './grants.ts';
import { findTokenServiceError, parseTokenServiceError, type TokenServiceError } from './token-error.ts';
import { endpointUrl, pageUrl, type TokenEndpoint, type TokenRequest } from './token-request.ts';

/** The authorization request of a client. */
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

/** The answer to such a request where nobody is signed in. `unclear`: it is not understood; `what` is a sentence on it. */
export type AuthorizeAnswer =
  | { readonly kind: 'starts' }
  | { readonly kind: 'refused'; readonly error: TokenServiceError }
  | { readonly kind: 'unclear'; readonly what: string };

/** Characters of a page that are read; the sign-in page has about 40,000. */
const LONGEST_PAGE = 1_000_000;

/** Sends the request of a client without any session and reads the answer. It cannot lead to a token. */
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

/** "Nobody is signed in", which Entra says only after it has accepted the rest of the request. */
const NOBODY_SIGNED_IN = '50058';

function readRedirect(location: string, redirectUri: string): AuthorizeAnswer {
  const answered = parseUrl(location);
  if (answered === null || !isBackTo(answered, redirectUri))
    return { kind: 'unclear', what: 'It leads somewhere else than to the client.' };
  const { searchParams, hash } = answered;
  const answer = searchParams.size > 0 ? searchParams : new URLSearchParams(hash.slice(1));
  const error = parseTokenServiceError(Object.fromEntries(answer));
  if (error?.code === NOBODY_SIGNED_IN || error?.error === 'login_required') return { kind: 'starts' };
  if (error !== null) return { kind: 'refused', error };
  return answer.has('code') ? { kind: 'starts' } : { kind: 'unclear', what: 'The redirect says nothing.' };
}

function isBackTo(location: URL, redirectUri: string): boolean {
  const bare = ({ href }: URL) => href.replace(/[?#].*$/s, '').replace(/\/$/, '');
  const registered = parseUrl(redirectUri);
  return registered !== null && bare(location) === bare(registered);
}

/** The sign-in page, by the PageID that each page of the service has. */
const SIGN_IN_PAGE = /<meta\s+name="PageID"\s+content="ConvergedSignIn"/i;
/** The error that the sign-in page shows; a fresh page has an empty one. */
const PAGE_ERROR = /"sErrorCode"\s*:\s*"(\d{4,8})"/;

function readPage(status: number, text: string): AuthorizeAnswer {
  const json = parseTokenServiceError(text);
  if (json !== null) return { kind: 'refused', error: json };
  if (status >= 500 || status === 429)
    return { kind: 'unclear', what: `The sign-in service answered with HTTP ${status}.` };
  const isSignIn = SIGN_IN_PAGE.test(text);
  const pageError = PAGE_ERROR.exec(text)?.[1];
  if (isSignIn && pageError === undefined && status === 200) return { kind: 'starts' };
  const error = findTokenServiceError(
    isSignIn ? `AADSTS${pageError}: The sign-in page shows an error.` : plainText(text),
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
