import * as z from 'zod';

/** A refusal in the token service's own words (facts: graph.md §4.1). */
export interface TokenServiceError {
  /** The OAuth error, which Microsoft says to branch on; `unknown` where the body had none. */
  readonly error: string;
  /** The description without the AADSTS prefix and without the ids behind it. */
  readonly description: string;
  /** AADSTS number without the prefix. */
  readonly code: string | null;
  readonly suberror: string | null;
  /** A claims challenge: JSON as a string, to be passed on as it is. */
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

/** The refusal in a reply's body, a redirect's query or an exception's members; null when it holds none. */
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

/** The refusal that a program printed as text, such as `az`; null when no AADSTS number is in it. */
export function findTokenServiceError(text: string): TokenServiceError | null {
  const start = text.search(/AADSTS\d/);
  return start < 0 ? null : parseTokenServiceError({ error_description: text.slice(start) });
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const AADSTS = /AADSTS(\d{5,8})(?!\d)/g;
const ID = '([0-9a-zA-Z-]{1,40})';

/** Older services send pairs, an envelope and then the cause: the last number counts (facts: graph.md §4.1). */
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
