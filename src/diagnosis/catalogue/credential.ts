import { certificateOnClient, noCertificateAtAll } from '../evidence/certificate.ts';
import {
  CERTIFICATE_EXPIRED,
  CERTIFICATE_NOT_REGISTERED,
  CREDENTIAL_OF_ANOTHER_APP,
  NO_SECRET,
  OLD_SECRET_IN_USE,
  SECRET_EXPIRED,
  SECRET_ID_PASTED,
  SECRET_NOT_ARRIVED,
  SECRET_STALE,
  SECRET_WRONG,
} from './causes/credential.ts';
import { CLOCK_IS_WRONG } from './causes/token.ts';
import { cause, numbered } from './entry.ts';
import { byApply, byHand, byReadingToken } from './fixes.ts';

const NEW_CREDENTIAL = 'A new credential counts everywhere after a few minutes.';
const PROBE =
  'With --env-file the configured credential is tried, which tells a wrong value from an expired one and from the id of a secret.';
const CREDENTIAL_NOT_SENT = cause(
  'credential-not-sent',
  'The setting that should hold the credential is empty, or its variable was not expanded',
  byHand('Fill in the credential of {server} where the failure happened', 'server', 'CertificatesAndSecrets'),
);
const NOT_A_TOKEN = cause(
  'not-a-token',
  'What was presented is no token of Entra: one that the gateway made itself, "Bearer" left before it, a JSON text, or nothing',
  byReadingToken('Pass on the bare access token of Entra'),
);
const ASSERTION_BUILT_BY_HAND = cause(
  'assertion-built-by-hand',
  'The signed assertion lacks the thumbprint in its header, or has a wrong aud, iss or sub',
  byHand('Let an MSAL library build the assertion'),
);
const THUMBPRINT_ENCODED_WRONGLY = cause(
  'thumbprint-encoded-wrongly',
  'The thumbprint in the header was built from its hexadecimal text instead of its bytes',
  byHand('Encode the bytes of the digest as base64url, or let an MSAL library do it'),
);

/** The server's own secret or certificate. */
export const CREDENTIAL_ENTRIES = [
  numbered('7000215', {
    causes: [
      SECRET_ID_PASTED,
      SECRET_WRONG,
      SECRET_NOT_ARRIVED,
      NO_SECRET,
      CERTIFICATE_NOT_REGISTERED,
      SECRET_STALE,
      CREDENTIAL_OF_ANOTHER_APP,
    ],
    waiting: NEW_CREDENTIAL,
    next: [PROBE, 'Compare the first three characters of the configured value with the hint in the portal.'],
    wording: ['invalid client secret provided', 'invalid client secret is provided'],
  }),
  numbered('7000222', {
    causes: [SECRET_EXPIRED, OLD_SECRET_IN_USE],
    next: [PROBE],
    wording: ['the provided client secret keys … are expired', 'the provided client secret keys are expired'],
  }),
  numbered('7000216', {
    causes: [
      CREDENTIAL_NOT_SENT,
      cause(
        'body-malformed',
        'The body of the request is not form-encoded, so its fields were not seen',
        byHand('Send application/x-www-form-urlencoded'),
      ),
    ],
    wording: ['is required for the client credentials grant type'],
  }),
  numbered('50012', {
    causes: [SECRET_ID_PASTED, SECRET_WRONG, NO_SECRET, CERTIFICATE_NOT_REGISTERED, CLOCK_IS_WRONG],
    next: [
      '"Invalid client secret" is 7000215 today, "not within its valid time range" is 700024, "invalid signature" is 700027.',
      PROBE,
    ],
  }),
  numbered('700024', {
    causes: [
      cause(
        'assertion-cached',
        'The assertion or federated token was kept longer than it lives',
        byHand('Build a new one for every request'),
      ),
      CLOCK_IS_WRONG,
    ],
    next: [
      'The message prints the current time and the end of the assertion: a whole number of hours between them points at local time taken for UTC.',
    ],
    wording: ['client assertion is not within its valid time range'],
  }),
  numbered('700026', {
    causes: [
      cause(
        'no-certificate',
        'The certificate was never uploaded to {server}',
        byApply('Upload the certificate to {server}', 'server', 'CertificatesAndSecrets'),
        { evidence: noCertificateAtAll, app: 'server' },
      ),
      cause(
        'certificate-on-client',
        'The certificate was uploaded to {client} instead of {server}',
        byApply(
          'Upload the certificate to {server} and remove it from {client}',
          'client',
          'CertificatesAndSecrets',
        ),
        { evidence: certificateOnClient },
      ),
    ],
    wording: ['client application has no configured keys'],
  }),
  numbered('700027', {
    causes: [
      CERTIFICATE_NOT_REGISTERED,
      CERTIFICATE_EXPIRED,
      THUMBPRINT_ENCODED_WRONGLY,
      CREDENTIAL_OF_ANOTHER_APP,
    ],
    waiting: NEW_CREDENTIAL,
    next: ['Compare the thumbprint that the server uses with those under Certificates & secrets.'],
    wording: [
      'client assertion failed signature validation',
      'client assertion contains an invalid signature',
      'used to sign the client assertion is not registered on application',
    ],
  }),
  numbered('700030', {
    causes: [
      cause(
        'certificate-subject',
        'The app trusts certificates by subject and issuer, and this one has another subject',
        byHand('Use a certificate with that subject, or upload this one', 'server', 'CertificatesAndSecrets'),
      ),
    ],
    wording: ['subject name in certificate is not authorized'],
  }),
  numbered('50027', {
    causes: [NOT_A_TOKEN, ASSERTION_BUILT_BY_HAND, THUMBPRINT_ENCODED_WRONGLY],
    wording: ['jwt token is invalid or malformed'],
  }),
  numbered('5002710', {
    causes: [NOT_A_TOKEN, ASSERTION_BUILT_BY_HAND],
    wording: ['invalid jwt token header is malformed'],
  }),
  numbered('7000274', {
    causes: [CERTIFICATE_NOT_REGISTERED, CERTIFICATE_EXPIRED, CREDENTIAL_OF_ANOTHER_APP],
  }),
];
