import { CLOUDS } from '../core/cloud.ts';
import { wantedRedirectUris } from '../core/redirect-uris.ts';
import type { Secret } from '../core/secret.ts';
import { type CredentialSetting, deriveSettings, type Settings } from '../core/settings.ts';
import type { EnvNaming, EnvPreset, EnvSetting } from '../core/validation/env.ts';
import { type EnvSource, PRESETS } from './env-presets.ts';
import { pfxBeside } from './pfx.ts';

/**
 * What a variable should be: `set` to a value; `unknown`, where a value in the file stays; or `unused`, where one in the file
 * is commented out. The hint is written on the commented line.
 */
export type EnvValue =
  | { readonly state: 'set'; readonly value: string | Secret }
  | { readonly state: 'unknown'; readonly hint: string }
  | { readonly state: 'unused'; readonly hint: string };

/** One variable of the settings file. */
export interface EnvEntry {
  readonly name: string;
  readonly section: string;
  readonly isSecret: boolean;
  readonly value: EnvValue;
}

/** Every variable of the preset, prefixed and renamed. `secretKeptAt` names another home of the secret, such as a vault. */
export function envEntries(
  settings: Settings,
  naming: EnvNaming,
  secretKeptAt: string | null,
): readonly EnvEntry[] {
  const values = settingValues(settings, secretKeptAt);
  return PRESETS[naming.preset].flatMap(({ title, variables }) =>
    variables.map(([name, source]) => ({
      name: nameOf(name, source, naming),
      section: title,
      isSecret: source === 'clientSecret',
      value:
        typeof source === 'function'
          ? setOrUnused(source(settings))
          : inForm(naming.preset, source, values[source]),
    })),
  );
}

/** The value as the preset's server takes it: .NET reads the key from the .pfx beside the PEM file. */
function inForm(preset: EnvPreset, source: EnvSource, value: EnvValue): EnvValue {
  if (preset !== 'aspnet' || source !== 'certificatePath') return value;
  if (value.state === 'set') return set(pfxBeside(String(value.value)));
  return value.state === 'unknown'
    ? { ...value, hint: 'path of a .pfx file that holds the private key and the certificate' }
    : value;
}

/** Name of the variable that carries a setting, or null when the preset has none. */
export function variableFor(setting: EnvSetting, naming: EnvNaming): string | null {
  const found = PRESETS[naming.preset]
    .flatMap(({ variables }) => variables)
    .find(([, source]) => source === setting);
  return found === undefined ? null : nameOf(found[0], setting, naming);
}

function nameOf(name: string, source: EnvSource, { prefix, map }: EnvNaming): string {
  const renamed = typeof source === 'function' ? undefined : map[source];
  return renamed ?? prefix + name;
}

function settingValues(
  settings: Settings,
  secretKeptAt: string | null,
): Readonly<Record<EnvSetting, EnvValue>> {
  const { blueprint, tenantId, clientAppId, serverAppId, credential } = settings;
  const derived = deriveSettings(settings);
  return {
    tenantId: set(tenantId),
    clientId: set(serverAppId),
    clientSecret: secretValue(credential, secretKeptAt),
    certificatePath: certificateValue(credential),
    federatedTokenFile: federatedValue(credential),
    authorityHost: set(CLOUDS[blueprint.cloud].authority),
    appIdUri: set(derived.identifierUri),
    scope: set(derived.fullScope),
    audience: set(derived.audience),
    issuer: set(derived.issuer),
    jwksUri: set(derived.jwksUri),
    serverUrl: serverUrlValue(blueprint.gateway.mcpServerEndpoint),
    mcpClientId: set(clientAppId),
    redirectUris: set(wantedRedirectUris('client', blueprint).join(',')),
    gatewayCallback: set(blueprint.gateway.callbackUrl),
    graphScopes: set(blueprint.graphPermissions.join(',')),
  };
}

function secretValue(credential: CredentialSetting, keptAt: string | null): EnvValue {
  if (credential.kind === 'certificate') return unused('not used: the server signs in with a certificate');
  if (credential.kind === 'federated')
    return unused('not used: the server signs in with a federated credential');
  if (keptAt !== null) return unused(`kept in ${keptAt}`);
  if (credential.value !== null) return { state: 'set', value: credential.value };
  return {
    state: 'unknown',
    hint: 'its value is not known here; `npx entra-mcp-setup rotate --config <your entra-mcp.yaml>` makes a new one',
  };
}

function certificateValue(credential: CredentialSetting): EnvValue {
  if (credential.kind !== 'certificate')
    return unused(`not used: the server has a ${KIND_TEXTS[credential.kind]}`);
  if (credential.keyFile !== null) return set(withForwardSlashes(credential.keyFile));
  return { state: 'unknown', hint: 'path of a PEM file that holds the private key and the certificate' };
}

/** Never known here: the server's host writes the token to a file, again every few minutes. On AKS Azure sets the variable. */
function federatedValue(credential: CredentialSetting): EnvValue {
  if (credential.kind !== 'federated')
    return unused(`not used: the server has a ${KIND_TEXTS[credential.kind]}`);
  return {
    state: 'unknown',
    hint: `path of the file where ${credential.issuer} puts the token for the server`,
  };
}

const KIND_TEXTS = {
  secret: 'client secret',
  certificate: 'certificate',
  federated: 'federated credential',
} as const;

/** The path with "/" where it is a Windows path: programs take it alike, while systemd and shells drop "\". */
function withForwardSlashes(path: string): string {
  return /^([A-Za-z]:|\.{1,2})?\\/.test(path) || !path.includes('/') ? path.replaceAll('\\', '/') : path;
}

function serverUrlValue(url: string | null): EnvValue {
  return url === null ? unused('the blueprint names no URL of the MCP server') : set(asciiUrl(url));
}

/** The URL with its host in punycode and its path percent-encoded. One that is ASCII already stays as it is. */
function asciiUrl(url: string): string {
  if (/^[\x21-\x7e]*$/.test(url)) return url;
  const { href } = new URL(url);
  return url.endsWith('/') ? href : href.replace(/\/$/, '');
}

function set(value: string): EnvValue {
  return { state: 'set', value };
}

function unused(hint: string): EnvValue {
  return { state: 'unused', hint };
}

function setOrUnused(value: string | null): EnvValue {
  return value === null ? unused('not used here') : set(value);
}
