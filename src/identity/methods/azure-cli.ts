import { AzureCliCredential } from '@azure/identity';
import { SetupError } from '../../errors.ts';
import type { Programs } from '../../ports.ts';
import { fromSdk, type OpenCredential } from './method.ts';

/** Starting `az` takes seconds on a cold machine. */
const TIME_LIMIT_MS = 60_000;

/**
 * Uses the sign-in of the Azure CLI. `az account show` before it takes half a second and tells a missing program from a missing
 * sign-in. The credential starts `az` itself, not through our ports.
 */
export const openAzureCli: OpenCredential = async ({ tenant, ports }) => {
  await assertLoggedIn(ports.programs, tenant);
  return fromSdk(
    new AzureCliCredential({
      ...(tenant === null ? {} : { tenantId: tenant }),
      processTimeoutInMs: TIME_LIMIT_MS,
    }),
  );
};

async function assertLoggedIn(programs: Programs, tenant: string | null): Promise<void> {
  try {
    await programs.run('az', ['account', 'show', '--output', 'json'], { timeout: TIME_LIMIT_MS });
  } catch (error) {
    throw isMissing(error) ? notInstalled() : notLoggedIn(tenant);
  }
}

/** A program that ran has an exit code other than 127; cmd.exe says in words that it found none. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'number') return true;
  return error.code === 127 || error.message.includes('is not recognized');
}

function notInstalled(): SetupError {
  return new SetupError('NOT_SIGNED_IN', 'The Azure CLI (az) is not installed here or not on the PATH.', {
    advice: ['Install it: https://aka.ms/azure-cli'],
  });
}

function notLoggedIn(tenant: string | null): SetupError {
  const forTenant = tenant === null ? '' : ` --tenant ${tenant}`;
  return new SetupError('NOT_SIGNED_IN', 'The Azure CLI (az) is installed, but nobody is signed in to it.', {
    advice: [`az login --allow-no-subscriptions${forTenant}`],
  });
}
