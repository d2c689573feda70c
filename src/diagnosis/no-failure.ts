import type { Failure } from './failure.ts';

/** A failure without any text, for judging a symptom that was chosen, a token or a person. */
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
