import type { AadstsRows } from './row.ts';

export const CREDENTIAL_NUMBERS = {
  '7000215': {
    name: null,
    hops: ['obo', 'gateway', 'admin-signin'],
    meaning: 'The secret that was sent is not one of the secrets of the app.',
    refusal: 'secret-refused',
  },
  '7000222': {
    name: 'InvalidClientSecretExpiredKeysProvided',
    hops: ['obo', 'gateway', 'admin-signin'],
    meaning: 'The secret that was sent is right, but past its end.',
    refusal: 'secret-expired',
  },
  '7000216': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'A program wanted to sign in as itself and sent no credential.',
    refusal: null,
  },
  '50012': {
    name: 'AuthenticationFailed',
    hops: ['gateway', 'obo'],
    meaning: 'An older number for a secret or assertion that was refused; the sentence after it says which.',
    refusal: null,
  },
  '700024': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'The assertion that the server signed, or its federated token, is too old or not yet valid.',
    refusal: 'assertion-out-of-time',
  },
  '700026': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'The server signed its request, but the app has no certificate.',
    refusal: 'certificate-refused',
  },
  '700027': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'The key that signed is not a certificate of the app, or the signature is wrong.',
    refusal: 'certificate-refused',
  },
  '700030': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'The subject of the certificate is not among those the app trusts.',
    refusal: 'certificate-refused',
  },
  '50027': {
    name: 'InvalidJwtToken',
    hops: ['obo'],
    meaning: 'A token in the request is malformed or has wrong claims.',
    refusal: null,
  },
  '5002710': {
    name: null,
    hops: ['obo'],
    meaning: 'The header of the token in the request cannot be read.',
    refusal: null,
  },
  '7000274': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'The certificate that signed the request is not one that the app accepts.',
    refusal: 'certificate-refused',
  },
} as const satisfies AadstsRows;
