import { envNamingOf } from '../../config/complete.ts';
import type { Blueprint } from '../../core/blueprint.ts';
import { refuseUnmergeable } from '../../emit/dotenv.ts';
import type { Outside } from '../../outside.ts';
import type { Inputs } from '../run/inputs.ts';
import type { FileFlags } from './files.ts';
import { refuseForeignPages } from './pages.ts';
import { envFilePath } from './server-credential.ts';

/** Proves, before the tenant is touched, that the settings can be carried by the file that is there or will be, and no page of others is in the way. */
export async function proveMergeable(
  outside: Pick<Outside, 'files'>,
  inputs: Inputs,
  { overwrite = false }: Pick<FileFlags, 'overwrite'>,
  blueprint: Blueprint,
): Promise<void> {
  const path = envFilePath(inputs);
  const existing = await outside.files.readText(path);
  const foreign = overwrite ? 'replace' : 'refuse';
  if (!overwrite) await refuseForeignPages(outside, inputs);
  refuseUnmergeable({ path, existing, naming: envNamingOf(inputs.input), foreign }, blueprint);
}
