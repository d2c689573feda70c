import {
  type AccountInfo,
  type AuthenticationResult,
  type AuthorizeResponse,
  type ILoopbackClient,
  PublicClientApplication,
} from '@azure/msal-node';
import { AZURE_CLI_APP_ID } from '../../core/ids.ts';
import { SetupError } from '../../errors.ts';
import { deferred } from '../deferred.ts';
import { judgeCallback, type Listener } from '../loopback.ts';
import { transportAsNetworkModule } from '../network-module.ts';
import type { IssuedToken } from '../session.ts';
import { parseTokenServiceError } from '../token-error.ts';
import { ANY_ORGANISATION, type MethodSetup, type OpenCredential, type SignInPorts } from './method.ts';

/** Long enough to look up a password and a second factor. */
const TIME_LIMIT_MS = 5 * 60_000;
/** Any port of it: Microsoft's own public clients have `http://localhost` registered. */
const REDIRECT_URI = 'http://localhost';

/**
 * Signs in on a page in the operator's browser. `InteractiveBrowserCredential` (4.13.1) opens the page through the package
 * `open`, which cannot be replaced, so this calls MSAL's `acquireTokenInteractive` as that does, with our own browser,
 * listener and transport.
 */
export const openBrowser: OpenCredential = async (setup) => {
  const application = publicClient(setup);
  let account: AccountInfo | null = null;
  const getToken = async (scopes: readonly string[], interrupt: AbortSignal): Promise<IssuedToken> => {
    const result =
      (await renewSilently(application, account, scopes)) ??
      (await signInOnPage(application, scopes, setup, interrupt));
    account = result.account;
    return { token: result.accessToken, expiresOnTimestamp: result.expiresOn?.getTime() ?? 0 };
  };
  return { getToken, explain: (error) => error };
};

function publicClient({ clientId, tenant, endpoints, transport }: MethodSetup): PublicClientApplication {
  const authority = `${endpoints.authority}/${tenant ?? ANY_ORGANISATION}`;
  return new PublicClientApplication({
    auth: { clientId: clientId ?? AZURE_CLI_APP_ID, authority, knownAuthorities: [new URL(authority).host] },
    system: { networkClient: transportAsNetworkModule(transport) },
  });
}

async function renewSilently(
  application: PublicClientApplication,
  account: AccountInfo | null,
  scopes: readonly string[],
): Promise<AuthenticationResult | null> {
  if (account === null) return null;
  return application.acquireTokenSilent({ account, scopes: [...scopes] }).catch(() => null);
}

async function signInOnPage(
  application: PublicClientApplication,
  scopes: readonly string[],
  { ports, watch }: MethodSetup,
  interrupt: AbortSignal,
): Promise<AuthenticationResult> {
  const state = ports.random.uuid();
  return application.acquireTokenInteractive({
    scopes: [...scopes],
    state,
    prompt: 'select_account',
    loopbackClient: await listen(ports, state, watch, interrupt),
    openBrowser: async (url) => {
      const expiresAt = new Date(ports.clock.now().getTime() + TIME_LIMIT_MS).toISOString();
      ports.onBrowserPage({ url, opened: await ports.browser.open(url), expiresAt });
    },
  });
}

/** Replaces MSAL's listener, which Ctrl-C does not stop, which waits for ever, and which does not compare `state`. */
async function listen(
  ports: SignInPorts,
  state: string,
  watch: MethodSetup['watch'],
  interrupt: AbortSignal,
): Promise<ILoopbackClient> {
  const answered = deferred<AuthorizeResponse>();
  const listener = await ports.loopback.listen(REDIRECT_URI, (query) => {
    const { page, isOurs } = judgeCallback(query, state);
    if (isOurs) answered.resolve(reportRefusal(Object.fromEntries(query), watch));
    return page;
  });
  if (listener === null)
    throw new SetupError('UNAVAILABLE', 'No port is free for the browser to come back to.');
  return loopbackClient(listener, answered.promise, ports, interrupt);
}

/** The answer; a refusal is reported to the watch, since MSAL's error for it has neither number nor ids. */
function reportRefusal(answer: AuthorizeResponse, watch: MethodSetup['watch']): AuthorizeResponse {
  const refusal = parseTokenServiceError(answer);
  if (refusal !== null) watch.refused(refusal);
  return answer;
}

function loopbackClient(
  listener: Listener,
  answer: Promise<AuthorizeResponse>,
  ports: SignInPorts,
  interrupt: AbortSignal,
): ILoopbackClient {
  const over = new AbortController();
  const stop = AbortSignal.any([interrupt, over.signal]);
  return {
    listenForAuthCode: () => Promise.race([answer, giveUp(ports, stop)]),
    getRedirectUri: () => listener.redirectUri,
    closeServer: () => {
      over.abort();
      void listener.close();
    },
  };
}

async function giveUp({ clock }: SignInPorts, stop: AbortSignal): Promise<never> {
  await clock.sleep(TIME_LIMIT_MS, stop);
  throw new SetupError('NOT_SIGNED_IN', 'No answer came back from the browser within five minutes.', {
    advice: ['If the page shows an AADSTS number, look it up: entra-mcp-setup diagnose "AADSTS<number>"'],
  });
}
