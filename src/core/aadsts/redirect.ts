import type { AadstsRows } from './row.ts';

export const REDIRECT_NUMBERS = {
  '50011': {
    name: 'InvalidReplyTo',
    hops: ['client-signin', 'gateway'],
    meaning: 'The redirect URI of the request is not registered on the app that the message names.',
    refusal: null,
  },
  '500112': {
    name: null,
    hops: ['client-signin', 'gateway'],
    meaning: 'The code was redeemed with another redirect URI than the sign-in began with.',
    refusal: null,
  },
  '500113': {
    name: null,
    hops: ['client-signin', 'gateway', 'consent'],
    meaning: 'The app has no redirect URI that the answer could be sent to.',
    refusal: null,
  },
  '900971': {
    name: null,
    hops: ['client-signin', 'gateway'],
    meaning: 'The request names no redirect URI, and Entra cannot choose one.',
    refusal: null,
  },
} as const satisfies AadstsRows;
