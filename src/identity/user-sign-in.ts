import type { Clock, Transport } from '../ports.ts';
import type { DescribedRequest, TokenOutcome } from './token-request.ts';

/** Nobody came back. Errors about the app, its redirect URI or the tenant stay on the page (facts: graph.md §4.3). */
export interface NoAnswer {
  readonly outcome: 'no-answer';
  readonly waitedMilliseconds: number;
}

/** A person's sign-in to the client app, with all that was sent for it. */
export interface UserSignIn {
  readonly sent: readonly DescribedRequest[];
  readonly outcome: TokenOutcome | NoAnswer;
}

export interface UserSignInPorts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly interrupt: AbortSignal;
}

/** The longest wait that a busy token service may ask for, and for the person. Milliseconds. */
export interface SignInLimits {
  readonly maxWait: number;
  readonly timeLimit: number;
}
