import { envNamingOf } from '../../config/complete.ts';
import type { Blueprint } from '../../core/blueprint.ts';
import { refuseUnmergeable } from '../../emit/dotenv.ts';
import type { Outside } from '../../outside.ts';
import type { Inputs } from '../run/inputs.ts';
import type { FileFlags } from './files.ts';
import { refuseForeignPages } from './pages.ts';
import { envFilePath } from './server-credential.ts';

/**
 * Throws, before the tenant is touched, where the settings cannot be merged into the `.env`, or a file of somebody else stands
 * in the place of a page that will be written.
 */
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
