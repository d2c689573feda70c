import * as z from 'zod';
import type { CertificateFacts } from '../core/blueprint.ts';
import type { Change } from '../core/change.ts';
import { daysAfter } from '../core/expiry.ts';
import { type ApplicationObjectId, type KeyId, nameBasedGuid } from '../core/ids.ts';
import { Secret } from '../core/secret.ts';
import type { Application } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import type { GraphReply } from './client.ts';
import { parseFailure } from './failure.ts';
import { type Known, learn } from './known.ts';
import type { Performed } from './perform.ts';
import { required, settle } from './settle.ts';
import { parseApplication, parseNewSecret, parser } from './wire.ts';
import { currentApplication, type WriteEnvironment, write } from './write.ts';

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

/** Lives to try, in days, when a policy that could not be read refuses what was asked. */
const SHORTER_LIVES = [365, 180, 90, 60, 30, 7];

/** A secret is created only after its file was proved writable; Graph shows its value this once. */
export async function addSecret(
  environment: WriteEnvironment,
  known: Known,
  { displayName, endDateTime, cappedFromMonths }: Of<'add-secret'>,
  doing: string,
): Promise<Performed> {
  const application = await currentApplication(environment, known, 'server');
  const now = environment.graph.clock.now();
  const ends = [
    endDateTime,
    ...SHORTER_LIVES.map((days) => daysAfter(now, days)).filter((end) => end < endDateTime),
  ];
  for (const end of ends) {
    const reply = await requestSecret(environment, application, { displayName, endDateTime: end }, doing);
    if (reply.status >= 400) continue;
    const { keyId, secretText } = parseNewSecret(reply.body);
    const capped = cappedFromMonths !== null || end !== endDateTime;
    return {
      known: learn(known, 'server', { application }),
      issued: { kind: 'secret', keyId, displayName, endDateTime: end, secret: new Secret(secretText) },
      notice: capped
        ? `A policy of the tenant caps the life of secrets: this one ends on ${end.slice(0, 10)}.`
        : null,
    };
  }
  throw new SetupError('POLICY', `A policy of the tenant allows no secret that lives a week: ${doing}.`, {
    advice: ['Use a certificate: --credential certificate --create-certificate'],
  });
}

/** A lost reply may have made a secret nobody knows: it is found by what is new, withdrawn, and asked for again. */
async function requestSecret(
  environment: WriteEnvironment,
  { objectId, passwordCredentials }: Application,
  passwordCredential: { readonly displayName: string; readonly endDateTime: string },
  doing: string,
): Promise<GraphReply> {
  const request = () =>
    write(environment, {
      method: 'POST',
      path: `/applications/${objectId}/addPassword`,
      doing,
      options: { body: { passwordCredential }, repeatable: false },
      accepts: (reply) => /lifetime exceeds/i.test(parseFailure(reply).message),
    });
  const before = passwordCredentials.map(({ keyId }) => keyId);
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof SetupError) || error.code !== 'UNAVAILABLE') throw error;
    const lost = { before, displayName: passwordCredential.displayName };
    await withdrawLostSecrets(environment, objectId, lost, doing);
    return request();
  }
}

/** How long a secret whose reply was lost is looked for, in milliseconds: replicas show it late (facts: graph.md §3). */
const LOOK_FOR_LOST_MS = 5_000;

/** Only secrets that are new and bear our name: others may be somebody else's, made at the same time. */
async function withdrawLostSecrets(
  environment: WriteEnvironment,
  id: ApplicationObjectId,
  { before, displayName }: { readonly before: readonly KeyId[]; readonly displayName: string },
  doing: string,
): Promise<void> {
  const lost = new Set<KeyId>();
  const look = async (): Promise<number> => {
    const reply = await write(environment, { method: 'GET', path: `/applications/${id}`, doing });
    for (const one of parseApplication(reply.body).passwordCredentials) {
      if (!before.includes(one.keyId) && one.displayName === displayName) lost.add(one.keyId);
    }
    return lost.size;
  };
  await settle(look, (count) => count > 0, { ...environment.patience, maxWait: LOOK_FOR_LOST_MS });
  for (const keyId of lost) await removeSecret(environment, id, keyId);
}

/** Withdraws one secret by its key id. Gone already is as good. */
export async function removeSecret(
  environment: WriteEnvironment,
  id: ApplicationObjectId,
  keyId: string,
): Promise<void> {
  await write(environment, {
    method: 'POST',
    path: `/applications/${id}/removePassword`,
    doing: `withdraw the client secret ${keyId}`,
    options: { body: { keyId }, repeatable: true },
    accepts: (reply) => /no password credential found|does not exist/i.test(parseFailure(reply).message),
  });
}

export const parseKeys = parser(
  'list of certificates',
  z.object({ keyCredentials: z.array(z.record(z.string(), z.unknown())) }),
);

/**
 * The existing certificates are sent back as read, keys null, and kept by their key id; addKey cannot add a first one
 * (facts: graph.md §1.7).
 */
export async function addCertificate(
  environment: WriteEnvironment,
  known: Known,
  { certificate }: Of<'add-certificate'>,
  doing: string,
): Promise<Performed> {
  if (certificate === null)
    throw new SetupError('BUG', 'The certificate was to be created before it is registered.');
  const id = required(known.server.objectId, 'the object id of MCP Server API');
  const reply = await write(environment, {
    method: 'GET',
    path: `/applications/${id}?$select=id,keyCredentials`,
    doing,
  });
  const { keyCredentials } = parseKeys(reply.body);
  const keyId = keyIdFor(certificate);
  // Entra refuses the same certificate twice, so one that stands under another id or with a shorter life makes room.
  const isSame = (one: Readonly<Record<string, unknown>>) =>
    one.keyId === keyId || one.customKeyIdentifier === certificate.thumbprint;
  const kept = keyCredentials.filter((one) => !isSame(one)).map(keptKey);
  await write(environment, {
    method: 'PATCH',
    path: `/applications/${id}`,
    doing,
    options: { body: { keyCredentials: [...kept, keyBody(certificate, keyId)] } },
  });
  return {
    known: learn(known, 'server', { application: null }),
    issued: {
      kind: 'certificate',
      keyId,
      displayName: certificate.subject,
      endDateTime: certificate.notAfter,
      secret: null,
    },
    notice: null,
  };
}

/** Follows from the certificate: a PATCH whose reply was lost and that is sent again names the same key, not a second. */
function keyIdFor({ thumbprint }: CertificateFacts): string {
  return nameBasedGuid(`certificate:${thumbprint}`);
}

function keyBody({ der, subject }: CertificateFacts, keyId: string): object {
  return {
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: der,
    keyId,
    displayName: subject.slice(0, 120),
  };
}

/** Annotations and nulls the reply carries are not part of what Graph takes back; a null key means "keep it". */
export function keptKey(credential: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(credential).filter(
    ([name]) => !name.startsWith('@odata') && name !== 'hasExtendedValue',
  );
  return { ...Object.fromEntries(entries), key: null };
}
