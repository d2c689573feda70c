import { describe, expect, test } from 'vitest';
import { graphMarks } from '../../../src/diagnosis/read/graph-marks.ts';
import { guidsIn } from '../../../src/diagnosis/read/guids.ts';
import { type CodeMark, inOrder } from '../../../src/diagnosis/read/mark.ts';
import { aadstsMarks } from '../../../src/diagnosis/read/numbers.ts';
import { occurrencesIn } from '../../../src/diagnosis/read/occurrences.ts';

const FAR = ' '.repeat(1500);
const told = (marks: Iterable<CodeMark>): readonly string[] =>
  [...marks].map(
    ({ code, kind, start, end, readings }) => `${code} ${kind} ${start}-${end} ${readings.join('|')}`,
  );
/** The stretches of the failures of a text: code, what it wraps, where it begins, stands and ends. */
const failures = (text: string): readonly string[] =>
  occurrencesIn(text, inOrder([...aadstsMarks(text), ...graphMarks(text)])).map(
    ({ code, envelopes, from, at, to }) => `${[...envelopes, code].join('>')} ${from} ${at} ${to}`,
  );

describe('the numbers of a text', () => {
  test.each([
    ['begin an error', 'AADSTS65001: x', ['65001 description 0-11 65001']],
    [
      'are listed',
      'x "error_codes":[65001, 50105,1,"7000215"]',
      ['65001', '50105', '7000215'].map((code) => `${code} mention 3-41 ${code}`),
    ],
    ['stand in an address', `error?code=65001${' '.repeat(64)}x`, ['65001 mention 0-16 65001']],
    ['stand in a log', 'x resultType: 65001', ['65001 mention 2-19 65001']],
    [
      'have a label and are known',
      'the error code 65001 of this is known to us all, it is a long text',
      ['65001 mention 4-20 65001'],
    ],
    [
      'have a label and are unknown',
      'error code 12345 in a text that is longer than a few words of error',
      [],
    ],
    [
      'have a time behind',
      'in a long text 65001 - [2026-11-23 10:00:00Z]: of a client, so',
      ['65001 mention 15-29 65001'],
    ],
    [
      'stand in a table',
      `Sign-in error code,App${FAR}\n"65001","x";50105,12345,`,
      ['65001 mention 1523-1529 65001', '50105 mention 1534-1540 50105'],
    ],
    ['stand in no table', `App,Code${FAR}\n,65001,50105,`, []],
    ['stand alone', ' 65001 ', ['65001 mention 0-7 65001']],
    ['stand alone in a long text', `65001${' '.repeat(60)}`, []],
    [
      'were cut or ended by a line end',
      'AADSTS50011\n7: x',
      ['500117 description 0-13 500117|50011'].map(() => '50011 description 0-13 50011'),
    ],
    [
      'are cut by a line end where both are known',
      'AADSTS50001\n1: x',
      ['500011 description 0-13 500011|50001'],
    ],
    ['end at a line end where both are known', 'AADSTS50001\n1 x', ['50001 description 0-13 50001|500011']],
    ['are too short and too long', 'AADSTS6500 and AADSTS650010000', []],
    [
      'are as long as any',
      'AADSTS12345678 and a text that is too long to be nothing but a number, so',
      ['12345678 description 0-14 12345678'],
    ],
    ['are reasons of Graph', 'AADSTS80049217', []],
  ])('%s', (_, text, marks) => {
    expect(told(aadstsMarks(text))).toEqual(marks);
  });
});

describe('the codes of Graph in a text', () => {
  test.each([
    ['are known', '{"code":"accessDenied"}', ['graph:accessDenied graph 0-21 ']],
    ['were broken by a line end', '"code": "access\nDenied"', ['graph:accessDenied graph 0-22 ']],
    [
      'are told by Terraform',
      'with error: Authorization_RequestDenied: x',
      ['graph:Authorization_RequestDenied graph 0-39 ', 'graph:Authorization_RequestDenied graph 12-39 '],
    ],
    ['are unmistakable', 'a TooMany\nRequests b', ['graph:TooManyRequests graph 2-18 ']],
    ['are unknown, in an error', '{"error":{"code":"newThing."}}', ['graph:newThing graph 9-27 ']],
    [
      'are unknown, before a message',
      `${FAR}code: newThing, message: x`,
      [`graph:newThing graph ${1499}-1514 `],
    ],
    ['are unknown and nothing else', `${FAR}code: newThing`, []],
    [
      'are unknown and far from an error',
      `"error":{${' '.repeat(130)}code: newThing${' '.repeat(30)}message: x`,
      [],
    ],
    ['are prose', '{"error":{"code":"newThing is new', []],
    ['are those of OAuth', '{"error":{"code":"invalid_grant"}}', []],
    [
      'are a detail',
      '"code":"Request_BadRequest","details":[{"code":"accessDenied"}]',
      ['graph:Request_BadRequest graph 0-26 ', 'graph:Request_BadRequest graph 8-26 '],
    ],
    [
      'are a status beside Graph',
      'graph.microsoft.com HTTP/1.1 403 Forbidden',
      ['graph:forbidden graph 20-42 '],
    ],
    ['are a status of another', 'example.com HTTP/1.1 403 Forbidden', []],
    ['are a status far from Graph', `graph.microsoft.com${' '.repeat(4001)}HTTP/1.1 403 Forbidden`, []],
    [
      'are a status near a code',
      `code: accessDenied graph.microsoft.com HTTP/2 401 Unauthorized`,
      ['graph:accessDenied graph 0-18 '],
    ],
  ])('%s', (_, text, marks) => {
    expect(told(graphMarks(text))).toEqual(marks);
  });

  test('are a status far from a code', () => {
    const text = `graph.microsoft.com "code":"accessDenied"${FAR}HTTP/2 401 Unauthorized`;
    expect([...graphMarks(text)].map(({ code }) => code)).toEqual([
      'graph:accessDenied',
      'graph:unauthorized',
    ]);
  });

  test('are those of a hundred status lines at most', () => {
    const text = 'graph.microsoft.com HTTP/2 401 Unauthorized\n'.repeat(150);
    expect([...graphMarks(text)]).toHaveLength(100);
  });
});

describe('marks', () => {
  const mark = (code: string, start: number, end = start + 5): CodeMark => ({
    code,
    kind: 'mention',
    start,
    end,
    readings: [],
  });

  test('come in the order of the text, the longer of two first', () => {
    const given = [mark('2', 9), mark('1', 3, 5), mark('3', 3, 8)];
    expect(inOrder(given).map(({ code }) => code)).toEqual(['3', '1', '2']);
  });

  test.each([
    ['forty of one code', Array.from({ length: 50 }, (_, at) => mark('1', at)), 40],
    ['four thousand in all', Array.from({ length: 4100 }, (_, at) => mark(`${at % 2000}`, at)), 4000],
    ['four thousand codes', Array.from({ length: 4100 }, (_, at) => mark(`${at}`, at)), 4000],
  ])('are %s at most', (_, given, count) => {
    expect(inOrder(given)).toHaveLength(count);
  });
});

describe('the failures of a text', () => {
  test.each([
    [
      'begin where the one before ended',
      'AADSTS65001: x. AADSTS50105: y.',
      ['65001 0 0 16', '50105 16 16 31'],
    ],
    [
      'begin with the OAuth error before them',
      'AADSTS65001: x. invalid_grant: AADSTS50105: y',
      ['65001 0 0 16', '50105 16 31 45'],
    ],
    [
      'begin with the object that holds them',
      'AADSTS65001: x} {"a": "AADSTS50105: y',
      ['65001 0 0 16', '50105 16 23 37'],
    ],
    [
      'do not begin with an object that ended',
      'AADSTS65001: {x} AADSTS50105: y',
      ['65001 0 0 17', '50105 17 17 31'],
    ],
    [
      'begin with the page that names a request',
      'AADSTS65001: x Request Id: 1 Message: AADSTS50105: y',
      ['65001 0 0 15', '50105 15 38 52'],
    ],
    [
      'do not begin with a request alone',
      'AADSTS65001: Request Id: 1 AADSTS50105: y',
      ['65001 0 0 27', '50105 27 27 41'],
    ],
    ['are one where a number repeats in a list', 'AADSTS65001: x "error_codes":[65001] y', ['65001 0 0 38']],
    ['are one where the list comes first', '"error_codes":[65001] AADSTS65001: x', ['65001 0 1 36']],
    [
      'are two where the sentence repeats',
      'AADSTS65001: x AADSTS65001: y',
      ['65001 0 0 15', '65001 15 15 29'],
    ],
    [
      'hold what is wrapped',
      'AADSTS70002: Error validating credentials. AADSTS50013: x',
      ['70002>50013 0 0 57'],
    ],
    [
      'hold what is wrapped in another language',
      'AADSTS70002: Fehler beim Prüfen. AADSTS50013: x',
      ['70002>50013 0 0 47'],
    ],
    ['hold a wrapper that is listed', '"error_codes":[70002,50013]', ['70002>50013 0 1 27']],
    [
      'hold a wrapper that is listed behind',
      'AADSTS70002: Error validating credentials. AADSTS50013: x "error_codes":[70002,50013] y',
      ['70002>50013 0 0 87'],
    ],
    [
      'leave out a wrapper that is listed last',
      'AADSTS50013: x "error_codes":[50013,70002]',
      ['50013 0 0 42'],
    ],
    [
      'stay one where a wrapper is listed between',
      'AADSTS50013: x "error_codes":[70002,50013] y',
      ['50013 0 0 44'],
    ],
    ['are one behind a list of both', '"error_codes":[50013,70002] AADSTS50013: x', ['50013 0 1 42']],
    [
      'hold a wrapper with a sentence of its own',
      "AADSTS70002: The client 'x' is unknown. AADSTS50013: x",
      ['70002 0 0 40', '50013 40 40 54'],
    ],
    [
      'leave out a wrapper that is far',
      `AADSTS70002: Error validating credentials.${' '.repeat(400)}AADSTS50013: x`,
      ['50013 0 442 456'],
    ],
    [
      'are those of Graph inside those of Azure',
      '"code":"BadRequest" "code":"accessDenied"',
      ['graph:accessDenied 0 19 41'],
    ],
    [
      'leave out what Graph wraps around a number',
      '"code":"generalException" AADSTS65001: x',
      ['65001 0 26 40'],
    ],
    [
      'leave out what a gateway wraps around a number',
      '"code":"unauthorized", "message": "AADSTS65001: x',
      ['65001 0 35 49'],
    ],
    ['end after three thousand characters', `AADSTS65001: x${' '.repeat(4000)}`, ['65001 0 0 3000']],
    ['begin seven hundred characters before', `${' '.repeat(1000)}AADSTS65001: x`, ['65001 300 1000 1014']],
    [
      'begin fifteen hundred before a mention',
      `${' '.repeat(2000)}error_codes:[65001]`,
      ['65001 500 2000 2019'],
    ],
  ])('%s', (_, text, stretches) => {
    expect(failures(text)).toEqual(stretches);
  });
});

describe('an id of a text', () => {
  const ID = '98689c4c-039d-5739-b2ac-f5eb93347aab';
  test.each([
    ['correlation', 'Correlation ID: '],
    ['correlation', 'client-request-id='],
    ['trace', 'Trace ID: '],
    ['trace', 'request_id '],
    ['resource', 'the resource principal named '],
    ['app', 'Client app ID: '],
    ['tenant', "in the directory '"],
    ['tenant', 'https://login.microsoftonline.com/'],
    ['audience', "The audience in the assertion was '"],
    ['other', 'User ID: '],
    ['other', 'https://sts.windows.net/'],
    ['app', "the application with ID '"],
    ['app', "the application MCP Client App ('"],
    ['app', 'expected audi\nence is '],
    ['other', 'something else '],
    ['other', ''],
  ])('is of the %s behind %j', (role, before) => {
    expect(guidsIn(`${before}${ID.toUpperCase()}' x`)).toEqual([{ guid: ID, role }]);
  });

  test.each([
    ['was broken by a line end', `${ID.slice(0, 11)}\n${ID.slice(11)}`, 1],
    ['is longer', `${ID}a`, 0],
    ['goes on', `${ID}-a`, 0],
    ['is nothing but zeros', `00000000-0000-0000-0000-${'0'.repeat(12)}`, 0],
  ])('counts where it stands alone: %s', (_, text, count) => {
    expect(guidsIn(text)).toHaveLength(count);
  });

  test('is told by the words right before it', () => {
    expect(guidsIn(`application ${'x '.repeat(60)}${ID}`)).toEqual([{ guid: ID, role: 'other' }]);
  });
});
