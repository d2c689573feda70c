import { describe } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { test } from './journey.ts';

const SOMEBODY = 'megan@contoso.com';
/** Reads with a client that is given each permission by name, so that nothing stays unread. */
const ASK = [
  'diagnose',
  '--practice',
  '--json',
  '--sign-in-client',
  '14d82eec-204b-4c2f-b7e8-296a70dab67e',
  '--user',
];

/** What is broken in the practice tenant, and what is proved of one person then. */
const CASES: readonly (readonly [string, string])[] = [
  ['user-disabled', 'account-disabled'],
  ['user-not-assigned', 'person-not-assigned-to-client'],
  ['missing-consent', 'person-without-client-consent'],
  ['missing-graph-consent', 'person-without-graph-consent'],
  ['user-unlicensed', 'no-licence'],
  ['user-is-guest', 'guest-has-no-drive'],
  ['onedrive-never-opened', 'drive-missing'],
];

describe.concurrent('diagnose --user', () => {
  for (const [fault, cause] of CASES) {
    test(`proves ${cause} where ${fault} is broken, and nothing else`, async ({ ready, expect }) => {
      await ready.breaks(fault);
      const { code, out } = await ready.run([...ASK, SOMEBODY]);
      expect([code, causesIn(out, 'proved')]).toEqual([1, [cause]]);
    });
  }

  test('proves that there is no such account', async ({ ready, expect }) => {
    const { code, out } = await ready.run([...ASK, 'nobody@contoso.com']);
    expect([code, causesIn(out, 'proved')]).toEqual([1, ['account-missing']]);
  });

  test('names the policies that concern the apps, and proves nothing', async ({ ready, expect }) => {
    await ready.breaks('browser-blocked');
    const { code, out } = await ready.run([...ASK, SOMEBODY]);
    expect([code, causesIn(out, 'proved'), causesIn(out, 'possible')]).toEqual([
      3,
      [],
      ['policy-names-apps'],
    ]);
  });

  test('refutes every cause where nothing is broken', async ({ ready, expect }) => {
    const { code, out } = await ready.run([...ASK, SOMEBODY]);
    expect([code, causesIn(out, 'proved'), causesIn(out, 'possible')]).toEqual([3, [], []]);
  });
});

function causesIn(out: string, verdict: 'proved' | 'possible'): readonly string[] {
  const { diagnosis = [] } = JSON.parse(out) as Report;
  return (diagnosis[0]?.causes ?? []).filter((one) => one.verdict === verdict).map(({ id }) => id);
}
