import type { AadstsRows } from './row.ts';

export const CLIENT_TYPE_NUMBERS = {
  '7000218': {
    name: null,
    hops: ['client-signin', 'gateway', 'admin-signin'],
    meaning: 'Entra takes the caller for a confidential client, but it sent no credential.',
    refusal: 'not-a-public-client',
  },
  '70002': {
    name: 'InvalidClient',
    hops: ['gateway', 'obo', 'client-signin'],
    meaning:
      'The credential was not accepted. Usually a second number in the same text says why; alone it means that none was sent.',
    refusal: null,
  },
  '700025': {
    name: 'InvalidClientPublicClientWithCredential',
    hops: ['gateway', 'client-signin', 'obo'],
    meaning: 'A secret was sent, but Entra takes the caller for a public client.',
    refusal: null,
  },
  '9002325': {
    name: null,
    hops: ['gateway', 'client-signin'],
    meaning: 'The redirect URI belongs to a single-page application, and the code was redeemed without PKCE.',
    refusal: null,
  },
  '9002326': {
    name: null,
    hops: ['client-signin', 'gateway'],
    meaning: 'A browser redeemed the code, but the redirect URI is not that of a single-page application.',
    refusal: null,
  },
  '9002327': {
    name: null,
    hops: ['client-signin', 'gateway'],
    meaning:
      'The redirect URI is that of a single-page application, but a server or desktop program redeemed the code.',
    refusal: null,
  },
  '700054': {
    name: null,
    hops: ['client-signin', 'gateway'],
    meaning: 'An ID token was asked for directly, which this app does not allow.',
    refusal: null,
  },
  '700084': {
    name: null,
    hops: ['client-signin', 'gateway', 'admin-signin'],
    meaning: 'A refresh token of a single-page application has ended; those live for 24 hours.',
    refusal: 'session-over',
  },
} as const satisfies AadstsRows;
