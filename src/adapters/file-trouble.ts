import { SetupError } from '../errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file of that name is in the way',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link, or a link of its path leads in a circle',
  ENAMETOOLONG: 'the name is too long',
};

/** Why the system would not do something with a file, in words. */
export function reasonOf(error: unknown): string {
  return reasonFor(codeOf(error)) || String(error);
}

export function reasonFor(code: string): string {
  return REASONS[code] ?? code;
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Does `work`, whose failure is told as that of writing `path`. */
export async function explain(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw notWritable(path, reasonOf(error), error);
  }
}

export function notWritable(path: string, reason: string, cause?: unknown): SetupError {
  return new SetupError('FILE_NOT_WRITABLE', `${path} cannot be written: ${reason}.`, { cause });
}
