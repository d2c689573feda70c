import { envNamingOf } from '../../config/complete.ts';
import { variableFor } from '../../emit/env-entries.ts';
import { PRIVATE_MODE } from '../../emit/env-file.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import type { PracticeState } from '../../practice-tenant/index.ts';
import { envFileNamed, envFilePath } from '../files/server-credential.ts';
import type { CommonFlags } from '../run/common-options.ts';
import { gatherInputs, type InputSources } from '../run/inputs.ts';

const KEPT = '.practice-secret';

/**
 * The fault `secret-id-as-value`: puts the id of the secret where its value belongs, as people do. The file with the
 * value is kept beside it, private, and comes back when the fault is mended (`state` null).
 */
export async function swapSecretInEnv(
  outside: InputSources,
  flags: CommonFlags,
  state: PracticeState | null,
): Promise<string> {
  const { files } = outside;
  const inputs = await gatherInputs({ ...flags, answers: {} }, outside);
  const path = envFileNamed({}, outside) ?? envFilePath(inputs);
  const kept = `${path}${KEPT}`;
  if (state === null) return restore(outside, path, kept);
  const text = await files.readText(path);
  const keyId = latestSecretId(state, inputs.input.serverAppId ?? null);
  if (text === null || keyId === null) {
    throw new SetupError('USAGE', `There is no secret in ${path} to put its id in place of.`, {
      advice: ['Set the apps up first: entra-mcp-setup setup --practice'],
    });
  }
  const name = variableFor('clientSecret', envNamingOf(inputs.input)) ?? 'AZURE_CLIENT_SECRET';
  await files.copy(path, kept, { mode: PRIVATE_MODE });
  await files.writeText(path, text.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${keyId}`), {
    mode: PRIVATE_MODE,
  });
  return `${path} now holds the id of the secret; ${kept} keeps what stood there.`;
}

async function restore({ files }: Pick<Outside, 'files'>, path: string, kept: string): Promise<string> {
  if ((await files.readText(kept)) === null) return '';
  await files.copy(kept, path, { mode: PRIVATE_MODE });
  await files.remove(kept);
  return `${path} holds the secret again.`;
}

function latestSecretId({ applications }: PracticeState, serverAppId: string | null): string | null {
  return applications.find(({ appId }) => appId === serverAppId)?.passwords.at(-1)?.keyId ?? null;
}
