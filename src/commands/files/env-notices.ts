import { gitignoreLines, type WrittenEnvFile } from '../../emit/env-file.ts';

/** What others can do who may write to the folder of a private file: not read it, but replace it. */
const SHARED: Readonly<Record<NonNullable<WrittenEnvFile['whoElseWrites']>, (path: string) => string>> = {
  everybody: (path) => `Everybody on this machine may write to the folder of ${path}, and so replace it.`,
  'its group': (path) => `The group of the folder of ${path} may write to it, and so replace the file.`,
  'its owner': (path) => `The folder of ${path} belongs to another account, which may replace the file.`,
};

/** A file that holds a secret, and whether git would commit it. */
export type GitFile = Pick<WrittenEnvFile, 'path' | 'git'>;

/** Sentences about the settings file: its backup, what git would commit, and who else may write to its folder. */
export function envNotices(env: WrittenEnvFile, key: readonly GitFile[]): readonly string[] {
  const { path, backup, whoElseWrites } = env;
  return [
    ...(backup === null ? [] : [`What stood in ${path} before is kept in ${backup}.`]),
    ...gitNotices(env, key),
    ...(whoElseWrites === null ? [] : [SHARED[whoElseWrites](path)]),
  ];
}

function gitNotices({ path, git, backupGit }: WrittenEnvFile, key: readonly GitFile[]): readonly string[] {
  const [line = '', backups = ''] = gitignoreLines(nameOf(path));
  const known = [
    { path, git, lines: git === backupGit ? [line, backups] : [line] },
    // Git may ignore `.env` and still commit its backups, which hold the secret of before.
    ...(git === backupGit ? [] : [{ path: `${path}.bak-*`, git: backupGit, lines: [backups] }]),
    ...key.map((one) => ({ ...one, lines: [nameOf(one.path)] })),
  ];
  const of = (status: GitFile['git']) => {
    const found = known.filter(({ git }) => git === status);
    return { paths: found.map(({ path }) => path), lines: found.flatMap(({ lines }) => lines).join(', ') };
  };
  const [loose, tracked] = [of('unignored'), of('tracked')];
  const names = (paths: readonly string[]) => paths.join(' and ');
  return [
    ...(loose.paths.length === 0
      ? []
      : [`Git would commit ${names(loose.paths)}: add ${loose.lines} to .gitignore.`]),
    ...(tracked.paths.length === 0
      ? []
      : [
          `Git tracks ${names(tracked.paths)}: remove with git rm --cached ${tracked.paths.join(' ')} and add ${tracked.lines} to .gitignore.`,
        ]),
  ];
}

function nameOf(path: string): string {
  return path.replaceAll('\\', '/').split('/').at(-1) ?? path;
}
