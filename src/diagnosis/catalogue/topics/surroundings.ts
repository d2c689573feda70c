import { ABSENT, TOKEN, type Topic } from './topic.ts';

/** What lies around a sign-in: gateways, networks, machines, people. */
export const SURROUNDING_TOPICS: readonly Topic[] = [
  {
    entry: 'symptom:client-unknown-to-gateway',
    of: ['client id', 'clientid', 'oauth client', 'client'],
    and: [
      'not registered',
      'unregistered',
      'unknown client',
      'client not found',
      'no such client',
      'not recogni*',
    ],
  },
  {
    entry: 'symptom:tls-not-trusted',
    of: ['certificate', 'tls', 'ssl', 'x509'],
    and: ['not trusted', 'untrusted', 'verif*', 'self signed', 'unknown authority', 'handshake', 'chain'],
  },
  {
    entry: 'symptom:entra-unreachable',
    of: ['login microsoftonline com', 'login microsoftonline us', 'login partner microsoftonline cn'],
    and: [
      'timed out',
      'timeout',
      'unreachable',
      'refused',
      'resolve',
      'dns',
      'proxy',
      'reset',
      'aborted',
      'connect',
    ],
  },
  {
    entry: 'symptom:browser-refuses-answer',
    of: ['cors', 'access control allow origin', 'cross origin'],
    and: ['blocked', 'missing', 'error', 'denied', 'not allowed', 'failed', 'no'],
  },
  {
    entry: 'symptom:entra-unreachable',
    of: ['enotfound', 'econnrefused', 'econnreset', 'etimedout', 'proxyerror', 'proxy error'],
  },
  {
    entry: 'graph:TooManyRequests',
    of: ['graph', 'microsoft graph'],
    and: ['throttl*', 'too many requests', 'rate limit*', '429'],
  },
  {
    entry: 'symptom:managed-identity-unreachable',
    of: ['managed identity', 'imds', 'msi'],
    and: ['unavailable', 'failed', 'not found', 'timed out', 'unable', 'could not', 'no'],
    isVague: true,
  },
  {
    entry: 'symptom:no-credential',
    of: ['credential', 'environment variable', 'environment variables', 'tenant id', 'client id'],
    and: [
      'unavailable',
      'not configured',
      'not fully configured',
      'not set',
      'could not be found',
      'is required',
    ],
    isVague: true,
  },
  {
    entry: 'symptom:need-admin-approval',
    of: ['consent', 'approval'],
    and: ['required', 'not granted', 'missing', 'needed', 'needs', 'only an admin*', 'admin only'],
    isVague: true,
  },
  {
    entry: 'symptom:user-cancelled',
    of: ['user', 'sign in', 'login', 'authentication', 'authorization', 'operation', 'popup'],
    and: ['cancelled', 'canceled', 'declined', 'closed', 'abandoned', 'did not consent'],
    isVague: true,
  },
  {
    entry: 'symptom:no-token-sent',
    of: [...TOKEN, 'authorization header', 'access token'],
    and: [...ABSENT, 'no token', 'no access token', 'no bearer'],
    isVague: true,
  },
  {
    entry: 'symptom:sign-in-not-begun',
    of: ['authentication', 'authorization', 'auth', 'sign in', 'login'],
    and: ['required', 'needed', 'needs', 'not authenticated', 'please authenticate', 'authenticate using'],
    isVague: true,
  },
];
