/** Codes of a certificate that nobody should trust (Node's documentation of TLS, X509 certificate error codes). */
const CERTIFICATE =
  /^(?:ERR_TLS_CERT_\w+|CERT_\w+|CRL_\w+|ERROR_IN_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|UNSPECIFIED)$/;

const WORDS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  HOSTNAME_MISMATCH: 'its certificate is for another name',
  INVALID_PURPOSE: 'its certificate is not one for servers',
};

/** What is wrong with a certificate, by the code of the failed connection; null where the code speaks of none. */
export function certificateTrouble(code: string): string | null {
  return CERTIFICATE.test(code) ? (WORDS[code] ?? 'its certificate is not trusted on this machine') : null;
}
