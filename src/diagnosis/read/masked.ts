const DOTS = '••••';
/** Tokens, codes of the token service, and client secrets, wherever they stand. */
const OPAQUE =
  /eyJ[\w-]{6,1000000}(?:\.[\w-]{0,1000000}){0,4}|\b[01M]\.[AC][\w.!*$-]{16,}|[\w.~-]{3}[78]Q~[\w.~-]{20,}/g;
/** Parameters that may carry one; `code_challenge` and its like say nothing. */
const PARAMETER =
  /((?:^|[?&#;\s])(?:(?:device_)?code|code_verifier|key|state|nonce|session_state|[\w-]*(?:secret|token|assertion|passw(?:or)?d|pwd|sig|signature|api_?key))=)[^&#;\s]+/gi;
const USER_INFO = /(\/\/)[^/?#@\s]*@/g;

/** A value lifted out of a paste, without the secrets inside: what is lifted may be shown in every format. */
export function masked(value: string): string {
  return value.replace(USER_INFO, `$1${DOTS}@`).replace(PARAMETER, `$1${DOTS}`).replace(OPAQUE, DOTS);
}
