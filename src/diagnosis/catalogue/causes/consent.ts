import { clientIsPreAuthorized } from '../../evidence/pre-authorized.ts';
import { seenReplicating, setupIsFresh } from '../../evidence/replication.ts';
import { isRefresh } from '../../evidence/request.ts';
import { cause, withProof } from '../entry.ts';
import { byApply, byConsent, byHand, byVerifying } from '../fixes.ts';

export const CLIENT_PERMISSION_MISSING = cause(
  'client-permission-missing',
  '{client} does not list the scope of {server} among its API permissions',
  byApply('Add {scope} to the API permissions of {client}, then consent', 'client', 'ApiPermissions'),
  {
    check: 'client-app.api-permission',
    app: 'client',
    resource: 'server',
    evidence: clientIsPreAuthorized,
  },
);

export const CLIENT_CONSENT_MISSING = cause(
  'client-consent-missing',
  'Nobody consented for the whole tenant that {client} may use {scope}',
  byConsent('client'),
  {
    check: 'client-app.admin-consent',
    app: 'client',
    resource: 'server',
    evidence: clientIsPreAuthorized,
    follows: ['client-permission-missing'],
  },
);

export const GRAPH_PERMISSION_MISSING = cause(
  'graph-permission-missing',
  '{server} does not ask for a Microsoft Graph permission that it needs',
  byApply(
    'Add {graphPermissions} to the API permissions of {server}, then consent',
    'server',
    'ApiPermissions',
  ),
  { check: 'server-api.graph-permissions', app: 'server', resource: 'graph' },
);

export const GRAPH_CONSENT_MISSING = cause(
  'graph-consent-missing',
  'Nobody consented for the whole tenant that {server} may use Microsoft Graph, or a permission was added after the consent',
  byConsent('server'),
  {
    check: 'server-api.graph-consent',
    app: 'server',
    resource: 'graph',
    follows: ['graph-permission-missing'],
  },
);

export const ASKS_FOR_MORE_THAN_GRANTED = cause(
  'asks-for-more-than-granted',
  'The request names a scope that is not among those consented to, or of another API; one such scope makes all of them fail. Where only the refresh fails, it sends other scopes than the sign-in did',
  byHand(
    'Compare the scopes of the failing request with those granted; the server should send {graphScopes}',
    'server',
    'ApiPermissions',
  ),
  { sign: isRefresh, hop: 'gateway' },
);

export const CONSENT_OF_ONE_USER = cause(
  'consent-of-one-user',
  'Consent was given by one user for themselves, or in another tenant, so others still lack it',
  byVerifying(
    'Look which grants are for one user only, and grant consent for the tenant',
    'server-api.per-user-grants',
    'server',
    'ApiPermissions',
  ),
);

export const CONSENT_IS_NEW = cause(
  'consent-is-new',
  'The consent is only minutes old and has not reached every part of Entra',
  byHand('Wait a few minutes, sign out, and try once more'),
  {
    sign: setupIsFresh,
    evidence: seenReplicating,
    follows: [
      'graph-consent-missing',
      'client-consent-missing',
      'graph-permission-missing',
      'client-permission-missing',
    ],
  },
);

export const USERS_MAY_NOT_CONSENT = cause(
  'users-may-not-consent',
  'The tenant does not let users consent to these permissions, so only an administrator can',
  byConsent('client'),
);

/** The client's missing grant as a cause of the consent page, which a grant spares users. */
export const CLIENT_CONSENT_FOR_WALL = withProof(CLIENT_CONSENT_MISSING, {
  check: 'client-app.admin-consent',
  app: 'client',
  follows: [],
});

export const GRAPH_CONSENT_FOR_WALL = withProof(GRAPH_CONSENT_MISSING, {
  check: 'server-api.graph-consent',
  app: 'server',
  follows: [],
});

/** For a token for Graph without any permission. */
export const NOTHING_CONSENTED = cause(
  'nothing-consented',
  'No permission of Microsoft Graph is consented to for the app that asked for the token',
  byHand('Add {graphPermissions} to {server} and grant admin consent', 'server', 'ApiPermissions'),
  { check: 'server-api.graph-consent', app: 'server', resource: 'graph' },
);
