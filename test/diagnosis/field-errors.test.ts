import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFailures } from '../../src/diagnosis/index.ts';
import { diagnosed, knowing, provedIds } from './known.ts';

/** An error as a program prints it, with invented ids, and what somebody who knows makes of it. */
interface FieldError {
  readonly kind: string;
  readonly text: string;
  readonly entry: string;
  readonly hop: string;
  readonly cause: string;
}

const ERRORS: readonly FieldError[] = JSON.parse(
  readFileSync(new URL('../fixtures/field-errors.json', import.meta.url), 'utf8'),
);

describe('an error that a program prints', () => {
  test.each(ERRORS)('$kind: it is $entry on $hop, and begins with $cause', ({ text, entry, hop, cause }) => {
    const diagnosis = diagnosed(text);
    const said = [readFailures(text)[0]?.entry, diagnosis.hop, diagnosis.causes[0]?.id];
    expect(said).toEqual([entry, hop, cause]);
  });

  test.each(ERRORS)('$kind: it proves nothing on a healthy tenant', ({ text }) => {
    expect(provedIds(diagnosed(text, knowing()))).toEqual([]);
  });
});
