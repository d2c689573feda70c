const DOTS = '••••';
/** Tokens, authorization codes and client secrets, by their form. */
const OPAQUE =
  /eyJ[\w-]{6,1000000}(?:\.[\w-]{0,1000000}){0,4}|\b[01M]\.[AC][\w.!*$-]{16,}|[\w.~-]{3}[78]Q~[\w.~-]{20,}/g;
/** Parameters whose value may be secret; `code_challenge` and the like are not. */
const PARAMETER =
  /((?:^|[?&#;\s])(?:(?:device_)?code|code_verifier|key|state|nonce|session_state|[\w-]*(?:secret|token|assertion|passw(?:or)?d|pwd|sig|signature|api_?key))=)[^&#;\s]+/gi;
const USER_INFO = /(\/\/)[^/?#@\s]*@/g;

/** A value from a pasted text with its secrets masked, since reports of every format may show it. */
export function masked(value: string): string {
  return value.replace(USER_INFO, `$1${DOTS}@`).replace(PARAMETER, `$1${DOTS}`).replace(OPAQUE, DOTS);
}
