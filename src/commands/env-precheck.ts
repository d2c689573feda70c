import { envNamingOf } from '../config/complete.ts';
import type { Blueprint } from '../core/blueprint.ts';
import { refuseUnmergeable } from '../emit/dotenv.ts';
import type { Inputs } from './inputs.ts';
import type { Flags } from './invocation.ts';
import type { Outside } from './outside.ts';
import { envFilePath } from './server-credential.ts';

/** Proves, before the tenant is touched, that the settings can be carried by the file that is there or will be. */
export async function proveMergeable(
  { files }: Outside,
  inputs: Inputs,
  flags: Flags,
  blueprint: Blueprint,
): Promise<void> {
  const path = envFilePath({ answers: {} }, inputs);
  const existing = await files.readText(path);
  const foreign = flags.overwrite ? 'replace' : 'refuse';
  refuseUnmergeable({ path, existing, naming: envNamingOf(inputs.input), foreign }, blueprint);
}
