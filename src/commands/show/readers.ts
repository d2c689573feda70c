import { type Blueprint, isRecorded } from '../../core/blueprint.ts';
import type { CredentialReader } from '../../core/registrations.ts';
import { type Application, facetOf, type Tenant } from '../../core/tenant.ts';
import { readCertificateFile } from '../../emit/certificate.ts';
import { type EnvCredential, matchesHint, parseEnvFile } from '../../emit/env-read.ts';
import type { Outside } from '../../outside.ts';

/** Who is known to read each credential, by its key id. */
export type Readers = ReadonlyMap<string, readonly CredentialReader[]>;

/** The MCP server as reader of the credentials that the blueprint records. */
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

/** The same, and the files that hold a credential: settings files of this server, and the key files and vaults they name. */
export async function readersIn(
  envFiles: readonly string[],
  known: { readonly blueprint: Blueprint; readonly tenant: Tenant },
  outside: Pick<Outside, 'clock' | 'files'>,
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

/** The key id of the secret in a settings file, by the beginning of its value; null where two secrets begin alike. */
function secretIn({ secret }: EnvCredential, { passwordCredentials }: Application): string | null {
  if (secret === null) return null;
  const [first, ...more] = passwordCredentials.filter(({ hint }) => matchesHint(secret, hint));
  return first === undefined || more.length > 0 ? null : first.keyId;
}

async function certificateIn(
  { certificatePath: path }: EnvCredential,
  { keyCredentials }: Application,
  { files, clock }: Pick<Outside, 'clock' | 'files'>,
): Promise<{ readonly keyId: string; readonly path: string } | null> {
  if (path === null) return null;
  const read = await readCertificateFile(files, path, clock.now()).catch(() => null);
  const key = keyCredentials.find(({ thumbprint }) => read !== null && thumbprint === read.facts.thumbprint);
  return key === undefined ? null : { keyId: key.keyId, path };
}

/** How a settings file names it: by the address of the secret; those of 1.0 by the name of the vault. */
const KEPT_IN_VAULT = /kept in (?:(https:\/\/[^\s'")]+\/secrets\/[^\s'")]+)|Azure Key Vault ([\w-]+))/;

/** The vault that a settings file names in place of the secret. It keeps the newest secret of ours. */
function vaultIn(
  text: string,
  { passwordCredentials }: Application,
  { serverApi }: Blueprint,
): { readonly keyId: string; readonly address: string } | null {
  const address = KEPT_IN_VAULT.exec(text)
    ?.slice(1)
    .find((one) => one !== undefined);
  const [newest] = passwordCredentials
    .filter(({ keyId }) => isRecorded(keyId, serverApi))
    .toSorted((a, b) => (b.startDateTime ?? '').localeCompare(a.startDateTime ?? ''));
  return address === undefined || newest === undefined ? null : { keyId: newest.keyId, address };
}
