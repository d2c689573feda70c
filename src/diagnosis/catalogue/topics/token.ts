import { ABSENT, REFUSED, TOKEN, type Topic } from './topic.ts';

/** What can be wrong with a token, as its receiver says it. */
export const TOKEN_TOPICS: readonly Topic[] = [
  {
    entry: 'symptom:issuer-refused',
    of: ['tid', 'tid claim', 'tenant', 'tenant id'],
    and: [
      'mismatch*',
      'unexpected',
      'wrong',
      'not allowed',
      'not the expected',
      'not match*',
      'does not match',
    ],
    beside: [...TOKEN, 'claim'],
  },
  {
    entry: 'symptom:audience-refused',
    of: ['aud', 'audience', 'audiences'],
    and: [...REFUSED, ...ABSENT],
  },
  {
    entry: 'symptom:signature-refused',
    of: ['signature', 'kid', 'jwk', 'jwks', 'signing key', 'signing keys', 'public key', 'key id', 'keyfunc'],
    and: [
      ...REFUSED,
      ...ABSENT,
      'unable',
      'could not',
      'cannot',
      'no suitable',
      'unverifiable',
      'error',
      'bad',
    ],
  },
  {
    entry: 'symptom:signature-refused',
    of: ['key', 'keys'],
    and: ['unknown', 'not found', 'no matching', 'no suitable', 'not match*'],
    beside: TOKEN,
  },
  {
    entry: 'symptom:algorithm-refused',
    of: ['alg', 'algorithm', 'algorithms'],
    and: [...REFUSED, 'unsupported', 'only'],
  },
  {
    entry: 'symptom:clock-differs',
    of: ['iat', 'nbf', 'clock', 'not before', 'issued at'],
    and: ['future', 'not yet', 'skew', 'prior', 'ahead', 'behind', 'early'],
  },
  {
    entry: 'symptom:token-expired',
    of: [...TOKEN, 'exp', 'access token'],
    and: ['expired', 'no longer valid', 'lifetime', 'has ended', 'invalid exp'],
  },
  { entry: 'symptom:no-scope-given', of: ['scope', 'scopes'], and: ['at least one', 'empty', 'no scopes'] },
  {
    entry: 'symptom:scope-refused',
    of: ['scope', 'scopes', 'scp', 'app role', 'app roles'],
    and: [
      'missing',
      'insufficient',
      'required',
      'requires',
      'lacks',
      'not granted',
      'not include*',
      'mismatch*',
      'not contain*',
    ],
  },
  {
    entry: 'oauth:invalid_scope',
    of: ['scope', 'scopes'],
    and: ['invalid', 'malformed', 'not valid', 'unknown', 'not exist*'],
  },
  {
    entry: 'symptom:token-malformed',
    of: [...TOKEN, 'jws', 'header string'],
    and: [
      'malformed',
      'segments',
      'well formed',
      'unable to parse',
      'could not parse',
      'cannot parse',
      'failed to parse',
      'error parsing',
      'decode',
      'decoding',
      'three parts',
      'two dots',
    ],
  },
];
