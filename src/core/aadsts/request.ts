import type { AadstsRows } from './row.ts';

export const REQUEST_NUMBERS = {
  '70003': {
    name: 'UnsupportedGrantType',
    hops: ['gateway', 'client-signin'],
    meaning: 'Entra has no grant of that type.',
    refusal: null,
  },
  '70007': {
    name: 'UnsupportedResponseMode',
    hops: ['gateway', 'client-signin'],
    meaning: 'The answer was asked for in a form that Entra does not offer here.',
    refusal: null,
  },
  '90014': {
    name: 'MissingRequiredField',
    hops: ['gateway', 'client-signin'],
    meaning: 'A required field is missing.',
    refusal: null,
  },
  '900144': {
    name: null,
    hops: ['gateway', 'client-signin', 'obo'],
    meaning: 'The body of the request lacks a parameter that has to be there.',
    refusal: null,
  },
  '90023': {
    name: 'InvalidRequest',
    hops: ['gateway', 'client-signin'],
    meaning: 'The request is not valid; the sentence after the number says why.',
    refusal: null,
  },
  '900561': {
    name: 'BadResourceRequestInvalidRequest',
    hops: ['gateway', 'client-signin'],
    meaning: 'An address that takes POST was opened with GET.',
    refusal: null,
  },
  '90033': {
    name: 'MsodsServiceUnavailable',
    hops: ['client-signin', 'gateway', 'obo', 'admin-signin'],
    meaning: 'The directory is out for a moment.',
    refusal: 'busy',
  },
} as const satisfies AadstsRows;
