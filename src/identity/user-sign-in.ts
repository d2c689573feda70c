import type { Clock, Transport } from '../ports.ts';
import type { DescribedRequest, TokenOutcome } from './token-request.ts';

/** No redirect came, or no code was entered, in time. Errors about the app, redirect URI or tenant stay on the page (facts: graph.md §4.3). */
export interface NoAnswer {
  readonly outcome: 'no-answer';
  readonly waitedMilliseconds: number;
}

/** The outcome of a user's sign-in to the client app, with the requests that were sent. */
export interface UserSignIn {
  readonly sent: readonly DescribedRequest[];
  readonly outcome: TokenOutcome | NoAnswer;
}

export interface UserSignInPorts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly interrupt: AbortSignal;
}

/** The longest wait that a busy token service may ask for, and the longest wait for the user. Milliseconds. */
export interface SignInLimits {
  readonly maxWait: number;
  readonly timeLimit: number;
}
