import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ENV_DIALECTS } from '../../src/core/validation/env.ts';
import { assignment, type EnvStyle } from '../../src/emit/env-dialects.ts';
import { envLines, valueIn } from '../../src/emit/env-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'env-readers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Values as an Entra secret, a URL or a list has them. */
const usual = fc.stringMatching(/^[A-Za-z0-9._\-/:@%+=,][A-Za-z0-9._\-/@%+=,~]{0,60}$/);
const anything = fc
  .string({ unit: 'binary', maxLength: 30 })
  .filter((text) => !/[\0\r\n]/.test(text) && text === text.trim() && !/[\ud800-\udfff]/.test(text));
const awkward = fc
  .stringMatching(/^[ '"`$\\#~{}&;()|<>*?!A-Z=:]{1,12}$/)
  .filter((text) => text === text.trim());
const HOME_LIKE = [
  '~',
  '~root',
  '~root/x',
  'a:~root',
  '~+',
  '~-',
  '~abc8Q~defghijklmnopqrstuvwxyzABCDEFGHIJK',
];

/** The values that a style can carry, and the file that holds them as V0, V1, … */
function fileOf(
  style: EnvStyle,
  candidates: readonly string[],
): { readonly values: readonly string[]; readonly text: string } {
  const written = candidates.flatMap((value) => {
    const line = assignment(style, 'V', value);
    return 'text' in line ? [{ value, line: line.text }] : [];
  });
  const lines = written.map(({ line }, index) => `${line.replace(/V/, `V${index}`)}\n`);
  return { values: written.map(({ value }) => value), text: lines.join('') };
}

function samples(style: EnvStyle): { readonly values: readonly string[]; readonly text: string } {
  const seed = 20261123;
  return fileOf(style, [
    ...HOME_LIKE,
    ...fc.sample(usual, { seed, numRuns: 150 }),
    ...fc.sample(awkward, { seed, numRuns: 300 }),
    ...fc.sample(anything, { seed, numRuns: 150 }),
  ]);
}

/** What a shell holds after `. file`. */
function sourcedBy(
  shell: string,
  { values, text }: { readonly values: readonly string[]; readonly text: string },
): readonly string[] {
  const file = join(folder, `${shell}.env`);
  const print = values.map((_, index) => `printf '%s\\0' "$V${index}"`).join('\n');
  writeFileSync(file, `${text}${print}\n`);
  const output = execFileSync(shell, [file], {
    encoding: 'utf8',
    env: { HOME: '/home/nobody', OLDPWD: '/old', PATH: '/usr/bin:/bin' },
  });
  return output.split('\0').slice(0, -1);
}

function parsedByNode({
  values,
  text,
}: {
  readonly values: readonly string[];
  readonly text: string;
}): readonly unknown[] {
  const parsed = parseEnv(text);
  return values.map((_, index) => parsed[`V${index}`]);
}

describe('what is written for everybody', () => {
  const file = samples('universal');

  it('carries the usual values, a secret that starts with "~" included', () => {
    expect(file.values.length).toBeGreaterThan(150);
    expect(file.values).toContain(HOME_LIKE.at(-1));
  });

  it.each(['bash', 'dash'])('is read back by %s', (shell) => {
    expect(sourcedBy(shell, file)).toEqual(file.values);
  });

  it('is read back by Node', () => {
    expect(parsedByNode(file)).toEqual(file.values);
  });

  it('is read back by docker and systemd, which take what stands after "=" when nothing is quoted or escaped', () => {
    expect(file.text.split('\n').filter((line) => /["'\\\s#]/.test(line))).toEqual([]);
  });
});

describe('what is written for one reader', () => {
  it('holds everything for POSIX shells', () => {
    const file = samples('sh');
    expect(file.values.length).toBeGreaterThan(500);
    expect(sourcedBy('dash', file)).toEqual(file.values);
    expect(sourcedBy('bash', file)).toEqual(file.values);
  });

  it('is read back by Node in the dialect of dotenv', () => {
    const file = samples('dotenv');
    expect(file.values.length).toBeGreaterThan(250);
    expect(parsedByNode(file)).toEqual(file.values);
  });

  it.each(ENV_DIALECTS)('is read back by ourselves in the dialect %s', (dialect) => {
    const file = samples(dialect);
    const lines = envLines(file.text, dialect);
    expect(file.values.map((_, index) => valueIn(lines, `V${index}`, dialect))).toEqual(file.values);
  });

  it('never holds a line break, which no two readers take alike', () => {
    expect(ENV_DIALECTS.filter((dialect) => 'text' in assignment(dialect, 'V', 'a\nb'))).toEqual([]);
  });

  it('doubles the typographic quotes that PowerShell takes for its own', () => {
    expect(assignment('powershell', 'V', 'a\u2019b')).toEqual({ text: "$env:V = 'a\u2019\u2019b'" });
  });
});
