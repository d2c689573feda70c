import { describe, expect, test } from 'vitest';
import { diagnose, type Failure, NOTHING_KNOWN } from '../../src/diagnosis/index.ts';
import { NO_FAILURE } from '../../src/diagnosis/no-failure.ts';

/** The answer to a code that the catalogue lacks, such as Entra adds every month. */
const answerTo = (failure: Partial<Failure>) => {
  const code = failure.code ?? '99999';
  const [told] = diagnose([{ ...NO_FAILURE, by: 'number', code, entry: code, ...failure }], NOTHING_KNOWN);
  if (told === undefined) throw new Error('There is an answer to every failure.');
  return { ...told, ids: told.causes.map(({ id }) => id), said: told.hints?.[0] ?? '' };
};
const sentenceIn = (excerpt: string) => answerTo({ excerpt }).meaning.split('Microsoft says: ')[1] ?? null;

describe('a number that nobody here knows', () => {
  test('is met at the sign-in, and leads to the page that Microsoft keeps of it', () => {
    const { hop, ids, causes, name, meaning, said } = answerTo({});
    expect({ hop, ids, name }).toEqual({ hop: 'client-signin', ids: ['number-unknown'], name: null });
    expect(causes[0]?.fix.summary).toContain('https://login.microsoftonline.com/error?code=99999,');
    expect(causes[0]?.summary).toContain('The sentence beside the number');
    expect(meaning).toBe('This number is not in the catalogue of this version.');
    expect(said).toBe('AADSTS99999 is not in the catalogue of this version.');
  });

  test.each([
    ['AADSTS99999: The gizmo is off.', 'The gizmo is off.'],
    ['AADSTS99999: The gizmo\nis off.', 'The gizmo is off.'],
    ["'AADSTS99999' - **Off it is. Trace ID: 1", 'Off it is.'],
    ['AADSTS99999：装置已关闭。 Correlation ID: 1', '装置已关闭。'],
    ['AADSTS99999: Off it is. Timestamp: 2026', 'Off it is.'],
    ['AADSTS99999: Off it is. Request Id: 1', 'Off it is.'],
    ['{"d":"AADSTS99999: Off it is.","error_codes":[99999]}', 'Off it is.'],
    ['[AADSTS99999: Off it is.] more', 'Off it is.'],
    ['{AADSTS99999: Off it is.} more', 'Off it is.'],
    ['AADSTS99999: Off it is.| more', 'Off it is.'],
    ['AADSTS99999: Off it is. AADSTS50000: more', 'Off it is.'],
    ['99999 Off it is', 'Off it is'],
    [`AADSTS99999: ${'x'.repeat(400)}`, 'x'.repeat(300)],
    ['AADSTS99999: see https://ann:hunter2@gw.example/cb', 'see https://••••@gw.example/cb'],
    ['AADSTS99999', null],
    ['AADSTS99999: 12, 34 ab', null],
    ['Off it is.', null],
  ])('has the sentence beside it: %s', (excerpt, sentence) => {
    expect(sentenceIn(excerpt)).toBe(sentence);
  });

  test.each([
    [
      'its wording, before its OAuth error',
      '53003',
      'access has been blocked by conditional access policies',
    ],
    ['its OAuth error, where no wording is known', 'oauth:invalid_grant', 'x'],
  ])('is explained by %s', (_, entry, excerpt) => {
    const { ids, said } = answerTo({ excerpt, oauthError: 'invalid_grant' });
    const [own] = diagnose([{ ...NO_FAILURE, entry }], NOTHING_KNOWN);
    expect(ids).toEqual(own?.causes.map(({ id }) => id));
    expect(said).toBe(
      entry === '53003'
        ? 'AADSTS99999 is not in the catalogue of this version; the wording is that of AADSTS53003, so the number may be mistyped.'
        : 'AADSTS99999 is not in the catalogue of this version; what is said here comes from the OAuth error invalid_grant.',
    );
  });

  test('is not explained by the wording of a symptom', () => {
    expect(answerTo({ excerpt: 'jwt malformed' }).ids).toEqual(['number-unknown']);
  });
});

describe('a code of Microsoft Graph that nobody here knows', () => {
  const graph = (failure: Partial<Failure>) => answerTo({ code: 'graph:somethingNew', ...failure });
  const idsOf = (entry: string) =>
    diagnose([{ ...NO_FAILURE, entry }], NOTHING_KNOWN).flatMap(({ causes }) => causes.map(({ id }) => id));

  test.each([
    [401, 'graph:InvalidAuthenticationToken'],
    [403, 'graph:accessDenied'],
    [404, 'graph:itemNotFound'],
    [429, 'graph:TooManyRequests'],
    [503, 'graph:serviceNotAvailable'],
  ])('is explained by the status %d', (httpStatus, entry) => {
    const { ids, said, hop } = graph({ httpStatus });
    expect([hop, ids]).toEqual(['graph', idsOf(entry)]);
    expect(said).toBe('somethingNew is not in the catalogue of this version.');
  });

  test.each([null, 418])('is explained by its message alone where the status is %s', (httpStatus) => {
    const { ids, hop, meaning } = graph({ httpStatus });
    expect([hop, ids]).toEqual(['graph', ['request-refused']]);
    expect(meaning).toContain('Microsoft Graph refused the request');
  });

  test('is explained by its wording before its status', () => {
    const { ids, said } = graph({ httpStatus: 403, excerpt: 'Access token validation failure.' });
    expect(ids).toEqual(idsOf('graph:InvalidAuthenticationToken'));
    expect(said).toBe('somethingNew is not in the catalogue of this version.');
  });

  test('is explained by what its sentence speaks of, and says so', () => {
    const { ids, said } = graph({ excerpt: 'jwt malformed' });
    expect(ids).toEqual(idsOf('symptom:token-malformed'));
    expect(said).toBe(
      'somethingNew is not in the catalogue of this version; its sentence says what is explained here.',
    );
  });
});
