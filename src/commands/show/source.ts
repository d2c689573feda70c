import { createHash } from 'node:crypto';
import type { Source } from '../../core/registrations.ts';
import type { Outside } from '../../outside.ts';

/** The file that the tenant was judged by, with its hash and commit; null where there is no such file. */
export async function sourceAt(
  kind: Source['kind'],
  file: string,
  { files }: Pick<Outside, 'files'>,
): Promise<Source | null> {
  const bytes = await files.readBytes(file);
  if (bytes === null) return null;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { kind, file, sha256, commit: await files.gitCommit(file) };
}
