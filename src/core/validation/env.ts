import { didYouMean } from './nearest.ts';
import { quoted } from './validator.ts';

/** Sets of variable names that real MCP servers read. */
export const ENV_PRESETS = ['azure', 'generic', 'entra', 'ms365-mcp', 'fastmcp2', 'aspnet'] as const;
export type EnvPreset = (typeof ENV_PRESETS)[number];

/** Presets that earlier versions had, with the reason why they are gone. */
const WITHDRAWN: Readonly<Record<string, string>> = {
  lokka:
    'Preset "lokka" is withdrawn: with a client secret or certificate Lokka signs in as itself, where delegated permissions never help; for a user take its interactive or client-provided token mode, which reads none of these settings.',
};

/** Why a preset of an earlier version is gone; null for any other name. */
export function withdrawnPreset(name: string): string | null {
  return Object.hasOwn(WITHDRAWN, name) ? (WITHDRAWN[name] ?? null) : null;
}

/** Readers of .env files whose quoting rules differ. Where none is chosen, only values that all of them read alike are written. */
export const ENV_DIALECTS = ['docker', 'dotenv', 'systemd', 'sh', 'powershell'] as const;
export type EnvDialect = (typeof ENV_DIALECTS)[number];

/** Every value a settings file may hold, in the order in which it is written; `env.map` of the file uses these as keys. */
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

/** How the settings file names its variables and quotes their values. */
export interface EnvNaming {
  readonly preset: EnvPreset;
  /** Put before every name of the preset. */
  readonly prefix: string;
  /** Names that replace the preset's and its prefix. */
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

/** Validates one word of a closed list; `what` is how the value is called at the beginning of a sentence. */
export function oneOfProblem(what: string, text: string, words: readonly string[]): string | null {
  if (words.includes(text)) return null;
  const guess = didYouMean(text, words);
  return `${what} ${quoted(text)} is not one of ${words.join(', ')}${guess === '' ? '.' : guess}`;
}
