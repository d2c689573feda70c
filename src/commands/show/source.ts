import { createHash } from 'node:crypto';

import type { Source } from '../../core/registrations.ts';
import type { Outside } from '../../outside.ts';

/** Which file was held against the tenant, byte for byte; null where none was. */
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
