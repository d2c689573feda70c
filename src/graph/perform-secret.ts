import type { Change } from '../core/changes/index.ts';
import { dayOf } from '../core/days.ts';
import { daysAfter } from '../core/expiry.ts';
import { Secret } from '../core/secret.ts';
import { SetupError } from '../errors.ts';
import type { ChangeResult } from './change-result.ts';
import { parseFailure } from './failure.ts';
import { requestSecret } from './lost-secret.ts';
import { type RunState, withFacts } from './run-state.ts';
import { parseNewSecret } from './wire.ts';
import { currentApplication, type WriteEnvironment } from './write.ts';

/** Lifetimes to try, in days, when a policy that could not be read refuses the one that was asked for. */
const SHORTER_LIVES = [365, 180, 90, 60, 30, 7];

/** Creates a client secret. Graph shows its value this once, so the caller has made sure that it can be written somewhere. */
export async function performAddSecret(
  environment: WriteEnvironment,
  runState: RunState,
  change: Extract<Change, { kind: 'add-secret' }>,
  doing: string,
): Promise<ChangeResult> {
  const application = await currentApplication(environment, runState, 'server');
  const { displayName, endDateTime } = change;
  const held = [application, runState.server.observed].flatMap((one) => one?.passwordCredentials ?? []);
  const { objectId } = application;
  for (const end of livesToTry(endDateTime, environment.graph.clock.now())) {
    const secret = { objectId, held: held.map(({ keyId }) => keyId), displayName, endDateTime: end };
    const { reply, notice } = await requestSecret(environment, secret, { doing, accepts: isTooLong });
    if (reply.status >= 400) continue;
    const { keyId, secretText } = parseNewSecret(reply.body);
    return {
      runState: withFacts(runState, 'server', { application }),
      issued: { kind: 'secret', keyId, displayName, endDateTime: end, secret: new Secret(secretText) },
      notice: [cappedNotice(change, end), notice].filter((one) => one !== null).join(' ') || null,
    };
  }
  throw new SetupError('POLICY', `A policy of the tenant allows no secret that lives a week: ${doing}.`, {
    advice: ['Use a certificate: --credential certificate --create-certificate'],
  });
}

function livesToTry(endDateTime: string, now: Date): readonly string[] {
  const shorter = SHORTER_LIVES.map((days) => daysAfter(now, days)).filter((end) => end < endDateTime);
  return [endDateTime, ...shorter];
}

function isTooLong(reply: Parameters<typeof parseFailure>[0]): boolean {
  return /lifetime exceeds/i.test(parseFailure(reply).message);
}

function cappedNotice(
  { endDateTime, cappedFromMonths }: Extract<Change, { kind: 'add-secret' }>,
  end: string,
): string | null {
  if (cappedFromMonths === null && end === endDateTime) return null;
  return `A policy of the tenant caps the life of secrets: this one ends on ${dayOf(end)}.`;
}
