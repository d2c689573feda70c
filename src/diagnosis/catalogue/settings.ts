import { cause, entry } from './entry.ts';
import { byHand } from './fixes.ts';

/** Texts of libraries that refuse how they were called or configured, before they ask Entra. */
export const SETTING_ENTRIES = [
  entry('symptom:certificate-unreadable', {
    hops: ['obo', 'mcp-server', 'admin-signin'],
    meaning: 'The program cannot read the certificate or private key that it should sign in with.',
    causes: [
      cause(
        'certificate-file-unsuited',
        'The file is not of the form that the library takes: PEM wants certificate and private key in one file, a .pfx wants its password',
        byHand(
          'Give the library one PEM file that holds both, with its line ends, or a .pfx and its password',
        ),
      ),
      cause(
        'key-lost-its-line-ends',
        'The key came through an environment variable that holds \\n as two characters, or was cut',
        byHand('Give the path of a file, or turn \\n back into line ends'),
      ),
    ],
    wording: [
      'failed to deserialize certificate in pem format',
      'could not deserialize key data',
      'does not contain a pem encoded certificate',
      'decoder routines unsupported',
      'unable to load pem file',
      'unable to load private key',
      'failed to parse private key',
      'the specified network password is not correct',
      'certificate does not have a private key',
      'keyset does not exist',
      'mac verify failure',
      'mac verify error invalid password',
    ],
  }),
  entry('symptom:tenant-not-allowed', {
    hops: ['obo', 'mcp-server', 'admin-signin'],
    meaning:
      'Azure Identity refuses to ask another tenant than the one it was made for; Entra was not asked.',
    causes: [
      cause(
        'credential-of-one-tenant',
        'The credential was made for another tenant than the one of the request',
        byHand('Make the credential for the tenant of the message, or name it in additionallyAllowedTenants'),
      ),
    ],
    wording: [
      'is not configured to acquire tokens for tenant',
      'additionallyallowedtenants',
      'additionally allowed tenants',
    ],
  }),
  entry('symptom:reserved-scope-given', {
    hops: ['client-signin', 'gateway'],
    meaning: 'MSAL for Python adds openid, profile and offline_access itself, and refuses to be given them.',
    causes: [
      cause(
        'reserved-scope-in-list',
        'The list of scopes holds openid, profile or offline_access',
        byHand('Pass {scope} alone: MSAL adds the others'),
      ),
    ],
    wording: ['cannot use any scope value that is reserved', 'scope value that is reserved'],
  }),
  entry('symptom:no-scope-given', {
    hops: ['obo', 'client-signin', 'gateway'],
    meaning: 'The library was given no scope, so it asked Entra for nothing.',
    causes: [
      cause(
        'scope-list-empty',
        'The list of scopes is empty: the setting that names them is missing or spelled otherwise',
        byHand('Request {scope} in the client, {graphScopes} in the exchange'),
      ),
    ],
    wording: [
      'empty input scopes error',
      'scopes cannot be passed as null undefined or empty',
      'at least one scope must be',
      'at least one scope needs to be requested',
      'gettoken requires at least one scope',
      'idw10503 … scopes',
    ],
  }),
  entry('symptom:interaction-in-progress', {
    hops: ['client-signin'],
    meaning: 'MSAL in the browser refuses to begin a sign-in, as one has not ended yet.',
    causes: [
      cause(
        'sign-in-not-ended',
        'An earlier sign-in was not ended: its page was closed, or the answer was not handled before the next began',
        byHand('Handle the redirect before a new sign-in, and clear the stored state of this site'),
      ),
    ],
    wording: [
      'interaction is currently in progress',
      'interaction in progress',
      'error opening popup window',
      'popup window error',
    ],
  }),
  entry('symptom:wrong-client-class', {
    hops: ['obo', 'mcp-server', 'gateway'],
    meaning:
      'MSAL has one class for clients without a credential and one for clients with: the wrong one is used.',
    causes: [
      cause(
        'public-class-with-credential',
        'A credential was given to the class for public clients, which cannot make the exchange',
        byHand('Use ConfidentialClientApplication with the id and credential of {server}'),
      ),
    ],
    wording: [
      'should not be provided to a publicclientapplication',
      'publicclientapplication object has no attribute acquire token on behalf of',
    ],
  }),
  entry('symptom:algorithm-refused', {
    hops: ['mcp-server', 'gateway'],
    meaning: 'The server does not take the algorithm that the token is signed with; Entra signs with RS256.',
    causes: [
      cause(
        'algorithm-not-rs256',
        'The server is configured for another algorithm, or with a shared secret instead of the published keys',
        byHand('Configure RS256 and the keys of {authority}/discovery/v2.0/keys'),
      ),
    ],
    wording: [
      'the specified alg value is not allowed',
      'algorithm header parameter value not allowed',
      'jwt invalid algorithm',
      'jsonwebtokenerror invalid algorithm',
      'unsupported jwt algorithm',
      'id token signed with unsupported algorithm',
      'idx10720',
      'idx10696',
      'idx10634',
    ],
  }),
];
