import type { AadstsRows } from './row.ts';

export const MULTI_FACTOR_NUMBERS = {
  '50076': {
    name: 'UserStrongAuthClientAuthNRequired',
    hops: ['obo', 'client-signin', 'admin-signin'],
    meaning: 'A policy wants a second factor for the API in the message, and this sign-in has none.',
    refusal: 'multifactor',
  },
  '50079': {
    name: 'UserStrongAuthEnrollmentRequired',
    hops: ['obo', 'client-signin', 'admin-signin'],
    meaning: 'The user has to set up a second factor first.',
    refusal: 'multifactor',
  },
  '50072': {
    name: 'UserStrongAuthEnrollmentRequiredInterrupt',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The sign-in paused so that the user sets up a second factor.',
    refusal: 'multifactor',
  },
  '50074': {
    name: 'UserStrongAuthClientAuthNRequiredInterrupt',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The user was asked for a second factor and did not give it.',
    refusal: 'multifactor',
  },
  '50078': {
    name: 'UserStrongAuthExpired',
    hops: ['obo', 'client-signin', 'admin-signin'],
    meaning: 'The second factor was given longer ago than a policy allows.',
    refusal: 'multifactor',
  },
  '50158': {
    name: 'ExternalSecurityChallenge',
    hops: ['client-signin', 'obo', 'admin-signin'],
    meaning: 'Terms of use or the second factor of another provider are still open.',
    refusal: 'conditional-access',
  },
} as const satisfies AadstsRows;
