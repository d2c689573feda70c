import { envNamingOf } from '../../config/complete.ts';
import type { Blueprint } from '../../core/blueprint.ts';
import { Secret } from '../../core/secret.ts';
import { type EnvCredential, parseEnvFile } from '../../emit/env-read.ts';
import { SetupError } from '../../errors.ts';
import { type ClientCredential, parseCertificateFile } from '../../identity/token-requests.ts';
import type { Outside } from '../../outside.ts';
import { type Inputs, inOutDir } from '../run/inputs.ts';
import type { Flags } from '../run/invocation.ts';

const MOST_SECRET_BYTES = 64 * 1024;

/** The server's own credential and where it came from, in words. The operator's AZURE_* never stand in for it. */
export interface ServerCredential {
  readonly credential: ClientCredential;
  readonly source: string;
}

/** Finds the server's credential: standard input, a file, the settings that were written, the certificate of the blueprint. */
export async function serverCredential(
  outside: Outside,
  flags: Flags,
  inputs: Inputs,
  blueprint: Blueprint,
): Promise<ServerCredential | null> {
  if (flags.secretStdin) {
    const text = await outside.terminal.readStdin(MOST_SECRET_BYTES);
    return { credential: valueFrom(text, 'standard input', blueprint), source: 'standard input' };
  }
  if (flags.secretFile !== undefined) {
    const text = await outside.files.readText(flags.secretFile);
    if (text === null) throw new SetupError('FILE_INVALID', `There is no file ${flags.secretFile}.`);
    return { credential: valueFrom(text, flags.secretFile, blueprint), source: flags.secretFile };
  }
  return (await fromEnvFile(outside, flags, inputs)) ?? (await fromCertificate(outside, blueprint));
}

/** A server with a federated credential has no secret: what is given then is a token of its issuer. */
function valueFrom(text: string, source: string, { serverApi }: Blueprint): ClientCredential {
  const value = text.trim();
  if (value === '') throw new SetupError('USAGE', `${source} holds no secret.`);
  return serverApi.credential.kind === 'federated'
    ? { kind: 'federated', assertion: new Secret(value) }
    : { kind: 'secret', value: new Secret(value) };
}

export function envFilePath(flags: Flags, { outDir }: Inputs): string {
  return flags.envFile ?? inOutDir(outDir, '.env');
}

/** The settings that were written: in the folder for files, or beside the blueprint that was named. */
async function writtenEnv(
  { files }: Outside,
  flags: Flags,
  inputs: Inputs,
): Promise<{ readonly path: string; readonly text: string } | null> {
  const beside = inputs.configPath.replace(/[^/\\]*$/, '.env');
  for (const path of new Set([
    envFilePath(flags, inputs),
    ...(flags.envFile === undefined ? [beside] : []),
  ])) {
    const text = await files.readText(path);
    if (text !== null) return { path, text };
  }
  if (flags.envFile === undefined) return null;
  throw new SetupError('FILE_INVALID', `There is no file ${flags.envFile}.`);
}

async function fromEnvFile(outside: Outside, flags: Flags, inputs: Inputs): Promise<ServerCredential | null> {
  const written = await writtenEnv(outside, flags, inputs);
  if (written === null) return null;
  const { path, text } = written;
  const found: EnvCredential = parseEnvFile(text, envNamingOf(inputs.input));
  if (found.secret !== null) return { credential: { kind: 'secret', value: found.secret }, source: path };
  return found.certificatePath === null ? null : certificateAt(outside, found.certificatePath, path);
}

async function fromCertificate(outside: Outside, { serverApi }: Blueprint): Promise<ServerCredential | null> {
  const { credential } = serverApi;
  if (credential.kind !== 'certificate' || credential.file === null) return null;
  return certificateAt(outside, credential.file, 'the blueprint');
}

async function certificateAt(outside: Outside, path: string, namedBy: string): Promise<ServerCredential> {
  const pem = await outside.files.readText(path);
  if (pem === null)
    throw new SetupError('FILE_INVALID', `There is no certificate file ${path}, which ${namedBy} names.`);
  return { credential: parseCertificateFile(pem, path), source: path };
}
