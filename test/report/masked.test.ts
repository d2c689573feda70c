import { describe, expect, it } from 'vitest';
import type { FleetReport } from '../../src/core/report.ts';
import { documentMasker, maskedDocument } from '../../src/report/masked.ts';
import { redactIds } from '../../src/report/redact.ts';
import { ALL_SAMPLES } from './all-samples.ts';
import { verdictOf } from './sample-ids.ts';
import { healthyReport, verifyReport } from './samples.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** How often the message of a verdict is read that the reports of these configurations share. */
function readsFor(...configs: readonly string[]): number {
  let reads = 0;
  const verdict = verdictOf('server-api.scope', 'pass');
  const shared = {
    ...verdict,
    get message() {
      reads += 1;
      return verdict.message;
    },
  };
  const results = configs.map((config) => healthyReport({ config, checks: [shared] }));
  plain(maskedDocument({ ...healthyReport(), results } satisfies FleetReport));
  return reads;
}

describe('a masked document', () => {
  it.each(Object.keys(ALL_SAMPLES))('says what masking the whole at once says: %s', (name) => {
    const document = ALL_SAMPLES[name] ?? verifyReport();
    expect(plain(maskedDocument(document))).toEqual(redactIds(plain(document)));
  });

  it('is worked out once for all formats', () => {
    const document = verifyReport();
    expect(maskedDocument(document)).toBe(maskedDocument(document));
    expect(documentMasker(document)).toBe(documentMasker(document));
  });

  it('works a verdict that reports share out once', () => {
    // Of the second report the ids are collected and the report is printed; the mask reads no more.
    expect(readsFor('a.yaml', 'b.yaml') - readsFor('a.yaml')).toBe(2);
  });
});
