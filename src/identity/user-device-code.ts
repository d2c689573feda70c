import * as z from 'zod';
import { Secret } from '../core/secret.ts';
import { deviceCodePoll, deviceCodeStart, type UserSignInRequest } from './grants.ts';
import type { DeviceCodePrompt } from './methods/method.ts';
import { withRetries } from './retry.ts';
import {
  describeRequest,
  parseJson,
  parseTokenReply,
  parseWire,
  requestToken,
  type TokenOutcome,
  type TokenReply,
  type TokenRequest,
} from './token-request.ts';
import type { NoAnswer, SignInLimits, UserSignIn, UserSignInPorts } from './user-sign-in.ts';

export interface DeviceCodePorts extends UserSignInPorts {
  onDeviceCode(prompt: DeviceCodePrompt): void;
}

/** In seconds (RFC 8628 §3.5). */
const SLOW_DOWN_BY_S = 5;
const DEFAULT_INTERVAL_S = 5;

const wireCode = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1),
  verification_uri: z.string().min(1),
  expires_in: z.coerce.number(),
  interval: z.coerce.number().positive().catch(DEFAULT_INTERVAL_S),
  message: z.string().catch(''),
});
type DeviceCode = z.infer<typeof wireCode>;

/** Signs a user in to the client app by device code, as MCP clients without a browser do. */
export async function signInUserByDeviceCode(
  request: UserSignInRequest,
  limits: SignInLimits,
  ports: DeviceCodePorts,
): Promise<UserSignIn> {
  const { clock, interrupt } = ports;
  const transport = withRetries(ports.transport, { clock, interrupt, maxWait: limits.maxWait });
  const start = deviceCodeStart(request);
  const started = parseDeviceCode(await requestToken(start, transport));
  if ('outcome' in started) return { sent: [describeRequest(start)], outcome: started };
  ports.onDeviceCode(promptFor(started, ports));
  const poll = deviceCodePoll(request, new Secret(started.device_code));
  const outcome = await pollUntilAnswered(poll, started, limits, { ...ports, transport });
  return { sent: [describeRequest(start), describeRequest(poll)], outcome };
}

/** The device code, or the refusal that came instead. */
function parseDeviceCode(reply: TokenReply): DeviceCode | TokenOutcome {
  if (reply.status >= 400) return parseTokenReply(reply);
  return parseWire(wireCode, parseJson(reply), reply);
}

function promptFor(code: DeviceCode, { clock }: UserSignInPorts): DeviceCodePrompt {
  return {
    userCode: code.user_code,
    verificationUri: code.verification_uri,
    message: code.message,
    expiresAt: new Date(clock.now().getTime() + code.expires_in * 1000).toISOString(),
  };
}

async function pollUntilAnswered(
  poll: TokenRequest,
  code: DeviceCode,
  { timeLimit }: SignInLimits,
  { transport, clock, interrupt }: UserSignInPorts,
): Promise<TokenOutcome | NoAnswer> {
  const begun = clock.now().getTime();
  const waited = () => clock.now().getTime() - begun;
  let interval = code.interval;
  while (waited() < Math.min(timeLimit, code.expires_in * 1000)) {
    await clock.sleep(interval * 1000, interrupt);
    const outcome = parseTokenReply(await requestToken(poll, transport));
    if (!isStillWaiting(outcome)) return outcome;
    if (outcome.error.error === 'slow_down') interval += SLOW_DOWN_BY_S;
  }
  return { outcome: 'no-answer', waitedMilliseconds: waited() };
}

function isStillWaiting(outcome: TokenOutcome): outcome is Extract<TokenOutcome, { outcome: 'refused' }> {
  return (
    outcome.outcome === 'refused' && ['authorization_pending', 'slow_down'].includes(outcome.error.error)
  );
}
