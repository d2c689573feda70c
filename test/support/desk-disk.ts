import { posix } from 'node:path';
import { SetupError } from '../../src/errors.ts';
import type { Files } from '../../src/ports.ts';
import { matchesGlob } from './matches-glob.ts';

export interface FileOnDesk {
  readonly text: string;
  readonly mode: number;
}

/** A disk in memory with one folder, `/desk`, and a reason why a file cannot be written. */
export interface Disk {
  readonly files: Files;
  readonly content: Map<string, FileOnDesk>;
  /** Why a file cannot be written, or null; called before every write (`now`), and by checks before it (`beforehand`). */
  whyNot: (path: string, asked: 'beforehand' | 'now') => string | null;
  git: 'tracked' | 'ignored' | 'unignored' | 'outside';
  put(path: string, text: string, mode?: number): void;
  text(path: string): string;
  /** Every file with its content, for comparing before and after. */
  snapshot(): Readonly<Record<string, string>>;
}

const FOLDER = '/desk';

export function memoryDisk(before: ReadonlyMap<string, FileOnDesk> = new Map()): Disk {
  const content = new Map(before);
  const write = (path: string, text: string, mode: number) => {
    const reason = disk.whyNot(placeOf(path), 'now');
    if (reason !== null) throw new SetupError('FILE_NOT_WRITABLE', `${path} cannot be written: ${reason}.`);
    content.set(placeOf(path), { text, mode });
  };
  const files: Files = {
    readText: async (path) => content.get(placeOf(path))?.text ?? null,
    readBytes: async (path) => {
      const file = content.get(placeOf(path));
      return file ? new Uint8Array(Buffer.from(file.text)) : null;
    },
    writeText: async (path, text, { mode }) => write(path, [...text].join(''), mode),
    writeBytes: async (path, bytes, { mode }) => write(path, Buffer.from(bytes).toString('latin1'), mode),
    copy: async (from, to, { mode }) => write(to, content.get(placeOf(from))?.text ?? '', mode),
    remove: async (path) => void content.delete(placeOf(path)),
    whyNotWritable: async (path) => disk.whyNot(placeOf(path), 'beforehand'),
    whoElseWrites: async () => null,
    lock: async () => ({ release: async () => undefined }),
    gitStatus: async () => disk.git,
    gitCommit: async () => null,
    glob: async (pattern) => [...content.keys()].filter((path) => matchesGlob(placeOf(pattern), path)).sort(),
    resolve: (...parts) => posix.resolve(FOLDER, ...parts),
    mode: async (path) => content.get(placeOf(path))?.mode ?? null,
  };
  const disk: Disk = {
    files,
    content,
    whyNot: () => null,
    git: 'outside',
    put: (path, text, mode = 0o644) => void content.set(placeOf(path), { text, mode }),
    text: (path) => content.get(placeOf(path))?.text ?? '',
    snapshot: () => Object.fromEntries([...content].sort().map(([path, { text }]) => [path, text])),
  };
  return disk;
}

/** The path within `/desk`: `./.env`, `.env` and `/desk/.env` are one file. */
function placeOf(path: string): string {
  return posix.relative(FOLDER, posix.resolve(FOLDER, path)) || '.';
}
