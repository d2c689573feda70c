import { endsInSlash, speaksOfTokenVersion } from '../evidence/graph-answer.ts';
import { NOTHING_CONSENTED } from './causes/consent.ts';
import { cause, entry } from './entry.ts';
import { byConsent, byHand } from './fixes.ts';

const VERIFIED_HOST = byHand(
  'Use {identifierUri}, or a URI on a verified domain of the tenant; with token version 2 set first, an https URI of such a domain may be used',
  'server',
  'ExposeAnApi',
);

const duplicate = (code: string, wording: readonly string[]) =>
  entry(code, {
    hops: ['client-registration'],
    meaning: 'Two entries of the registration have the same id or value.',
    causes: [
      cause(
        'scope-or-role-listed-twice',
        'A scope or app role is listed twice, or a scope and a role share an id or a value',
        byHand(
          'Give each its own id (a new GUID) and value in the manifest; the whole list is replaced by every write',
          'server',
          'ExposeAnApi',
        ),
      ),
      cause(
        'value-listed-twice',
        'Another list, such as the redirect URIs or Application ID URIs, holds one value twice, perhaps in other capitals',
        byHand('Take out one of the two', 'server', 'Authentication'),
      ),
    ],
    wording,
  });

/** What Graph, Terraform, az and the portal say when they write a registration (facts: mcp.md §6). */
export const REGISTERING_ENTRIES = [
  entry('symptom:identifier-uri-invalid', {
    hops: ['client-registration'],
    meaning: 'The Application ID URI is no URI of the forms that Entra takes.',
    causes: [
      cause(
        'identifier-uri-without-scheme',
        'It has no scheme or no host: a bare name or id was written',
        byHand('Write {identifierUri}, with api:// or https:// before it', 'server', 'ExposeAnApi'),
      ),
      cause(
        'identifier-uri-with-slash',
        'It ends in a slash, or holds a query',
        byHand('Leave the slash out'),
        { sign: endsInSlash },
      ),
    ],
    wording: [
      'uri has no host for identifier uris',
      'uri has no scheme for identifier uris',
      'uri has no host',
      'identifierurisendswithslash',
      'expected uri to have a scheme of',
      'failed to add identifier uri',
      'property identifieruris is invalid',
      'invalid value specified for property identifieruris',
      'values of identifieruris property must be',
      'identifieruris must',
    ],
  }),
  entry('symptom:identifier-uri-not-verified', {
    hops: ['client-registration'],
    meaning: 'The Application ID URI is on a domain that is not verified in the tenant.',
    causes: [
      cause(
        'domain-not-verified',
        'Its host is no verified domain, such as azurewebsites.net',
        VERIFIED_HOST,
      ),
      cause(
        'token-version-first',
        'The app still issues v1 tokens, for which fewer forms are allowed',
        byHand('Set the access token version of {server} to 2 first', 'server', 'Overview'),
        { sign: speaksOfTokenVersion },
      ),
    ],
    wording: [
      'hostnamenotonverifieddomain',
      'use a verified domain of the organization',
      'must use a verified domain',
      'must contain the tenant verified domain',
      'not on any verified domain',
      'nonverifieddomain',
      'property requestedaccesstokenversion is invalid',
      'failed to add identifier uri … must contain a tenant verified domain',
    ],
  }),
  duplicate('symptom:duplicate-scope', [
    'it contains duplicate value',
    'duplicate app roles oauth2 0 permission scopes',
    'property with duplicate values',
  ]),
  duplicate('graph:DuplicateValue', []),
  entry('symptom:may-not-register-apps', {
    hops: ['client-registration', 'admin-signin'],
    meaning: 'The account may not register apps in this tenant.',
    causes: [
      cause(
        'users-may-not-register',
        'The tenant lets no users register apps, and the account has no role that may',
        byHand(
          'Use an account that is Application Developer, Application Administrator or higher; `entra-mcp-setup plan` shows what it would create',
        ),
      ),
    ],
    wording: [
      'do not have permission to register applications',
      'users can register applications is set to no',
    ],
  }),
  entry('symptom:app-of-another-tenant', {
    hops: ['client-registration', 'admin-signin'],
    meaning: 'The app is registered in another tenant; here is only its service principal.',
    causes: [
      cause(
        'app-registered-elsewhere',
        'What was asked for changes the app registration, which only its own tenant has',
        byHand(
          'Sign in to the tenant of the registration (az login --tenant <tenant id>), or use the id of an app of this tenant',
        ),
      ),
    ],
    wording: [
      'backing application of the service principal',
      'have the backing application in the local tenant',
    ],
  }),
  entry('symptom:grant-not-yet-made', {
    hops: ['consent'],
    meaning: 'Azure CLI has listed the permission on the app, and consented to nothing.',
    causes: [
      cause(
        'listed-not-consented',
        'az ad app permission add writes the list of permissions; the consent is a step of its own',
        byConsent('client'),
        { check: 'client-app.admin-consent' },
      ),
    ],
    wording: ['is needed to make the change effective'],
  }),
  entry('symptom:token-without-permissions', {
    hops: ['graph', 'obo'],
    meaning:
      'The token that reached Microsoft Graph holds neither scopes nor roles: nobody granted any to the app.',
    causes: [
      NOTHING_CONSENTED,
      cause(
        'other-flow',
        'The token came from another flow than the permissions are for: delegated ones count with a user only, application ones without',
        byHand('Exchange the token of a user on their behalf'),
      ),
    ],
    wording: ['either scp or roles claim need to be present in the token', 'scp or roles claim'],
  }),
];
