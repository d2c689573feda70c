import { parseEnv } from 'node:util';
import { Secret } from '../core/secret.ts';
import { DEFAULT_ENV_NAMING, ENV_PRESETS, type EnvNaming, type EnvSetting } from '../core/validation/env.ts';
import { variableFor } from './env-entries.ts';
import { envLines, valueIn } from './env-lines.ts';
import { pemBehind } from './pfx.ts';

/** The server's own credential as a settings file holds it. */
export interface EnvCredential {
  readonly tenantId: string | null;
  readonly clientId: string | null;
  readonly secret: Secret | null;
  readonly certificatePath: string | null;
}

/**
 * Reads the server's credential from a settings file. Where the file holds none under these names, takes one under the names
 * of another preset, unless the id of another server stands beside it. Without a naming, the preset is used that finds most.
 */
export function parseEnvFile(text: string, naming: EnvNaming | null): EnvCredential {
  if (naming !== null) return credentialElsewhere(text, naming) ?? credentialIn(text, naming);
  return presetsIn(text, DEFAULT_ENV_NAMING).reduce((best, one) => (weight(one) > weight(best) ? one : best));
}

/** The credential under the names of another preset; null where there is one under these names, or none at all. */
export function credentialElsewhere(text: string, naming: EnvNaming): EnvCredential | null {
  const own = credentialIn(text, naming);
  if (holdsCredential(own)) return null;
  const others = presetsIn(text, naming).filter(
    ({ clientId }) => own.clientId === null || clientId === own.clientId,
  );
  return others.find(holdsCredential) ?? null;
}

function presetsIn(text: string, naming: EnvNaming): readonly EnvCredential[] {
  return ENV_PRESETS.map((preset) => credentialIn(text, { ...naming, preset }));
}

function holdsCredential({ secret, certificatePath }: EnvCredential): boolean {
  return secret !== null || certificatePath !== null;
}

function credentialIn(text: string, naming: EnvNaming): EnvCredential {
  const read = reader(text.replace(/^\ufeff/, ''), naming);
  const secret = read('clientSecret');
  const certificate = read('certificatePath');
  return {
    tenantId: read('tenantId'),
    clientId: read('clientId'),
    secret: secret === null ? null : new Secret(secret),
    certificatePath: certificate === null ? null : pemBehind(certificate),
  };
}

/** Whether a secret may be the one of which Graph shows the hint: its first three characters (facts: graph.md §1.7). */
export function matchesHint(secret: Secret, hint: string | null): boolean {
  return hint !== null && hint !== '' && secret.reveal().startsWith(hint);
}

/** Reads settings by their variables in this naming. An empty value counts as absent. */
function reader(text: string, naming: EnvNaming): (setting: EnvSetting) => string | null {
  const { dialect } = naming;
  const values = dialect === null || dialect === 'dotenv' ? parseEnv(text) : null;
  const lines = values === null ? envLines(text, dialect ?? 'universal') : [];
  return (setting) => {
    const name = variableFor(setting, naming);
    if (name === null) return null;
    return (values === null ? valueIn(lines, name, dialect ?? 'universal') : values[name]) || null;
  };
}

function weight({ tenantId, clientId, secret, certificatePath }: EnvCredential): number {
  return [tenantId, clientId, secret, certificatePath].filter((value) => value !== null).length;
}
