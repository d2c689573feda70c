import { oneAppForBoth } from '../evidence/identity.ts';
import { SERVER_FLOWS_ON } from './causes/client-type.ts';
import {
  ASKS_FOR_MORE_THAN_GRANTED,
  CLIENT_CONSENT_FOR_WALL,
  GRAPH_CONSENT_FOR_WALL,
  GRAPH_CONSENT_MISSING,
  GRAPH_PERMISSION_MISSING,
  USERS_MAY_NOT_CONSENT,
} from './causes/consent.ts';
import {
  CERTIFICATE_NOT_REGISTERED,
  NO_SECRET,
  SECRET_EXPIRED,
  SECRET_ID_PASTED,
  SECRET_WRONG,
} from './causes/credential.ts';
import { SERVER_APP_MISSING, SERVER_PRINCIPAL_MISSING } from './causes/registration.ts';
import { IDENTIFIER_URI_MISSING } from './causes/resource.ts';
import {
  AUDIENCE_RESPELLED,
  TOKEN_FOR_ANOTHER,
  TOKEN_FOR_GRAPH,
  VERSION_ONE_TOKENS,
} from './causes/token.ts';
import { DEVICE_STATE } from './conditional-access.ts';
import { cause, entry, withProof } from './entry.ts';
import { byApply, byHand, bySignInLog, byTest } from './fixes.ts';
import { PERMISSION_TOO_SMALL, USER_HAS_NO_RIGHT } from './graph-access.ts';

const SCOPE_CANNOT_BE_PICKED = cause(
  'no-enabled-scope',
  '{server} exposes no enabled scope, so there is nothing to pick',
  byApply('Expose {scopeName} on {server}', 'server', 'ExposeAnApi'),
  { check: 'server-api.scope', checkMeans: ({ problem }) => problem !== 'texts' },
);

/** What people see where no code is shown (facts: troubleshooting.md §2; the guide's troubleshooting list). */
export const SYMPTOM_ENTRIES = [
  entry('symptom:api-not-visible', {
    hops: ['consent'],
    meaning: '{server} does not appear under "My APIs" when a permission is added to {client}.',
    causes: [
      SERVER_APP_MISSING,
      cause(
        'server-has-no-owner',
        '{server} has no owner; the list shows only APIs of which you are one',
        byApply('Make the signed-in account an owner of {server}', 'server', 'Owners'),
        {
          check: 'server-api.owners',
        },
      ),
      withProof(SERVER_PRINCIPAL_MISSING, { check: 'server-api.service-principal' }),
      SCOPE_CANNOT_BE_PICKED,
      withProof(IDENTIFIER_URI_MISSING, { check: 'server-api.identifier-uri' }),
      cause(
        'client-has-no-owner',
        '{client} has no owner; both apps need one',
        byApply('Make the signed-in account an owner of {client}', 'client', 'Owners'),
        {
          check: 'client-app.owners',
        },
      ),
      cause(
        'portal-in-other-tenant',
        'The portal shows another tenant, or a list from before the change',
        byHand('Compare the directory at the top right, and load the page again'),
      ),
    ],
    next: [
      'Try "APIs my organization uses" and search for {serverAppId}.',
      '`entra-mcp-setup apply --yes` writes the permission without that list.',
    ],
    wording: [
      'not visible in my apis',
      'not visible under my apis',
      'not listed in my apis',
      'not listed under my apis',
    ],
  }),
  entry('symptom:obo-fails', {
    hops: ['obo'],
    isLogged: true,
    meaning: 'The server cannot exchange the user token for a Microsoft Graph token.',
    causes: [
      GRAPH_PERMISSION_MISSING,
      GRAPH_CONSENT_MISSING,
      SERVER_FLOWS_ON,
      TOKEN_FOR_GRAPH,
      TOKEN_FOR_ANOTHER,
      AUDIENCE_RESPELLED,
      SECRET_EXPIRED,
      SECRET_ID_PASTED,
      SECRET_WRONG,
      NO_SECRET,
      CERTIFICATE_NOT_REGISTERED,
      cause(
        'challenge-not-passed-on',
        'A policy on Microsoft Graph wants more than the first sign-in gave',
        byTest('Look at the claims that the exchange returns, and pass them on to the client'),
      ),
    ],
    next: [
      'The log of the MCP server has the AADSTS number: paste it here.',
      'The server should send exactly: {graphScopes}',
      '`entra-mcp-setup test` makes the exchange and shows what comes back.',
    ],
    wording: [
      'obo fail',
      'obo token exchange fail',
      'on behalf of fail',
      'on behalf of flow fail',
      'on behalf of exchange fail',
      'on behalf of token exchange fail',
    ],
  }),
  entry('symptom:graph-permission', {
    hops: ['graph', 'consent'],
    meaning: 'Microsoft Graph denies what the server asks for.',
    causes: [GRAPH_PERMISSION_MISSING, GRAPH_CONSENT_MISSING, PERMISSION_TOO_SMALL, USER_HAS_NO_RIGHT],
    next: [
      'Begin with Files.Read, then Files.Read.All, then Sites.Read.All.',
      '`entra-mcp-setup test` calls Graph as the user and prints scp of its token.',
    ],
  }),
  entry('symptom:need-admin-approval', {
    hops: ['consent', 'client-signin', 'gateway'],
    isLogged: true,
    meaning:
      'The page "Need admin approval": consent is missing, and this user cannot give it. Behind it are 90094 and 90095.',
    causes: [CLIENT_CONSENT_FOR_WALL, GRAPH_CONSENT_FOR_WALL, USERS_MAY_NOT_CONSENT],
    next: ['The page shows no number. The sign-in log has it: look for this time, user and app.'],
    wording: [
      'need admin approval',
      'approval required',
      'needs permission to access resources in your organization that only an admin can grant',
      'needs permission to access resources in your organisation that only an admin can grant',
    ],
  }),
  entry('symptom:refresh-fails', {
    hops: ['gateway', 'client-signin'],
    isLogged: true,
    meaning:
      'The first sign-in works and its token is good for about an hour; then the refresh is refused, or there is none.',
    causes: [
      cause(
        'one-app-for-both',
        'One app registration serves as client and as API: its refresh asks for a token for itself (AADSTS90009)',
        byHand('Use two app registrations, as this setup does'),
        { evidence: oneAppForBoth, names: 'any' },
      ),
      { ...ASKS_FOR_MORE_THAN_GRANTED, hop: 'gateway' },
      cause(
        'offline-access-missing',
        'offline_access was not asked for or not consented to, so there is no refresh token',
        byHand('Request {clientScopes}'),
      ),
      cause(
        'session-policy',
        'A Conditional Access policy limits how long a session lasts (sign-in frequency), or the session was revoked',
        bySignInLog('Look among the non-interactive sign-ins for the number: 70043, 50173 or 700082'),
      ),
      cause(
        'old-token-kept',
        'The gateway or server keeps the first access token and never refreshes it',
        byHand('Refresh before the token ends, and answer 401 when it has ended'),
      ),
    ],
    next: ['Compare the scope of the refresh with that of the sign-in: both should be {clientScopes}'],
    weak: true,
    wording: [
      'works for an hour',
      'works for about an hour',
      'works for one hour',
      'fails after an hour',
      'fails after one hour',
      'after about an hour',
      'after 60 minutes',
      'upstream token refresh failed',
      'token refresh failed',
      'refresh token failed',
      'refreshing token failed',
      'failed to refresh token',
      'failed to refresh the token',
      'failed to refresh access token',
      'could not refresh token',
      'mcpoauthbrowserrequired',
    ],
  }),
  entry('symptom:device-must-be-managed', {
    hops: ['admin-signin', 'client-signin'],
    isLogged: true,
    meaning: 'The sign-in page wants a managed device.',
    causes: DEVICE_STATE,
    wording: [
      'your admin requires the device requesting access to be managed',
      'requires the device … to be managed',
      'you cannot get there from here',
      'help us keep your device secure',
    ],
  }),
  entry('symptom:no-error', {
    hops: ['client-signin', 'gateway', 'obo'],
    isLogged: true,
    meaning: 'The sign-in goes round in circles, or a blank page or "Authorization failed" is all there is.',
    causes: [
      CLIENT_CONSENT_FOR_WALL,
      VERSION_ONE_TOKENS,
      cause(
        'error-on-microsoft-page',
        "The error stays on Microsoft's page and never reaches the redirect URI",
        bySignInLog('Copy the address bar and the details of the page, and look at the sign-in log'),
      ),
    ],
    next: [
      'Ask for three things: error= in the address bar, the row of the sign-in log, and the claims of the access token.',
    ],
  }),
];
