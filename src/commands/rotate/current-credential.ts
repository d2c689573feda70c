import { envNamingOf } from '../../config/complete.ts';
import type { KeyCredential, PasswordCredential } from '../../core/tenant.ts';
import { thumbprintDigits } from '../../core/validation/credential.ts';
import { type EnvCredential, matchesHint, parseEnvFile } from '../../emit/env-read.ts';
import { parseCertificateFile } from '../../identity/token-requests.ts';
import type { Outside } from '../../outside.ts';
import { envFileNamed, envFilePath } from '../files/server-credential.ts';
import type { Rotation } from './rotation.ts';

/** A secret or a certificate that the app holds. */
export type RegisteredCredential = PasswordCredential | KeyCredential;

/** Those that the server may run with, and what says so: words that finish a sentence about them. */
export interface CurrentCredential {
  readonly candidates: readonly RegisteredCredential[];
  readonly source: string;
}

/** What `.env` and the blueprint say of the credential that the server runs with. */
export async function currentCredential(
  rotation: Rotation,
  held: readonly RegisteredCredential[],
): Promise<CurrentCredential> {
  const { outside, inputs, blueprint } = rotation;
  const path = envFileNamed({}, outside) ?? envFilePath(inputs);
  const text = await outside.files.readText(path);
  const env = text === null ? null : parseEnvFile(text, envNamingOf(inputs.input));
  const { credential } = blueprint.serverApi;
  if (credential.kind !== 'certificate') return secretInUse(env, path, held);
  const file = env?.certificatePath ?? null;
  const named = await thumbprintIn(outside, file);
  const { resolve } = outside.files;
  if (file !== null && named === null && resolve(file) !== resolve(credential.file ?? ''))
    return { candidates: [], source: `${file}, which ${path} names and which cannot be read here` };
  const thumbprints = [named, await thumbprintOfBlueprint(rotation)].filter((one) => one !== null);
  return {
    candidates: held.filter((one) => 'thumbprint' in one && thumbprints.some((it) => it === one.thumbprint)),
    source: `the certificate of ${path} or of the blueprint`,
  };
}

/** Graph shows of a secret only how its value begins. */
function secretInUse(
  env: EnvCredential | null,
  path: string,
  held: readonly RegisteredCredential[],
): CurrentCredential {
  const secret = env?.secret ?? null;
  return {
    candidates: secret === null ? [] : held.filter((one) => 'hint' in one && matchesHint(secret, one.hint)),
    source: `the client secret in ${path}`,
  };
}

/** The thumbprint that the blueprint records, also where the file is not; else that of its file. */
async function thumbprintOfBlueprint({ outside, blueprint }: Rotation): Promise<string | null> {
  const { credential } = blueprint.serverApi;
  if (credential.kind !== 'certificate') return null;
  const recorded = credential.certificate?.thumbprint ?? credential.thumbprint;
  return recorded === null ? thumbprintIn(outside, credential.file) : thumbprintDigits(recorded);
}

/** Null where no certificate with its key can be read: it may be on the server's machine only. */
async function thumbprintIn({ files }: Pick<Outside, 'files'>, path: string | null): Promise<string | null> {
  const pem = path === null ? null : await files.readText(path);
  if (path === null || pem === null) return null;
  try {
    const read = parseCertificateFile(pem, path);
    return read.kind === 'certificate' ? thumbprintDigits(read.certificate.fingerprint) : null;
  } catch {
    return null;
  }
}
