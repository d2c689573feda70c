import { saysBigHeader } from '../evidence/answer.ts';
import { cause, entry } from './entry.ts';
import { byHand, bySignInLog } from './fixes.ts';

/** Texts of proxies and load balancers that sign users in, by themselves or through another program. */
export const PROXY_ENTRIES = [
  entry('symptom:proxy-sign-in-failed', {
    hops: ['gateway'],
    isLogged: true,
    meaning:
      'The load balancer in front of the server signs users in itself, and Entra answered it with an error that it does not show.',
    causes: [
      cause(
        'answer-of-entra-hidden',
        'The secret that is configured there has ended or is wrong, its callback is not registered, or the user was refused',
        bySignInLog('Compare client id, secret and callback there with {server}, and look for the number'),
      ),
      cause(
        'mcp-clients-cannot-follow',
        'Such a sign-in lives in cookies of a browser, which no MCP client has',
        byHand('Let the MCP address through, and let the server check the token of Entra'),
      ),
    ],
    wording: [
      '561 authentication error',
      '561 authorization failed',
      'http 1 1 561',
      'http 2 561',
      'status code 561',
      'authinvalididtoken',
      'authtokenepservererror',
      'authuserinfoepservererror',
      'authuserinforequestfailed',
    ],
  }),
  entry('symptom:sign-in-check-fails', {
    hops: ['gateway'],
    meaning:
      'The proxy asks a program of its own whether the caller is signed in (auth_request, forward auth), and got neither a yes nor a 401 or 403 from it.',
    causes: [
      cause(
        'answer-header-too-big',
        'The answer of that program carries more cookies than the proxy takes: tokens of Entra are long',
        byHand(
          'Raise the buffers of the proxy (nginx: proxy_buffer_size 16k), or let the program keep its sessions elsewhere than in cookies',
        ),
        { sign: saysBigHeader, onlySigned: true },
      ),
      cause(
        'sign-in-check-down',
        'That program does not run, listens elsewhere, or fails when it asks Entra',
        byHand('Look at its log for the time of the failure, and ask its address by hand'),
      ),
    ],
    wording: [
      'auth request unexpected status',
      'upstream sent too big header',
      'error calling forward auth service',
      'error calling … forwardauth',
      'ext authz … denied … gateway',
      'ext authz error',
    ],
  }),
  entry('symptom:server-behind-down', {
    hops: ['mcp-server', 'gateway'],
    meaning: 'The gateway or proxy got no answer from the server behind it; nobody looked at a token.',
    causes: [
      cause(
        'server-not-answering',
        'The server does not run, listens on another port or path, or takes too long',
        byHand('Look at its log, and ask its address from where the gateway runs'),
      ),
    ],
    weak: true,
    wording: [
      '502 bad gateway',
      '503 service unavailable',
      '503 service temporarily unavailable',
      '504 gateway time out',
      '504 gateway timeout',
      'no healthy upstream',
      'upstream connect error or disconnect reset before headers',
      'backendconnectionfailure',
      'cloudfront attempted to establish a connection with the origin',
      'cloudfront was not able to connect to the origin',
    ],
  }),
  entry('symptom:header-too-large', {
    hops: ['gateway', 'mcp-server'],
    meaning: 'A proxy or server refuses the request because its headers are too long.',
    causes: [
      cause(
        'token-or-cookies-too-long',
        'The token is long, mostly because of a groups claim, or a sign-in keeps tokens in cookies',
        byHand(
          'Leave the groups claim out under Token configuration (or take only groups assigned to the app), and raise the limit of the proxy',
          'server',
          'Overview',
        ),
      ),
    ],
    wording: [
      'request header or cookie too large',
      'request header fields too large',
      'header of size … exceeded',
      'request headers too long',
      'hpe header overflow',
      'request header is too large',
    ],
  }),
  entry('symptom:introspection-wanted', {
    hops: ['gateway', 'mcp-server'],
    meaning: 'Gateway or server asks an introspection endpoint about the token, and Entra has none.',
    causes: [
      cause(
        'entra-has-no-introspection',
        'It is configured to introspect tokens instead of checking their signature',
        byHand('Let it check the token itself, with the keys at {authority}/discovery/v2.0/keys'),
      ),
    ],
    wording: ['introspection failed', 'introspection endpoint', 'token introspection'],
  }),
  entry('symptom:answer-is-a-page', {
    hops: ['gateway', 'client-signin', 'mcp-server'],
    meaning: 'A page came back where the program waits for JSON.',
    causes: [
      cause(
        'token-address-wrong',
        'The address of the page to sign in on stands where the token address, the keys or the metadata belong',
        byHand(
          'Compare the addresses with {authority}/oauth2/v2.0/token and {authority}/discovery/v2.0/keys',
        ),
      ),
      cause(
        'proxy-answers-with-a-page',
        'A proxy or firewall on the way answers with a page of its own',
        byHand('Ask the same address from the same machine by hand, and read what comes'),
      ),
    ],
  }),
  entry('symptom:request-lacks-field', {
    hops: ['gateway', 'mcp-server'],
    meaning: 'Gateway or server was sent a request without a field that it wants; the text names the field.',
    causes: [
      cause(
        'field-not-sent',
        'The client leaves the field out, or sends it in another place or form, such as JSON for a form',
        byHand('Compare the request with the field in the message: query, header or body'),
      ),
    ],
  }),
  entry('symptom:pkce-wanted', {
    hops: ['gateway'],
    meaning:
      'The OAuth server of the gateway takes sign-ins with PKCE alone, and the client sent no challenge.',
    causes: [
      cause(
        'client-without-pkce',
        'The client does no PKCE, or a proxy between drops code_challenge',
        byHand('Let the client send code_challenge with the method S256'),
      ),
    ],
    wording: [
      'must include a code challenge',
      'code challenge is required',
      'code challenge required',
      'missing code challenge',
      'pkce is required',
      'pkce required',
      'requires pkce',
    ],
  }),
];
