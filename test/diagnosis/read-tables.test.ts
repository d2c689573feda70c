import { describe, expect, test } from 'vitest';
import { readFailures } from '../../src/diagnosis/index.ts';

const CORRELATION = '3f2e1d0c-9b8a-4756-8f6e-5d4c3b2a1908';
const OTHER = '0d9c8b7a-6f5e-4d3c-2b1a-09f8e7d6c500';
const APP = '5a1c3e70-9b2d-4f68-8c1a-2d3e4f5a6b7c';

const kql = (rows: readonly (readonly unknown[])[], code = 'ResultType'): string =>
  JSON.stringify({
    tables: [
      {
        name: 'PrimaryResult',
        columns: [
          { name: 'TimeGenerated', type: 'datetime' },
          { name: 'CorrelationId', type: 'string' },
          { name: code, type: 'string' },
          { name: 'AppId', type: 'string' },
        ],
        rows,
      },
    ],
  });

describe('the answer of a log query', () => {
  test.each(['ResultType', 'errorCode'])('gives code, correlation id and app by its column %s', (column) => {
    const [failure, ...more] = readFailures(
      kql(
        [
          ['2026-11-23T10:00:00Z', CORRELATION, '65001', APP],
          ['2026-11-23T10:01:00Z', OTHER, '0', APP],
        ],
        column,
      ),
    );
    expect(more).toEqual([]);
    expect(failure).toMatchObject({ code: '65001', correlationId: CORRELATION, appIds: [APP] });
  });

  test('keeps two rows of one code apart by their correlation ids', () => {
    const found = readFailures(
      kql([
        ['x', CORRELATION, '50105', APP],
        ['x', OTHER, '50105', APP],
      ]),
    );
    expect(found.map(({ correlationId }) => correlationId)).toEqual([CORRELATION, OTHER]);
  });

  test('without a column of codes is no table', () => {
    expect(readFailures(kql([['x', CORRELATION, '65001', APP]], 'Whatever'))).toEqual([]);
  });
});

describe('an export of the sign-in log', () => {
  test.each([',', ';', '\t'])('with %j between its columns gives code and correlation id', (separator) => {
    const rows = [
      ['Date (UTC)', 'Correlation ID', 'User', 'Sign-in error code', 'Failure reason'],
      [
        '2026-11-23T10:00:00Z',
        CORRELATION,
        '"Doe, Jane; x"',
        '50105',
        '"The user is not assigned, they say"',
      ],
      ['2026-11-23T10:00:00Z', OTHER, 'x', '', ''],
    ];
    const [failure, ...more] = readFailures(rows.map((row) => row.join(separator)).join('\r\n'));
    expect([failure?.code, failure?.correlationId, more]).toEqual(['50105', CORRELATION, []]);
  });
});

describe('a table as programs really write it', () => {
  test('has its code in a column of JSON', () => {
    const answer = JSON.stringify({
      tables: [
        {
          columns: [{ name: 'Status' }, { name: 'CorrelationId' }],
          rows: [
            ['{"errorCode":0}', OTHER],
            ['{"errorCode":50126,"failureReason":"Invalid password"}', CORRELATION],
          ],
        },
      ],
    });
    const found = readFailures(answer).map(({ code, correlationId }) => [code, correlationId]);
    expect(found).toEqual([['50126', CORRELATION]]);
  });

  test('has line ends and doubled quotes inside its cells', () => {
    const text = `"Correlation ID","Failure reason","Sign-in error code"\r\n"${CORRELATION}","The ""user""\r\nsaid no, so","65004"\r\n`;
    const found = readFailures(text).map(({ code, correlationId }) => [code, correlationId]);
    expect(found).toEqual([['65004', CORRELATION]]);
  });

  test('names its time with the zone', () => {
    const text = `TimeGenerated [UTC],CorrelationId,ResultType\n2026-11-23T10:00:00Z,${CORRELATION},50105\n`;
    expect(readFailures(text)[0]?.excerpt).toContain('2026-11-23');
  });
});

describe('an archive of a browser', () => {
  const body = Buffer.from('{"error":"invalid_grant","error_description":"AADSTS54005: redeemed"}').toString(
    'base64',
  );

  test('is read with its bodies in base64', () => {
    const har = JSON.stringify({
      log: { entries: [{ response: { content: { text: body, encoding: 'base64' } } }] },
    });
    expect(readFailures(har).map(({ code }) => code)).toEqual(['54005']);
  });

  test('is read as it stands where no body is encoded', () => {
    expect(readFailures(JSON.stringify({ text: body }))).toEqual([]);
  });
});

describe('a text from a picture', () => {
  test.each([
    ['AAD5TS65OO1: not consented', '65001'],
    ['AADST550105: blocked', '50105'],
    ['AA0STS 7OOOZI5', '7000215'],
    ['AADSTSSOOll: redirect', '50011'],
  ])('%s is %s', (text, code) => {
    expect(readFailures(text)[0]?.code).toBe(code);
  });

  test.each([
    ['Greek', 'ΑΑDSΤS65001'],
    ['Cyrillic', 'АADSТЅ 65ОО1'],
    ['lower-case Cyrillic', 'aаdѕts5О011'],
    ['wide', 'ＡＡＤＳＴＳ６５００１：'],
    ['Arabic digits behind Latin', 'AADSTS٦٥٠٠١'],
  ])('is read where %s letters look like those of a number', (_, text) => {
    expect(['65001', '50011']).toContain(readFailures(text)[0]?.code);
  });

  test('gives no number that is not known', () => {
    expect(readFailures('AADSTSlOOOl: x').map(({ code }) => code)).toEqual([]);
  });

  test('keeps its addresses', () => {
    const [failure] = readFailures(
      "AADSTS50011: The redirect URI 'http: //127.O.O.1:53100/callback' specified",
    );
    expect(failure?.redirectUri).toBe('http://127.0.0.1:53100/callback');
  });
});

describe('quotes of every kind', () => {
  test.each([
    ['German', '„', '“'],
    ['French', '« ', ' »'],
    ['Japanese', '「', '」'],
    ['typographic', '‘', '’'],
  ])('%s ones hold a value', (_, open, close) => {
    const text = `AADSTS50011: Der URI ${open}https://x.example/cb${close} passt nicht zu ${open}${APP}${close}.`;
    expect(readFailures(text)[0]).toMatchObject({ redirectUri: 'https://x.example/cb', appIds: [APP] });
  });
});

describe('a text without number or known words', () => {
  test.each([
    ['Richiesta approvazione amministratore\nMCP Client App', 'symptom:need-admin-approval'],
    ['管理者の承認が必要です\nMCP Client App', 'symptom:need-admin-approval'],
    ['GET https://graph.microsoft.com/v1.0/me/drive -> (403) Interdit', 'graph:forbidden'],
    [`Identificador de solicitud: ${OTHER}`, 'symptom:ids-only'],
    [
      'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=x&prompt=consent',
      'symptom:sign-in-address',
    ],
  ])('is told by its looks: %s', (text, entry) => {
    expect(readFailures(text).map((one) => [one.code, one.entry])).toEqual([[null, entry]]);
  });

  test.each(['The administrator approved nothing '.repeat(200), 'all is well', `build ${OTHER} done`])(
    'is not taken for one that fails: %#',
    (text) => {
      expect(readFailures(text)).toEqual([]);
    },
  );
});
