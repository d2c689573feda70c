import type { Blueprint } from '../../core/blueprint.ts';
import { Secret } from '../../core/secret.ts';
import { keyVaultScope, storeInKeyVault as store, vaultNameProblem } from '../../emit/key-vault.ts';
import { SetupError } from '../../errors.ts';
import type { IssuedCredential } from '../../graph/change-result.ts';
import type { Session } from '../../identity/session.ts';
import type { Outside } from '../../outside.ts';
import type { KeyVaultFlags } from '../run/shared-options.ts';

const LONGEST_NAME_PART = 80;

/** What is put where. */
export interface VaultDeposit {
  readonly vault: string;
  readonly blueprint: Blueprint;
  readonly issued: Pick<IssuedCredential, 'endDateTime'> & { readonly secret: Secret };
}

/** Refuses a vault that cannot be meant, before anything is contacted. */
export function refuseVault({ keyVault }: KeyVaultFlags, { practice }: Pick<Outside, 'practice'>): void {
  if (keyVault === undefined) return;
  const problem = vaultNameProblem(keyVault);
  if (problem !== null) throw new SetupError('USAGE', `--key-vault: ${problem}`);
  if (practice === null) return;
  throw new SetupError('USAGE', 'The practice tenant has no key vault.', {
    advice: ['Leave --key-vault out: the secret of the practice tenant goes into .env'],
  });
}

/** Proves, before a secret is created, that this sign-in gets a token for the vault. */
export async function proveVault(
  { keyVault }: KeyVaultFlags,
  session: Pick<Session, 'cloud' | 'tokenFor'>,
): Promise<void> {
  if (keyVault !== undefined) await vaultToken(session);
}

/** Puts a new secret into Azure Key Vault with the held sign-in. Returns its address there. */
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
    // Cut off half way, nobody could tell whether the vault has it.
    signal: new AbortController().signal,
  });
}

async function vaultToken({ cloud, tokenFor }: Pick<Session, 'cloud' | 'tokenFor'>): Promise<Secret> {
  return new Secret(await tokenFor([keyVaultScope(cloud)]));
}

/** The same for every secret of one app, so that a rotated one is a new version and two set-ups keep apart. */
function vaultSecretName({ serverApi: { appId, credential } }: Blueprint): string {
  const name = credential.kind === 'secret' ? credential.displayName : 'client secret';
  const words = name
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST_NAME_PART);
  return [words || 'client-secret', appId].filter(Boolean).join('-');
}
