import { fullScopeFor } from '../../core/blueprint.ts';
import { wantedRedirectUris } from '../../core/redirect-uris.ts';
import { counted } from '../../core/words.ts';
import { SetupError } from '../../errors.ts';
import {
  signInUserByBrowser,
  signInUserByDeviceCode,
  type UserSignIn,
} from '../../identity/token-service.ts';
import type { Outside } from '../../outside.ts';
import { withDeviceCode } from '../../ui/device-code.ts';
import { again } from '../run/again.ts';
import { maxWaitOf } from '../run/limits.ts';
import { showCode, showPage } from '../run/sign-in-screen.ts';
import { type ChainSetup, failedHop, saySent, type TokenHop, tokenHop } from './chain-hop.ts';

/** Which user signs in, and the claims challenge that made them sign in again. */
export interface UserOfWalk {
  readonly user: 'first' | 'second';
  readonly challenge: string | null;
}

/** What a walk takes of the outside: a user signs in, and tokens are sent on. */
export type WalkOutside = Pick<
  Outside,
  | 'browser'
  | 'clock'
  | 'interrupt'
  | 'launch'
  | 'loopback'
  | 'practice'
  | 'progress'
  | 'random'
  | 'stream'
  | 'terminal'
  | 'transport'
>;

/** Time a person has to sign in, in milliseconds. */
const SIGN_IN_LIMIT_MS = 300_000;

/** Signs a user in to the client app, as an MCP client does. */
export async function signInUser(
  outside: WalkOutside,
  setup: ChainSetup,
  who: UserOfWalk,
): Promise<TokenHop> {
  const scope = fullScopeFor(setup.blueprint, setup.serverAppId);
  const request = {
    endpoint: { cloud: setup.blueprint.cloud, tenant: setup.tenant },
    clientId: setup.clientAppId,
    scopes: [scope, 'openid', 'profile', 'offline_access'],
    claims: who.challenge,
  };
  try {
    const { sent, outcome } = await requestUserToken(outside, setup, request, who);
    saySent(outside, setup, sent);
    return outcome.outcome === 'no-answer'
      ? failedHop('client-signin', nobodyCame(outside, setup, outcome.waitedMilliseconds), null)
      : tokenHop('client-signin', outcome, `Signed in to the client app for ${scope}.`);
  } catch (error) {
    if (error instanceof SetupError && error.aadsts !== null)
      return failedHop('client-signin', error.message, error.message);
    throw error;
  }
}

function nobodyCame(
  { launch }: Pick<Outside, 'launch'>,
  { userAuth }: ChainSetup,
  milliseconds: number,
): string {
  const nobody = `Nobody came back within ${counted(Math.round(milliseconds / 60_000), 'minute')}.`;
  return userAuth === 'device-code'
    ? `${nobody} The page may have refused with 53003 or 530035, where a policy blocks device codes: then sign in by browser, ${again(launch, '--user-auth browser')}`
    : `${nobody} The page may show an error that Entra never sends back, such as AADSTS50011.`;
}

type UserRequest = Parameters<typeof signInUserByDeviceCode>[0];

function requestUserToken(
  outside: WalkOutside,
  setup: ChainSetup,
  request: UserRequest,
  { user }: UserOfWalk,
): Promise<UserSignIn> {
  const limits = { maxWait: maxWaitOf(setup.flags), timeLimit: SIGN_IN_LIMIT_MS };
  if (setup.userAuth === 'device-code') {
    return withDeviceCode(outside, (onCode) =>
      signInUserByDeviceCode(request, limits, {
        ...outside,
        onDeviceCode: (prompt) => showCode(prompt, outside, '--user-auth browser', onCode),
      }),
    );
  }
  const redirectUris = wantedRedirectUris('client', setup.blueprint);
  const prompt = user === 'second' ? 'select_account' : null;
  return signInUserByBrowser({ ...request, redirectUris, prompt }, limits, {
    ...outside,
    onBrowserPage: (page) => showPage(outside, page),
  });
}
