import { foreseenKey, keysBeside } from '../core/changes/certificate.ts';
import type { Change } from '../core/changes/index.ts';
import type { ApplicationObjectId } from '../core/ids.ts';
import type { Application, KeyCredential } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import { parseFailure } from './failure.ts';
import { type Known, lastKnown, learn } from './known.ts';
import type { Performed } from './performed.ts';
import { writingCertificates } from './requests.ts';
import { readUntilContains, required } from './settle.ts';
import { parseKeyCredentials } from './wire.ts';
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

/** The existing certificates are sent back as read, keys null, and kept by their key id (facts: graph.md §1.7). */
export async function addCertificate(
  environment: WriteEnvironment,
  known: Known,
  { certificate }: Of<'add-certificate'>,
  doing: string,
): Promise<Performed> {
  if (certificate === null)
    throw new SetupError('BUG', 'The certificate was to be created before it is registered.');
  const kept = keysBeside(certificate, await currentKeys(environment, known, doing));
  await send(environment, writingCertificates(known, kept, certificate), { doing });
  const added = foreseenKey(certificate);
  const { keyId, endDateTime } = added;
  return {
    known: learnKeys(known, [...kept, added]),
    issued: { kind: 'certificate', keyId, displayName: certificate.subject, endDateTime, secret: null },
    notice: null,
  };
}

/** From now on the new certificate is the least that a read must show, and one that it replaced no longer is. */
function learnKeys(known: Known, keyCredentials: readonly KeyCredential[]): Known {
  const { application, observed } = known.server;
  const withKeys = (before: Application | null): Application | null =>
    before && { ...before, keyCredentials };
  return learn(known, 'server', { application: withKeys(application), observed: withKeys(observed) });
}

/**
 * The certificates of MCP Server API as they are now, at least those that were known before. The collection is
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
): Promise<readonly KeyCredential[]> {
  const id = required(server.objectId, 'the object id of MCP Server API');
  const path = `/applications/${id}?$select=id,keyCredentials`;
  const staying = (lastKnown(server)?.keyCredentials ?? [])
    .map(({ keyId }): string => keyId)
    .filter((keyId) => !leaving.includes(keyId));
  return readUntilContains(
    async () => parseKeyCredentials((await write(environment, { method: 'GET', path, doing })).body),
    (keys) => staying.filter((keyId) => !keys.some((one) => one.keyId === keyId)),
    environment.patience,
    believedAfter,
  );
}
