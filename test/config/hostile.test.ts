import { describe, expect, it } from 'vitest';
import { parseBlueprintFile } from '../../src/config/load.ts';
import { SetupError } from '../../src/errors.ts';

const laughs = Array.from({ length: 11 }, (_, index) => {
  const items = index === 0 ? 'x' : `*a${index - 1}`;
  return `a${index}: &a${index} [${Array(9).fill(items).join(', ')}]`;
});

/** What nobody writes who wants a set-up. Each is far beyond what a loop over loops gets through in the time of a test. */
const HOSTILE: Readonly<Record<string, string>> = {
  'two megabytes of unknown keys': `version: 1\n${'unknown: x\n'.repeat(200_000)}`,
  'as many unknown keys as fit': `version: 1\n${Array.from({ length: 12_000 }, (_, key) => `k${key}: 1\n`).join('')}`,
  'one key as often as fits': `version: 1\n${'tenant:\n'.repeat(15_000)}`,
  'a mapping in itself': 'version: 1\nclientApp: &a\n  displayName: x\n  self: *a\n',
  'a list in itself': 'version: 1\ntenant: &a [*a]\n',
  'a billion laughs': `version: 1\n${laughs.join('\n')}\n`,
  'brackets ten thousand deep': `version: 1\ntenant: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`,
  'mappings ten thousand deep': `version: 1\ntenant: ${'{a: '.repeat(10_000)}${'}'.repeat(10_000)}\n`,
  'beginnings of tokens': `version: 1\ntenant: ${'eyJ'.repeat(40_000)}\n`,
  'stars and question marks': `version: 1\ntenant: ${'*?'.repeat(60_000)}\n`,
};

describe('a hostile blueprint', () => {
  it.each(Object.entries(HOSTILE))('of %s is refused', (_what, text) => {
    const problem = problemIn(text);
    expect([problem.code, problem.message.length < 10_000]).toEqual(['CONFIG_INVALID', true]);
  });
});

function problemIn(text: string): SetupError {
  try {
    parseBlueprintFile('entra-mcp.yaml', text);
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error('It was taken.');
}
