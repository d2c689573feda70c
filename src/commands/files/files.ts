import { envNamingOf } from '../../config/complete.ts';
import { renderBlueprintFile } from '../../config/save.ts';
import { type Blueprint, isRecorded } from '../../core/blueprint.ts';
import type { Verdict } from '../../core/report.ts';
import type { CredentialSetting, Settings } from '../../core/settings.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { planEnvFile } from '../../emit/dotenv.ts';
import { PRIVATE_MODE, writeEnvFile } from '../../emit/env-file.ts';
import { presetNotice } from '../../emit/env-presets.ts';
import { SetupError } from '../../errors.ts';
import type { IssuedCredential } from '../../graph/change-result.ts';
import type { RunState } from '../../graph/run-state.ts';
import type { Session } from '../../identity/session.ts';
import type { Outside } from '../../outside.ts';
import type { Inputs } from '../run/inputs.ts';
import type { KeyVaultFlags } from '../run/shared-options.ts';
import { envNotices, type GitFile } from './env-notices.ts';
import { pagePaths, type Written, writePages } from './pages.ts';
import { placePfx } from './pfx-file.ts';
import { envFilePath } from './server-credential.ts';

/** Where settings and secrets are written, and whether files of somebody else may be replaced. */
export interface FileFlags extends KeyVaultFlags {
  readonly output?: string;
  readonly overwrite?: boolean;
}

export interface FilesRequest {
  readonly inputs: Inputs;
  readonly flags: FileFlags;
  readonly tenant: Tenant;
  readonly connection: { readonly session: Pick<Session, 'claims' | 'cloud' | 'tokenFor'> };
  /** Notices of files that were written while changes were made. They are shown at the end, when no progress is drawn. */
  readonly early: string[];
}

/** How the run came out, from which the files are written. */
export interface Outcome {
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
  readonly issued: readonly IssuedCredential[];
  readonly checks: readonly Verdict[];
  /** Somebody else must consent: the hand-off is written for them. */
  readonly handOff: boolean;
}

/**
 * Writes the files of one run: the blueprint as soon as ids are known, a secret the moment it exists, everything at the end.
 * `saveBlueprint` and `writeAll` return the paths that were written; `placeCredential` where the credential is, or null.
 */
export function setupFiles(
  outside: Pick<Outside, 'clock' | 'files' | 'transport' | 'launch'>,
  request: FilesRequest,
) {
  return {
    saveBlueprint: (blueprint: Blueprint) => saveBlueprint(outside, request, blueprint),
    placeCredential: (issued: IssuedCredential, blueprint: Blueprint, runState: RunState) =>
      placeCredential(outside, request, issued, blueprint, runState),
    writeAll: (outcome: Outcome) => writeAll(outside, request, outcome),
  };
}

/** Throws `FILE_NOT_WRITABLE`, before the tenant is touched, where a file of the run could not be written. */
export async function proveWritable(
  outside: Pick<Outside, 'files' | 'practice'>,
  inputs: Inputs,
  flags: FileFlags,
): Promise<void> {
  const { files } = outside;
  if (flags.keyVault !== undefined) (await import('./vault.ts')).refuseVault(flags, outside);
  const envPath = flags.output ?? envFilePath(inputs);
  for (const path of [inputs.configPath, envPath, ...pagePaths(inputs)]) {
    const reason = await files.whyNotWritable(path, { mode: path === envPath ? PRIVATE_MODE : 0o644 });
    if (reason === null) continue;
    throw new SetupError('FILE_NOT_WRITABLE', `${path} cannot be written: ${reason}`, {
      advice: ['Choose another folder with --out-dir'],
    });
  }
}

/** Writes the blueprint with what is known by now, unless nothing would change. */
async function saveBlueprint(
  { files }: Pick<Outside, 'files'>,
  { inputs }: FilesRequest,
  blueprint: Blueprint,
): Promise<readonly string[]> {
  const before = await files.readText(inputs.configPath);
  const document = before === null ? null : { path: inputs.configPath, text: before };
  const text = renderBlueprintFile(document, blueprint, inputs.input);
  if (text === before) return [];
  await files.writeText(inputs.configPath, text, { mode: 0o644 });
  return [inputs.configPath];
}

/** Writes a new secret to its place before anything else can fail, since Graph shows it only once. Returns the place. */
async function placeCredential(
  outside: Pick<Outside, 'clock' | 'files' | 'transport'>,
  request: FilesRequest,
  issued: IssuedCredential,
  blueprint: Blueprint,
  runState: RunState,
): Promise<string | null> {
  if (issued.kind === 'certificate') return certificateFile(blueprint);
  if (issued.secret === null) return null;
  const vault = request.flags.keyVault;
  if (vault !== undefined) {
    const { storeSecretInVault } = await import('./vault.ts');
    const { secret, endDateTime } = issued;
    return storeSecretInVault(outside, request.connection.session, {
      vault,
      blueprint,
      issued: { secret, endDateTime },
    });
  }
  const { client, server } = runState;
  if (client.appId === null || server.appId === null)
    throw new SetupError('BUG', 'A secret was created before both apps.');
  const settings = settingsFrom(request, { blueprint, tenant: request.tenant, issued: [issued] });
  if (settings === null) return null;
  const { path, notices } = await writeEnv(outside, request, settings, null);
  request.early.push(...notices);
  return path;
}

function certificateFile({ serverApi: { credential } }: Blueprint): string | null {
  return credential.kind === 'certificate' && credential.create ? credential.file : null;
}

type SettingsSource = Pick<Outcome, 'blueprint' | 'tenant' | 'issued'> & {
  readonly checks?: readonly Verdict[];
};

/** The settings as far as the run knows them; null until both apps have ids. */
export function settingsFrom(
  request: Pick<FilesRequest, 'connection'>,
  source: SettingsSource,
): Settings | null {
  const { blueprint, tenant, checks = [] } = source;
  const { clientApp, serverApi } = blueprint;
  if (clientApp.appId === null || serverApi.appId === null) return null;
  const passed = (id: string) => checks.some((check) => check.id === id && check.status === 'pass');
  return {
    blueprint,
    tenantId: facetOf(tenant, 'organization')?.tenantId ?? request.connection.session.claims.tenantId,
    tenantName: facetOf(tenant, 'organization')?.displayName ?? null,
    clientAppId: clientApp.appId,
    serverAppId: serverApi.appId,
    credential: credentialSetting(source),
    consent: { client: passed('client-app.admin-consent'), graph: passed('server-api.graph-consent') },
  };
}

/** The settings with the path of the private key, where the certificate file of the blueprint holds one. */
export async function completeSettings(
  { files }: Pick<Outside, 'clock' | 'files'>,
  request: Pick<FilesRequest, 'connection'>,
  source: SettingsSource,
): Promise<Settings | null> {
  const settings = settingsFrom(request, source);
  const wanted = source.blueprint.serverApi.credential;
  if (settings?.credential.kind !== 'certificate') return settings;
  const file = wanted.kind === 'certificate' ? wanted.file : null;
  const pem = file === null ? null : await files.readText(file);
  if (pem === null || !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) return settings;
  return { ...settings, credential: { ...settings.credential, keyFile: file } };
}

function credentialSetting({ blueprint, tenant, issued }: SettingsSource): CredentialSetting {
  const wanted = blueprint.serverApi.credential;
  const server = facetOf(tenant, 'serverApplication');
  if (wanted.kind === 'federated') {
    const { name, issuer, subject } = wanted;
    return { kind: 'federated', name, issuer, subject };
  }
  if (wanted.kind === 'certificate') {
    const thumbprint = wanted.certificate?.thumbprint ?? wanted.thumbprint;
    const held = server?.keyCredentials.find((key) => key.thumbprint === thumbprint);
    return {
      kind: 'certificate',
      thumbprint,
      subject: wanted.certificate?.subject ?? held?.displayName ?? null,
      endDateTime: wanted.certificate?.notAfter ?? held?.endDateTime ?? null,
      keyFile: null,
    };
  }
  return secretSetting(wanted.displayName, { blueprint, tenant, issued });
}

/** The secret that this run made, else the newest whose key id the blueprint records, else the newest. */
function secretSetting(wanted: string, { blueprint, tenant, issued }: SettingsSource): CredentialSetting {
  const created = issued.find(({ kind }) => kind === 'secret');
  const secrets = facetOf(tenant, 'serverApplication')?.passwordCredentials ?? [];
  const kept = secrets.filter(({ keyId }) => isRecorded(keyId, blueprint.serverApi));
  const newest = (kept.length > 0 ? kept : secrets).toSorted((a, b) =>
    (a.startDateTime ?? '') < (b.startDateTime ?? '') ? 1 : -1,
  )[0];
  return {
    kind: 'secret',
    value: created?.secret ?? null,
    displayName: created?.displayName ?? newest?.displayName ?? wanted,
    keyId: created?.keyId ?? newest?.keyId ?? null,
    endDateTime: created?.endDateTime ?? newest?.endDateTime ?? null,
  };
}

interface WrittenEnv {
  readonly path: string;
  readonly isWritten: boolean;
  readonly notices: readonly string[];
}

/** Merges the settings into `.env`, readable by its owner alone, in one step. The notices warn of what git would commit. */
export async function writeEnv(
  { files, clock }: Pick<Outside, 'clock' | 'files'>,
  { inputs, flags }: FilesRequest,
  settings: Settings,
  secretKeptAt: string | null,
): Promise<WrittenEnv> {
  const path = flags.output ?? envFilePath(inputs);
  const existing = await files.readText(path);
  const naming = envNamingOf(inputs.input);
  const foreign = flags.overwrite ? 'replace' : 'refuse';
  const { carried, notices } = withKeyPath(files, settings, (one) =>
    planEnvFile({ path, existing, settings: one, naming, foreign, secretKeptAt }),
  );
  const keyFile = settings.credential.kind === 'certificate' ? settings.credential.keyFile : null;
  const keyFiles = keyFile === null ? [] : [keyFile, ...(await placePfx(files, keyFile, naming))];
  const key: GitFile[] = [];
  for (const path of keyFiles) key.push({ path, git: await files.gitStatus(path) });
  const written = await writeEnvFile(files, path, carried, clock.now());
  const notice = presetNotice(naming.preset, settings);
  const told = [...notices, ...(notice === null ? [] : [notice]), ...envNotices(written, key)];
  return { path, isWritten: written.isWritten, notices: told };
}

/**
 * Renders the settings by `carry` with the absolute path of the private key, since the server runs in another folder. Where
 * an `.env` cannot hold that path, the path as it was given is written, and a notice says so.
 */
export function withKeyPath<Carried>(
  { resolve }: Pick<Outside['files'], 'resolve'>,
  settings: Settings,
  carry: (settings: Settings) => Carried,
): { readonly carried: Carried; readonly notices: readonly string[] } {
  const { credential } = settings;
  if (credential.kind !== 'certificate' || credential.keyFile === null)
    return { carried: carry(settings), notices: [] };
  const keyFile = resolve(credential.keyFile);
  try {
    return { carried: carry({ ...settings, credential: { ...credential, keyFile } }), notices: [] };
  } catch (error) {
    if (!(error instanceof SetupError) || error.code !== 'USAGE') throw error;
    const notice = `The full path of the private key holds what readers of .env take differently, so it is written as ${credential.keyFile}, seen from the folder where this ran: start the server there, or name the place of the key yourself.`;
    return { carried: carry(settings), notices: [notice] };
  }
}

/** Writes every file at the end. One that would not change is not written. */
async function writeAll(
  outside: Pick<Outside, 'clock' | 'files' | 'launch'>,
  request: FilesRequest,
  outcome: Outcome,
): Promise<Written> {
  const blueprintFiles = await saveBlueprint(outside, request, outcome.blueprint);
  const settings = await completeSettings(outside, request, outcome);
  if (settings === null) return { files: blueprintFiles, notices: [], lacksSecret: false };
  const { keyVault } = request.flags;
  const keptAt =
    keyVault === undefined ? null : (await import('./vault.ts')).addressInVault(keyVault, settings.blueprint);
  const env = await writeEnv(outside, request, settings, keptAt);
  const pages = await writePages(outside, request, settings, outcome);
  return {
    files: [...blueprintFiles, ...(env.isWritten ? [env.path] : []), ...pages.files],
    notices: [...new Set([...request.early, ...env.notices, ...pages.notices])],
    lacksSecret: pages.lacksSecret,
  };
}
