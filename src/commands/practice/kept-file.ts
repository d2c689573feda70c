import type { Files } from '../../ports.ts';

/** Puts the file that was kept beside `path` back in its place, with that mode. Does nothing where none is kept. */
export async function restoreKept(
  files: Pick<Files, 'copy' | 'readText' | 'remove'>,
  { path, kept }: { readonly path: string; readonly kept: string },
  mode: number,
): Promise<void> {
  if ((await files.readText(kept)) === null) return;
  await files.copy(kept, path, { mode });
  await files.remove(kept);
}
