import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHECK_IDS } from '../../src/core/check.ts';
import { ALL_CHECKS } from '../../src/core/checks/index.ts';
import { checkReferences } from '../../src/core/checks/reference.ts';
import { renderReferencePage } from '../../src/core/checks/reference-page.ts';
import type { Report } from '../../src/core/report.ts';
import { parseResult } from '../../src/report/parse-result.ts';
import { commandBench } from '../support/command.ts';
import { facetsOf } from '../support/verdicts.ts';

const PAGE = new URL('../../src/core/checks/README.md', import.meta.url);
const ALL_IDS = CHECK_IDS.toSorted();

describe('the reference of all checks', () => {
  it('is up to date as a page (UPDATE=1 writes it anew)', () => {
    const page = renderReferencePage();
    if (process.env.UPDATE === '1') writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });

  it('holds every promised check once', () => {
    expect(
      checkReferences()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(ALL_IDS);
  });

  it('gives every check a reason and a remedy', () => {
    const silent = checkReferences().filter(({ why, fix }) => why === '' || fix === null);
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('names a permission for everything that a check reads', () => {
    const told = checkReferences().map(
      ({ reads }) => reads.filter(({ permission }) => /^[A-Z]\w+\.\w+/.test(permission ?? '')).length,
    );
    expect(told).toEqual(
      ALL_CHECKS.map((check) => new Set(facetsOf(check).filter((facet) => facet !== 'endpoint')).size),
    );
  });

  it('gives each check that we can mend the command that mends it', () => {
    const ours = checkReferences().filter(({ fix }) => fix?.by === 'us');
    expect(new Set(ours.map(({ fix }) => fix?.command))).toEqual(new Set(['entra-mcp-setup apply --yes']));
  });
});

describe('checks', () => {
  it('prints the page with --format markdown', async () => {
    expect((await commandBench().run('checks', '--format', 'markdown')).out).toBe(readFileSync(PAGE, 'utf8'));
  });

  it('prints every check as text', async () => {
    const { out } = await commandBench().run('checks');
    expect(ALL_IDS.filter((id) => !out.includes(`${id}  (`))).toEqual([]);
  });

  it('prints data that fits the published schema', async () => {
    const document = (await commandBench().runJson('checks')) as Report;
    expect(parseResult(document).checks?.map(({ id }) => id)).toEqual(ALL_CHECKS.map(({ id }) => id));
  });
});
