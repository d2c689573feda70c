import type { Blueprint, WantedCredential } from '../blueprint.ts';
import type { Cloud } from '../cloud.ts';
import { ENV_PRESETS, type EnvPreset } from './env.ts';

/** What the MCP server that reads a preset's variables supports. */
export interface PresetFacts {
  /** The server, or whoever reads these names. */
  readonly reader: string;
  readonly credentials: readonly WantedCredential['kind'][];
  readonly clouds: readonly Cloud[];
  /** The scope that it asks its clients for, proposed where the blueprint names none; null: any. */
  readonly scope: string | null;
  /** Whether it refuses tokens with any other scope. */
  readonly refusesOtherScopes: boolean;
}

const EVERY_CLOUD: readonly Cloud[] = ['public', 'usgov', 'usgovdod', 'china'];
const ANY = { clouds: EVERY_CLOUD, scope: null, refusesOtherScopes: false } as const;

/**
 * Found by running the servers, except for fastmcp2, whose source was read. Presets that no single server stands behind,
 * such as `azure`, support what the library that reads their names supports.
 */
export const PRESET_FACTS: Readonly<Record<EnvPreset, PresetFacts>> = {
  azure: { ...ANY, reader: 'the Azure SDKs', credentials: ['secret', 'certificate', 'federated'] },
  generic: { ...ANY, reader: 'mcp-obo-aca', credentials: ['secret', 'certificate', 'federated'] },
  entra: {
    ...ANY,
    reader: 'a server that reads ENTRA_ names',
    credentials: ['secret', 'certificate', 'federated'],
  },
  // Its own discovery document advertises access_as_user; behind a gateway any scope will do.
  'ms365-mcp': {
    reader: 'ms-365-mcp-server',
    credentials: ['secret'],
    clouds: ['public', 'china'],
    scope: 'access_as_user',
    refusesOtherScopes: false,
  },
  fastmcp2: { ...ANY, reader: 'FastMCP 2', credentials: ['secret'] },
  // Azure MCP Server answers 403 to other scopes. Its certificate is a .pfx, which is made of the .pem.
  aspnet: {
    reader: 'Azure MCP Server',
    credentials: ['secret', 'certificate', 'federated'],
    clouds: EVERY_CLOUD,
    scope: 'Mcp.Tools.ReadWrite',
    refusesOtherScopes: true,
  },
};

/** A preset that cannot work with the blueprint: why, and what to type instead. */
export interface PresetMismatch {
  readonly problem: string;
  readonly alternatives: readonly string[];
}

/** Why a server that reads these names could not work with this set-up; null where it can. */
export function presetMismatch(preset: EnvPreset, blueprint: Blueprint): PresetMismatch | null {
  const problem = problemWith(preset, blueprint);
  return problem === null ? null : { problem, alternatives: alternativesFor(preset, blueprint) };
}

function problemWith(preset: EnvPreset, { cloud, serverApi }: Blueprint): string | null {
  const { reader, credentials, clouds, scope, refusesOtherScopes } = PRESET_FACTS[preset];
  const { kind } = serverApi.credential;
  const who = `${capitalised(reader)} (--env-preset ${preset})`;
  if (!credentials.includes(kind)) return `${who} cannot sign in with a ${CREDENTIAL_WORDS[kind]}.`;
  if (!clouds.includes(cloud)) return `${who} knows the clouds ${clouds.join(' and ')} only, not ${cloud}.`;
  return refusesOtherScopes && scope !== null && serverApi.scope.value !== scope
    ? `${who} refuses every token whose scope is not ${scope} (403); this set-up has ${serverApi.scope.value}.`
    : null;
}

/** Advice: flags that fit this preset, and presets that fit the blueprint. */
function alternativesFor(preset: EnvPreset, blueprint: Blueprint): readonly string[] {
  const { credentials, scope, clouds, refusesOtherScopes } = PRESET_FACTS[preset];
  const { serverApi, cloud } = blueprint;
  const { value } = serverApi.scope;
  const flags = [
    ...(credentials.includes(serverApi.credential.kind)
      ? []
      : [`--credential ${credentials[0] ?? 'secret'}`]),
    ...(refusesOtherScopes && scope !== null && scope !== value ? [`--scope ${scope}`] : []),
  ];
  const others = ENV_PRESETS.filter((name) => problemWith(name, blueprint) === null);
  return [
    ...(clouds.includes(cloud) ? [`Give it what it takes: ${flags.join(' ')}`] : []),
    ...(others.length === 0
      ? []
      : [`Or write the names that another server reads: --env-preset ${others.join(', ')}`]),
  ];
}

const CREDENTIAL_WORDS: Readonly<Record<WantedCredential['kind'], string>> = {
  secret: 'client secret',
  certificate: 'certificate',
  federated: 'federated credential',
};

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
