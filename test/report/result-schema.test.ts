import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import { reportsOf } from '../../src/report/documents.ts';
import { jsonPieces } from '../../src/report/json.ts';
import { parseResult, parseResultText } from '../../src/report/parse-result.ts';
import { resultJsonSchema } from '../../src/report/result-schema.ts';
import { ALL_SAMPLES } from './all-samples.ts';
import { joined } from './joined.ts';
import { verdictOf } from './sample-ids.ts';
import { fleetReport, verifyReport } from './samples.ts';

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const validate = ajv.compile(resultJsonSchema());
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function refusalOf(document: unknown): SetupError {
  try {
    parseResult(document);
  } catch (error) {
    if (error instanceof SetupError) return error;
  }
  throw new Error('not refused');
}

describe('the published schema', () => {
  it.each(Object.keys(ALL_SAMPLES))('accepts what is written: %s', (name) => {
    validate(plain(ALL_SAMPLES[name]));
    expect(validate.errors).toBeNull();
  });

  it.each([
    ['a misspelt member', { ...verifyReport(), sumary: {} }],
    [
      'a misspelt member of a check',
      { ...verifyReport(), checks: [{ ...verdictOf('server-api.scope', 'pass'), statsu: 'pass' }] },
    ],
    [
      'an unknown status',
      { ...verifyReport(), checks: [{ ...verdictOf('server-api.scope', 'pass'), status: 'ok' }] },
    ],
    ['a missing exit code', { ...verifyReport(), exitCode: undefined }],
    ['a fleet within a fleet', { ...verifyReport(), results: [{ ...verifyReport(), results: [] }] }],
  ])('refuses %s', (_what, document) => {
    expect(validate(plain(document))).toBe(false);
  });

  it('names its draft and itself', () => {
    expect(resultJsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
    });
  });
});

describe('a saved result', () => {
  it.each(Object.keys(ALL_SAMPLES))('is read back as it was written: %s', (name) => {
    const document = ALL_SAMPLES[name] ?? verifyReport();
    expect(parseResultText(Buffer.from(joined(jsonPieces(document))))).toEqual(plain(document));
  });

  it('knows checks of a later version of the tool', () => {
    const report = plain(verifyReport({ checks: [{ ...verdictOf('server-api.scope', 'pass') }] })) as {
      checks: { id: string }[];
    };
    const later = {
      ...report,
      checks: report.checks.map((check) => ({ ...check, id: 'server-api.new-check' })),
    };
    expect(parseResult(later).checks?.[0]?.id).toBe('server-api.new-check');
  });

  it('is refused with the field at fault', () => {
    const refusal = refusalOf({
      ...verifyReport(),
      checks: [{ ...verdictOf('server-api.scope', 'pass'), status: 'ok' }],
    });
    expect([
      refusal.code,
      refusal.message.startsWith('The saved result is damaged: checks.0.status: '),
    ]).toEqual(['FILE_INVALID', true]);
  });

  it('is refused with the name of a member that does not exist', () => {
    expect(refusalOf({ ...verifyReport(), sumary: {} }).message).toBe(
      'The saved result is damaged: no such member: sumary.',
    );
  });

  it('is refused when it is newer, with both versions', () => {
    expect(refusalOf({ ...verifyReport(), schemaVersion: '2.0' }).message).toMatch(
      /schemaVersion 2\.0; .* reads 1\.0\.$/,
    );
  });

  it.each([null, [], 'text', 3, {}, { schemaVersion: 1 }])(
    'is refused when it is no result at all: %j',
    (document) => {
      expect(refusalOf(document).exitCode).toBe(2);
    },
  );

  it('is refused when it is no JSON', () => {
    expect(() => parseResultText(Buffer.from('{"schemaVersion":'))).toThrow('The saved result is no JSON.');
  });

  it('of a fleet is read as JSON is, whichever of its members comes first', () => {
    const { results, ...head } = fleetReport(3);
    const twice = `{"results":[{"a":1}],${JSON.stringify({ results, ...head }).slice(1)}`;
    expect(parseResultText(Buffer.from(twice))).toEqual(plain(fleetReport(3)));
  });

  it('of a fleet is refused with the report and the field at fault', () => {
    const { results, ...head } = fleetReport(3);
    const damaged = {
      ...head,
      results: results.map((one, at) => (at === 2 ? { ...one, exitCode: '0' } : one)),
    };
    const document = parseResultText(Buffer.from(JSON.stringify(damaged)));
    expect(() => [...reportsOf(document)]).toThrow(
      'The saved result is damaged: results.2.exitCode: expected number, received string.',
    );
  });

  it('may begin with a byte order mark', () => {
    const text = `\ufeff${JSON.stringify(fleetReport(2))}`;
    expect(parseResultText(Buffer.from(text))).toEqual(plain(fleetReport(2)));
  });
});
