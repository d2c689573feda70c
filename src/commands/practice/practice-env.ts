import { envNamingOf } from '../../config/complete.ts';
import { variableFor } from '../../emit/env-entries.ts';
import { PRIVATE_MODE } from '../../emit/env-file.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import type { PracticeState } from '../../practice-tenant/index.ts';
import { envFileNamed, envFilePath } from '../files/server-credential.ts';
import type { CommonFlags } from '../run/common-options.ts';
import { gatherInputs, type InputSources, type Inputs } from '../run/inputs.ts';
import { restoreKept } from './kept-file.ts';

const KEPT = '.practice-secret';

/**
 * The fault `secret-id-as-value`: puts the id of the secret where its value belongs, as people do. The file with the
 * value is kept beside it, private, for `restoreEnvSecret`. Returns what was done, for people.
 */
export async function putSecretIdInEnv(
  outside: InputSources,
  flags: CommonFlags,
  state: PracticeState,
): Promise<string> {
  const { files } = outside;
  const inputs = await gatherInputs({ ...flags, answers: {} }, outside);
  const { path, kept } = placeOf(inputs, outside);
  const text = await files.readText(path);
  const ids = secretIds(state, inputs.input.serverAppId ?? null);
  const keyId = ids.at(-1);
  if (text === null || keyId === undefined) {
    throw new SetupError('USAGE', `There is no secret in ${path} to put its id in place of.`, {
      advice: ['Set the apps up first: entra-mcp-setup setup --practice'],
    });
  }
  const name = variableFor('clientSecret', envNamingOf(inputs.input)) ?? 'AZURE_CLIENT_SECRET';
  // Keeping a file that is broken already would lose the value.
  if (ids.some((id) => text.includes(`${name}=${id}`))) return `${path} holds the id of a secret already.`;
  await files.copy(path, kept, { mode: PRIVATE_MODE });
  await files.writeText(path, text.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${keyId}`), {
    mode: PRIVATE_MODE,
  });
  return `${path} now holds the id of the secret; ${kept} keeps what stood there.`;
}

/** Mends the fault: puts the kept file back, where one is kept. */
export async function restoreEnvSecret(outside: InputSources, flags: CommonFlags): Promise<void> {
  const inputs = await gatherInputs({ ...flags, answers: {} }, outside);
  await restoreKept(outside.files, placeOf(inputs, outside), PRIVATE_MODE);
}

function placeOf(
  inputs: Inputs,
  outside: Pick<Outside, 'env'>,
): { readonly path: string; readonly kept: string } {
  const path = envFileNamed({}, outside) ?? envFilePath(inputs);
  return { path, kept: `${path}${KEPT}` };
}

/** Key ids of the secrets that the app holds, the latest last. */
function secretIds({ applications }: PracticeState, serverAppId: string | null): readonly string[] {
  return applications.find(({ appId }) => appId === serverAppId)?.passwords.map(({ keyId }) => keyId) ?? [];
}
