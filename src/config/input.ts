import type { BlueprintInput } from '../core/answers.ts';
import { type AppId, asId, type KeyId } from '../core/ids.ts';
import { thumbprintDigits } from '../core/validation/credential.ts';
import type { BlueprintFile } from './schema.ts';

type Loose = { readonly [Name in keyof BlueprintInput]: BlueprintInput[Name] | undefined };

/** The file's values under the names of the answers. */
export function inputFrom(file: BlueprintFile): BlueprintInput {
  const { clientApp = {}, serverApi = {}, gateway = {}, env = {} } = file;
  return present({
    tenant: file.tenant,
    cloud: file.cloud,
    marker: file.marker,
    clientName: clientApp.displayName,
    redirectUris: clientApp.redirectUris,
    backupRedirectUris: clientApp.backupRedirectUris,
    clients: clientApp.clients,
    clientAppId: appId(clientApp.appId),
    serverName: serverApi.displayName,
    appIdUri: serverApi.identifierUri,
    additionalIdentifierUris: serverApi.additionalIdentifierUris,
    preAuthorizedClients: serverApi.preAuthorizedClients,
    serverAppId: appId(serverApi.appId),
    ...scopeFrom(serverApi.scope),
    ...credentialFrom(serverApi.credential),
    gatewayCallback: gateway.callbackUrl,
    mcpUrl: gateway.mcpServerEndpoint,
    clientUrl: gateway.clientUrl,
    graphPermissions: file.graphPermissions,
    signInPermissions: file.signInPermissions,
    grantAdminConsent: file.grantAdminConsent,
    envPreset: env.preset,
    envPrefix: env.prefix,
    envDialect: env.dialect,
    envMap: env.map && present(env.map),
  });
}

type ServerApi = NonNullable<BlueprintFile['serverApi']>;

function scopeFrom(scope: ServerApi['scope']): Loose {
  if (scope === undefined || typeof scope === 'string') return { scope };
  const { value, ...texts } = scope;
  return { scope: value, scopeTexts: present(texts) };
}

function credentialFrom(credential: ServerApi['credential']): Loose {
  if (credential === undefined) return {};
  const keyIds = credential.keyIds?.map((keyId) => asId<KeyId>(keyId.toLowerCase()));
  return { ...kindFrom(credential), keyIds };
}

function kindFrom(credential: NonNullable<ServerApi['credential']>): Loose {
  if (credential.kind === 'certificate') {
    const { file, create, thumbprint } = credential;
    const digits = thumbprint === undefined ? undefined : thumbprintDigits(thumbprint);
    return {
      credential: 'certificate',
      certificate: file,
      createCertificate: create,
      certificateThumbprint: digits,
    };
  }
  if (credential.kind === 'federated') {
    const { name, issuer, subject } = credential;
    return {
      credential: 'federated',
      federatedName: name,
      federatedIssuer: issuer,
      federatedSubject: subject,
    };
  }
  return { credential: 'secret', secretName: credential.displayName, secretMonths: credential.months };
}

function appId(text: string | undefined): AppId | undefined {
  return text === undefined ? undefined : asId<AppId>(text.toLowerCase());
}

/** Drops undefined members, which would hide those of weaker sources when inputs are merged. */
function present<Shape extends object>(
  loose: Shape,
): { [Name in keyof Shape]?: Exclude<Shape[Name], undefined> } {
  const entries = Object.entries(loose).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Shape]?: Exclude<Shape[Name], undefined> };
}
