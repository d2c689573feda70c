import {
  defaultMixed,
  emptyResource,
  formatInvalid,
  graphScopeUnknown,
  nothingButOidc,
  offlineAccessAlone,
  openidMissing,
  separatedByComma,
  severalResources,
  writtenLikeGraph,
} from '../evidence/scope.ts';
import {
  IDENTIFIER_URI_MISSING,
  RESOURCE_CUT_SHORT,
  RESOURCE_MISSPELLED,
  SCOPE_NOT_EXPOSED,
  SCOPE_WITHOUT_RESOURCE,
} from './causes/resource.ts';
import { cause, numbered } from './entry.ts';
import { byHand, byVerifying } from './fixes.ts';

const ONE_API_PER_REQUEST = byHand(
  'Ask for one API per request: {scope} in client and gateway, {graphScopes} in the server',
);

const SEVERAL_APIS = cause(
  'several-apis-in-scope',
  'The request asks for scopes of two APIs at once',
  ONE_API_PER_REQUEST,
  { sign: severalResources },
);

const SCOPE_ON_CLIENT = cause(
  'scope-on-wrong-app',
  'The scope was exposed on {client} instead of {server}',
  byVerifying(
    'Remove the scope from {client} and expose it on {server}',
    'client-app.scope-on-wrong-app',
    'client',
    'ExposeAnApi',
  ),
);

/** Requests whose scope string is wrong. */
export const SCOPE_ENTRIES = [
  numbered('70011', {
    causes: [
      { ...SCOPE_NOT_EXPOSED, mustBeNamed: true },
      { ...IDENTIFIER_URI_MISSING, mustBeNamed: true },
      RESOURCE_MISSPELLED,
      cause(
        'scope-malformed',
        'The Application ID URI and the scope name are not joined by one slash, or api:// is missing',
        byHand('Send {scope}, character for character', 'server', 'ExposeAnApi'),
        { sign: formatInvalid },
      ),
      cause(
        'default-mixed-with-names',
        '.default stands beside scopes by name; a request has the one or the others',
        byHand('In the server, ask for {graphScopes} or for .default alone'),
        { sign: defaultMixed },
      ),
      cause(
        'scopes-separated-by-comma',
        'The scopes are separated by commas; Entra wants blanks',
        byHand('Separate the scopes by blanks'),
        {
          sign: separatedByComma,
        },
      ),
      cause(
        'scope-resource-empty',
        'The setting that holds the Application ID URI is empty, so the scope begins with a slash',
        byHand('Fill in the setting; the whole scope is {scope}'),
        { sign: emptyResource },
      ),
      cause(
        'offline-access-alone',
        'offline_access is asked for alone: the client names no scope, and the gateway adds none',
        byHand('Have client or gateway send {clientScopes}'),
        { sign: offlineAccessAlone },
      ),
      cause('openid-missing', 'An ID token is asked for without openid', byHand('Send {clientScopes}'), {
        sign: openidMissing,
      }),
      SEVERAL_APIS,
      SCOPE_ON_CLIENT,
    ],
    next: [
      'The client and the gateway should send exactly: {clientScopes}',
      'The server should send exactly: {graphScopes}',
    ],
    wording: [
      'the provided value for the input parameter scope is not valid the scope',
      'must include a scope input parameter',
    ],
  }),
  numbered('28000', {
    causes: [SEVERAL_APIS],
    next: ['Microsoft Graph is the business of the server, in the on-behalf-of exchange.'],
    wording: ['scope is not valid because it contains more than one resource'],
  }),
  numbered('28002', {
    causes: [
      SCOPE_NOT_EXPOSED,
      cause(
        'scope-differs-at-token',
        'The token request sends another scope than the sign-in did',
        byHand('Send {clientScopes} in both requests'),
      ),
    ],
    wording: ['value for the input parameter scope … is not valid when requesting an access token'],
  }),
  numbered('28003', {
    causes: [
      cause(
        'scope-left-out',
        'The gateway redeems the code without repeating the scope',
        byHand('Let the gateway send {clientScopes} to the token endpoint too'),
      ),
    ],
    wording: ['parameter scope cannot be empty when requesting an access token'],
  }),
  numbered('700022', {
    causes: [SEVERAL_APIS],
  }),
  numbered('700023', {
    causes: [
      cause(
        'only-openid-scopes',
        'Only openid, profile or offline_access were asked for',
        byHand('Send {clientScopes}'),
        { sign: nothingButOidc },
      ),
      SCOPE_WITHOUT_RESOURCE,
    ],
  }),
  numbered('650053', {
    causes: [
      SCOPE_NOT_EXPOSED,
      SCOPE_WITHOUT_RESOURCE,
      cause(
        'graph-scope-misspelled',
        'The name of a Microsoft Graph permission is misspelled, such as File.Read for Files.Read',
        byHand(
          'Correct the name under graphPermissions; the server should send {graphScopes}',
          'server',
          'ApiPermissions',
        ),
        { resource: 'graph', evidence: graphScopeUnknown, sign: writtenLikeGraph },
      ),
      SCOPE_ON_CLIENT,
    ],
    next: [
      'The resource in the message tells where Entra looked: 00000003-0000-0000-c000-000000000000 is Microsoft Graph, {serverAppId} is {server}.',
    ],
    wording: ['asked for scope … that does not exist on the resource'],
  }),
  numbered('1002012', {
    causes: [
      cause(
        'named-scopes-as-app',
        'Client credentials were used with delegated scopes',
        byHand('Ask for .default, or use the on-behalf-of exchange, which is what this chain needs'),
      ),
      cause('scope-encoded-twice', 'The scope was percent-encoded twice', byHand('Encode the scope once')),
      RESOURCE_CUT_SHORT,
    ],
    wording: ['client credential flows must have a scope value with default'],
  }),
];
