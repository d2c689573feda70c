import type { Change, ChangeKind, NamedScope, ResourceWord } from './change.ts';
import type { AppWord } from './ids.ts';
import type { Platform } from './tenant.ts';

export const APP_WORDS: Readonly<Record<AppWord, string>> = {
  client: 'MCP Client App',
  server: 'MCP Server API',
};
export const RESOURCE_WORDS: Readonly<Record<ResourceWord, string>> = {
  'server-api': 'MCP Server API',
  'microsoft-graph': 'Microsoft Graph',
};
export const PLATFORM_WORDS: Readonly<Record<Platform, string>> = {
  publicClient: 'mobile and desktop',
  web: 'web',
  spa: 'single-page application',
};

type Summaries = { readonly [Kind in ChangeKind]: (change: Extract<Change, { kind: Kind }>) => string };

const names = (scopes: readonly NamedScope[]): string => scopes.map(({ value }) => value).join(', ');

const SUMMARIES: Summaries = {
  'create-application': ({ draft }) => `Create the app registration ${draft.displayName}`,
  'create-service-principal': ({ app }) => `Create the service principal of ${APP_WORDS[app]}`,
  'enable-service-principal': ({ app }) => `Enable the service principal of ${APP_WORDS[app]}`,
  'set-sign-in-audience': ({ app }) => `Restrict ${APP_WORDS[app]} to accounts of this tenant`,
  'set-fallback-public-client': ({ app, to }) =>
    `Set "Allow public client flows" of ${APP_WORDS[app]} to ${to ? 'Yes' : 'No'}`,
  'add-redirect-uris': ({ app, platform, uris }) =>
    `Register ${uris.join(', ')} as ${PLATFORM_WORDS[platform]} redirect URI of ${APP_WORDS[app]}`,
  'move-redirect-uris': ({ app, from, to, uris }) =>
    `Move ${uris.join(', ')} of ${APP_WORDS[app]} from the ${PLATFORM_WORDS[from]} to the ${PLATFORM_WORDS[to]} platform`,
  'add-identifier-uri': ({ uri, replaces }) =>
    replaces.length === 0
      ? `Add the Application ID URI ${uri}`
      : `Replace the Application ID URI ${replaces.join(', ')} by ${uri}`,
  'add-scope': ({ scope }) => `Expose the scope ${scope.value}`,
  'enable-scope': ({ value }) => `Enable the scope ${value}`,
  'set-scope-consent': ({ value, scope }) =>
    value === scope.value
      ? `Let admins and users consent to the scope ${value}`
      : `Rename the scope ${value} to ${scope.value}`,
  'set-token-version': () => 'Issue v2 access tokens for MCP Server API',
  'add-permissions': ({ app, resource, scopes }) =>
    `Add the delegated permission ${names(scopes)} of ${RESOURCE_WORDS[resource]} to ${APP_WORDS[app]}`,
  'add-secret': ({ displayName, endDateTime }) =>
    `Create the client secret ${displayName}, valid until ${endDateTime.slice(0, 10)}`,
  'add-certificate': ({ certificate }) =>
    certificate === null
      ? 'Create a certificate and register its public part'
      : `Register the certificate ${certificate.thumbprint}, valid until ${certificate.notAfter.slice(0, 10)}`,
  'add-federated-credential': ({ name, subject }) => `Add the federated credential ${name} for ${subject}`,
  'grant-consent': ({ app, resource, scopes }) =>
    `Grant ${APP_WORDS[app]} ${scopes.join(', ')} on ${RESOURCE_WORDS[resource]} for every user of the tenant`,
  'add-owner': ({ app }) => `Make the signed-in account an owner of ${APP_WORDS[app]}`,
};

/** A change in one imperative sentence without a full stop. */
export function summarise(change: Change): string {
  return (SUMMARIES[change.kind] as (change: Change) => string)(change);
}
