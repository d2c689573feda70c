import { describe, expect, test } from 'vitest';
import { readFailures } from '../../src/diagnosis/index.ts';
import { SAMPLES } from './samples.ts';

const SMALL = 500_000;
const LARGE = 10_000_000;

/** Pieces that make careless patterns backtrack: unfinished labels, openings without ends, runs of one character. */
const HOSTILE: Readonly<Record<string, string>> = {
  'one letter': 'a',
  digits: '1',
  'digits on lines': '1\n',
  backslashes: '\\',
  'line ends': '\n',
  'quoted line ends': '\n>',
  blanks: ' ',
  'open tags': '<p ',
  'encoded percents': '%25',
  'encoded letters': '%41a',
  'plus signs': '+%20a',
  entities: '&amp;',
  'prefixes without number': 'AADSTS',
  'prefixes on lines': 'A\nA\nD\nS\nT\nS\n',
  'one code over and over': 'AADSTS65001 ',
  'open lists of codes': 'error_codes:[',
  'open code fields': '"code":"Aa_',
  'open scopes': 'the scope ',
  'open quotes': "resource '",
  'open claims': 'AADSTS50076 "claims":"{',
  'pieces of GUIDs': 'a1b2c3d4-',
  'status lines': 'HTTP/1.1 403 Forbidden\n',
  'beginnings of sentences': 'assertion failed signature validatio ',
  'open permission lists': "requires one of 'Files.Read, ",
  'permission lists without end': 'requires the following permissions: Files.Read ',
  'sign-in addresses': 'https://login.microsoftonline.com/a/oauth2/authorize?prompt=consent&resource=x ',
  'labels and colons': 'ab: 0d9c8b7a-6f5e-4d3c-',
  'headers of tables': 'a,ResultType,b\n',
  'beginnings of misread numbers': 'AAD5TS65OO',
  'misread numbers of other scripts': 'ΑАDЅТS６５О',
  'answers of a sign-in': '/callback?code=abc&state=x',
  'codes behind words': 'with error: Authorization_',
  'encoded bodies': '"encoding":"base64","text":"QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB',
  'open quotes of a sentence': "AADSTS50011: 'x ",
  'letters of another script': 'ключ ',
  samples: SAMPLES.map(({ text }) => text).join('\n'),
};

const filled = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

function milliseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

describe('a hostile paste', { retry: 3 }, () => {
  test.each(Object.entries(HOSTILE))('of %s takes time in proportion to its length', (_, piece) => {
    const small = filled(piece, SMALL);
    readFailures(small);
    const before = milliseconds(() => readFailures(small));
    const after = milliseconds(() => readFailures(filled(piece, SMALL * 4)));
    // Quadratic work would take sixteen times as long; a busy machine is given twice its share and a little more.
    expect(after).toBeLessThan(before * 8 + 250);
  });

  test('of ten megabytes gives the one failure in its middle', () => {
    const log = filled('2021-10-29 15:53:09.643 INFO gateway: request served in 12 ms\n', LARGE / 2);
    const found = readFailures(`${log}AADSTS65001: The user or administrator has not consented\n${log}`);
    expect(found.map(({ code }) => code)).toEqual(['65001']);
  });

  test('of ten megabytes that begin like a token holds no failure', () => {
    expect(readFailures('eyJ'.repeat(3_300_000))).toEqual([]);
  });

  test('of ten thousand failures gives no more than fifty', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `AADSTS${10_000 + index}: x\n`).join('');
    expect(readFailures(many).length).toBeLessThanOrEqual(50);
  });
});
