import { oneAppForBoth } from '../evidence/identity.ts';
import { asksNoGraph, scopeIsBare } from '../evidence/request.ts';
import { resourceEndsInPoint } from '../evidence/resource.ts';
import { SERVER_ID_AT_CLIENT } from './causes/client-type.ts';
import { CLIENT_PERMISSION_MISSING } from './causes/consent.ts';
import {
  SERVER_APP_MISSING,
  SERVER_DISABLED,
  SERVER_PRINCIPAL_MISSING,
  WRONG_TENANT,
} from './causes/registration.ts';
import {
  IDENTIFIER_URI_MISSING,
  RESOURCE_CUT_SHORT,
  RESOURCE_IS_URL,
  RESOURCE_MISSPELLED,
  RESOURCE_PARAMETER,
  SCOPE_WITHOUT_RESOURCE,
  URI_CHANGED_JUST_NOW,
} from './causes/resource.ts';
import { cause, numbered, withProof } from './entry.ts';
import { byApply, byHand, byVerifying } from './fixes.ts';

const SERVER_GONE = withProof(SERVER_APP_MISSING, { check: 'server-api.exists', resource: 'server' });
const DISABLED_RESOURCE = withProof(SERVER_DISABLED, {
  check: 'server-api.service-principal',
  checkMeans: ({ state }) => state === 'disabled',
  resource: 'server',
});
const SERVICE_LAPSED = cause(
  'microsoft-service-disabled',
  'The Microsoft service itself is switched off here, or its subscription has ended',
  byHand('Look at the subscription, and at the service under Enterprise applications'),
);
const DUE_TO_CLIENT_ID = cause(
  'microsoft-client-id',
  'A client id of Microsoft (Azure CLI, Visual Studio Code) is used instead of one of this setup',
  byHand('Configure {clientAppId} in the MCP client', 'client', 'Overview'),
);
const OTHER_TENANT_SIGNS_IN = cause(
  'user-of-another-tenant',
  'The user signs in to another tenant than the one that holds {server}',
  byHand('Use {authority} everywhere, and accounts of this tenant'),
  { evidence: WRONG_TENANT.evidence ?? (() => null) },
);

/** Requests for an API that Entra cannot find, or that the client may not ask. */
export const RESOURCE_ENTRIES = [
  numbered('500011', {
    causes: [
      cause(
        'default-misspelled',
        'The scope ends in ./default instead of /.default, so that a point is left at the end of the resource',
        byHand('Write /.default after the resource'),
        { sign: resourceEndsInPoint, names: 'any', onlySigned: true },
      ),
      SERVER_GONE,
      IDENTIFIER_URI_MISSING,
      SERVER_PRINCIPAL_MISSING,
      RESOURCE_MISSPELLED,
      RESOURCE_CUT_SHORT,
      RESOURCE_IS_URL,
      WRONG_TENANT,
      URI_CHANGED_JUST_NOW,
    ],
    waiting: 'A new Application ID URI or service principal is known everywhere after a few minutes.',
    next: [
      'Compare the name in the message with {identifierUri}, character by character; the whole scope is {scope}.',
    ],
    wording: ['the resource principal named … was not found in the tenant'],
  }),
  numbered('50001', {
    causes: [
      IDENTIFIER_URI_MISSING,
      SERVER_PRINCIPAL_MISSING,
      DISABLED_RESOURCE,
      SERVICE_LAPSED,
      RESOURCE_MISSPELLED,
    ],
  }),
  numbered('500014', {
    causes: [DISABLED_RESOURCE, SERVICE_LAPSED],
    wording: ['the service principal for resource … is disabled', 'resourcedisabled'],
  }),
  numbered('650051', {
    causes: [
      SERVER_PRINCIPAL_MISSING,
      cause(
        'provisioning-collided',
        'Two requests created the service principal at the same time',
        byHand('Try once more'),
      ),
    ],
    waiting: 'A second try succeeds where two requests had collided.',
    wording: ['the application needs access to a service that your organization'],
  }),
  numbered('650052', {
    causes: [
      SERVER_PRINCIPAL_MISSING,
      OTHER_TENANT_SIGNS_IN,
      cause(
        'combined-consent-incomplete',
        'Consent for both apps was asked for at once, but {server} does not list {client} as a known client application',
        byHand('Grant admin consent to both apps instead'),
      ),
    ],
    wording: [
      'the app needs access to a service … has not subscribed to or enabled',
      'the app is trying to access a service … lacks a service principal for',
      'your organization does not have a subscription … for the following api',
    ],
  }),
  numbered('650054', {
    causes: [
      SERVER_GONE,
      cause(
        'permission-of-deleted-api',
        '{server} was deleted and created anew, and {client} still lists the old one',
        byApply(
          'List the scope of the present {server} under the API permissions of {client}, then consent',
          'client',
          'ApiPermissions',
        ),
        { check: 'client-app.api-permission', app: 'client' },
      ),
    ],
    wording: ['permissions to access a resource that has been removed or is no longer available'],
  }),
  numbered('650057', {
    causes: [
      CLIENT_PERMISSION_MISSING,
      cause(
        'graph-not-listed',
        '{server} does not list Microsoft Graph among its API permissions',
        byApply(
          'Add {graphPermissions} to the API permissions of {server}, then consent',
          'server',
          'ApiPermissions',
        ),
        { check: 'server-api.graph-permissions', app: 'server' },
      ),
      DUE_TO_CLIENT_ID,
      RESOURCE_MISSPELLED,
    ],
    next: ['The message prints both ids: that of the client and that of the API it asked for.'],
    wording: [
      'the client has requested access to a resource which is not listed in the requested permissions',
    ],
  }),
  numbered('65002', {
    causes: [
      withProof(DUE_TO_CLIENT_ID, { sign: asksNoGraph, hop: 'client-signin' }),
      cause(
        'operator-client-lacks-scope',
        'The client id used to sign the operator in may not ask for this scope',
        byHand('Sign in with --sign-in-client and an app of your own'),
      ),
    ],
    next: ['No consent helps: such pairs are fixed by Microsoft.'],
    wording: ['consent between first party application … must be configured via preauthorization'],
  }),
  numbered('90009', {
    causes: [
      cause(
        'one-app-for-both',
        'One app registration serves as client and as API',
        byHand('Use two app registrations, as this setup does'),
        { evidence: oneAppForBoth, names: 'any' },
      ),
      SERVER_ID_AT_CLIENT,
    ],
    wording: ['is requesting a token for itself this scenario is supported only if'],
  }),
  numbered('901002', {
    causes: [
      RESOURCE_PARAMETER,
      cause(
        'old-library',
        'An old library was given the address of the v2.0 endpoint',
        byHand('Update the library, or drop the resource parameter'),
      ),
    ],
    wording: ['the resource request parameter is not supported'],
  }),
  numbered('9010010', {
    causes: [
      RESOURCE_PARAMETER,
      cause(
        'address-not-registered',
        'The address in the metadata of the MCP server is no Application ID URI of {server}',
        byVerifying(
          'Add the address to the Application ID URIs of {server}, where its domain is verified',
          'endpoint.resource-registered',
        ),
        { check: 'endpoint.resource-registered' },
      ),
      withProof(SCOPE_WITHOUT_RESOURCE, { sign: scopeIsBare, onlySigned: true }),
      withProof(IDENTIFIER_URI_MISSING, { check: 'server-api.identifier-uri' }),
      RESOURCE_MISSPELLED,
      cause(
        'metadata-disagrees',
        'The metadata of the protected resource names another resource than its scopes belong to',
        byVerifying(
          'Compare resource and scopes_supported under /.well-known/oauth-protected-resource',
          'endpoint.resource',
        ),
        { check: 'endpoint.resource' },
      ),
    ],
    next: [
      'Where the MCP address lies under a verified domain, it can be registered as an Application ID URI.',
    ],
    wording: ['the resource parameter provided in the request does not match with the requested scopes'],
  }),
];
