import { describe, expect, it } from 'vitest';
import type { ResultDocument } from '../../src/core/report.ts';
import { csvPieces } from '../../src/report/csv.ts';
import { ALL_SAMPLES } from './all-samples.ts';
import { verdictOf } from './sample-ids.ts';
import { verifyReport } from './samples.ts';

const renderCsv = (document: ResultDocument): string => [...csvPieces(document)].join('');

/** Records of CSV as RFC 4180 has them: quoted cells hold separators and doubled quotes. */
function recordsIn(text: string): readonly (readonly string[])[] {
  return text
    .slice(0, -2)
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) =>
        quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
      ),
    );
}

const cellsFor = (message: string): readonly string[] => {
  const checks = [verdictOf('server-api.scope', 'fail', { message })];
  const records = recordsIn(renderCsv(verifyReport({ checks })));
  return records.find(([thing]) => thing === 'check') ?? [];
};

describe('CSV', () => {
  it.each(Object.keys(ALL_SAMPLES))('has as many cells in every row as its first names: %s', (name) => {
    const counts = recordsIn(renderCsv(ALL_SAMPLES[name] ?? verifyReport())).map(({ length }) => length);
    expect(new Set(counts).size).toBe(1);
  });

  it('ends every row, the last too, with CR and LF', () => {
    expect(renderCsv(verifyReport())).toMatch(/^(?:[^\r\n]*\r\n)+$/);
  });

  it('says in the first column what a row is', () => {
    const things = new Set(recordsIn(renderCsv(verifyReport())).map(([thing]) => thing));
    expect([...things]).toEqual(['thing', 'set-up', 'check']);
  });

  it.each(['a, b', 'say "yes"', 'one; two'])('reads back %s', (message) => {
    expect(cellsFor(message)).toContain(message);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\uff1d1', ' =cmd|x', '\u200b=1'])(
    'makes no formula of %j',
    (message) => {
      expect(cellsFor(message)[7]).toMatch(/^'/);
    },
  );

  it('makes no formula of what follows a semicolon, where some spreadsheets begin a cell', () => {
    expect(cellsFor('harmless;=1+1')).toContain("harmless;'=1+1");
  });
});
