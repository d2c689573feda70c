import { describe, expect, it } from 'vitest';
import type { Validator } from '../../src/core/validation/validator.ts';

/** One table a validator: what passes, and what is refused with a word of the reason. */
export function table(
  name: string,
  validator: Validator,
  accepted: readonly string[],
  refused: readonly (readonly [value: string, because: string])[],
): void {
  describe(name, () => {
    it.each(accepted)('may be %j', (value) => {
      expect(validator(value)).toBeNull();
    });
    it.each(refused)('may not be %j', (value, because) => {
      expect(validator(value)).toContain(because);
    });
    it('is refused in one sentence each', () => {
      const sentences = refused.map(([value]) => validator(value) ?? '');
      expect(
        sentences.filter((sentence) => !/^[A-Z"].*[.?]$/s.test(sentence) || sentence.includes('\n')),
      ).toEqual([]);
    });
  });
}
