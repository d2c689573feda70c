/** How an error reaches the caller of `/authorize`: on the redirect URI, or only on Microsoft's page. */
export type Shown = 'redirect' | 'page';

export interface AadstsDetails {
  readonly status?: number;
  readonly suberror?: string;
  /** A JSON string, not an object (recording 34). */
  readonly claims?: string;
  readonly shown?: Shown;
}

/** An answer of the token service that is an AADSTS error. */
export class AadstsError extends Error {
  /** Null for the few errors that carry no number. */
  readonly number: number | null;
  readonly error: string;
  readonly details: AadstsDetails;

  constructor(number: number | null, error: string, message: string, details: AadstsDetails = {}) {
    super(message);
    this.name = 'AadstsError';
    this.number = number;
    this.error = error;
    this.details = details;
  }
}

export interface ErrorTrace {
  readonly traceId: string;
  readonly correlationId: string;
  readonly at: Date;
}

/** Codes whose recorded texts join the trace with blanks; the others use line ends (recordings 31, 35, 37). */
const JOINED_BY_BLANKS: ReadonlySet<number | null> = new Set([70016, 500011, 65002]);

const stamp = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')}Z`;

export function errorText(error: AadstsError, trace: ErrorTrace): string {
  const text = error.number === null ? error.message : `AADSTS${error.number}: ${error.message}`;
  const parts = [
    text,
    `Trace ID: ${trace.traceId}`,
    `Correlation ID: ${trace.correlationId}`,
    `Timestamp: ${stamp(trace.at)}`,
  ];
  return parts.join(JOINED_BY_BLANKS.has(error.number) ? ' ' : '\r\n');
}

/** The JSON of a failed token request (facts: graph.md §4.1). */
export function errorBody(error: AadstsError, trace: ErrorTrace): Readonly<Record<string, unknown>> {
  const { suberror, claims } = error.details;
  return {
    error: error.error,
    error_description: errorText(error, trace),
    error_codes: error.number === null ? [] : [error.number],
    timestamp: stamp(trace.at),
    trace_id: trace.traceId,
    correlation_id: trace.correlationId,
    ...(error.number === null
      ? {}
      : { error_uri: `https://login.microsoftonline.com/error?code=${error.number}` }),
    ...(suberror === undefined ? {} : { suberror }),
    ...(claims === undefined ? {} : { claims }),
  };
}

/** `invalid_client` is 401, the rest 400 (facts: graph.md §4.1, recording 32). */
export const statusOf = (error: AadstsError): number =>
  error.details.status ?? (error.error === 'invalid_client' ? 401 : 400);
