import { describe, expect, test } from 'vitest';
import { readFailures } from '../../src/diagnosis/index.ts';
import { SAMPLES } from './samples.ts';

describe('a text as people paste it', () => {
  test.each(SAMPLES.map((one, index) => ({ ...one, index })))(
    '#$index gives $code: $context',
    ({ code, text }) => {
      expect([...new Set(readFailures(text).map((failure) => failure.code))]).toEqual([code]);
    },
  );
});
