import handoffTemplate from '../../templates/handoff.md.eta?raw';
import { CLOUDS } from '../core/cloud.ts';
import { isOidcScope } from '../core/endpoint.ts';
import { CONSENT_ROLES, MICROSOFT_GRAPH_APP_ID } from '../core/ids.ts';
import { deriveSettings, type Settings } from '../core/settings.ts';
import { shellWord } from '../core/shell-word.ts';
import { code, fill, markdownText } from './template.ts';

/** A tenant-wide grant that the chain needs, with the page where an administrator gives it. */
export interface WantedGrant {
  readonly number: 1 | 2;
  readonly clientName: string;
  readonly clientId: string;
  readonly resourceName: string;
  readonly resourceId: string;
  readonly scopes: readonly string[];
  readonly isGranted: boolean;
  readonly url: string;
}

/** The text of entra-mcp-handoff.md: everything that an administrator who may consent needs, without secrets. */
export function renderHandoff(settings: Settings, configFile: string): string {
  const { blueprint } = settings;
  const grants = wantedGrants(settings);
  return fill(handoffTemplate, {
    md: markdownText,
    code,
    tenantId: settings.tenantId,
    tenantName: settings.tenantName,
    serverName: blueprint.serverApi.displayName,
    grants,
    signInPermissions: blueprint.signInPermissions,
    roles: CONSENT_ROLES,
    configFile,
    command: `npx entra-mcp-setup apply --config ${shellWord(configFile)} --grant-admin-consent --yes`,
    verifyCommand: `npx entra-mcp-setup verify --config ${shellWord(configFile)}`,
    returnTo: [blueprint.clientApp.redirectUris[0] ?? '', blueprint.gateway.callbackUrl],
  });
}

/** Both grants: of the client on the server, and of the server on Microsoft Graph. */
export function wantedGrants(settings: Settings): readonly [WantedGrant, WantedGrant] {
  return [grantOnServer(settings), grantOnGraph(settings)];
}

function grantOnServer(settings: Settings): WantedGrant {
  const { blueprint, clientAppId, serverAppId, consent } = settings;
  const { fullScope } = deriveSettings(settings);
  return {
    number: 1,
    clientName: blueprint.clientApp.displayName,
    clientId: clientAppId,
    resourceName: blueprint.serverApi.displayName,
    resourceId: serverAppId,
    scopes: [blueprint.serverApi.scope.value],
    isGranted: consent.client,
    url: adminConsentUrl(
      settings,
      clientAppId,
      // One request names scopes of one API, and OpenID Connect's, which belong to none.
      [fullScope, ...blueprint.signInPermissions.filter(isOidcScope)],
      blueprint.clientApp.redirectUris[0] ?? '',
    ),
  };
}

function grantOnGraph(settings: Settings): WantedGrant {
  const { blueprint, serverAppId, consent } = settings;
  const scopes = blueprint.graphPermissions.map((name) => `${CLOUDS[blueprint.cloud].graph}/${name}`);
  return {
    number: 2,
    clientName: blueprint.serverApi.displayName,
    clientId: serverAppId,
    resourceName: 'Microsoft Graph',
    resourceId: MICROSOFT_GRAPH_APP_ID,
    scopes: blueprint.graphPermissions,
    isGranted: consent.graph,
    url: adminConsentUrl(settings, serverAppId, scopes, blueprint.gateway.callbackUrl),
  };
}

/** The address of admin consent, by the v2.0 endpoint: only that takes scopes by name. It requires a registered redirect URI. */
function adminConsentUrl(
  { blueprint, tenantId }: Settings,
  clientId: string,
  scopes: readonly string[],
  redirectUri: string,
): string {
  const { authority } = CLOUDS[blueprint.cloud];
  const query = Object.entries({ client_id: clientId, scope: scopes.join(' '), redirect_uri: redirectUri })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `${authority}/${tenantId}/v2.0/adminconsent?${query}`;
}
