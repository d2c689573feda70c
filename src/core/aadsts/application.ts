import type { AadstsRows } from './row.ts';

export const APPLICATION_NUMBERS = {
  '700016': {
    name: 'UnauthorizedClient_DoesNotMatchRequest',
    hops: ['client-signin', 'gateway', 'obo', 'admin-signin'],
    meaning: 'The client id of the request is unknown in the tenant of the request.',
    refusal: 'app-unknown',
  },
  '700011': {
    name: 'UnauthorizedClientAppNotFoundInOrgIdTenant',
    hops: ['client-signin'],
    meaning: 'The client app is not present in the tenant of the user.',
    refusal: null,
  },
  '70001': {
    name: 'UnauthorizedClient',
    hops: ['client-signin', 'obo'],
    meaning: 'An older number for a client that is unknown or disabled; today 700016 and 7000112.',
    refusal: null,
  },
  '7000112': {
    name: 'UnauthorizedClientApplicationDisabled',
    hops: ['client-signin', 'gateway', 'obo', 'admin-signin'],
    meaning: 'The app that the message names is switched off.',
    refusal: 'app-disabled',
  },
  '1000031': {
    name: null,
    hops: ['client-signin'],
    meaning: 'The app cannot be used at present.',
    refusal: null,
  },
  '50105': {
    name: 'EntitlementGrantsNotFound',
    hops: ['client-signin', 'gateway', 'admin-signin'],
    meaning: 'The app lets only assigned users in, and this user is not among them.',
    refusal: 'not-assigned',
  },
  '501051': {
    name: null,
    hops: ['obo', 'gateway', 'admin-signin'],
    meaning: 'The calling app itself, not a user, needs a role on an API that requires assignment.',
    refusal: null,
  },
} as const satisfies AadstsRows;
