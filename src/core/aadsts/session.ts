import type { AadstsRows } from './row.ts';

export const SESSION_NUMBERS = {
  '50058': {
    name: 'UserInformationNotProvided',
    hops: ['client-signin'],
    meaning: 'A silent sign-in found nobody signed in.',
    refusal: null,
  },
  '50089': {
    name: null,
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The sign-in page stayed open too long.',
    refusal: 'session-over',
  },
  '50132': {
    name: 'SsoArtifactInvalidOrExpired',
    hops: ['client-signin', 'obo', 'admin-signin'],
    meaning: 'The session no longer counts.',
    refusal: 'session-over',
  },
  '50133': {
    name: 'SsoArtifactRevoked',
    hops: ['client-signin', 'obo', 'admin-signin'],
    meaning: 'The session was revoked.',
    refusal: 'session-over',
  },
  '50140': {
    name: 'KmsiInterrupt',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The page "Stay signed in?" was shown: a pause, not a failure.',
    refusal: null,
  },
  '50173': {
    name: 'FreshTokenNeeded',
    hops: ['gateway', 'client-signin', 'obo', 'admin-signin'],
    meaning: 'The refresh token or session was revoked.',
    refusal: 'session-over',
  },
  '50196': {
    name: 'LoopDetected',
    hops: ['gateway', 'client-signin'],
    meaning: 'The same request came too often in a short time.',
    refusal: null,
  },
  '50199': {
    name: 'CmsiInterrupt',
    hops: ['admin-signin', 'client-signin'],
    meaning: 'The page "Are you trying to sign in to …?" was shown: a pause, not a failure.',
    refusal: 'confirmation-page',
  },
  '70043': {
    name: 'BadTokenDueToSignInFrequency',
    hops: ['client-signin', 'gateway', 'admin-signin'],
    meaning: 'A policy limits how long a session lasts, and this one is over.',
    refusal: 'session-over',
  },
  '70008': {
    name: 'ExpiredOrRevokedGrant',
    hops: ['gateway', 'client-signin', 'admin-signin'],
    meaning: 'The code or refresh token is too old.',
    refusal: 'session-over',
  },
  '700082': {
    name: 'ExpiredOrRevokedGrantInactiveToken',
    hops: ['gateway', 'client-signin', 'admin-signin'],
    meaning: 'The refresh token went unused for too long.',
    refusal: 'session-over',
  },
} as const satisfies AadstsRows;
