import { didYouMean } from './nearest.ts';
import { quoted } from './validator.ts';

/** Sets of variable names that real MCP servers read. */
export const ENV_PRESETS = ['azure', 'generic', 'entra', 'ms365-mcp', 'fastmcp2', 'aspnet'] as const;
export type EnvPreset = (typeof ENV_PRESETS)[number];

/** Presets of former versions, with what to know about the server that they were for. */
const WITHDRAWN: Readonly<Record<string, string>> = {
  lokka:
    'Preset "lokka" is withdrawn: with a client secret or certificate Lokka signs in as itself, where delegated permissions never help; for a user take its interactive or client-provided token mode, which reads none of these settings.',
};

/** Why a preset is no longer there; null for one that never was, or is. */
export function withdrawnPreset(name: string): string | null {
  return Object.hasOwn(WITHDRAWN, name) ? (WITHDRAWN[name] ?? null) : null;
}

/** Readers with quoting of their own. Without one, values stay in the alphabet that all of them read alike. */
export const ENV_DIALECTS = ['docker', 'dotenv', 'systemd', 'sh', 'powershell'] as const;
export type EnvDialect = (typeof ENV_DIALECTS)[number];

/** Every value a settings file may hold, in the order it is written; `env.map` in the blueprint renames by these. */
export const ENV_SETTINGS = [
  'tenantId',
  'clientId',
  'clientSecret',
  'certificatePath',
  'federatedTokenFile',
  'authorityHost',
  'appIdUri',
  'scope',
  'audience',
  'issuer',
  'jwksUri',
  'serverUrl',
  'mcpClientId',
  'redirectUris',
  'gatewayCallback',
  'graphScopes',
] as const;
export type EnvSetting = (typeof ENV_SETTINGS)[number];

/** How the settings file names and quotes things. */
export interface EnvNaming {
  readonly preset: EnvPreset;
  /** Put before every name of the preset. */
  readonly prefix: string;
  /** Names that replace the preset's, whole. */
  readonly map: Readonly<Partial<Record<EnvSetting, string>>>;
  readonly dialect: EnvDialect | null;
}

export const DEFAULT_ENV_NAMING: EnvNaming = { preset: 'azure', prefix: '', map: {}, dialect: null };

export function envPrefixProblem(prefix: string): string | null {
  if (prefix === '' || /^[A-Z][A-Z0-9_]*$/.test(prefix)) return null;
  return `Prefix ${quoted(prefix)} must be capital letters, digits and "_", starting with a letter, such as FILES_.`;
}

/** Lower-case letters are allowed since .NET reads names such as `AzureAd__TenantId`. */
export function envNameProblem(name: string): string | null {
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return null;
  return `Variable name ${quoted(name)} must be letters, digits and "_", starting with a letter.`;
}

/** For a closed list of words. */
export function oneOfProblem(what: string, text: string, words: readonly string[]): string | null {
  if (words.includes(text)) return null;
  const guess = didYouMean(text, words);
  return `${what} ${quoted(text)} is not one of ${words.join(', ')}${guess === '' ? '.' : guess}`;
}
