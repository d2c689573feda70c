import { envNamingOf } from '../../config/complete.ts';
import type { KeyCredential, PasswordCredential } from '../../core/tenant.ts';
import { thumbprintDigits } from '../../core/validation/credential.ts';
import { type EnvCredential, matchesHint, parseEnvFile } from '../../emit/env-read.ts';
import { parseCertificateFile } from '../../identity/token-service.ts';
import type { Outside } from '../../outside.ts';
import { envFileNamed, envFilePath } from '../files/server-credential.ts';
import type { Rotation } from './rotation.ts';

/** A secret or a certificate that the app holds. */
export type RegisteredCredential = PasswordCredential | KeyCredential;

/** The credentials that the server may be using, and `source`, where that is known from, as words within a sentence. */
export interface CurrentCredential {
  readonly candidates: readonly RegisteredCredential[];
  readonly source: string;
}

/** Finds by `.env` and blueprint which of the held credentials the server is using. */
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

/** Finds the secret of `.env` by the beginning of its value, which is all that Graph shows. */
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

/** The thumbprint that the blueprint records, else that of its certificate file. */
async function thumbprintOfBlueprint({ outside, blueprint }: Rotation): Promise<string | null> {
  const { credential } = blueprint.serverApi;
  if (credential.kind !== 'certificate') return null;
  const recorded = credential.certificate?.thumbprint ?? credential.thumbprint;
  return recorded === null ? thumbprintIn(outside, credential.file) : thumbprintDigits(recorded);
}

/** The thumbprint of a PEM file. Null where no certificate with its key can be read: it may be on the server's machine only. */
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
