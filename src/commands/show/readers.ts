import { type Blueprint, isRecorded } from '../../core/blueprint.ts';
import type { CredentialReader } from '../../core/registrations.ts';
import { type Application, facetOf, type Tenant } from '../../core/tenant.ts';
import { readCertificateFile } from '../../emit/certificate.ts';
import { type EnvCredential, matchesHint, parseEnvFile } from '../../emit/env-read.ts';
import type { Outside } from '../../outside.ts';

/** Who is known to read a credential, by its key id. Where nothing is known nothing stands. */
export type Readers = ReadonlyMap<string, readonly CredentialReader[]>;

/** Which server presents the credentials that the blueprint answers for. */
export function serverReaders({ serverApi, gateway }: Blueprint, tenant: Tenant): Readers {
  const { mcpServerEndpoint } = gateway;
  if (mcpServerEndpoint === null) return new Map();
  const reader = { kind: 'server' as const, where: mcpServerEndpoint };
  return new Map(
    keysOf(facetOf(tenant, 'serverApplication'))
      .filter(({ keyId }) => isRecorded(keyId, serverApi))
      .map(({ keyId }) => [keyId, [reader]]),
  );
}

/** The same with the files that hold a value: settings of this server, and what they name. */
export async function readersIn(
  envFiles: readonly string[],
  known: { readonly blueprint: Blueprint; readonly tenant: Tenant },
  outside: Outside,
): Promise<Readers> {
  const application = facetOf(known.tenant, 'serverApplication');
  const readers = new Map(serverReaders(known.blueprint, known.tenant));
  const add = (keyId: string, reader: CredentialReader) =>
    readers.set(keyId, [...(readers.get(keyId) ?? []), reader]);
  if (application === null) return readers;
  for (const path of new Set(envFiles.map((one) => outside.files.resolve(one)))) {
    const text = await outside.files.readText(path);
    const found = text === null ? null : parseEnvFile(text, null);
    if (text === null || found?.clientId?.toLowerCase() !== application.appId.toLowerCase()) continue;
    const shown = envFiles.find((one) => outside.files.resolve(one) === path) ?? path;
    const secret = secretIn(found, application);
    if (secret !== null) add(secret, { kind: 'file', where: shown });
    const certificate = await certificateIn(found, application, outside);
    if (certificate !== null) add(certificate.keyId, { kind: 'file', where: certificate.path });
    const vault = vaultIn(text, application, known.blueprint);
    if (vault !== null) add(vault.keyId, { kind: 'key-vault', where: vault.address });
  }
  return readers;
}

function keysOf(application: Application | null): readonly { readonly keyId: string }[] {
  return [...(application?.passwordCredentials ?? []), ...(application?.keyCredentials ?? [])];
}

/** Graph shows the beginning of a secret; where two begin alike, which of them it is nobody can tell. */
function secretIn({ secret }: EnvCredential, { passwordCredentials }: Application): string | null {
  if (secret === null) return null;
  const [first, ...more] = passwordCredentials.filter(({ hint }) => matchesHint(secret, hint));
  return first === undefined || more.length > 0 ? null : first.keyId;
}

async function certificateIn(
  { certificatePath: path }: EnvCredential,
  { keyCredentials }: Application,
  { files, clock }: Outside,
): Promise<{ readonly keyId: string; readonly path: string } | null> {
  if (path === null) return null;
  const read = await readCertificateFile(files, path, clock.now()).catch(() => null);
  const key = keyCredentials.find(({ thumbprint }) => read !== null && thumbprint === read.facts.thumbprint);
  return key === undefined ? null : { keyId: key.keyId, path };
}

/** A settings file names the vault that keeps the secret in its place: that of the last one that was made. */
function vaultIn(
  text: string,
  { passwordCredentials }: Application,
  { serverApi }: Blueprint,
): { readonly keyId: string; readonly address: string } | null {
  const address = /kept in (https:\/\/[^\s'"]+\/secrets\/[^\s'"]+)/.exec(text)?.[1];
  const [newest] = passwordCredentials
    .filter(({ keyId }) => isRecorded(keyId, serverApi))
    .toSorted((a, b) => b.endDateTime.localeCompare(a.endDateTime));
  return address === undefined || newest === undefined ? null : { keyId: newest.keyId, address };
}
