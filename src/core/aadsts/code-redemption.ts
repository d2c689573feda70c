import type { AadstsRows } from './row.ts';

export const CODE_REDEMPTION_NUMBERS = {
  '54005': {
    name: null,
    hops: ['gateway', 'client-signin'],
    meaning: 'The code had been redeemed before.',
    refusal: null,
  },
  '70000': {
    name: 'InvalidGrant',
    hops: ['gateway', 'client-signin', 'obo'],
    meaning:
      'The code, refresh token or assertion is not valid, or the scopes asked for with it are not granted.',
    refusal: null,
  },
  '50148': {
    name: null,
    hops: ['gateway', 'client-signin'],
    meaning: 'The PKCE verifier is missing or does not fit the sign-in.',
    refusal: null,
  },
  '501481': {
    name: null,
    hops: ['client-signin', 'gateway'],
    meaning: 'The PKCE verifier does not fit the challenge that the sign-in began with.',
    refusal: null,
  },
  '50147': {
    name: 'MissingCodeChallenge',
    hops: ['client-signin'],
    meaning: 'The PKCE challenge has a wrong length.',
    refusal: null,
  },
  '9002313': {
    name: 'InvalidRequest',
    hops: ['gateway', 'client-signin'],
    meaning: 'The request is malformed.',
    refusal: null,
  },
} as const satisfies AadstsRows;
