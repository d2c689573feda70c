import type { AadstsRows } from './row.ts';

export const ASSERTION_NUMBERS = {
  '50013': {
    name: 'InvalidAssertion',
    hops: ['obo'],
    meaning: 'Entra cannot accept the user token that the server presented.',
    refusal: null,
  },
  '500131': {
    name: null,
    hops: ['obo'],
    meaning: 'The user token was issued for another app than the one that wants to exchange it.',
    refusal: null,
  },
  '500133': {
    name: null,
    hops: ['obo'],
    meaning: 'The user token that the server presented has expired, or is not valid yet.',
    refusal: null,
  },
  '240002': {
    name: 'RequiredClaimIsMissing',
    hops: ['obo'],
    meaning: 'An ID token was presented where only an access token can be exchanged.',
    refusal: null,
  },
  '7000114': {
    name: null,
    hops: ['obo'],
    meaning:
      'The token that was presented belongs to an app without a user; only user tokens can be exchanged.',
    refusal: null,
  },
  '7000113': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'An identity without a user tried the exchange, or tried to give admin consent.',
    refusal: null,
  },
  '900384': {
    name: null,
    hops: ['obo'],
    meaning: 'The signature of a token in the request cannot be checked.',
    refusal: null,
  },
  '50107': {
    name: 'InvalidRealmUri',
    hops: ['obo', 'client-signin'],
    meaning: 'The token or request names an issuer that Entra does not know.',
    refusal: null,
  },
} as const satisfies AadstsRows;
