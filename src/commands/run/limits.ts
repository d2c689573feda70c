import type { CheckContext } from '../../core/check.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { AUTH_METHODS, type AuthMethod } from '../../identity/auth-method.ts';
import type { Outside } from '../../outside.ts';
import type { CommonFlags } from './common-options.ts';
import { wordOf } from './option.ts';
import type { JudgingFlags } from './shared-options.ts';

const DEFAULT_MAX_WAIT_MS = 180_000;
const DEFAULT_TIMEOUT_MS = 30_000;

/** The longest a run waits for Entra, in milliseconds. */
export function maxWaitOf({ maxWait = DEFAULT_MAX_WAIT_MS }: Pick<CommonFlags, 'maxWait'>): number {
  return maxWait;
}

/** The longest wait for one answer, in milliseconds. */
export function timeoutOf({ timeout = DEFAULT_TIMEOUT_MS }: Pick<CommonFlags, 'timeout'>): number {
  return timeout;
}

/** The moment of a judgement, its expiry limits in days, and the longest life that policy allows a secret. */
export function checkContext(
  { clock }: Pick<Outside, 'clock'>,
  tenant: Tenant | null,
  { expiryWarn = 30, expiryFail = 7 }: Pick<JudgingFlags, 'expiryWarn' | 'expiryFail'> = {},
): CheckContext {
  return {
    now: clock.now(),
    // What fails is never less than a warning, whichever line was moved.
    expiryWarnDays: Math.max(expiryWarn, expiryFail),
    expiryFailDays: expiryFail,
    maxSecretDays: (tenant && facetOf(tenant, 'appManagementPolicy')?.maxSecretDays) ?? null,
  };
}

/** The sign-in method asked for by flag or variable, or null for the default. */
export function authOf(
  { auth }: Pick<CommonFlags, 'auth'>,
  { env }: Pick<Outside, 'env'>,
): AuthMethod | null {
  const asked = auth ?? env.ENTRA_MCP_SETUP_AUTH;
  return asked === undefined || asked === '' ? null : wordOf(AUTH_METHODS, asked, '--auth');
}
