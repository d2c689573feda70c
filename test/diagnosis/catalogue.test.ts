import { describe, expect, test } from 'vitest';
import { aadstsRow, NUMBERS as TABLE } from '../../src/core/aadsts/index.ts';
import { CHECK_IDS } from '../../src/core/check.ts';
import { HOPS } from '../../src/core/report.ts';
import { ENTRIES, entryFor } from '../../src/diagnosis/catalogue/index.ts';
import { diagnose, NOTHING_KNOWN, readFailures } from '../../src/diagnosis/index.ts';
import { NO_FAILURE } from '../../src/diagnosis/no-failure.ts';

/** Every number that a sign-in of this chain was seen or documented to end with. */
const NUMBERS =
  `16000 28000 28002 28003 50001 50005 50011 50012 50013 50014 50020 50027 50034 50053 50055 50057 50058
50059 50072 50074 50076 50078 50079 50089 50097 50105 50107 50126 50128 50131 50132 50133 50134 50140 50147 50148 50155
50158 50173 50194 50196 50199 51004 53000 53001 53003 53011 54005 65001 65002 65004 65005 70000 70001 70002 70003 70007
70008 70011 70016 70018 70019 70020 70021 70043 90002 90008 90009 90014 90019 90023 90033 90038 90072 90090 90093 90094
90095 90120 90130 130507 240002 500011 500014 500021 500112 500113 500131 500133 500201 500208 500212 500213 501051 501481
530003 530032 530035 530084 650051 650052 650053 650054 650056 650057 650059 700005 700011 700016 700022 700023 700024
700025 700026 700027 700030 700054 700082 700084 700211 700212 700213 700229 900023 900144 900384 900439 900561 900941
900971 900981 901002 1000031 1002012 1003031 5002710 7000112 7000113 7000114 7000215 7000216 7000218 7000222 7002137
7002138 7002381 9001011 9001023 9002313 9002325 9002326 9002327 9010010`.split(/\s+/);

const causes = ENTRIES.flatMap(({ code, causes: all }) => all.map((one) => ({ code, ...one })));

test.each(NUMBERS)('the catalogue explains %s and names a cause', (number) => {
  expect(entryFor(number)?.causes.length).toBeGreaterThan(0);
});

describe('the table of numbers', () => {
  test('is explained, number by number', () => {
    expect(TABLE.filter((number) => entryFor(number) === null)).toEqual([]);
  });

  test('says of every refusal of an operator that an operator can meet it', () => {
    const unmet = TABLE.map((number) => ({ number, row: aadstsRow(number) })).filter(
      ({ row }) => row?.refusal && !row.hops.includes('admin-signin'),
    );
    expect(unmet.map(({ number }) => number)).toEqual([]);
  });

  test('is where the catalogue has its words from', () => {
    const other = ENTRIES.filter(({ code }) => /^\d+$/.test(code)).filter(
      ({ code, meaning }) => aadstsRow(code)?.meaning !== meaning,
    );
    expect(other).toEqual([]);
  });
});

describe('every entry', () => {
  test('has a code of its own', () => {
    const codes = ENTRIES.map(({ code }) => code.toLowerCase());
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  test('names links of the chain', () => {
    expect(ENTRIES.filter(({ hops }) => hops.some((hop) => !HOPS.includes(hop)))).toEqual([]);
  });

  test('lists no cause twice', () => {
    const doubled = ENTRIES.filter(({ causes: all }) => new Set(all.map(({ id }) => id)).size < all.length);
    expect(doubled.map(({ code }) => code)).toEqual([]);
  });

  test('is found by its own wording', () => {
    const missed = ENTRIES.flatMap(({ code, wording }) =>
      wording
        .filter(
          (sentence) => readFailures(sentence.replaceAll(' … ', " 'anything at all' "))[0]?.entry !== code,
        )
        .map((sentence) => `${code}: ${sentence}`),
    );
    expect(missed).toEqual([]);
  });

  test('leaves no placeholder open', () => {
    const failures = ENTRIES.map(({ code }) => ({ ...NO_FAILURE, entry: code }));
    const text = JSON.stringify(diagnose(failures, NOTHING_KNOWN));
    expect(text.match(/\{\w+\}/g)).toBeNull();
  });
});

describe('every cause', () => {
  test('has a kebab-case name', () => {
    expect(causes.filter(({ id }) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)).map(({ id }) => id)).toEqual([]);
  });

  test('rests on a check that exists, if on any', () => {
    const ids: readonly string[] = CHECK_IDS;
    expect(causes.filter(({ check }) => check !== undefined && !ids.includes(check))).toEqual([]);
  });

  test('follows only causes of the same entry or of none', () => {
    const known = new Set(causes.map(({ id }) => id));
    expect(causes.flatMap(({ follows }) => follows ?? []).filter((id) => !known.has(id))).toEqual([]);
  });

  test('is said in plain words', () => {
    const sentences = causes.flatMap(({ summary, fix }) => [summary, fix.summary]);
    expect(sentences.filter((sentence) => /!|please|successful|\.$/i.test(sentence))).toEqual([]);
  });
});
