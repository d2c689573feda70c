import { envNamingOf } from '../../config/complete.ts';
import type { Blueprint } from '../../core/blueprint.ts';
import { Secret } from '../../core/secret.ts';
import { type EnvCredential, parseEnvFile } from '../../emit/env-read.ts';
import { SetupError } from '../../errors.ts';
import { type ClientCredential, parseCertificateFile } from '../../identity/token-service.ts';
import type { Outside } from '../../outside.ts';
import { type Inputs, inOutDir } from '../run/inputs.ts';
import type { ServerCredentialFlags } from '../run/shared-options.ts';

const MOST_SECRET_BYTES = 64 * 1024;

/** The server's own credential and where it was found, in words. The operator's `AZURE_*` variables are never taken for it. */
export interface ServerCredential {
  readonly credential: ClientCredential;
  readonly source: string;
}

/**
 * Finds the server's credential: on standard input, in a file, in the settings that were written, or as the certificate of
 * the blueprint. Null where there is none. Throws `FILE_INVALID` for a file that was named and is not there.
 */
export async function serverCredential(
  outside: Pick<Outside, 'env' | 'files' | 'terminal'>,
  flags: ServerCredentialFlags,
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

/** The credential that `text` is. A server with a federated credential has no secret, so there it is a token of its issuer. */
function valueFrom(text: string, source: string, { serverApi }: Blueprint): ClientCredential {
  const value = text.trim();
  if (value === '') throw new SetupError('USAGE', `${source} holds no secret.`);
  return serverApi.credential.kind === 'federated'
    ? { kind: 'federated', assertion: new Secret(value) }
    : { kind: 'secret', value: new Secret(value) };
}

/**
 * The settings file that a flag or variable names. The variable exists because Node itself reads the file of `--env-file`,
 * NODE_OPTIONS in it included (nodejs/node#54232).
 */
export function envFileNamed(
  { envFile }: Pick<ServerCredentialFlags, 'envFile'>,
  { env }: Pick<Outside, 'env'>,
): string | undefined {
  return envFile ?? (env.ENTRA_MCP_SETUP_ENV_FILE || undefined);
}

/** Where settings are written when nobody names another place. */
export function envFilePath({ outDir }: Inputs): string {
  return inOutDir(outDir, '.env');
}

interface WrittenEnv {
  readonly path: string;
  readonly found: EnvCredential;
}

/** What a settings file says; null when there is none. */
async function envAt(
  { files }: Pick<Outside, 'files'>,
  path: string,
  inputs: Inputs,
): Promise<WrittenEnv | null> {
  const text = await files.readText(path);
  return text === null ? null : { path, found: parseEnvFile(text, envNamingOf(inputs.input)) };
}

/**
 * The settings that were written: beside the blueprint, else in the folder for files. Those may belong to another set-up, so
 * they are taken only where they name this set-up's server.
 */
async function writtenEnv(
  outside: Pick<Outside, 'env' | 'files'>,
  flags: ServerCredentialFlags,
  inputs: Inputs,
): Promise<WrittenEnv | null> {
  const path = envFileNamed(flags, outside);
  if (path !== undefined) {
    const named = await envAt(outside, path, inputs);
    if (named !== null) return named;
    throw new SetupError('FILE_INVALID', `There is no file ${path}.`);
  }
  const beside = inputs.configPath.replace(/[^/\\]*$/, '.env');
  const inFolder = envFilePath(inputs);
  const own = await envAt(outside, beside, inputs);
  if (own !== null || outside.files.resolve(beside) === outside.files.resolve(inFolder)) return own;
  const other = await envAt(outside, inFolder, inputs);
  const { serverAppId } = inputs.input;
  if (serverAppId === undefined) return null;
  return other?.found.clientId?.toLowerCase() === serverAppId.toLowerCase() ? other : null;
}

async function fromEnvFile(
  outside: Pick<Outside, 'env' | 'files'>,
  flags: ServerCredentialFlags,
  inputs: Inputs,
): Promise<ServerCredential | null> {
  const written = await writtenEnv(outside, flags, inputs);
  if (written === null) return null;
  const { path, found } = written;
  if (found.secret !== null) return { credential: { kind: 'secret', value: found.secret }, source: path };
  return found.certificatePath === null ? null : certificateAt(outside, found.certificatePath, path);
}

async function fromCertificate(
  outside: Pick<Outside, 'files'>,
  { serverApi }: Blueprint,
): Promise<ServerCredential | null> {
  const { credential } = serverApi;
  if (credential.kind !== 'certificate' || credential.file === null) return null;
  return certificateAt(outside, credential.file, 'the blueprint');
}

async function certificateAt(
  outside: Pick<Outside, 'files'>,
  path: string,
  namedBy: string,
): Promise<ServerCredential> {
  const pem = await outside.files.readText(path);
  if (pem === null)
    throw new SetupError('FILE_INVALID', `There is no certificate file ${path}, which ${namedBy} names.`);
  return { credential: parseCertificateFile(pem, path), source: path };
}
