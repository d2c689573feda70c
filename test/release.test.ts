import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { githubTroubles } from './emit/workflow-check.ts';

const text = await readFile(resolve(import.meta.dirname, '../.github/workflows/release.yml'), 'utf8');

describe('the release', () => {
  it('is a workflow in which a linter of others finds nothing', async () => {
    expect(await githubTroubles(text)).toEqual([]);
  });

  it('runs every action by commit', () => {
    const actions = text.match(/uses: \S+/g) ?? [];
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  it('publishes what was built twice and compared, with provenance and a bill of materials', () => {
    for (const part of ['cmp "$RUNNER_TEMP"', '--provenance', '--sbom-format cyclonedx']) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('secrets.');
  });
});
