import { isGuid } from '../../core/ids.ts';
import type { Directory } from '../replicas.ts';
import { missingParameter } from './aadsts.ts';
import type { ErrorTrace } from './aadsts-error.ts';

/** One request to the token service with what every step of answering it needs. */
export interface TokenExchange {
  readonly directory: Directory;
  readonly host: string;
  /** The tenant segment of the path, as sent. */
  readonly tenant: string;
  /** The form of a POST, the query of a GET. */
  readonly form: URLSearchParams;
  readonly trace: ErrorTrace;
  /** Whether somebody is signed in to the browser that asks: it brings the sign-in host's cookie. */
  readonly isSignedIn: boolean;
  readonly pickUser: UserPicker;
}

export interface SignInChoice {
  readonly clientId: string;
  readonly flow: 'device-code' | 'browser';
  readonly loginHint: string | null;
}

/** Names the account that completes a sign-in; null leaves it to the hint and `signedInUser`. */
export type UserPicker = (choice: SignInChoice) => string | null;

/** The parameter's value; its absence is AADSTS900144. */
export function requiredField(exchange: TokenExchange, name: string): string {
  const value = exchange.form.get(name);
  if (value === null || value === '') throw missingParameter(name);
  return value;
}

export const secondsNow = (exchange: TokenExchange): number =>
  Math.floor(exchange.directory.outside.now().getTime() / 1000);

/** The cookie of a browser in which somebody is signed in. */
export const SESSION_COOKIE = 'ESTSAUTH=practice';

/** Entra takes the caller's client-request-id for the correlation id. */
export function traceOf(directory: Directory, request: Request, url: URL): ErrorTrace {
  const sent = request.headers.get('client-request-id') ?? url.searchParams.get('client-request-id');
  return {
    traceId: directory.outside.uuid(),
    correlationId: sent !== null && isGuid(sent) ? sent : directory.outside.uuid(),
    at: directory.outside.now(),
  };
}
