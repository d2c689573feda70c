import { readdirSync, readFileSync } from 'node:fs';

export interface SourceFile {
  /** Below `src/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

export const SRC = new URL('../../src/', import.meta.url);

export const FILES: readonly SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => {
    const text = readFileSync(new URL(path, SRC), 'utf8');
    return { path, text, lines: text.split('\n').length - 1 };
  });

export const ROOT = new URL('../../', import.meta.url);

/** Every file in `src/` and `test/` that can have imports. */
export const MODULES = ['src/', 'test/'].flatMap((folder) =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|mjs)$/.test(path))
    .map((path) => ({
      path: `${folder}${path}`,
      text: readFileSync(new URL(`${folder}${path}`, ROOT), 'utf8'),
    })),
);

/** The first folder of a path, or the file itself at the top. */
export const houseOf = (path: string): string => path.split('/')[0] ?? path;

export interface Import {
  readonly from: string;
  /** Below `src/`, or the name of a package. */
  readonly to: string;
  readonly typesOnly: boolean;
  readonly isLazy: boolean;
}

export const IMPORTS: readonly Import[] = FILES.flatMap(({ path, text }) =>
  [...text.matchAll(/^(import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/gms)].map(
    (match) => {
      const [, , type, named, lazy] = match;
      const target = named ?? lazy ?? '';
      const to = target.startsWith('.')
        ? new URL(target, new URL(path, SRC)).href.slice(SRC.href.length)
        : target;
      return { from: path, to, typesOnly: type !== undefined, isLazy: lazy !== undefined };
    },
  ),
);
