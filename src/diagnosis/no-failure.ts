import type { Failure } from './failure.ts';

/** A failure of which nothing was read: what a chosen symptom, or a token alone, is explained with. */
export const NO_FAILURE: Failure = {
  code: null,
  by: 'symptom',
  entry: '',
  envelopes: [],
  excerpt: '',
  oauthError: null,
  suberror: null,
  httpStatus: null,
  appIds: [],
  appName: null,
  tenant: null,
  resource: null,
  scopes: [],
  redirectUri: null,
  audience: null,
  issuer: null,
  thumbprint: null,
  presented: null,
  claims: null,
  permissions: { required: [], carried: [] },
  request: { isThere: false, prompt: null, resource: null, tenant: null, isVersionOne: false },
  correlationId: null,
  traceId: null,
  timestamp: null,
};
