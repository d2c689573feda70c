import { foreseenKey, keysWithout } from '../core/changes/certificate.ts';
import type { Change } from '../core/changes/index.ts';
import type { ApplicationObjectId } from '../core/ids.ts';
import type { Application, KeyCredential } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import type { ChangeResult } from './change-result.ts';
import { parseFailure } from './failure.ts';
import { writeCertificatesRequest } from './requests.ts';
import { latestApplication, type RunState, withFacts } from './run-state.ts';
import { readUntilContains, requiredId } from './settle.ts';
import { parseKeyCredentials } from './wire.ts';
import { send, type WriteEnvironment, write } from './write.ts';

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

/** Removes one client secret by its key id; one that is gone already is no error. */
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

/** The existing certificates are sent back as read with `key: null`, which keeps them (facts: graph.md §1.7). */
export async function performAddCertificate(
  environment: WriteEnvironment,
  runState: RunState,
  { certificate }: Of<'add-certificate'>,
  doing: string,
): Promise<ChangeResult> {
  if (certificate === null)
    throw new SetupError('BUG', 'The certificate was to be created before it is registered.');
  const kept = keysWithout(certificate, await currentKeys(environment, runState, doing));
  await send(environment, writeCertificatesRequest(runState, kept, certificate), { doing });
  const added = foreseenKey(certificate);
  const { keyId, endDateTime } = added;
  return {
    runState: withCertificates(runState, [...kept, added]),
    issued: { kind: 'certificate', keyId, displayName: certificate.subject, endDateTime, secret: null },
    notice: null,
  };
}

/** The run's idea of the certificates after the write: later reads must show these. */
function withCertificates(runState: RunState, keyCredentials: readonly KeyCredential[]): RunState {
  const { application, observed } = runState.server;
  const withKeys = (before: Application | null): Application | null =>
    before && { ...before, keyCredentials };
  return withFacts(runState, 'server', { application: withKeys(application), observed: withKeys(observed) });
}

/**
 * The certificates of MCP Server API, read until those that were known before, without `leaving`, are among them. The
 * collection is written back whole (facts: graph.md §1.6), so one that a lagging replica does not show would be lost.
 * `believedAfter` readings in a row without one prove that it is gone (default: five).
 */
export async function currentKeys(
  environment: WriteEnvironment,
  { server }: RunState,
  doing: string,
  {
    leaving = [],
    believedAfter,
  }: { readonly leaving?: readonly string[]; readonly believedAfter?: number } = {},
): Promise<readonly KeyCredential[]> {
  const id = requiredId(server.objectId, 'the object id of MCP Server API');
  const path = `/applications/${id}?$select=id,keyCredentials`;
  const staying = (latestApplication(server)?.keyCredentials ?? [])
    .map(({ keyId }): string => keyId)
    .filter((keyId) => !leaving.includes(keyId));
  return readUntilContains(
    async () => parseKeyCredentials((await write(environment, { method: 'GET', path, doing })).body),
    (keys) => staying.filter((keyId) => !keys.some((one) => one.keyId === keyId)),
    environment.patience,
    believedAfter,
  );
}
