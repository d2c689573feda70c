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

/** Why the system refused something with a file, in words; `error` is what Node threw. */
export function reasonOf(error: unknown): string {
  return reasonFor(codeOf(error)) || String(error);
}

/** The same for one of the system's error codes; the code itself where there are no words for it. */
export function reasonFor(code: string): string {
  return REASONS[code] ?? code;
}

/** The system's error code, such as `ENOENT`; empty where there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Does `work` and throws `FILE_NOT_WRITABLE` about `path` where it fails. */
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
