import type { Blueprint, CertificateFacts, WantedCredential } from '../../core/blueprint.ts';
import { dayOf, lifetimeDays } from '../../core/days.ts';
import { readCertificateFile } from '../../emit/certificate.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { type Inputs, inOutDir } from '../run/inputs.ts';

const CREATED_FILE = 'mcp-server-certificate.pem';

type CertificateWish = Extract<WantedCredential, { kind: 'certificate' }>;

/**
 * The blueprint with the certificate that is to be uploaded: read from its file, or created where the blueprint says so and
 * `mayCreate` allows it. The private key is in its file, readable by its owner alone, before the public half is sent
 * anywhere. Throws `FILE_INVALID`.
 */
export async function prepareCertificate(
  outside: Pick<Outside, 'clock' | 'files' | 'random' | 'terminal'>,
  blueprint: Blueprint,
  options: {
    readonly mayCreate: boolean;
    readonly inputs: Inputs;
    /** What the tenant's policy allows, in days; null for no limit or where it could not be read. */
    readonly maxDays?: number | null;
  },
): Promise<Blueprint> {
  const { credential } = blueprint.serverApi;
  if (credential.kind !== 'certificate' || credential.certificate !== null) return blueprint;
  const file = credential.file ?? (credential.create ? inOutDir(options.inputs.outDir, CREATED_FILE) : null);
  if (file === null) return blueprint;
  if ((await outside.files.readBytes(file)) !== null) {
    const { facts } = await readCertificateFile(outside.files, file, outside.clock.now());
    return withCertificate(blueprint, { ...credential, file }, facts);
  }
  if (!credential.create) return withoutFile(blueprint, credential, file);
  if (!options.mayCreate)
    return { ...blueprint, serverApi: { ...blueprint.serverApi, credential: { ...credential, file } } };
  const facts = await makeCertificate(outside, blueprint, { file, maxDays: options.maxDays ?? null });
  return withCertificate(blueprint, { ...credential, file }, facts);
}

/**
 * The blueprint as it is where it records a thumbprint: that certificate is registered already, and its file may be on
 * another machine. Throws `FILE_INVALID` otherwise.
 */
function withoutFile(blueprint: Blueprint, { thumbprint }: CertificateWish, file: string): Blueprint {
  if (thumbprint !== null) return blueprint;
  throw new SetupError('FILE_INVALID', `There is no certificate file ${file}.`, {
    advice: ['Name a .cer, .crt or .pem file with --certificate', 'Or have one made: --create-certificate'],
  });
}

/** Creates a certificate and writes its private key to `file`. Says so, and whether a policy shortened its life. */
export async function makeCertificate(
  { clock, random, files, terminal }: Pick<Outside, 'clock' | 'files' | 'random' | 'terminal'>,
  { serverApi }: Blueprint,
  { file, maxDays }: { readonly file: string; readonly maxDays: number | null },
): Promise<CertificateFacts> {
  const { createCertificate, writeKeyFile } = await import('../../emit/certificate-create.ts');
  const request = { commonName: serverApi.displayName, now: clock.now(), maxDays };
  const { facts, pem } = await createCertificate(request, random);
  await writeKeyFile(files, file, pem);
  terminal.err(
    `The private key is in ${file}, readable by you alone. Thumbprint ${facts.thumbprint}.\n${capNotice(facts, maxDays)}`,
  );
  return facts;
}

/** The sentence that a policy capped the certificate's life, which then lasts exactly `maxDays`; empty otherwise. */
function capNotice(certificate: CertificateFacts, maxDays: number | null): string {
  if (maxDays === null || lifetimeDays(certificate) < maxDays) return '';
  return `A policy of the tenant caps the life of certificates: this one ends on ${dayOf(certificate.notAfter)}.\n`;
}

function withCertificate(
  blueprint: Blueprint,
  credential: CertificateWish,
  certificate: CertificateFacts,
): Blueprint {
  const known = { ...credential, certificate, thumbprint: certificate.thumbprint };
  return { ...blueprint, serverApi: { ...blueprint.serverApi, credential: known } };
}

/** Null when a certificate can be read from the file, else why not. */
export async function certificateProblem(
  { files, clock }: Pick<Outside, 'clock' | 'files'>,
  file: string,
): Promise<string | null> {
  try {
    await readCertificateFile(files, file, clock.now());
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
