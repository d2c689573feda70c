import type { AadstsRows } from './row.ts';

export const FEDERATED_NUMBERS = {
  '70021': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'The app trusts no such token: issuer, subject or audience is another.',
    refusal: 'federated-refused',
  },
  '700211': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'The app trusts no token of that issuer.',
    refusal: 'federated-refused',
  },
  '700212': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'The token was issued for another audience than the app trusts.',
    refusal: 'federated-refused',
  },
  '700213': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'The app trusts the issuer, but not that subject.',
    refusal: 'federated-refused',
  },
  '7002137': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning:
      'The subject is not the one Entra expects of a managed identity; the message prints the right form.',
    refusal: 'federated-refused',
  },
  '7002138': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'The subject differs from the trusted one in letter case only.',
    refusal: 'federated-refused',
  },
  '7002381': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'A policy of the tenant wants a claim that the token of this issuer lacks.',
    refusal: 'federated-refused',
  },
  '7000272': {
    name: null,
    hops: ['obo', 'admin-signin'],
    meaning: 'The key that signed the presented token is not among those that its issuer publishes.',
    refusal: 'federated-refused',
  },
  '700229': {
    name: 'ForbiddenTokenType',
    hops: ['obo', 'admin-signin'],
    meaning: 'The token of a user was presented where an app must prove itself.',
    refusal: 'federated-refused',
  },
} as const satisfies AadstsRows;
