import { SetupError } from '../errors.ts';
import type { Files } from '../ports.ts';
import type { EnvPlan } from './dotenv.ts';

/** The mode of files with secrets: only the owner reads and writes. */
export const PRIVATE_MODE = 0o600;

export interface WrittenEnvFile {
  readonly path: string;
  /** False where the file had this content and mode already. */
  readonly isWritten: boolean;
  /** The path of the copy of what stood there before, or null. */
  readonly backup: string | null;
  /** Whether git would commit the file; `unignored` and `tracked` call for a warning. */
  readonly git: 'tracked' | 'ignored' | 'unignored' | 'outside';
  /** The same for backups, those of later runs included, which hold earlier secrets. */
  readonly backupGit: WrittenEnvFile['git'];
  /** Who beside this account may create and replace files in the folder. */
  readonly whoElseWrites: Awaited<ReturnType<Files['whoElseWrites']>>;
}

/** Writes a planned settings file in one step, private, with a private copy of what it replaces. Throws `FILE_NOT_WRITABLE`. */
export async function writeEnvFile(
  files: Files,
  path: string,
  plan: EnvPlan,
  now: Date,
): Promise<WrittenEnvFile> {
  const text = plan.text.reveal();
  const existing = await files.readText(path);
  const mode = await files.mode(path);
  // Before writing, since an error after the credential is in the file would have it withdrawn.
  const git = await files.gitStatus(path);
  const isWritten = existing !== text || (mode !== null && (mode & 0o077) !== 0);
  const backup = existing === null || existing === text ? null : await freeBackupPath(files, path, now);
  const backupGit = await files.gitStatus(`${path}.bak-00000000000000`);
  if (backup !== null) await files.copy(path, backup, { mode: PRIVATE_MODE });
  if (isWritten) await files.writeText(path, text, { mode: PRIVATE_MODE });
  if ((await files.readText(path)) !== text) {
    throw new SetupError('FILE_NOT_WRITABLE', `${path} does not hold what was written to it.`, {
      advice: ['Look for a program that changes the file, or choose another --out-dir.'],
    });
  }
  return { path, isWritten, backup, git, backupGit, whoElseWrites: await files.whoElseWrites(path) };
}

/** `.env.bak-YYYYMMDDHHMMSS` in UTC; a number follows when two are made within a second. */
async function freeBackupPath(files: Files, path: string, now: Date): Promise<string> {
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  let candidate = `${path}.bak-${stamp}`;
  for (let number = 2; (await files.readBytes(candidate)) !== null; number++)
    candidate = `${path}.bak-${stamp}-${number}`;
  return candidate;
}

/** The lines that keep a settings file and its backups out of git. */
export function gitignoreLines(fileName: string): readonly string[] {
  return [fileName, `${fileName}.bak-*`];
}
