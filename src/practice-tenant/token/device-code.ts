import type { Principal } from '../principals.ts';
import type { PracticeBehaviour } from '../state-settings.ts';
import { clientIsPublic } from './aadsts-credentials.ts';
import { AadstsError } from './aadsts-error.ts';
import {
  authorizationPending,
  codeRedeemed,
  deviceCodeExpired,
  deviceCodeUnknown,
} from './aadsts-requests.ts';
import type { TokenSubject } from './claims.ts';
import { bringsCredential, provenClient } from './client-proof.ts';
import { requestingClient, signingInUser } from './clients.ts';
import { requiredField, secondsNow, type TokenExchange } from './exchange.ts';
import { issueForUser } from './issue.ts';
import { assertScopesExist, wantedFrom } from './scopes.ts';
import { completeSignIn, type Obstacle } from './sign-in.ts';
import { signToken, verifiedPayload } from './signing.ts';

const LIFETIME_SECONDS = 900;
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

const userCode = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length] ?? 'A').join('');

/** Starts a device code sign-in (recording 30). Only the scope is judged here; the client is when it polls. */
export async function startDeviceCode(
  exchange: TokenExchange,
): Promise<Readonly<Record<string, string | number>>> {
  const client = requestingClient(exchange);
  const scope = requiredField(exchange, 'scope');
  assertScopesExist(client, wantedFrom(exchange, scope, 'token'), { scope, endpoint: 'token' });
  const { state, outside } = exchange.directory;
  const { deviceCodeInterval, deviceCodeLifetime: lifetime = LIFETIME_SECONDS } = state.behaviour;
  const exp = secondsNow(exchange) + lifetime;
  const payload = {
    use: 'device',
    jti: outside.uuid(),
    tid: state.tenant.id,
    client: client.appId,
    scope,
    exp,
  };
  const code = userCode(outside.bytes(9));
  return {
    user_code: code,
    device_code: await signToken(state, { payload }),
    verification_uri: 'https://microsoft.com/devicelogin',
    expires_in: lifetime,
    interval: deviceCodeInterval,
    message: `To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code ${code} to authenticate.`,
  };
}

interface DeviceCode {
  readonly jti: string;
  readonly scope: string;
}

async function redeemable(exchange: TokenExchange, client: Principal): Promise<DeviceCode> {
  const { state } = exchange.directory;
  const payload = await verifiedPayload(state, requiredField(exchange, 'device_code'));
  const { jti = '', exp = 0 } = payload ?? {};
  if (payload?.use !== 'device' || payload.client !== client.appId) throw deviceCodeUnknown();
  if (exp <= secondsNow(exchange)) throw deviceCodeExpired();
  if (state.redeemedCodes.includes(jti)) throw codeRedeemed();
  return { jti, scope: String(payload.scope) };
}

/** Refuses the first poll with `authorization_pending`, as if the person had not entered the code yet. */
function assertAnswered(exchange: TokenExchange, { jti }: DeviceCode): void {
  const { state } = exchange.directory;
  const polls = (state.deviceCodePolls[jti] ?? 0) + 1;
  state.deviceCodePolls[jti] = polls;
  state.revision += 1;
  if (polls === 1) throw authorizationPending();
}

/** Without a redirect URI `isFallbackPublicClient` decides; null means confidential (facts: graph.md §2). */
async function callerWithoutRedirect(exchange: TokenExchange, client: Principal): Promise<TokenSubject> {
  const isPublic = client.application === null || client.application.isFallbackPublicClient === true;
  if (!isPublic) return provenClient(exchange, client);
  if (bringsCredential(exchange)) throw clientIsPublic();
  return { client, proof: '0' };
}

const OBSTACLE: Readonly<Record<PracticeBehaviour['deviceCode'], Obstacle>> = {
  allowed: 'none',
  blocked: 'blocked',
  'blocked-on-page': 'blocked',
  declined: 'declined',
};

function close(exchange: TokenExchange, { jti }: DeviceCode): void {
  const { state } = exchange.directory;
  state.redeemedCodes = [...state.redeemedCodes, jti].slice(-100);
  delete state.deviceCodePolls[jti];
}

/** Where the page alone shows the refusal, whoever polls waits until the code expires (recording 48). */
function answered<Result>(exchange: TokenExchange, { jti }: DeviceCode, complete: () => Result): Result {
  const { behaviour, deviceCodePolls } = exchange.directory.state;
  if (behaviour.deviceCode !== 'blocked-on-page') return complete();
  // The person meets the page once, however long the poller goes on.
  if ((deviceCodePolls[jti] ?? 0) > 2) throw authorizationPending();
  try {
    return complete();
  } catch (error) {
    throw error instanceof AadstsError ? authorizationPending() : error;
  }
}

export async function pollDeviceCode(
  exchange: TokenExchange,
): Promise<Readonly<Record<string, string | number>>> {
  const client = requestingClient(exchange);
  const code = await redeemable(exchange, client);
  assertAnswered(exchange, code);
  const caller = await callerWithoutRedirect(exchange, client);
  const wanted = wantedFrom(exchange, code.scope, 'token');
  const user = signingInUser(exchange, { clientId: client.appId, flow: 'device-code', loginHint: null });
  const obstacle = OBSTACLE[exchange.directory.state.behaviour.deviceCode];
  const scopes = answered(exchange, code, () =>
    completeSignIn(exchange, { client, wanted, user, interaction: 'interactive' }, obstacle),
  );
  close(exchange, code);
  return issueForUser(exchange, { caller, wanted, user, scopes, nonce: null });
}
