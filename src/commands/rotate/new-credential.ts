import type { Blueprint, WantedCredential } from '../../core/blueprint.ts';
import type { Change } from '../../core/changes/index.ts';
import { durationWords } from '../../core/duration.ts';
import { credentialWords, secretEnd } from '../../core/expiry.ts';
import { shellWord } from '../../core/shell-word.ts';
import { type Application, facetOf } from '../../core/tenant.ts';
import { SetupError } from '../../errors.ts';
import type { IssuedCredential } from '../../graph/change-result.ts';
import { settle } from '../../graph/settle.ts';
import type { ClientCredential, ProbeOutcome } from '../../identity/token-service.ts';
import type { Outside } from '../../outside.ts';
import { makeCertificate } from '../files/certificate.ts';
import { patienceOf } from '../run/connect.ts';
import { inOutDir } from '../run/inputs.ts';
import { checkContext, maxWaitOf } from '../run/limits.ts';
import type { Rotation } from './rotation.ts';

type CertificateWish = Extract<WantedCredential, { kind: 'certificate' }>;

/** The credential that is about to be added, and the blueprint that names it. */
export interface NewCredential {
  readonly change: Extract<Change, { kind: 'add-secret' | 'add-certificate' }>;
  readonly blueprint: Blueprint;
  /** A key file that was created for it, to be removed again if the credential cannot be used. */
  readonly keyFile: string | null;
}

/** Prepares the change that adds a credential. A certificate is created here or read from the file that was named. Throws `USAGE`. */
export async function newCredential(rotation: Rotation): Promise<NewCredential> {
  const { credential } = rotation.blueprint.serverApi;
  if (credential.kind === 'certificate') return newCertificate(rotation, credential);
  if (credential.kind === 'federated')
    throw new SetupError('BUG', 'A federated credential was to be rotated.');
  const { now, maxSecretDays } = checkContext(rotation.outside, rotation.tenant);
  const end = secretEnd(credential.months, maxSecretDays, now);
  const change = { kind: 'add-secret', app: 'server', displayName: credential.displayName, ...end } as const;
  return { change, blueprint: rotation.blueprint, keyFile: null };
}

async function newCertificate(rotation: Rotation, wish: CertificateWish): Promise<NewCredential> {
  const { blueprint } = rotation;
  const named = rotation.inputs.givenBy.certificate === 'file' ? null : wish.file;
  const { file, facts, keyFile } = wish.create
    ? await created(rotation, named)
    : await readNamed(rotation, named);
  const credential: CertificateWish = { ...wish, file, certificate: facts, thumbprint: facts.thumbprint };
  return {
    change: { kind: 'add-certificate', app: 'server', certificate: facts },
    blueprint: { ...blueprint, serverApi: { ...blueprint.serverApi, credential } },
    keyFile,
  };
}

/** Creates a certificate. Its key gets a file of its own, so that the key in use stays. */
async function created({ outside, blueprint, tenant, inputs }: Rotation, named: string | null) {
  const file = named ?? (await freeKeyFile(outside, inputs.outDir));
  const maxDays = facetOf(tenant, 'appManagementPolicy')?.maxCertificateDays ?? null;
  const facts = await makeCertificate(outside, blueprint, { file, maxDays });
  return { file, facts, keyFile: file };
}

async function freeKeyFile(
  { files, clock }: Pick<Outside, 'clock' | 'files'>,
  outDir: string,
): Promise<string> {
  const stem = inOutDir(outDir, `mcp-server-certificate-${clock.now().toISOString().slice(0, 10)}`);
  for (let number = 1; ; number += 1) {
    const path = number === 1 ? `${stem}.pem` : `${stem}-${number}.pem`;
    if ((await files.readBytes(path)) === null) return path;
  }
}

async function readNamed({ outside, server }: Rotation, named: string | null) {
  if (named === null) {
    throw new SetupError('USAGE', 'Which certificate is to follow the one in use is not known.', {
      advice: [
        'Name its PEM file, certificate and private key: rotate --certificate FILE',
        'Or have one made: rotate --create-certificate',
      ],
    });
  }
  const { readCertificateFile } = await import('../../emit/certificate.ts');
  const { facts, holdsPrivateKey } = await readCertificateFile(outside.files, named, outside.clock.now());
  if (!holdsPrivateKey) {
    throw new SetupError(
      'USAGE',
      `${named} holds no private key, so nothing could prove that the certificate works.`,
      {
        advice: [
          'Name a PEM file with the certificate and its private key',
          `To add it without proof: entra-mcp-setup apply --certificate ${shellWord(named)} --yes`,
        ],
      },
    );
  }
  refuseRegistered(server, facts.thumbprint, named);
  return { file: named, facts, keyFile: null };
}

function refuseRegistered({ keyCredentials }: Application, thumbprint: string, file: string): void {
  if (!keyCredentials.some((key) => key.thumbprint === thumbprint)) return;
  throw new SetupError(
    'USAGE',
    `The certificate in ${file} is registered already (thumbprint ${thumbprint}).`,
    {
      advice: ['Name the file of the new one with --certificate'],
    },
  );
}

/** The longest that Entra is known to take until every sign-in host knows a new credential. */
const PROPAGATION_LIMIT_MS = 120_000;
/** AADSTS codes for a secret or certificate that the token service does not know, or does not know yet (facts: graph.md §4.5). */
const NOT_KNOWN_YET: readonly string[] = ['7000215', '700027'];

/**
 * Signs in as the server with the new credential until that is accepted several times running. Throws `UNAVAILABLE` where it
 * is not in time, `INCONCLUSIVE` for a refusal that waiting does not help.
 */
export async function proveCredential(
  rotation: Rotation,
  fresh: NewCredential,
  issued: IssuedCredential,
): Promise<void> {
  const { outside, flags, blueprint } = rotation;
  const credential = await clientCredential(outside, fresh, issued);
  const words = credentialWords(blueprint);
  await outside.progress.step(`Prove that Entra accepts the new ${words}`, async (note) => {
    const limit = Math.min(maxWaitOf(flags), PROPAGATION_LIMIT_MS);
    const patience = { ...patienceOf(outside, flags, note), maxWait: limit };
    const { good } = await settle(
      () => probe(rotation, credential),
      ({ verdict }) => verdict === 'accepted',
      patience,
    );
    if (good) return;
    throw new SetupError(
      'UNAVAILABLE',
      `Entra did not accept the new ${words} within ${durationWords(limit)}.`,
      {
        advice: ['Run the command again, or wait longer with --max-wait 10m'],
      },
    );
  });
}

async function clientCredential(
  { files }: Pick<Outside, 'files'>,
  { blueprint }: NewCredential,
  { secret }: IssuedCredential,
): Promise<ClientCredential> {
  if (secret !== null) return { kind: 'secret', value: secret };
  const { credential } = blueprint.serverApi;
  const file = credential.kind === 'certificate' ? credential.file : null;
  const { parseCertificateFile } = await import('../../identity/token-service.ts');
  if (file !== null) return parseCertificateFile((await files.readText(file)) ?? '', file);
  throw new SetupError('BUG', 'The new credential has neither a value nor a file.');
}

async function probe(
  { outside, flags, connection, server }: Rotation,
  credential: ClientCredential,
): Promise<ProbeOutcome> {
  outside.interrupt.throwIfAborted();
  const { probeCredential } = await import('../../identity/token-service.ts');
  const { claims, cloud } = connection.session;
  const client = { endpoint: { cloud, tenant: claims.tenantId }, clientId: server.appId, credential };
  const result = await probeCredential(client, { maxWait: maxWaitOf(flags) }, outside);
  if (result.verdict === 'accepted' || NOT_KNOWN_YET.includes(result.error.code ?? '')) return result;
  const { code, description, correlationId } = result.error;
  throw new SetupError(
    'INCONCLUSIVE',
    `Whether the new credential works could not be proved: ${description}`,
    {
      advice: ['Find the cause first: entra-mcp-setup verify'],
      ...(code === null ? {} : { aadsts: code }),
      ...(correlationId === null ? {} : { correlationId }),
    },
  );
}
