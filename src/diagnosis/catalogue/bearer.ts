import { speaksOfTimeout } from '../evidence/answer.ts';
import { OWN_TOKEN_OF_GATEWAY } from './causes/gateway.ts';
import { cause, entry } from './entry.ts';
import { byHand, byReadingToken } from './fixes.ts';

/** Texts of servers that found no token they could check (facts: mcp.md §6). */
export const BEARER_ENTRIES = [
  entry('symptom:no-token-sent', {
    hops: ['mcp-server', 'gateway'],
    meaning: 'The request reached the server without a token.',
    causes: [
      cause(
        'header-lost',
        'The gateway or a proxy drops the Authorization header, or the client sends none',
        byHand(
          'Look at the request as it reaches the server: it needs "Authorization: Bearer" and the token',
        ),
      ),
      cause(
        'challenge-not-followed',
        'The client does not follow the 401 of the server to a sign-in',
        byHand('See that the 401 carries WWW-Authenticate with resource_metadata'),
        { hop: 'discovery', check: 'endpoint.challenge' },
      ),
    ],
    wording: [
      'no authorization token was found',
      'access token is not found',
      'jwt is missing',
      'missing authorization header',
      'missing bearer token',
      'no bearer token',
      'jwt not present',
      'jwt must be provided',
      'format is authorization bearer',
      'invalid authorization header format',
      'error description authentication required',
      'failed due to token is not found',
      'denyanonymousauthorizationrequirement',
      'missing authorization in headers',
      'idx10000',
      'full authentication is required to access',
    ],
  }),
  entry('symptom:token-malformed', {
    hops: ['mcp-server', 'gateway', 'graph'],
    meaning: 'What the server was given is no token that it can read.',
    causes: [
      cause(
        'not-a-jwt',
        'An opaque token, a token of the gateway, or "Bearer" twice was sent',
        byReadingToken('Send the access token of Entra: three parts, joined by dots'),
      ),
      OWN_TOKEN_OF_GATEWAY,
    ],
    wording: [
      'jwt malformed',
      'message invalid jwt',
      'idx12741',
      'idx12709',
      'idx14100',
      'not enough segments',
      'invalid compact jws',
      'jwts must use compact jws serialization',
      'malformed token',
      'not a valid jwt',
      'idx12729',
      'idx12723',
      'idx10400',
      'invalid header string',
      'invalid number of segments',
      'in the form of header payload signature',
    ],
  }),
  entry('symptom:token-encrypted', {
    hops: ['mcp-server', 'gateway'],
    meaning: 'The token is encrypted (JWE, five parts), and whoever was given it has no key to decrypt it.',
    causes: [
      cause(
        'token-encryption-configured',
        'Token encryption is set up on {server}: Entra then encrypts its tokens with a certificate whose private key the server lacks',
        byHand(
          'Remove the certificate under Token encryption of {server}, or give the server its private key',
          'server',
          'EnterpriseApplication',
        ),
      ),
      OWN_TOKEN_OF_GATEWAY,
    ],
    wording: [
      'idx10609',
      'idx10603',
      'idx10607',
      'idx10615',
      'jwe decryption failed',
      'err jwe decryption failed',
    ],
  }),
  entry('symptom:token-of-another-maker', {
    hops: ['gateway', 'mcp-server'],
    meaning: 'The token lacks a claim that every token of Entra has, so another server made it.',
    causes: [OWN_TOKEN_OF_GATEWAY],
    wording: [
      'idx10225',
      'missing an expiration time',
      'token has no expiration time',
      'token is missing the exp claim',
      'missing required exp claim',
      'missingrequiredclaim exp',
      'token is missing the iat claim',
      'token is missing the iss claim',
    ],
  }),
  entry('symptom:token-not-for-gateway', {
    hops: ['gateway'],
    meaning: 'The gateway looks for a key of its own where the token of Entra was sent.',
    causes: [
      cause(
        'gateway-expects-own-key',
        'The gateway takes what stands in Authorization for one of its own keys: checking tokens of Entra is switched off there, or wants a header of its own',
        byHand(
          'Switch the checking of JWTs on at the gateway, or send its key in the header that it names and the token of Entra beside it',
        ),
      ),
    ],
    wording: ['litellm virtual key expected', 'invalid proxy server token passed', 'virtual key expected'],
  }),
  entry('symptom:metadata-unreadable', {
    hops: ['mcp-server', 'gateway'],
    meaning: 'The server cannot load the metadata or the keys of Entra, so it can check no token.',
    causes: [
      cause(
        'authority-misspelled',
        'The authority that is configured has no metadata: a placeholder, a v1 address, or a whole token address',
        byHand('Configure {authority}/v2.0'),
      ),
      cause(
        'no-way-to-entra',
        'The machine cannot reach the sign-in service: proxy, firewall, or a certificate of the proxy that it does not trust',
        byHand('Open the way to the sign-in service, and let the server trust the certificate of the proxy'),
        { sign: speaksOfTimeout },
      ),
    ],
    weak: true,
    wording: [
      'idx20803',
      'idx20804',
      'idx20807',
      'idx10803',
      'jwks remote fetch is failed',
      'failed to fetch jwks',
      'error fetching jwks',
      'unable to obtain configuration from',
      'unable to resolve the configuration with the provided issuer',
      'unable to download openid connect configuration',
      'failed to discover oidc configuration',
      'expected 200 ok from the json web key set',
      'could not retrieve remote jwk set',
      'jwkserror http error',
      'cannot get aad federation metadata',
    ],
  }),
];
