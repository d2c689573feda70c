import type { AadstsRows } from './row.ts';

export const CONSENT_NUMBERS = {
  '65001': {
    name: 'DelegationDoesNotExist',
    hops: ['obo', 'client-signin', 'gateway', 'consent', 'admin-signin'],
    meaning: 'No grant lets the app named in the message use the API it asked for on behalf of this user.',
    refusal: 'no-consent',
  },
  '65004': {
    name: 'UserDeclinedConsent',
    hops: ['client-signin', 'gateway', 'consent', 'admin-signin'],
    meaning: 'The consent page was shown, and the user did not accept.',
    refusal: 'declined',
  },
  '90008': {
    name: 'TokenForItselfRequiresGraphPermission',
    hops: ['client-signin', 'consent'],
    meaning: 'The app asks for a token for itself, for which it needs the basic permission to sign users in.',
    refusal: null,
  },
  '90090': {
    name: 'GraphRetryableError',
    hops: ['consent'],
    meaning: 'Entra could not store the consent just then.',
    refusal: null,
  },
  '650056': {
    name: 'MisconfiguredApplication',
    hops: ['client-signin', 'gateway', 'consent', 'admin-signin'],
    meaning:
      'The app has no usable permission for the API that the message quotes, or nobody consented to it.',
    refusal: 'no-consent',
  },
  '65005': {
    name: 'MisconfiguredApplication',
    hops: ['client-signin', 'gateway', 'consent'],
    meaning:
      'An older number for requests that do not fit the permissions of the app; the sentence after it says which kind.',
    refusal: null,
  },
  '1003031': {
    name: null,
    hops: ['consent', 'admin-signin'],
    meaning: 'The consent page found no usable list of permissions in the app registration.',
    refusal: null,
  },
  '90093': {
    name: 'GraphUserUnauthorized',
    hops: ['consent', 'client-signin', 'admin-signin'],
    meaning: 'Whoever tried to consent is not allowed to grant what the app asks for.',
    refusal: 'no-consent',
  },
  '90094': {
    name: 'AdminConsentRequired',
    hops: ['consent', 'client-signin', 'gateway', 'admin-signin'],
    meaning: 'Consent is missing, and users may not give it themselves.',
    refusal: 'no-consent',
  },
  '90095': {
    name: 'AdminConsentRequiredRequestAccess',
    hops: ['consent', 'client-signin', 'admin-signin'],
    meaning: 'Only an administrator can consent; the tenant lets users file a request for it.',
    refusal: 'no-consent',
  },
  '900941': {
    name: 'AdminConsentRequiredDueToRiskyApp',
    hops: ['consent', 'client-signin', 'admin-signin'],
    meaning: 'Entra takes the app for risky and wants an administrator to decide.',
    refusal: 'no-consent',
  },
  '900981': {
    name: 'AdminConsentRequestRiskyAppWarning',
    hops: ['consent', 'admin-signin'],
    meaning: 'A warning to the administrator: the app that asks for approval was flagged as risky.',
    refusal: null,
  },
} as const satisfies AadstsRows;
