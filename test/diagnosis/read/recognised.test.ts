import { describe, expect, test } from 'vitest';
import { readFailures } from '../../../src/diagnosis/index.ts';
import { looksLike } from '../../../src/diagnosis/read/by-looks.ts';
import { topicOf } from '../../../src/diagnosis/read/by-topic.ts';
import { labelledTable } from '../../../src/diagnosis/read/tables.ts';
import { matchWordings } from '../../../src/diagnosis/read/wording.ts';

const ID = '0d9c8b7a-6f5e-4d3c-8b1a-09f8e7d6c500';
const REFUSED = 'has not consented to use the application';

describe('the table of a log query', () => {
  const query = (columns: readonly unknown[], rows: unknown): string =>
    JSON.stringify({ x: 1, tables: [{ columns, rows }] });
  const names = (...given: readonly string[]) => given.map((name) => ({ name }));

  test.each([
    [
      'has its number and what is kept of it',
      query(names('AppId', ' ResultType ', 'Who', 'ResultDescription'), [
        ['a', '65001', 'x', ''],
        ['b', 50105, 'y', 'z'],
      ]),
      'AADSTS65001: AppId: a\n\nAADSTS50105: AppId: b. ResultDescription: z',
    ],
    [
      'has its number in its status',
      query(names('CorrelationId', 'Status'), [
        ['a', '{"errorCode":65001}'],
        ['b', 'errorCode = "50105"'],
        ['c', '{}'],
      ]),
      'AADSTS65001: CorrelationId: a\n\nAADSTS50105: CorrelationId: b',
    ],
    [
      'has no number',
      query(names('AppId', 'ResultType'), [['a', '0'], ['b', 'x65001'], ['c', '65001x'], ['d']]),
      null,
    ],
    [
      'has no column of numbers',
      query(names('AppId', 'MyStatus', 'Statuses'), [['a', '{"errorCode":65001}', '{"errorCode":65001}']]),
      null,
    ],
    ['has no rows', query(names('ResultType'), 7), null],
    ['has rows that are none', query(names('ResultType'), ['65001', null]), null],
    ['has no columns', '{"tables":[{"columns":7,"rows":[["65001"]]},null,7]}', null],
    ['is no table', '{"tables":7}', null],
    ['is no JSON', '{"tables":[', null],
    ['stands behind other text', `x ${query(names('ResultType'), [['65001']])}`, null],
    [
      'stands far behind',
      JSON.stringify({ x: 'y'.repeat(300), tables: [{ columns: names('ResultType'), rows: [['65001']] }] }),
      null,
    ],
    ['stands behind blanks', ` \n${query(names('ResultType'), [['65001']])}`, 'AADSTS65001: '],
  ])('%s', (_, text, labelled) => {
    expect(labelledTable(text)).toBe(labelled);
  });

  test('is read to its three hundredth row', () => {
    const rows = Array.from({ length: 320 }, () => ['65001']);
    expect(labelledTable(query(names('ResultType'), rows))?.split('\n\n')).toHaveLength(300);
  });
});

describe('the table of an export', () => {
  test.each([
    [
      'has commas',
      'App ID,User,Sign-in error code\na,b,65001\n\nc,d,50105',
      'AADSTS65001: App ID: a\n\nAADSTS50105: App ID: c',
    ],
    [
      'has semicolons and commas inside',
      'App ID;User;errorCode\r\na;b,c;65001\r\n',
      'AADSTS65001: App ID: a',
    ],
    ['has tabs', 'App ID\tUser\tResultType\na\tb\t 65001 ', 'AADSTS65001: App ID: a'],
    [
      'has quoted cells',
      'App ID,ResultType,Failure reason\n"a,\nb",65001,"he said ""no"""',
      'AADSTS65001: App ID: a,\nb. Failure reason: he said no',
    ],
    ['has lines before its header', 'My export\nApp ID,User,ResultType\na,b,65001', 'AADSTS65001: App ID: a'],
    ['has one column', 'ResultType\n65001', null],
    ['has two columns', 'App ID,ResultType\na,65001', null],
    ['has no failure', 'App ID,User,ResultType\na,b,0', null],
    ['has no header', 'App ID,User,Number\na,b,65001', null],
  ])('%s', (_, text, labelled) => {
    expect(labelledTable(text)).toBe(labelled);
  });

  test('is read to its three hundredth row', () => {
    const rows = 'a,b,65001\n'.repeat(320);
    expect(labelledTable(`App ID,User,ResultType\n${rows}`)?.split('\n\n')).toHaveLength(300);
  });
});

describe('a text by its looks', () => {
  test.each([
    ['is a page of approval', 'Zatwierdzenie administratora', 'symptom:need-admin-approval', 0],
    ['is an answer of Graph', 'x https://graph.microsoft.com 429', 'graph:TooManyRequests', 30],
    ['is a page of a policy', 'Inloggningen lyckades, men inte villkoren', '53003', 0],
    ['is an unreached host', 'x (login.microsoftonline.com:443)', 'symptom:entra-unreachable', 2],
    ['is a refusal of another', 'x status: 401', 'symptom:server-answers-401', 2],
    ['is a refusal by its words', 'x (403) Forbidden', 'symptom:server-answers-403', 3],
    [
      'is an address',
      `x https://login.microsoftonline.com/common/oauth2/authorize?a`,
      'symptom:sign-in-address',
      10,
    ],
    ['is an id', `x Kennung: ${ID}`, 'symptom:ids-only', 7],
    ['is a reference', 'x ofid_12ab', 'symptom:ids-only', 2],
    [
      'is an answer that nothing took',
      'x http://a/cb?state=1&code=abc 404',
      'symptom:callback-not-served',
      8,
    ],
  ])('%s', (_, text, entry, at) => {
    const found = looksLike(text);
    expect([found?.entry, Math.abs((found?.at ?? 1e9) - at) <= 8]).toEqual([entry, true]);
  });

  test.each([
    ['is an answer that was taken', 'x http://a/cb?state=1&code=abc 200\n404'],
    ['is an id in a long text', `${'x '.repeat(1300)} Kennung: ${ID}`],
    ['is a number', '403 of 404'],
    ['has a status too far away', `https://graph.microsoft.com${' '.repeat(100_000)}429`],
    ['has a refusal too far away', `${' '.repeat(100_001)}status: 401`],
  ])('%s', (_, text) => {
    expect(looksLike(text)).toBeNull();
  });

  test('is a page of approval up to 2,500 characters', () => {
    const page = (length: number): string => 'admin approval'.padEnd(length, '.');
    expect([2500, 2501].map((length) => looksLike(page(length))?.entry)).toEqual([
      'symptom:need-admin-approval',
      undefined,
    ]);
  });
});

describe('a text by its words', () => {
  const SAYS = 'the token has an invalidAudience, so jwt audience is invalid ';
  const LONG = 'lorem ipsum '.repeat(40_000);

  test.each([
    ['at its beginning', `${SAYS}${LONG}`, true],
    ['at its end', `${LONG}${SAYS}`, true],
    ['in its middle, which is not looked at', `${LONG}${SAYS}${LONG}`, false],
    ['beside an id', `jwt ${ID} audience ${ID} invalid`, true],
    ['far apart', `jwt token ${'x '.repeat(100)} audience ${'x '.repeat(100)} invalid`, false],
    ['in no matter of signing in', 'the audience of the film is invalid', false],
  ])('is told %s', (_, text, isFound) => {
    expect(topicOf(text, 'telling') !== null).toBe(isFound);
  });

  test('is told where it stands', () => {
    const found = topicOf(`${LONG}${SAYS}`, 'telling');
    expect(Math.abs((found?.at ?? 0) - LONG.length)).toBeLessThan(200);
  });
});

describe('a sentence', () => {
  test.each([
    ['as it is', `x The user ${REFUSED} with ID`, '65001'],
    ['contracted', "The user or administrator hasn't consented to use the application with ID", '65001'],
    [
      'in capitals and broken',
      `The user or administrator ${REFUSED.toUpperCase().replaceAll(' ', '\n')} with ID`,
      '65001',
    ],
    [
      'behind a piece of the text',
      `${'lorem ipsum. '.repeat(6000)}The user or administrator ${REFUSED} with ID`,
      '65001',
    ],
  ])('is found %s', (_, text, code) => {
    expect(matchWordings(text).map((one) => one.code)).toEqual([code]);
  });

  test('is found where it stands, once', () => {
    const text = `${'lorem ipsum. '.repeat(6000)}The user or administrator ${REFUSED} with ID. `.repeat(2);
    const [found, ...more] = matchWordings(text);
    expect([Math.abs((found?.at ?? 0) - 78_000) < 100, more]).toEqual([true, []]);
  });

  test('is none where a word only ends in it', () => {
    expect(matchWordings('the file not found here')).toEqual([]);
  });
});

describe('a code that says little', () => {
  test('is told by the sentence beside it', () => {
    const text =
      '{"error":{"code":"accessDenied","message":"Either scp or roles claim need to be present in the token."}}';
    expect(readFailures(text).map(({ code, entry }) => [code, entry === 'graph:accessDenied'])).toEqual([
      ['graph:accessDenied', false],
    ]);
  });

  test('comes behind the number that it follows from', () => {
    const text = `{"error":{"code":"InvalidAuthenticationToken","message":"x"}}${' '.repeat(2000)}AADSTS65001: x`;
    expect(readFailures(text).map(({ code }) => code)).toEqual(['65001', 'graph:InvalidAuthenticationToken']);
  });
});

describe('a number that was cut', () => {
  test.each([
    ['at the end of the text', 'AADSTS7000215: x AADSTS70002', ['7000215']],
    [
      'in the middle of it',
      `AADSTS7000215: x AADSTS70001${' '.repeat(5)}is another failure of its own`,
      ['7000215', '70001'],
    ],
    ['by a line end, where the whole stands elsewhere', 'AADSTS500011: x AADSTS50001\n1 y', ['500011']],
    ['at the end, and is another', 'AADSTS7000215: x AADSTS65001', ['7000215', '65001']],
  ])('is no other: %s', (_, text, codes) => {
    expect(readFailures(text).map(({ code }) => code)).toEqual(codes);
  });
});

describe('an excerpt', () => {
  test('has two thousand characters behind a number, and what stands before', () => {
    const [failure] = readFailures(`before AADSTS65001: ${'x'.repeat(5000)}`);
    expect([failure?.excerpt.length, failure?.excerpt.startsWith('before'), failure?.by]).toEqual([
      2007,
      true,
      'number',
    ]);
  });

  test('ends where the next failure begins', () => {
    expect(readFailures('AADSTS65001: x. AADSTS50105: y').map(({ excerpt }) => excerpt)).toEqual([
      'AADSTS65001: x. ',
      'AADSTS50105: y',
    ]);
  });

  test('has a thousand characters before a sentence, and two thousand behind', () => {
    const text = `${'a '.repeat(1000)}The user or administrator ${REFUSED} with ID ${'b '.repeat(2000)}`;
    const [failure] = readFailures(text);
    expect([failure?.excerpt.length, failure?.by, failure?.envelopes]).toEqual([3000, 'pattern', []]);
  });

  test.each([
    ['?error=access_denied&x', 'oauth:access_denied', 'symptom'],
    ['Need admin approval', 'symptom:need-admin-approval', 'symptom'],
    [`Kennung: ${ID}`, 'symptom:ids-only', 'symptom'],
  ])('of %j is recognised as a symptom', (text, entry, by) => {
    expect(readFailures(text)).toMatchObject([{ entry, by }]);
  });
});
