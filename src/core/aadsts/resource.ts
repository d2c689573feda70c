import type { AadstsRows } from './row.ts';

export const RESOURCE_NUMBERS = {
  '500011': {
    name: 'InvalidResourceServicePrincipalNotFound',
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'No API in this tenant answers to the name at the beginning of the scope.',
    refusal: null,
  },
  '50001': {
    name: 'InvalidResource',
    hops: ['client-signin', 'obo'],
    meaning: 'An older number for an API that is disabled or unknown; today 500011 and 500014.',
    refusal: null,
  },
  '500014': {
    name: null,
    hops: ['client-signin', 'obo', 'graph'],
    meaning: 'Somebody switched the API of the message off.',
    refusal: null,
  },
  '650051': {
    name: null,
    hops: ['consent', 'client-signin'],
    meaning: 'An API that the app depends on has no service principal in this tenant; today 650052.',
    refusal: null,
  },
  '650052': {
    name: null,
    hops: ['client-signin', 'gateway', 'obo', 'consent'],
    meaning:
      'The API exists as an app registration, but not as a service principal in the tenant of the user.',
    refusal: null,
  },
  '650054': {
    name: null,
    hops: ['client-signin', 'consent', 'obo'],
    meaning: 'The app lists permissions of an API that is no longer there.',
    refusal: null,
  },
  '650057': {
    name: null,
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'The client asked for an API that is not among its API permissions.',
    refusal: null,
  },
  '65002': {
    name: null,
    hops: ['client-signin', 'admin-signin', 'obo'],
    meaning: 'A client id that belongs to Microsoft asked for a scope that Microsoft has not opened to it.',
    refusal: null,
  },
  '90009': {
    name: 'TokenForItselfMissingIdenticalAppIdentifier',
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'Client and API are the same app, and the API was named by its URI.',
    refusal: null,
  },
  '901002': {
    name: null,
    hops: ['client-signin', 'gateway'],
    meaning: 'The request has a resource parameter, which the v2.0 endpoint does not take.',
    refusal: null,
  },
  '9010010': {
    name: null,
    hops: ['client-signin', 'gateway'],
    meaning: 'The resource parameter and the scopes of the request belong to different apps.',
    refusal: null,
  },
} as const satisfies AadstsRows;
