import { parseUrl } from '../core/parse-url.ts';
import { Secret } from '../core/secret.ts';
import { SetupError, strangeAnswer } from '../errors.ts';
import type { Browser, Random } from '../ports.ts';
import { deferred, unlessAborted } from './deferred.ts';
import {
  authorization,
  codeRedemption,
  newProof,
  type PagePrompt,
  type SignInProof,
  type UserSignInRequest,
} from './grants.ts';
import { judgeCallback, type Listener, type Loopback } from './loopback.ts';
import type { BrowserPagePrompt } from './methods/method.ts';
import { withRetries } from './retry.ts';
import { parseTokenServiceError } from './token-error.ts';
import {
  describeRequest,
  pageUrl,
  parseTokenReply,
  type RefusedOutcome,
  requestToken,
  type TokenOutcome,
} from './token-request.ts';
import type { NoAnswer, SignInLimits, UserSignIn, UserSignInPorts } from './user-sign-in.ts';

export interface BrowserSignInRequest extends UserSignInRequest {
  /** As registered. The first one on this machine whose port is free is used. */
  readonly redirectUris: readonly string[];
  readonly prompt: PagePrompt;
}

export interface BrowserPorts extends UserSignInPorts {
  readonly random: Random;
  readonly browser: Browser;
  readonly loopback: Loopback;
  onBrowserPage(prompt: BrowserPagePrompt): void;
}

/** Signs a user in to the client app by authorization code with PKCE, on one of its loopback redirect URIs. Throws where none can be used. */
export async function signInUserByBrowser(
  request: BrowserSignInRequest,
  limits: SignInLimits,
  ports: BrowserPorts,
): Promise<UserSignIn> {
  const proof = newProof(ports.random);
  const answered = deferred<URLSearchParams>();
  const listener = await listenOnFirstFree(request.redirectUris, proof, answered.resolve, ports.loopback);
  try {
    return await redeem(request, limits, ports, { proof, listener, answer: answered.promise });
  } finally {
    await listener.close();
  }
}

interface OpenPage {
  readonly proof: SignInProof;
  readonly listener: Listener;
  readonly answer: Promise<URLSearchParams>;
}

async function redeem(
  request: BrowserSignInRequest,
  limits: SignInLimits,
  ports: BrowserPorts,
  { proof, listener, answer }: OpenPage,
): Promise<UserSignIn> {
  const page = authorization(request, listener.redirectUri, proof, request.prompt);
  const query = await askOnPage(pageUrl(page), answer, limits, ports);
  if (!(query instanceof URLSearchParams)) return { sent: [describeRequest(page)], outcome: query };
  const code = query.get('code');
  if (code === null) return { sent: [describeRequest(page)], outcome: refusedOnPage(query) };
  const redemption = codeRedemption(request, listener.redirectUri, proof, new Secret(code));
  const { clock, interrupt } = ports;
  const transport = withRetries(ports.transport, { clock, interrupt, maxWait: limits.maxWait });
  const outcome: TokenOutcome = parseTokenReply(await requestToken(redemption, transport));
  return { sent: [describeRequest(page), describeRequest(redemption)], outcome };
}

async function askOnPage(
  url: string,
  answer: Promise<URLSearchParams>,
  { timeLimit }: SignInLimits,
  { clock, browser, interrupt, onBrowserPage }: BrowserPorts,
): Promise<URLSearchParams | NoAnswer> {
  const expiresAt = new Date(clock.now().getTime() + timeLimit).toISOString();
  const over = new AbortController();
  const timeUp = clock.sleep(timeLimit, over.signal).then<NoAnswer>(() => ({
    outcome: 'no-answer',
    waitedMilliseconds: timeLimit,
  }));
  try {
    onBrowserPage({ url, opened: await browser.open(url), expiresAt });
    return await unlessAborted(Promise.race([answer, timeUp]), interrupt);
  } finally {
    timeUp.catch(() => undefined);
    over.abort();
  }
}

function refusedOnPage(query: URLSearchParams): RefusedOutcome {
  const error = parseTokenServiceError(Object.fromEntries(query));
  if (error === null)
    throw strangeAnswer('The page of the sign-in came back with neither a code nor an error.', 'redirect');
  query.delete('state');
  return { outcome: 'refused', status: null, error, raw: query.toString() };
}

const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

async function listenOnFirstFree(
  redirectUris: readonly string[],
  { state }: SignInProof,
  onAnswer: (query: URLSearchParams) => void,
  loopback: Loopback,
): Promise<Listener> {
  const here = redirectUris.filter(isOnThisMachine);
  for (const redirectUri of here) {
    const listener = await loopback.listen(redirectUri, (query) => {
      const { page, isOurs } = judgeCallback(query, state);
      if (isOurs) onAnswer(query);
      return page;
    });
    if (listener !== null) return listener;
  }
  throw nowhereToListen(redirectUris, here);
}

function isOnThisMachine(redirectUri: string): boolean {
  const url = parseUrl(redirectUri);
  return url?.protocol === 'http:' && LOOPBACK_HOSTS.includes(url.hostname);
}

function nowhereToListen(all: readonly string[], here: readonly string[]): SetupError {
  if (here.length === 0) {
    return new SetupError(
      'USAGE',
      `No redirect URI points to this machine: ${all.join(', ') || 'there is none'}.`,
      {
        advice: ['Register one such as http://127.0.0.1:53100/callback, or use --user-auth device-code.'],
      },
    );
  }
  return new SetupError('UNAVAILABLE', `The ports of all redirect URIs are taken: ${here.join(', ')}.`, {
    advice: [
      'Stop the program that listens there, such as a running MCP client, or use --user-auth device-code.',
    ],
  });
}
