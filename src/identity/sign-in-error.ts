import { SetupError } from '../errors.ts';
import { refusalError } from './refusal.ts';
import type { SignInContext } from './refusal-meanings.ts';
import { findTokenServiceError } from './token-error.ts';
import type { SignInFailure } from './watch.ts';

/** MSAL's error code for a device code that was not entered in time. */
const EXPIRED_HERE = 'device_code_expired';

/**
 * The error for an exception of a credential. The request that failed tells most, so it comes first; of the exception's own
 * message only AADSTS numbers and the first line are used.
 */
export function signInError(
  thrown: unknown,
  failure: SignInFailure | null,
  context: SignInContext,
): SetupError {
  if (thrown instanceof SetupError) return thrown;
  if (failure?.kind === 'failed' && failure.error instanceof SetupError) return failure.error;
  if (failure?.kind === 'refused') return refusalError(failure.refusal, context);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const refusal = findTokenServiceError(message);
  if (refusal !== null) return refusalError(refusal, context);
  if (message.includes(EXPIRED_HERE) || /device code has expired/i.test(message)) return expiredHere(context);
  return new SetupError('NOT_SIGNED_IN', `Signing in by ${context.method} failed.`, {
    detail: firstLine(message),
  });
}

function expiredHere(context: SignInContext): SetupError {
  const expired = { error: 'expired_token', description: '', code: null, suberror: null, claims: null };
  return refusalError({ ...expired, traceId: null, correlationId: null, timestamp: null }, context);
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.slice(0, 300) ?? '';
}
