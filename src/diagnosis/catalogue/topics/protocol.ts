import { ABSENT, REFUSED, TOKEN, type Topic } from './topic.ts';

const ISSUER = ['iss', 'issuer', 'issuers'];
const REDIRECT_URI = [
  'redirect uri',
  'redirect uris',
  'redirect url',
  'redirection uri',
  'callback url',
  'callback uri',
  'reply url',
];
const UNREACHED = [
  'fetch*',
  'retriev*',
  'download*',
  'load*',
  'timeout',
  'timed out',
  'http error',
  '404',
  '500',
  '502',
  '503',
  'unexpected status',
  'expected 200',
  'could not',
  'cannot',
  'unable',
  'failed',
];

/** Words for a connection to Entra that failed. */
const CUT_OFF = [
  'i o timeout',
  'dial tcp',
  'connection refused',
  'connection reset',
  'econn*',
  'connect timeout',
];

/** Topics of the protocol: issuers, metadata, registrations, redirect URIs, codes and where they are stored. */
export const PROTOCOL_TOPICS: readonly Topic[] = [
  {
    entry: 'symptom:entra-unreachable',
    of: ['login microsoftonline com', 'login microsoftonline us'],
    and: CUT_OFF,
  },
  {
    entry: 'symptom:entra-unreachable',
    of: ['proxy', 'tunnel connection'],
    and: ['407', 'unable to connect', 'tunnel connection failed'],
    beside: ['login microsoftonline com', 'https', 'connect', 'tunnel'],
  },
  {
    entry: 'symptom:entra-unreachable',
    of: ['get token', 'token endpoint', 'token request', 'exchange code', 'fetch token'],
    and: ['context canceled', 'context deadline exceeded'],
  },
  {
    entry: 'symptom:introspection-wanted',
    of: ['introspection', 'introspect'],
    and: [...REFUSED, ...ABSENT, '401', '404', 'error'],
  },
  {
    entry: 'symptom:answer-is-a-page',
    of: [
      'looking for beginning of value',
      'unexpected character encountered while parsing value',
      'jsondecode error',
      'expecting value line 1 column 1',
    ],
  },
  {
    entry: 'symptom:metadata-unreadable',
    of: ['oidc server', 'oidc provider', 'openid provider', 'identity provider metadata'],
    and: [
      'not available',
      'unavailable',
      'unreachable',
      'connect',
      'could not',
      'cannot',
      'unable',
      'failed',
    ],
  },
  {
    entry: 'symptom:issuer-of-answer-differs',
    of: ISSUER,
    and: [...REFUSED, ...ABSENT],
    beside: ['authorization response', 'oauth callback', 'callback parameter*', '9207', 'iss parameter'],
  },
  {
    entry: 'symptom:issuer-differs-from-metadata',
    of: ISSUER,
    and: REFUSED,
    beside: [
      'metadata',
      'discovery',
      'well known',
      'openid configuration',
      'tenantid',
      'authorization server',
    ],
  },
  {
    entry: 'symptom:issuer-refused',
    of: ISSUER,
    and: [...REFUSED, ...ABSENT],
    beside: [...TOKEN, 'claim', 'claims', 'sts windows net', 'validat*', 'verif*'],
  },
  { entry: 'symptom:issuer-differs-from-metadata', of: ISSUER, and: REFUSED },
  {
    entry: 'symptom:pkce-not-advertised',
    of: ['pkce', 'code challenge', 's256'],
    and: ['not supported', 'does not support', 'unsupported', 'not advertise*', 'does not advertise'],
  },
  {
    entry: 'symptom:pkce-verifier-refused',
    of: ['code verifier', 'pkce'],
    and: [...REFUSED, 'missing'],
  },
  {
    entry: 'symptom:no-dynamic-registration',
    of: [
      'client registration',
      'dynamic registration',
      'dcr',
      'register client',
      'register the client',
      'registration endpoint',
      'registration url',
    ],
    and: [...REFUSED, ...ABSENT, 'unsupported', 'unable', 'could not', 'cannot', '400', '401', '403', '404'],
  },
  {
    entry: 'symptom:metadata-unreadable',
    of: [
      'jwks',
      'jwk set',
      'json web key set',
      'discovery keys',
      'openid configuration',
      'oidc configuration',
    ],
    and: [...UNREACHED, 'not found'],
  },
  {
    entry: 'symptom:metadata-not-found',
    of: [
      'resource metadata',
      'protected resource',
      'oauth protected resource',
      'authorization server metadata',
      'oauth metadata',
      'oauth authorization server',
      'oauth discovery',
      'oauth configuration',
    ],
    and: [
      ...UNREACHED,
      ...ABSENT,
      'does not',
      'did not',
      'no',
      'not implement*',
      'not detected',
      'invalid',
      'eof',
      'parsing',
    ],
  },
  {
    entry: 'symptom:redirect-uri-refused',
    of: REDIRECT_URI,
    and: [...REFUSED, 'not registered', 'unregistered', 'not in', 'not found'],
  },
  {
    entry: 'symptom:resource-differs-from-metadata',
    of: ['resource', 'resource uri', 'resource url', 'resource identifier', 'resource indicator'],
    and: ['does not match', 'did not match', 'not match*', 'mismatch*'],
  },
  {
    entry: 'symptom:overlapping-sign-ins',
    of: [
      'nonce',
      'csrf',
      'state parameter',
      'oauth state',
      'correlation cookie',
      'authorization transaction',
    ],
    and: [...REFUSED, ...ABSENT, 'expired', 'unable', 'could not'],
  },
  {
    entry: 'symptom:overlapping-sign-ins',
    of: ['cookie', 'cookies', 'session cookie'],
    and: ['signature', 'mismatch*', 'invalid', 'decrypt*', 'missing', 'not found', 'lost'],
  },
  {
    entry: 'symptom:overlapping-sign-ins',
    of: ['state'],
    and: ['mismatch*', 'does not match', 'invalid state'],
  },
  {
    entry: 'symptom:refresh-fails',
    of: ['refresh token', 'refresh tokens', 'token refresh', 'refreshing', 'refresh the token'],
    and: [...REFUSED, ...ABSENT, 'expired', 'revoked', 'unable', 'could not', 'no longer', 'no'],
  },
  { entry: '7000222', of: ['client secret', 'client secrets', 'app secret'], and: ['expired', 'has ended'] },
  {
    entry: '7000215',
    of: ['client secret', 'client secrets', 'app secret'],
    and: ['invalid', 'incorrect', 'wrong', 'not valid', 'rejected', 'mismatch*'],
  },
];
