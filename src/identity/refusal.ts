import { aadstsRow } from '../core/aadsts/index.ts';
import { AZURE_CLI_APP_ID } from '../core/ids.ts';
import { SetupError } from '../errors.ts';
import {
  BUSY,
  CODE_EXPIRED,
  DECLINED,
  MEANINGS,
  type Meaning,
  OTHER_BLOCK,
  OTHER_CREDENTIAL,
  OTHER_REFUSAL,
  type SignInContext,
} from './refusal-meanings.ts';
import type { TokenServiceError } from './token-error.ts';

/** For numbers without a kind: the OAuth error, which Microsoft documents as the value to branch on. */
const BY_OAUTH_ERROR: Readonly<Record<string, Meaning>> = {
  access_denied: DECLINED,
  authorization_declined: DECLINED,
  code_expired: CODE_EXPIRED,
  expired_token: CODE_EXPIRED,
  bad_verification_code: CODE_EXPIRED,
  consent_required: OTHER_BLOCK,
  interaction_required: OTHER_BLOCK,
  login_required: OTHER_BLOCK,
  invalid_client: OTHER_CREDENTIAL,
  server_error: BUSY,
  temporarily_unavailable: BUSY,
};

/** The error of an operator whose sign-in the token service refused. */
export function refusalError(refusal: TokenServiceError, context: SignInContext): SetupError {
  const meaning = meaningOf(refusal);
  return new SetupError(meaning.errorCode, sentence(meaning.says(context)), {
    ...codeOf(refusal),
    ...(refusal.correlationId === null ? {} : { correlationId: refusal.correlationId }),
    advice: meaning.advice(context),
    detail: supportLine(refusal),
  });
}

/** By the kind of the number, else by the OAuth error. */
function meaningOf({ code, error }: TokenServiceError): Meaning {
  const kind = code === null ? null : (aadstsRow(code)?.refusal ?? null);
  return kind === null ? (BY_OAUTH_ERROR[error] ?? OTHER_REFUSAL) : MEANINGS[kind];
}

function codeOf({ code }: TokenServiceError): { readonly aadsts?: string } {
  return code === null ? {} : { aadsts: code };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What support asks for: the error in the service's words, trace id and time. */
function supportLine({ error, description, suberror, traceId, timestamp }: TokenServiceError): string {
  const parts = [
    suberror === null ? error : `${error} (${suberror})`,
    description,
    traceId === null ? '' : `Trace ID: ${traceId}`,
    timestamp === null ? '' : `Timestamp: ${timestamp}`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** The client application as the sign-in page names it. */
export function clientName(clientId: string | null): string {
  if (clientId === null) return 'the signed-in application';
  return clientId === AZURE_CLI_APP_ID ? 'Microsoft Azure CLI' : `app ${clientId}`;
}
