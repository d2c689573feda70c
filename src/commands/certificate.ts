import type { Blueprint, CertificateFacts, WantedCredential } from '../core/blueprint.ts';
import { readCertificateFile } from '../emit/certificate.ts';
import { SetupError } from '../errors.ts';
import type { Inputs } from './inputs.ts';
import type { Outside } from './outside.ts';

const CREATED_FILE = 'mcp-server-certificate.pem';

type CertificateWish = Extract<WantedCredential, { kind: 'certificate' }>;

/**
 * Reads the certificate that is to be uploaded, or makes it where the blueprint says so and making is allowed now. The
 * private key is on disk, private, before its public half is sent anywhere.
 */
export async function prepareCertificate(
  outside: Outside,
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
  const file = credential.file ?? (credential.create ? createdFile(options.inputs) : null);
  if (file === null) return blueprint;
  if ((await outside.files.readBytes(file)) !== null) {
    const { facts } = await readCertificateFile(outside.files, file, outside.clock.now());
    return withCertificate(blueprint, { ...credential, file }, facts);
  }
  if (!credential.create) return missingFile(blueprint, credential, file);
  if (!options.mayCreate)
    return { ...blueprint, serverApi: { ...blueprint.serverApi, credential: { ...credential, file } } };
  return withCertificate(
    blueprint,
    { ...credential, file },
    await create(outside, blueprint, file, options.maxDays ?? null),
  );
}

function createdFile({ outDir }: Inputs): string {
  return outDir === '.' ? CREATED_FILE : `${outDir.replace(/\/$/, '')}/${CREATED_FILE}`;
}

/** A certificate that is registered already is known by the thumbprint the blueprint recorded; its file may be elsewhere. */
function missingFile(blueprint: Blueprint, { thumbprint }: CertificateWish, file: string): Blueprint {
  if (thumbprint !== null) return blueprint;
  throw new SetupError('FILE_INVALID', `There is no certificate file ${file}.`, {
    advice: ['Name a .cer, .crt or .pem file with --certificate', 'Or have one made: --create-certificate'],
  });
}

async function create(
  outside: Outside,
  blueprint: Blueprint,
  file: string,
  maxDays: number | null,
): Promise<CertificateFacts> {
  const { createCertificate, writeKeyFile } = await import('../emit/certificate-create.ts');
  const commonName = blueprint.serverApi.displayName;
  const { facts, pem } = await createCertificate(
    { commonName, now: outside.clock.now(), maxDays },
    outside.random,
  );
  await writeKeyFile(outside.files, file, pem);
  outside.terminal.err(
    `The private key is in ${file}, readable by you alone. Thumbprint ${facts.thumbprint}.\n`,
  );
  return facts;
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
export async function certificateProblem({ files, clock }: Outside, file: string): Promise<string | null> {
  try {
    await readCertificateFile(files, file, clock.now());
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
