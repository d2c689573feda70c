import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ENTRIES } from '../../src/diagnosis/catalogue/index.ts';
import { readFailures } from '../../src/diagnosis/index.ts';
import { diagnosed, knowing, provedIds } from './known.ts';

/** What somebody pasted into a public question, with invented ids, and the answer of somebody who knows. */
interface FieldReport {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  readonly code: string | null;
  readonly hop: string;
  readonly cause: string;
}

const REPORTS: readonly FieldReport[] = JSON.parse(
  readFileSync(new URL('../fixtures/field-reports.json', import.meta.url), 'utf8'),
);

describe('a text from the field', () => {
  test.each(REPORTS)(
    '$id, $kind, is read as $code on $hop and begins with $cause',
    ({ text, code, hop, cause }) => {
      const diagnosis = diagnosed(text);
      expect([diagnosis.code, diagnosis.hop, diagnosis.causes[0]?.id]).toEqual([code, hop, cause]);
    },
  );

  test.each(REPORTS)('$id, $kind, proves nothing on a healthy tenant', ({ text }) => {
    expect(provedIds(diagnosed(text, knowing()))).toEqual([]);
  });
});

/** Every sentence that an entry is known by where the text has no number. */
const WORDED = ENTRIES.flatMap(({ code, wording }) => wording.map((words) => ({ code, words })));

describe('a wording', () => {
  test.each(WORDED)('"$words" is that of $code, in a log, in capitals and in JSON', ({ code, words }) => {
    const said = words.replaceAll(' … ', " 'x' ");
    const logged = `2026-11-23T10:00:00Z ERROR [mcp] ${said} (see the log)`;
    const texts = [logged, logged.toUpperCase(), JSON.stringify({ message: logged })];
    expect(texts.map((text) => readFailures(text)[0]?.entry)).toEqual([code, code, code]);
  });

  test('that says only that something failed gives way to one that says why', () => {
    const text =
      'ChainedTokenCredential authentication failed. [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed';
    expect(readFailures(text).map(({ entry }) => entry)).toEqual(['symptom:tls-not-trusted']);
  });
});
