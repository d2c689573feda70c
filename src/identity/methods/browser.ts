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
const TIME_LIMIT = 5 * 60_000;
/** Any port: both client ids that can be borrowed have `http://localhost` registered (facts: graph.md §4.6). */
const REDIRECT_URI = 'http://localhost';

/**
 * Signs in on a page in the person's browser. `InteractiveBrowserCredential` opens the page through the package
 * `open`, which it imports by itself and which nothing can replace (its `createBaseInteractiveRequest`, 4.13.1); so
 * this calls what it calls, `acquireTokenInteractive`, with our own browser, listener and transport.
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
      const expiresAt = new Date(ports.clock.now().getTime() + TIME_LIMIT).toISOString();
      ports.onBrowserPage({ url, opened: await ports.browser.open(url), expiresAt });
    },
  });
}

/** MSAL's own listener cannot be stopped by Ctrl-C, waits for ever and takes an answer to anybody's question. */
async function listen(
  ports: SignInPorts,
  state: string,
  watch: MethodSetup['watch'],
  interrupt: AbortSignal,
): Promise<ILoopbackClient> {
  const answered = deferred<AuthorizeResponse>();
  const listener = await ports.loopback.listen(REDIRECT_URI, (query) => {
    const { page, isOurs } = judgeCallback(query, state);
    if (isOurs) answered.resolve(noted(Object.fromEntries(query), watch));
    return page;
  });
  if (listener === null)
    throw new SetupError('UNAVAILABLE', 'No port is free for the browser to come back to.');
  return loopbackClient(listener, answered.promise, ports, interrupt);
}

/** MSAL's error for a refusal on the page keeps neither number nor ids apart. */
function noted(answer: AuthorizeResponse, watch: MethodSetup['watch']): AuthorizeResponse {
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
  const patience = AbortSignal.any([interrupt, over.signal]);
  return {
    listenForAuthCode: () => Promise.race([answer, giveUp(ports, patience)]),
    getRedirectUri: () => listener.redirectUri,
    closeServer: () => {
      over.abort();
      void listener.close();
    },
  };
}

async function giveUp({ clock }: SignInPorts, patience: AbortSignal): Promise<never> {
  await clock.sleep(TIME_LIMIT, patience);
  throw new SetupError('NOT_SIGNED_IN', 'No answer came back from the browser within five minutes.', {
    advice: ['If the page shows an AADSTS number, paste it into: entra-mcp-setup diagnose'],
  });
}
