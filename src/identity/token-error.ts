import * as z from 'zod';
import { jsonOrNull } from '../core/json.ts';

/** An error of the token service (facts: graph.md §4.1). */
export interface TokenServiceError {
  /** The OAuth error; `unknown` where there is none. */
  readonly error: string;
  /** The description without the AADSTS number before it and the ids after it. */
  readonly description: string;
  /** AADSTS number, digits only. */
  readonly code: string | null;
  readonly suberror: string | null;
  /** A claims challenge: JSON as text, to be passed on as it is. */
  readonly claims: string | null;
  readonly traceId: string | null;
  readonly correlationId: string | null;
  readonly timestamp: string | null;
}

const optionalText = z.string().nullish().catch(null);

const wireError = z.object({
  error: optionalText,
  error_description: optionalText,
  error_codes: z.array(z.number()).nullish().catch(null),
  suberror: optionalText,
  claims: optionalText,
  trace_id: optionalText,
  correlation_id: optionalText,
  timestamp: optionalText,
});

/** The error in the body of a reply, the query of a redirect or the members of an exception; null where there is none. */
export function parseTokenServiceError(body: unknown): TokenServiceError | null {
  const wire = wireError.safeParse(typeof body === 'string' ? jsonOrNull(body) : body);
  if (!wire.success) return null;
  const { error, error_description: description, error_codes: codes } = wire.data;
  if (!error && !description) return null;
  const written = readErrorText(description ?? '');
  return {
    error: error ?? 'unknown',
    description: written.description,
    code: codes?.at(-1)?.toString() ?? written.code,
    suberror: wire.data.suberror || null,
    claims: wire.data.claims || null,
    traceId: wire.data.trace_id ?? written.traceId,
    correlationId: wire.data.correlation_id ?? written.correlationId,
    timestamp: wire.data.timestamp ?? written.timestamp,
  };
}

/** The error in a text that a program such as `az` printed; null where it has no AADSTS number. */
export function findTokenServiceError(text: string): TokenServiceError | null {
  const start = text.search(/AADSTS\d/);
  return start < 0 ? null : parseTokenServiceError({ error_description: text.slice(start) });
}

const AADSTS = /AADSTS(\d{5,8})(?!\d)/g;
const ID = '([0-9a-zA-Z-]{1,40})';

/** Of several numbers the last is the cause (facts: graph.md §4.1). */
function readErrorText(text: string) {
  const codes = [...text.matchAll(AADSTS)].map((match) => match[1] ?? '');
  const end = text.search(/\s*(?:Trace ID:|Correlation ID:|Timestamp:)/);
  const body = end < 0 ? text : text.slice(0, end);
  return {
    code: codes.at(-1) ?? null,
    description: (body.split(/AADSTS\d{5,8}:/).at(-1) ?? '').trim(),
    traceId: firstGroup(text, new RegExp(`Trace ID:\\s?${ID}`)),
    correlationId: firstGroup(text, new RegExp(`Correlation ID:\\s?${ID}`)),
    timestamp: firstGroup(text, /Timestamp:\s?(\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ)/),
  };
}

function firstGroup(text: string, pattern: RegExp): string | null {
  return pattern.exec(text)?.[1] ?? null;
}
