import * as z from 'zod';
import { certificateKeyId } from '../core/changes/certificate.ts';
import type { Change } from '../core/changes/index.ts';
import type { ApplicationObjectId } from '../core/ids.ts';
import type { Application, KeyCredential } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import { parseFailure } from './failure.ts';
import { type Known, lastKnown, learn } from './known.ts';
import type { Performed } from './performed.ts';
import { addingCertificate } from './requests.ts';
import { readUntilContains, required } from './settle.ts';
import { parser, thumbprintOf } from './wire.ts';
import { send, type WriteEnvironment, write } from './write.ts';

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

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
    accepts: (reply) => /no password credential found/i.test(parseFailure(reply).message),
    acceptsAtLast: ({ status }) => status === 404,
  });
}

const parseKeys = parser(
  'list of certificates',
  z.object({ keyCredentials: z.array(z.record(z.string(), z.unknown())) }),
);

/** The existing certificates are sent back as read, keys null, and kept by their key id (facts: graph.md §1.7). */
export async function addCertificate(
  environment: WriteEnvironment,
  known: Known,
  { certificate }: Of<'add-certificate'>,
  doing: string,
): Promise<Performed> {
  if (certificate === null)
    throw new SetupError('BUG', 'The certificate was to be created before it is registered.');
  const keyId = certificateKeyId(certificate);
  // Entra refuses the same certificate twice, so one that stands under another id or with a shorter life makes room.
  const isSame = (one: Key) => one.keyId === keyId || thumbprintIn(one) === certificate.thumbprint;
  const kept = (await currentKeys(environment, known, doing)).filter((one) => !isSame(one)).map(keptKey);
  await send(environment, addingCertificate(known, kept, certificate), { doing });
  const { subject: displayName, notAfter: endDateTime, notBefore: startDateTime, thumbprint } = certificate;
  const added = { keyId, displayName, endDateTime };
  return {
    known: learnKey(known, kept, { ...added, startDateTime, thumbprint }),
    issued: { ...added, kind: 'certificate', secret: null },
    notice: null,
  };
}

/** From now on the new certificate is the least that a read must show, and one that it replaced no longer is. */
function learnKey(known: Known, kept: readonly Key[], added: KeyCredential): Known {
  const { application, observed } = known.server;
  const withKey = (before: Application | null): Application | null =>
    before && {
      ...before,
      keyCredentials: [
        ...before.keyCredentials.filter(({ keyId }) => kept.some((one) => one.keyId === keyId)),
        added,
      ],
    };
  return learn(known, 'server', { application: withKey(application), observed: withKey(observed) });
}

type Key = Readonly<Record<string, unknown>>;

function thumbprintIn({ customKeyIdentifier }: Key): string | null {
  return typeof customKeyIdentifier === 'string' ? thumbprintOf(customKeyIdentifier) : null;
}

/**
 * The certificates of MCP Server API as Graph takes them back, at least those that were known before. The collection is
 * written back whole (facts: graph.md §1.6), so one that a lagging replica does not show yet would be wiped by it.
 */
export async function currentKeys(
  environment: WriteEnvironment,
  { server }: Known,
  doing: string,
  {
    leaving = [],
    believedAfter,
  }: { readonly leaving?: readonly string[]; readonly believedAfter?: number } = {},
): Promise<readonly Key[]> {
  const id = required(server.objectId, 'the object id of MCP Server API');
  const path = `/applications/${id}?$select=id,keyCredentials`;
  const staying = (lastKnown(server)?.keyCredentials ?? [])
    .map(({ keyId }): string => keyId)
    .filter((keyId) => !leaving.includes(keyId));
  return readUntilContains(
    async () => parseKeys((await write(environment, { method: 'GET', path, doing })).body).keyCredentials,
    (keys) => staying.filter((keyId) => !keys.some((one) => one.keyId === keyId)),
    environment.patience,
    believedAfter,
  );
}

/** Annotations and nulls the reply carries are not part of what Graph takes back; a null key means "keep it". */
export function keptKey(credential: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(credential).filter(
    ([name]) => !name.startsWith('@odata') && name !== 'hasExtendedValue',
  );
  return { ...Object.fromEntries(entries), key: null };
}
