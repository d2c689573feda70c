import { describe, expect, it } from 'vitest';
import type { FleetReport } from '../../src/core/report.ts';
import { reportsOf } from '../../src/report/documents.ts';
import { documentMasker, maskedDocument } from '../../src/report/masked.ts';
import { redactIds } from '../../src/report/redact.ts';
import { ALL_SAMPLES } from './all-samples.ts';
import { verifyReport } from './samples.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

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
    const report = verifyReport();
    const results = [report, { ...report, config: 'b.yaml' }];
    const masked = maskedDocument({ ...report, results } satisfies FleetReport);
    const [first, second] = reportsOf(masked).map(({ checks = [] }) => checks);
    expect(first?.every((verdict, index) => verdict === second?.[index])).toBe(true);
  });
});
