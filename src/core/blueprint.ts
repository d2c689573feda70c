import type { Cloud } from './cloud.ts';
import { type AppId, type AppWord, asId, type KeyId, nameBasedGuid, type ScopeId } from './ids.ts';

/** The guide's gateway callback (Prerequisites). */
export const DEFAULT_GATEWAY_CALLBACK = 'https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback';
/** The guide's primary redirect URI and its backups (Configuration Summary). */
export const DEFAULT_REDIRECT_URIS: readonly string[] = [
  'http://127.0.0.1:53100/callback',
  'http://127.0.0.1:53101/callback',
  'http://127.0.0.1:8080/callback',
];
export const DEFAULT_CLIENT_NAME = 'MCP Client App';
export const DEFAULT_SERVER_NAME = 'MCP Server API';
export const DEFAULT_SCOPE = 'access';
export const DEFAULT_SECRET_NAME = 'MCP Server Secret';
export const DEFAULT_SECRET_MONTHS = 24;
/** The guide's escalation path, least first. */
export const GRAPH_ESCALATION_PATH: readonly string[] = [
  'Files.Read',
  'Files.Read.All',
  'Sites.Read.All',
  'Files.ReadWrite.All',
];

/** The public half of a certificate, read from a file. Dates are ISO 8601. */
export interface CertificateFacts {
  /** SHA-1 over the DER form, 40 upper-case hexadecimal digits: what Entra shows as thumbprint. */
  readonly thumbprint: string;
  readonly subject: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** The DER form in base64: what Graph's `keyCredential.key` takes. Never the private key. */
  readonly der: string;
}

/** How MCP Server API proves itself in the on-behalf-of exchange. */
export type WantedCredential =
  | { readonly kind: 'secret'; readonly displayName: string; readonly months: number }
  | {
      readonly kind: 'certificate';
      /** The file to upload, or where to put one that is created. */
      readonly file: string | null;
      readonly create: boolean;
      /** Null until the file was read or the certificate was made. */
      readonly certificate: CertificateFacts | null;
      /** The thumbprint the blueprint file recorded, upper-case; known even where the file is not. */
      readonly thumbprint: string | null;
    }
  | {
      readonly kind: 'federated';
      readonly name: string;
      readonly issuer: string;
      readonly subject: string;
      readonly audience: string;
    };

/** The six fields of the guide's scope; state is always enabled. */
export interface WantedScope {
  readonly value: string;
  readonly adminConsentDisplayName: string;
  readonly adminConsentDescription: string;
  readonly userConsentDisplayName: string;
  readonly userConsentDescription: string;
}

/** How the chain must be. Secret-free; everything a check compares the tenant with. */
export interface Blueprint {
  /** Tenant id or verified domain, as given. */
  readonly tenant: string;
  readonly cloud: Cloud;
  readonly clientApp: {
    readonly displayName: string;
    readonly redirectUris: readonly string[];
    readonly appId: AppId | null;
  };
  readonly serverApi: {
    readonly displayName: string;
    /** Application ID URI; `{appId}` stands for the app's own id. */
    readonly identifierUri: string;
    readonly scope: WantedScope;
    readonly appId: AppId | null;
    readonly credential: WantedCredential;
  };
  readonly gateway: { readonly callbackUrl: string; readonly mcpServerEndpoint: string };
  /** Delegated permission names on Microsoft Graph. */
  readonly graphPermissions: readonly string[];
  /** Whether the operator said that consent for the whole tenant may be granted. */
  readonly grantAdminConsent: boolean;
}

/** The guide's texts for a scope of that name. */
export function scopeNamed(value: string): WantedScope {
  return {
    value,
    adminConsentDisplayName: 'Access MCP Server',
    adminConsentDescription: 'Allow access to MCP server functionality',
    userConsentDisplayName: 'Access MCP Server',
    userConsentDescription: 'Allow access to MCP server on your behalf',
  };
}

/** The id our scope gets: derived from its name, so that a repeated run adds the same scope. Unique per app only. */
export function scopeIdFor(value: string): ScopeId {
  return asId(nameBasedGuid(`scope:${value}`));
}

/** What stands for an app id that is not known before the app was created. */
export const PENDING_APP_IDS: Readonly<Record<AppWord, AppId>> = {
  client: '{clientApp.appId}' as AppId,
  server: '{appId}' as AppId,
};

/** What stands for the key id of a certificate before it is registered, and perhaps before it is made. */
export const PENDING_CERTIFICATE = '{certificate.keyId}' as KeyId;

/** The Application ID URI with the app's own id filled in. */
export function identifierUriFor(blueprint: Blueprint, serverAppId: AppId): string {
  return blueprint.serverApi.identifierUri.replaceAll('{appId}', serverAppId);
}

/** The guide's "Full Scope". */
export function fullScopeFor(blueprint: Blueprint, serverAppId: AppId): string {
  return `${identifierUriFor(blueprint, serverAppId)}/${blueprint.serverApi.scope.value}`;
}

/** Starts every marker and tags every app, so that those which this tool created can be told by eye. */
export const MARKER_PREFIX = 'entra-mcp-setup';

/**
 * The `uniqueName` given to an app at creation. It follows from the answers, so a run that was killed finds its own
 * apps again, and two setups in one tenant keep apart. Only an upsert can set it (facts: graph.md §1.5).
 */
export function markerFor(app: AppWord, blueprint: Blueprint): string {
  const displayName = app === 'client' ? blueprint.clientApp.displayName : blueprint.serverApi.displayName;
  const key = `${app}|${blueprint.gateway.mcpServerEndpoint}|${displayName}`;
  return `${MARKER_PREFIX}-${app}-${nameBasedGuid(`marker:${key}`)}`;
}

export function displayNameOf(app: AppWord, blueprint: Blueprint): string {
  return app === 'client' ? blueprint.clientApp.displayName : blueprint.serverApi.displayName;
}
