import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recordingNames } from './recordings.ts';

const FOLDER = new URL('.', import.meta.url);

const tests = readdirSync(FOLDER)
  .filter((name) => name.startsWith('recorded-'))
  .map((name) => readFileSync(new URL(name, FOLDER), 'utf8'))
  .join('\n');

test.each(recordingNames())('%s is replayed against the practice tenant', (name) => {
  const number = name.slice(0, 2);
  expect(tests.includes(`'${number}'`)).toBe(true);
});
