import type { Blueprint } from '../../core/blueprint.ts';
import { Secret } from '../../core/secret.ts';
import {
  keyVaultScope,
  storeInKeyVault as store,
  vaultNameProblem,
  vaultSecretAddress,
} from '../../emit/key-vault.ts';
import { SetupError } from '../../errors.ts';
import type { IssuedCredential } from '../../graph/change-result.ts';
import type { Session } from '../../identity/session.ts';
import type { Outside } from '../../outside.ts';
import type { KeyVaultFlags } from '../run/shared-options.ts';

const LONGEST_NAME_PART = 80;

/** A new secret, the name of the vault that it goes to, and the set-up that it belongs to. */
export interface VaultDeposit {
  readonly vault: string;
  readonly blueprint: Blueprint;
  readonly issued: Pick<IssuedCredential, 'endDateTime'> & { readonly secret: Secret };
}

/** Throws `USAGE`, before anything is contacted, for a name that no vault can have, and in practice. */
export function refuseVault({ keyVault }: KeyVaultFlags, { practice }: Pick<Outside, 'practice'>): void {
  if (keyVault === undefined) return;
  const problem = vaultNameProblem(keyVault);
  if (problem !== null) throw new SetupError('USAGE', `--key-vault: ${problem}`);
  if (practice === null) return;
  throw new SetupError('USAGE', 'The practice tenant has no key vault.', {
    advice: ['Leave --key-vault out: the secret of the practice tenant goes into .env'],
  });
}

/** Throws, before a secret is created, where this sign-in gets no token for the vault. */
export async function proveVault(
  { keyVault }: KeyVaultFlags,
  session: Pick<Session, 'cloud' | 'tokenFor'>,
): Promise<void> {
  if (keyVault !== undefined) await vaultToken(session);
}

/** Puts a new secret into Azure Key Vault by the session's sign-in. Returns its address there. */
export async function storeSecretInVault(
  { transport }: Pick<Outside, 'transport'>,
  session: Pick<Session, 'cloud' | 'tokenFor'>,
  { vault, blueprint, issued }: VaultDeposit,
): Promise<string> {
  return store(transport, {
    cloud: session.cloud,
    vault,
    name: vaultSecretName(blueprint),
    value: issued.secret,
    endDateTime: issued.endDateTime,
    token: await vaultToken(session),
    // Not the run's interrupt: a request that was cut off may or may not have stored the secret.
    signal: new AbortController().signal,
  });
}

/** Where the secret of this set-up is in the vault of that name. */
export function addressInVault(vault: string, blueprint: Blueprint): string {
  return vaultSecretAddress({ cloud: blueprint.cloud, vault, name: vaultSecretName(blueprint) });
}

async function vaultToken({ cloud, tokenFor }: Pick<Session, 'cloud' | 'tokenFor'>): Promise<Secret> {
  return new Secret(await tokenFor([keyVaultScope(cloud)]));
}

/** The name in the vault: the same for every secret of one app, so that a rotated one becomes a new version of it. */
function vaultSecretName({ serverApi: { appId, credential } }: Blueprint): string {
  const name = credential.kind === 'secret' ? credential.displayName : 'client secret';
  const words = name
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST_NAME_PART);
  return [words || 'client-secret', appId].filter(Boolean).join('-');
}
