import { ANSWERS } from '../../core/answers.ts';
import type { Moment } from '../../core/check.ts';
import { DAY_MS } from '../../core/days.ts';
import { parseDuration } from '../../core/duration.ts';
import { isGuid } from '../../core/ids.ts';
import type { FailOn } from '../../core/report.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { SetupError } from '../../errors.ts';
import { AUTH_METHODS, type AuthMethod } from '../../identity/auth-method.ts';
import type { Outside } from '../../outside.ts';
import type { Flags } from './invocation.ts';

const DEFAULT_MAX_WAIT_MS = 180_000;
/** Timers take 2^31 - 1 milliseconds, which is less than 25 days; beyond that they fire at once. */
const LONGEST_WAIT_DAYS = 24;

/** The longest a run waits for Entra, in milliseconds. */
export function maxWaitOf({ maxWait }: Flags): number {
  return maxWait === undefined ? DEFAULT_MAX_WAIT_MS : waitFlag('--max-wait', maxWait);
}

/** The longest a whole run may last (`--deadline`), in milliseconds; null for as long as it takes. */
export function deadlineOf({ deadline }: Flags): number | null {
  if (deadline === undefined) return null;
  const milliseconds = waitFlag('--deadline', deadline);
  if (milliseconds > 0) return milliseconds;
  throw new SetupError('USAGE', '--deadline takes a duration above zero, such as 10m.');
}

function waitFlag(flag: string, text: string): number {
  const milliseconds = durationFlag(flag, text, 's');
  if (milliseconds <= LONGEST_WAIT_DAYS * DAY_MS) return milliseconds;
  throw new SetupError('USAGE', `${flag} takes ${LONGEST_WAIT_DAYS}d at most, not ${text}.`);
}

function durationFlag(flag: string, text: string, bareUnit: 's' | 'd'): number {
  const milliseconds = parseDuration(text, bareUnit);
  if (milliseconds !== null) return milliseconds;
  throw new SetupError('USAGE', `${flag} takes a duration such as 30s, 5m or 30d, not ${text}.`);
}

/** When a judgement is made and where its lines are. */
export function momentOf(flags: Flags, { clock }: Pick<Outside, 'clock'>, tenant: Tenant | null): Moment {
  const days = (flag: string, text: string | undefined, fallback: number): number =>
    text === undefined ? fallback : durationFlag(flag, text, 'd') / DAY_MS;
  const expiryFailDays = days('--expiry-fail', flags.expiryFail, 7);
  return {
    now: clock.now(),
    // What fails is never less than a warning, whichever line was moved.
    expiryWarnDays: Math.max(days('--expiry-warn', flags.expiryWarn, 30), expiryFailDays),
    expiryFailDays,
    maxSecretDays: (tenant && facetOf(tenant, 'appManagementPolicy')?.maxSecretDays) ?? null,
  };
}

const FAIL_ON: readonly FailOn[] = ['error', 'warning', 'never'];

export function failOnOf({ failOn = 'error' }: Flags): FailOn {
  const line = FAIL_ON.find((one) => one === failOn);
  if (line) return line;
  throw new SetupError('USAGE', `--fail-on takes ${FAIL_ON.join(', ')}, not ${failOn}.`);
}

/** The sign-in method asked for by flag or variable, or null for the default. */
export function authOf({ auth }: Flags, { env }: Pick<Outside, 'env'>): AuthMethod | null {
  const asked = auth ?? env.ENTRA_MCP_SETUP_AUTH;
  if (asked === undefined || asked === '') return null;
  const method = AUTH_METHODS.find((one) => one === asked);
  if (method) return method;
  throw new SetupError('USAGE', `--auth takes ${AUTH_METHODS.join(', ')}, not ${asked}.`);
}

export function signInClientOf({ signInClient }: Flags): string | null {
  if (signInClient === undefined) return null;
  if (isGuid(signInClient)) return signInClient;
  throw new SetupError(
    'USAGE',
    `--sign-in-client takes the app id of a client, a GUID, not ${signInClient}.`,
  );
}

/** Refuses wrong values of the common flags at once, before anything is asked or contacted. */
export function checkCommonFlags(flags: Flags, outside: Pick<Outside, 'env' | 'clock'>): void {
  maxWaitOf(flags);
  deadlineOf(flags);
  momentOf(flags, outside, null);
  failOnOf(flags);
  authOf(flags, outside);
  signInClientOf(flags);
  if (flags.timeout !== undefined && waitFlag('--timeout', flags.timeout) <= 0)
    throw new SetupError('USAGE', '--timeout takes a duration above zero, such as 30s.');
  if (flags.color !== undefined && !['auto', 'always', 'never'].includes(flags.color))
    throw new SetupError('USAGE', `--color takes auto, always or never, not ${flags.color}.`);
  if (flags.cloud !== undefined) {
    const parsed = ANSWERS.cloud.parse(flags.cloud);
    if ('problem' in parsed) throw new SetupError('USAGE', parsed.problem);
  }
}

/** `--timeout` in milliseconds: the longest wait for one answer. */
export function timeoutOf({ timeout }: Flags): number {
  return timeout === undefined ? 30_000 : (parseDuration(timeout) ?? 30_000);
}
