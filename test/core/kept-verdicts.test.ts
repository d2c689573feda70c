import { describe, expect, it } from 'vitest';
import { CHECK_IDS } from '../../src/core/check.ts';
import { CHECKS } from '../../src/core/checks/index.ts';
import { judge } from '../../src/core/judge.ts';
import type { Verdict } from '../../src/core/report.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { EMPTY_TENANT, healthyTenant, MOMENT } from '../support/tenants.ts';
import { judgementOf } from '../support/verdicts.ts';
import { OF_BOTH } from './situations-of-both.ts';
import { OF_CONSENT } from './situations-of-consent.ts';
import { OF_CREDENTIALS } from './situations-of-credentials.ts';
import { OF_EACH } from './situations-of-each.ts';

const ALL = [...OF_BOTH, ...OF_CONSENT, ...OF_CREDENTIALS, ...OF_EACH];

/** What people read of a verdict; after a change of words or meaning, take it anew with `-u` and read the difference. */
const told = ({ status, severity, message, expected, actual, configPath, fix }: Verdict) => ({
  ...{ status, severity, message, expected, actual, configPath },
  fix: fix && [fix.by, fix.summary, fix.command],
});

describe('a check tells people', () => {
  it.each(ALL)('of %s: %s', (_title, id, situation) => {
    expect(told(judgementOf(id, situation).verdict)).toMatchSnapshot();
  });

  it.each([
    ['neither app is there', EMPTY_TENANT],
    ['all is well', healthyTenant()],
  ])('one thing for each check where %s', (_what, tenant) => {
    const verdicts = judge(CHECKS, BLUEPRINT, tenant, MOMENT).map(({ verdict }) => verdict);
    expect(verdicts.map(({ id, status, message }) => `${id}: ${status}: ${message}`)).toMatchSnapshot();
  });

  it('something amiss, tried above for every check of the tenant', () => {
    const amiss = ALL.filter(([, id, situation]) => judgementOf(id, situation).verdict.fix !== null);
    const silent = CHECK_IDS.filter(
      (id) => !id.startsWith('endpoint.') && !amiss.some(([, tried]) => tried === id),
    );
    expect(silent).toEqual([]);
  });
});
