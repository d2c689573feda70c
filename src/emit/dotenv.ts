import { parseEnv } from 'node:util';
import type { Blueprint, WantedCredential } from '../core/blueprint.ts';
import { asId } from '../core/ids.ts';
import { Secret } from '../core/secret.ts';
import type { CredentialSetting, Settings } from '../core/settings.ts';
import type { EnvNaming } from '../core/validation/env.ts';
import { presetMismatch } from '../core/validation/env-presets.ts';
import { SetupError } from '../errors.ts';
import { assignment, type EnvStyle, STYLES } from './env-dialects.ts';
import { type EnvEntry, envEntries } from './env-entries.ts';
import { type EnvLine, envLines, placeholderLine, tidied, valueIn } from './env-lines.ts';
import { mergedEnv, newFile, type Rendered } from './env-merge.ts';
import { credentialElsewhere } from './env-read.ts';

/** A variable that changes, as people may see it: secrets are dots. Null stands for "not set". */
export interface EnvChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A settings file as it will be written. The text holds the secret, so it is a `Secret`. */
export interface EnvPlan {
  readonly text: Secret;
  readonly changes: readonly EnvChange[];
  /** False where the file would not change. */
  readonly isChanged: boolean;
}

export interface EnvRequest {
  /** For messages only. */
  readonly path: string;
  /** The file's present text, or null when there is none. */
  readonly existing: string | null;
  readonly settings: Settings;
  readonly naming: EnvNaming;
  /** Whether a file that is no settings file may be replaced (`--overwrite`). */
  readonly foreign: 'refuse' | 'replace';
  /** Where the secret is kept instead, such as its address in Key Vault; null when it goes into this file. */
  readonly secretKeptAt: string | null;
}

/**
 * Merges the settings into the file's text: our variables are replaced where they stand, everything else keeps its place.
 * Throws `USAGE` where a value cannot be written for the file's readers, or the file is no settings file.
 */
export function planEnvFile(asked: EnvRequest): EnvPlan {
  const request = withCarriedOver(asked);
  const style = request.naming.dialect ?? 'universal';
  const rendered = renderEntries(request, style);
  const present = acceptedText(request, rendered);
  const text = present === null ? newFile(rendered, style) : mergedSafely(request, present, rendered, style);
  const [before, after] = [envLines(present ?? '', style), envLines(text, style)];
  const changes = rendered.flatMap(({ entry }) => changeOf(entry, before, after, style));
  return { text: new Secret(text), changes, isChanged: text !== request.existing };
}

/** The request with the credential that the file holds under another preset's names, where it is not known otherwise. */
function withCarriedOver(request: EnvRequest): EnvRequest {
  const { existing, settings, naming, secretKeptAt } = request;
  const { credential, serverAppId } = settings;
  if (existing === null || secretKeptAt !== null) return request;
  const found = credentialElsewhere(existing, naming);
  if (found?.clientId?.toLowerCase() !== serverAppId.toLowerCase()) return request;
  if (credential.kind === 'secret' && credential.value === null && found.secret !== null)
    return { ...request, settings: { ...settings, credential: { ...credential, value: found.secret } } };
  if (credential.kind === 'certificate' && credential.keyFile === null && found.certificatePath !== null) {
    const known = { ...credential, keyFile: found.certificatePath };
    return { ...request, settings: { ...settings, credential: known } };
  }
  return request;
}

/**
 * Merges, then reads back as the file's readers will: a quote left open above our lines would swallow them, and to Node
 * a line without "=" belongs to the next variable's name.
 */
function mergedSafely(
  request: EnvRequest,
  present: string,
  rendered: readonly Rendered[],
  style: EnvStyle,
): string {
  const lines = envLines(present, style);
  const attempts = [lines, tidied(lines)].map((one) => mergedEnv(one, rendered, style));
  const readable = attempts.find((text) => firstLost(text, rendered, style) === null);
  if (readable !== undefined) return readable;
  if (request.foreign === 'replace') return newFile(rendered, style);
  const lost = firstLost(attempts[0] ?? '', rendered, style);
  throw new SetupError(
    'USAGE',
    `${request.path} cannot be merged: its readers would not find ${lost} in it.`,
    {
      advice: [
        'Look for a line that is not NAME=value or a quote that is not closed, or replace the file with --overwrite (a backup is kept).',
      ],
    },
  );
}

/**
 * Throws `USAGE` where `planEnvFile` would: called before the tenant is touched, since a secret that was created needs its
 * file. Ids are not known then and always fit.
 */
export function refuseUnmergeable(
  file: Pick<EnvRequest, 'path' | 'existing' | 'naming' | 'foreign'>,
  blueprint: Blueprint,
): void {
  refuseMismatch(file.naming, blueprint);
  planEnvFile({ ...file, settings: settingsBefore(blueprint), secretKeptAt: null });
}

/** Throws `USAGE` where the server that reads the names of this preset could not work with the set-up. */
export function refuseMismatch({ preset }: EnvNaming, blueprint: Blueprint): void {
  const mismatch = presetMismatch(preset, blueprint);
  if (mismatch !== null) throw new SetupError('USAGE', mismatch.problem, { advice: mismatch.alternatives });
}

/** The settings before anything exists, with placeholders for ids. */
function settingsBefore(blueprint: Blueprint): Settings {
  const id = '00000000-0000-0000-0000-000000000000';
  return {
    blueprint,
    tenantId: asId(id),
    tenantName: null,
    clientAppId: asId(id),
    serverAppId: asId(id),
    credential: credentialBefore(blueprint.serverApi.credential),
    consent: { client: false, graph: false },
  };
}

function credentialBefore(wanted: WantedCredential): CredentialSetting {
  const unknown = { keyId: null, thumbprint: null, subject: null, endDateTime: null };
  switch (wanted.kind) {
    case 'secret':
      return { ...unknown, kind: 'secret', displayName: wanted.displayName, value: null };
    case 'certificate':
      return { ...unknown, kind: 'certificate', keyFile: wanted.file };
    case 'federated':
      return { kind: 'federated', name: wanted.name, issuer: wanted.issuer, subject: wanted.subject };
  }
}

/** The settings as `env --output -` prints them: a whole new file, secrets as dots. */
export function renderMaskedEnv(settings: Settings, naming: EnvNaming): string {
  const request = {
    path: '.env',
    existing: null,
    settings,
    naming,
    foreign: 'refuse',
    secretKeptAt: null,
  } as const;
  const style = naming.dialect ?? 'universal';
  const masked = renderEntries(request, style).map(({ entry, line }) =>
    entry.isSecret && entry.value.state === 'set'
      ? { entry, line: `${STYLES[style].assign(entry.name, String(entry.value.value))}\n` }
      : { entry, line },
  );
  return newFile(masked, style);
}

function renderEntries({ settings, naming, secretKeptAt }: EnvRequest, style: EnvStyle): readonly Rendered[] {
  return envEntries(settings, naming, secretKeptAt).map((entry) => ({ entry, line: lineFor(entry, style) }));
}

function lineFor({ name, value, isSecret }: EnvEntry, style: EnvStyle): string {
  if (value.state !== 'set') return placeholderLine(name, value.hint);
  const text = plain(value.value);
  const written = assignment(style, name, text);
  if ('text' in written) return `${written.text}\n`;
  throw new SetupError('USAGE', `The value of ${name}${isSecret ? '' : ` (${text})`} ${written.problem}.`, {
    advice: [
      'Choose a value without that character, or name the one reader of the file with --env-dialect docker, dotenv, systemd, sh or powershell.',
    ],
  });
}

function plain(value: string | Secret): string {
  return typeof value === 'string' ? value : value.reveal();
}

/**
 * The text to merge into, without a byte order mark (with one, Node loses the first variable); null for a new file. Throws
 * `USAGE` where the file is no settings file and may not be replaced.
 */
function acceptedText(
  { path, existing, foreign, naming }: EnvRequest,
  rendered: readonly Rendered[],
): string | null {
  if (existing === null || existing.trim() === '') return null;
  const text = existing.replace(/^\ufeff/, '');
  const lines = envLines(text, naming.dialect ?? 'universal');
  const names = new Set(rendered.map(({ entry }) => entry.name));
  const isOurs = lines.some((line) => 'name' in line && names.has(line.name));
  if (isOurs || !lines.some(({ kind }) => kind === 'other')) return text;
  if (foreign === 'replace') return null;
  throw new SetupError(
    'USAGE',
    `${path} is there already and is no settings file: some lines are not NAME=value.`,
    {
      advice: ['Choose another --out-dir, or replace the file with --overwrite (a backup is kept).'],
    },
  );
}

function changeOf(
  { name, isSecret }: EnvEntry,
  beforeLines: readonly EnvLine[],
  afterLines: readonly EnvLine[],
  style: EnvStyle,
): readonly EnvChange[] {
  const [before, after] = [valueIn(beforeLines, name, style), valueIn(afterLines, name, style)];
  if (before === after) return [];
  const shown = (value: string | null) => (isSecret && value !== null ? String(new Secret(value)) : value);
  return [{ name, before: shown(before), after: shown(after) }];
}

/** The first variable whose value a reader would not find in `text`; null where all are found. */
function firstLost(text: string, rendered: readonly Rendered[], style: EnvStyle): string | null {
  const isDotenv = style === 'universal' || style === 'dotenv';
  const lines = envLines(text, style);
  const whole = parseEnv(text);
  const lost = rendered.find(({ entry: { name, value } }) => {
    if (value.state !== 'set') return false;
    return (isDotenv ? whole[name] : valueIn(lines, name, style)) !== plain(value.value);
  });
  return lost?.entry.name ?? null;
}
