import type { AadstsRows } from './row.ts';

export const SCOPE_NUMBERS = {
  '70011': {
    name: 'InvalidScope',
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'The scope of the request cannot be understood, or names something that does not exist.',
    refusal: null,
  },
  '28000': {
    name: null,
    hops: ['client-signin', 'gateway'],
    meaning: 'One token request names scopes of more than one API.',
    refusal: null,
  },
  '28002': {
    name: null,
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'The scope is not valid where the code is exchanged for a token.',
    refusal: null,
  },
  '28003': {
    name: null,
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'The token request has no scope where it needs one.',
    refusal: null,
  },
  '700022': {
    name: 'InvalidMultipleResourcesScope',
    hops: ['client-signin', 'gateway'],
    meaning: 'The sign-in request names scopes of more than one API.',
    refusal: null,
  },
  '700023': {
    name: 'InvalidResourcelessScope',
    hops: ['client-signin', 'gateway'],
    meaning: 'An access token is asked for, but no scope says for which API.',
    refusal: null,
  },
  '650053': {
    name: null,
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'The API that the request means has no scope of that name.',
    refusal: null,
  },
  '1002012': {
    name: null,
    hops: ['admin-signin', 'obo'],
    meaning: 'A program that signs in as itself asked for scopes by name; it may only ask for .default.',
    refusal: null,
  },
} as const satisfies AadstsRows;
