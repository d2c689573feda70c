import { SetupError } from '../errors.ts';
import type { Transport } from '../ports.ts';
import { parseTokenServiceError, type TokenServiceError } from './token-error.ts';

/** Why the last request failed: the service refused it, or there was no answer that could be read. */
export type SignInFailure =
  | { readonly kind: 'refused'; readonly refusal: TokenServiceError }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Remembers how the last step of a sign-in failed, since the SDK's own errors tell less. */
export interface Watch {
  /** The transport, watched. */
  over(transport: Transport): Transport;
  /** Runs `work` and remembers its error: one that is thrown in a callback of the SDK loses its type. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Remembers a refusal that did not come as an HTTP reply. */
  refused(refusal: TokenServiceError): void;
  lastFailure(): SignInFailure | null;
}

/** The normal replies while a device code has not been entered. */
const STILL_WAITING: readonly string[] = ['authorization_pending', 'slow_down'];

/**
 * The SDKs keep only parts of a refusal (suberror, claims and trace id are lost in AuthenticationRequiredError) and
 * nothing of a failed connection, so both are taken from the transport.
 */
export function watchFailures(): Watch {
  let failure: SignInFailure | null = null;
  const during: Watch['during'] = async (work) => {
    failure = null;
    try {
      return await work();
    } catch (error) {
      failure = { kind: 'failed', error };
      throw error;
    }
  };
  const over =
    (transport: Transport): Transport =>
    async (request) => {
      const response = await during(() => transport(request));
      failure = await failureOf(request, response.clone());
      return response;
    };
  const refused = (refusal: TokenServiceError) => {
    failure = { kind: 'refused', refusal };
  };
  return { over, during, refused, lastFailure: () => failure };
}

async function failureOf(request: Request, response: Response): Promise<SignInFailure | null> {
  const text = await response.text();
  if (!isJson(text)) return { kind: 'failed', error: pageInsteadOfJson(request, response) };
  if (response.ok) return null;
  const refusal = parseTokenServiceError(text);
  return refusal === null || STILL_WAITING.includes(refusal.error) ? null : { kind: 'refused', refusal };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function pageInsteadOfJson(request: Request, response: Response): SetupError {
  const { host } = new URL(request.url);
  return new SetupError(
    'UNAVAILABLE',
    `${host} answered with something that is not JSON (HTTP ${response.status}).`,
    {
      advice: [
        'A proxy or a network login page may stand in between: open the address in a browser on this machine.',
      ],
    },
  );
}
