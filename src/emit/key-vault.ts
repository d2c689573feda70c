import { CLOUDS, type Cloud } from '../core/cloud.ts';
import type { Secret } from '../core/secret.ts';
import { type ErrorCode, SetupError, strangeAnswer } from '../errors.ts';
import type { Transport } from '../ports.ts';

const API_VERSION = '7.4';
/** The scope of a token that Key Vault accepts. */
export function keyVaultScope(cloud: Cloud): string {
  return `https://${CLOUDS[cloud].keyVault}/.default`;
}

/** What is wrong with the name of a vault, or null: Key Vault takes 3 to 24 letters, digits and single hyphens, first a letter. */
export function vaultNameProblem(name: string): string | null {
  if (/^[A-Za-z](?:-?[A-Za-z0-9]){2,23}$/.test(name) && name.length <= 24) return null;
  return `Key vault name ${JSON.stringify(name)} must be 3 to 24 letters, digits and single hyphens, starting with a letter.`;
}

/** What is wrong with the name of a secret, or null: Key Vault takes 1 to 127 letters, digits and hyphens. */
function vaultSecretNameProblem(name: string): string | null {
  if (/^[A-Za-z0-9-]{1,127}$/.test(name)) return null;
  return `Secret name ${JSON.stringify(name)} must be 1 to 127 letters, digits and hyphens.`;
}

export interface VaultRequest {
  readonly cloud: Cloud;
  readonly vault: string;
  readonly name: string;
  readonly value: Secret;
  /** ISO 8601; kept with the secret so that the vault can warn. */
  readonly endDateTime: string | null;
  /** Access token for `keyVaultScope`. */
  readonly token: Secret;
  readonly signal: AbortSignal;
}

/** The address of a secret in a vault; its newest version answers there. */
export function vaultSecretAddress({
  cloud,
  vault,
  name,
}: Pick<VaultRequest, 'cloud' | 'vault' | 'name'>): string {
  return `https://${vault.toLowerCase()}.${CLOUDS[cloud].keyVault}/secrets/${name}`;
}

/** Stores the secret as a new version and returns its address in the vault. Throws `SetupError` where the vault refuses. */
export async function storeInKeyVault(transport: Transport, request: VaultRequest): Promise<string> {
  const problem = vaultNameProblem(request.vault) ?? vaultSecretNameProblem(request.name);
  if (problem !== null) throw new SetupError('USAGE', problem);
  const address = vaultSecretAddress(request);
  const response = await send(transport, address, request);
  if (!(await isOwn(response)))
    throw strangeAnswer(
      `${new URL(address).host} answered with something that is not its own.`,
      `HTTP ${response.status}`,
    );
  if (!response.ok) throw refusal(response.status, request);
  return address;
}

async function send(transport: Transport, address: string, request: VaultRequest): Promise<Response> {
  const { value, endDateTime, token, signal } = request;
  const expires =
    endDateTime === null ? {} : { attributes: { exp: Math.floor(Date.parse(endDateTime) / 1000) } };
  const body = JSON.stringify({ value: value.reveal(), contentType: 'Entra client secret', ...expires });
  const headers = { authorization: `Bearer ${token.reveal()}`, 'content-type': 'application/json' };
  try {
    return await transport(
      new Request(`${address}?api-version=${API_VERSION}`, { method: 'PUT', headers, body, signal }),
    );
  } catch (cause) {
    signal.throwIfAborted();
    throw new SetupError(
      'UNAVAILABLE',
      `Key vault ${request.vault} could not be reached at ${new URL(address).host}.`,
      {
        advice: ['Check the name of the vault, and whether its firewall lets this machine in.'],
        cause,
      },
    );
  }
}

const ADVICE: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  401: ['NOT_SIGNED_IN', 'Sign in to the tenant that the vault belongs to.'],
  403: [
    'FORBIDDEN',
    'Ask for the role "Key Vault Secrets Officer" on the vault, and look at the vault\'s firewall.',
  ],
  404: ['USAGE', 'Check the name of the vault.'],
  409: [
    'USAGE',
    'A deleted secret of that name waits in the vault; recover or purge it, or choose another name.',
  ],
  429: ['THROTTLED', 'Wait a minute and run the command again.'],
};

function refusal(status: number, { vault, name }: VaultRequest): SetupError {
  const [code, advice] = ADVICE[status] ?? (status >= 500 ? UNAVAILABLE : REJECTED);
  return new SetupError(code, `Key vault ${vault} did not take the secret ${name} (HTTP ${status}).`, {
    advice: [advice],
  });
}

const UNAVAILABLE = ['UNAVAILABLE', 'Run the command again in a while.'] as const;
const REJECTED = ['REJECTED', 'Look at the vault in the Azure portal.'] as const;

/** Whether the answer is Key Vault's own, which is JSON or empty and never a redirect. */
async function isOwn(response: Response): Promise<boolean> {
  const text = await response.clone().text();
  return (response.status < 300 || response.status >= 400) && (text === '' || /^\s*\{/.test(text));
}
