/** Why a command could not do what was asked. Closed: every code has an exit code below. */
export type ErrorCode =
  | 'USAGE'
  | 'CONFIG_INVALID'
  | 'MISSING_ANSWERS'
  | 'FILE_INVALID'
  | 'FILE_NOT_WRITABLE'
  | 'INCONCLUSIVE'
  | 'NOT_SIGNED_IN'
  | 'SIGN_IN_BLOCKED'
  | 'SIGN_IN_EXPIRED'
  | 'WRONG_TENANT'
  | 'FORBIDDEN'
  | 'POLICY'
  | 'CONFLICT'
  | 'TENANT_MOVED'
  | 'STOPPED_HALF_WAY'
  | 'UNAVAILABLE'
  | 'THROTTLED'
  | 'REJECTED'
  | 'INTERRUPTED'
  | 'TERMINATED'
  | 'BUG';

/** Exit codes by error. */
export const EXIT_CODES: Readonly<Record<ErrorCode, number>> = {
  USAGE: 2,
  CONFIG_INVALID: 2,
  MISSING_ANSWERS: 2,
  FILE_INVALID: 2,
  FILE_NOT_WRITABLE: 2,
  INCONCLUSIVE: 3,
  NOT_SIGNED_IN: 4,
  SIGN_IN_BLOCKED: 4,
  SIGN_IN_EXPIRED: 4,
  WRONG_TENANT: 4,
  FORBIDDEN: 5,
  POLICY: 5,
  CONFLICT: 5,
  TENANT_MOVED: 2,
  STOPPED_HALF_WAY: 6,
  UNAVAILABLE: 7,
  THROTTLED: 7,
  REJECTED: 70,
  INTERRUPTED: 130,
  TERMINATED: 143,
  BUG: 70,
};

export interface ErrorDetails {
  /** What to type or whom to ask next, most useful first. */
  readonly advice?: readonly string[];
  /** AADSTS number without the prefix, as in the error's own `error_codes`. */
  readonly aadsts?: string;
  readonly correlationId?: string;
  /** More for support: trace id, time, Graph's own code and message. */
  readonly detail?: string;
  readonly cause?: unknown;
}

/** The only error this program throws on purpose. `message` says what is; `advice` says what to do. */
export class SetupError extends Error {
  readonly code: ErrorCode;
  readonly advice: readonly string[];
  readonly aadsts: string | null;
  readonly correlationId: string | null;
  readonly detail: string | null;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'SetupError';
    this.code = code;
    this.advice = details.advice ?? [];
    this.aadsts = details.aadsts ?? null;
    this.correlationId = details.correlationId ?? null;
    this.detail = details.detail ?? null;
  }

  get exitCode(): number {
    return EXIT_CODES[this.code];
  }

  /** What support needs to find this failure again, to be handed on to an error that replaces this one. */
  get traces(): Pick<ErrorDetails, 'aadsts' | 'correlationId' | 'detail'> {
    return {
      ...(this.aadsts === null ? {} : { aadsts: this.aadsts }),
      ...(this.correlationId === null ? {} : { correlationId: this.correlationId }),
      ...(this.detail === null ? {} : { detail: this.detail }),
    };
  }
}

/**
 * The error for an answer that the service itself never gives: a page in place of JSON, a redirect, a form without its
 * members. A proxy or login page in between sent it, so the service counts as not reached, and it is no bug of ours.
 */
export function strangeAnswer(sentence: string, detail: string): SetupError {
  return new SetupError('UNAVAILABLE', sentence, {
    advice: [
      'A proxy or a network login page may stand in between: open the address in a browser on this machine.',
    ],
    detail,
  });
}
