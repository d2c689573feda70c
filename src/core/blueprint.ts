import type { Cloud } from './cloud.ts';
import { type AppId, type AppWord, asId, type KeyId, nameBasedGuid, type ScopeId } from './ids.ts';
import { union } from './sets.ts';

/** The guide's gateway callback (Prerequisites). */
export const DEFAULT_GATEWAY_CALLBACK = 'https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback';
/** The guide's primary redirect URI: the one that its verification checklist wants. */
export const DEFAULT_REDIRECT_URIS: readonly string[] = ['http://127.0.0.1:53100/callback'];
/** The guide's backup ports (Configuration Summary). */
export const DEFAULT_BACKUP_REDIRECT_URIS: readonly string[] = [
  'http://127.0.0.1:53101/callback',
  'http://127.0.0.1:8080/callback',
];
export const DEFAULT_CLIENT_NAME = 'MCP Client App';
export const DEFAULT_SERVER_NAME = 'MCP Server API';
/** The app's own id fits every tenant, whatever its policy (facts: graph.md §2 "identifierUris"). */
export const DEFAULT_IDENTIFIER_URI = 'api://{appId}';
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

/** The OpenID Connect scopes, owned by Microsoft Graph, that clients request in addition to the server's scope (facts: graph.md §1.9). */
export const DEFAULT_SIGN_IN_PERMISSIONS: readonly string[] = ['openid', 'profile', 'offline_access'];

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

/** The desired state of both registrations and the gateway: everything that checks compare the tenant with. Holds no secret. */
export interface Blueprint {
  /** Tenant id or verified domain, as given. */
  readonly tenant: string;
  readonly cloud: Cloud;
  /**
   * The random part of the apps' unique names. It stands in the file before anything is written to the tenant, so that a
   * run that was killed finds its own; null where every app is known by its id, or nothing was made yet.
   */
  readonly marker: string | null;
  readonly clientApp: {
    readonly displayName: string;
    /** Must be registered. */
    readonly redirectUris: readonly string[];
    /** Registered by setup; where one is missing, verify warns. */
    readonly backupRedirectUris: readonly string[];
    /** MCP clients by name: the redirect URIs that they send must be registered too. */
    readonly clients: readonly string[];
    readonly appId: AppId | null;
  };
  readonly serverApi: {
    readonly displayName: string;
    /** Application ID URI; `{appId}` stands for the app's own id. */
    readonly identifierUri: string;
    /** Further Application ID URIs, such as the server's own URL for clients that send it as `resource` (RFC 8707). */
    readonly additionalIdentifierUris: readonly string[];
    readonly scope: WantedScope;
    readonly appId: AppId | null;
    /** MCP clients that need no consent for the scope: names of those with an app id of their own, or app ids. */
    readonly preAuthorizedClients: readonly string[];
    readonly credential: WantedCredential;
    /** Key ids of the credentials that are ours: created by this tool, or adopted with `--adopt-credential`. */
    readonly keyIds: readonly KeyId[];
  };
  readonly gateway: {
    readonly callbackUrl: string;
    /** Null where it was not given; commands that only read the apps do not need it. */
    readonly mcpServerEndpoint: string | null;
    /** The URL that MCP clients connect to, where it is not the server's own; else null. */
    readonly clientUrl: string | null;
  };
  /** Delegated permission names on Microsoft Graph. */
  readonly graphPermissions: readonly string[];
  /** Delegated permissions on Microsoft Graph that the client's sign-ins ask for, granted with its consent. */
  readonly signInPermissions: readonly string[];
  /** Whether the operator allowed that consent is granted for every user of the tenant. */
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

/** Placeholders for the app ids of apps that do not exist yet. */
export const PENDING_APP_IDS: Readonly<Record<AppWord, AppId>> = {
  client: '{clientApp.appId}' as AppId,
  server: '{appId}' as AppId,
};

/** Placeholder for the key id of a client secret before Entra assigns one. */
export const PENDING_SECRET: KeyId = asId('{secret.keyId}');

/** Placeholder for the key id of a certificate that is not created yet. */
export const PENDING_CERTIFICATE = '{certificate.keyId}' as KeyId;

/** The Application ID URI with the app's own id filled in. */
export function identifierUriFor(blueprint: Blueprint, serverAppId: AppId): string {
  return withAppId(blueprint.serverApi.identifierUri, serverAppId);
}

/** The additional Application ID URIs with the app's own id filled in, each once and without the main one. */
export function additionalIdentifierUrisFor(blueprint: Blueprint, serverAppId: AppId): readonly string[] {
  const uris = blueprint.serverApi.additionalIdentifierUris.map((uri) => withAppId(uri, serverAppId));
  return union([], uris).filter((uri) => uri !== identifierUriFor(blueprint, serverAppId));
}

function withAppId(uri: string, appId: AppId): string {
  return uri.replaceAll('{appId}', appId);
}

/**
 * The default of `additionalIdentifierUris`: beside an https:// URI, api://{appId} stays registered, by which every client can
 * request the scope.
 */
export function defaultAdditionalIdentifierUris(identifierUri: string): readonly string[] {
  return identifierUri.startsWith('https://') ? [DEFAULT_IDENTIFIER_URI] : [];
}

/** The guide's "Full Scope". */
export function fullScopeFor(blueprint: Blueprint, serverAppId: AppId): string {
  return `${identifierUriFor(blueprint, serverAppId)}/${blueprint.serverApi.scope.value}`;
}

/** Starts every unique name and tags every app, so that people see which ones this tool created. */
export const MARKER_PREFIX = 'entra-mcp-setup';

/** Placeholder for a marker that was not generated yet. No app is created under such a name. */
const PENDING_MARKER = '{marker}';

/**
 * The `uniqueName` given to an app at creation: its part and the blueprint's marker. The marker is random, since a name
 * that others could compute they could also register first, and be given the consent that was meant for us.
 */
export function uniqueNameFor(app: AppWord, { marker }: Pick<Blueprint, 'marker'>): string {
  return `${MARKER_PREFIX}-${app}-${marker ?? PENDING_MARKER}`;
}

/** Whether the app's unique name has the form that this tool gives. A hint, not a proof: anybody may give an app such a name. */
export function isMarked({ uniqueName }: { readonly uniqueName: string | null }): boolean {
  return uniqueName?.startsWith(`${MARKER_PREFIX}-`) ?? false;
}

/** Whether a credential is ours: by its key id alone, since anybody who may add one may give it any name. */
export function isRecorded(keyId: string, { keyIds }: Pick<Blueprint['serverApi'], 'keyIds'>): boolean {
  const pending: readonly string[] = [PENDING_SECRET, PENDING_CERTIFICATE];
  return pending.includes(keyId) || keyIds.some((one) => one.toLowerCase() === keyId.toLowerCase());
}

/** The blueprint with the app ids that are known by now: of registrations that were read, or that a run has made. */
export function withAppIds(
  blueprint: Blueprint,
  { client, server }: Readonly<Record<AppWord, { readonly appId: AppId | null } | null>>,
): Blueprint {
  const { clientApp, serverApi } = blueprint;
  return {
    ...blueprint,
    clientApp: { ...clientApp, appId: client?.appId ?? clientApp.appId },
    serverApi: { ...serverApi, appId: server?.appId ?? serverApi.appId },
  };
}

/** The blueprint with this credential recorded as ours. */
export function withKeyId(blueprint: Blueprint, keyId: string): Blueprint {
  const { serverApi } = withoutKeyId(blueprint, keyId);
  const keyIds = [...serverApi.keyIds, asId<KeyId>(keyId)];
  return { ...blueprint, serverApi: { ...serverApi, keyIds } };
}

/** The blueprint without any record of this credential. */
export function withoutKeyId(blueprint: Blueprint, keyId: string): Blueprint {
  const { serverApi } = blueprint;
  const keyIds = serverApi.keyIds.filter((one) => one.toLowerCase() !== keyId.toLowerCase());
  return { ...blueprint, serverApi: { ...serverApi, keyIds } };
}

/** The URL that MCP clients connect to; null where neither it nor the server's is known. */
export function clientUrlOf({ gateway }: Blueprint): string | null {
  return gateway.clientUrl ?? gateway.mcpServerEndpoint;
}

export function displayNameOf(app: AppWord, blueprint: Blueprint): string {
  return app === 'client' ? blueprint.clientApp.displayName : blueprint.serverApi.displayName;
}
