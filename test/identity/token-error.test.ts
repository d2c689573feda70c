import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findTokenServiceError, parseTokenServiceError } from '../../src/identity/token-error.ts';
import { recorded } from './samples.ts';

const folder = new URL('../fixtures/recordings/', import.meta.url);
const bodies = readdirSync(folder)
  .filter((file) => /^3[1-7]-/.test(file))
  .flatMap((file) => {
    const { exchanges } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    return exchanges.map((exchange: { response: { body: unknown } }, index: number) => [
      file,
      index,
      exchange.response.body,
    ]);
  });

describe('every recorded refusal', () => {
  test.each(bodies)('%s, exchange %i, has its number and a sentence', (_file, _index, body) => {
    const error = parseTokenServiceError(body);
    expect(error?.code).toMatch(/^\d{5,7}$/);
    expect(error?.description).not.toMatch(/AADSTS|Trace ID|Correlation ID|Timestamp/);
  });
});

test('it takes the ids of an error with line breaks', () => {
  expect(parseTokenServiceError(recorded('32-token-client-credential-errors', 0))).toEqual({
    error: 'invalid_client',
    code: '7000215',
    description:
      "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'a8fdfbd0-da97-42d9-8f1a-fd6a7cb650b4'.",
    suberror: null,
    claims: null,
    traceId: '6f6c4645-0202-4486-b625-fa957dfc4700',
    correlationId: '5fc87507-4086-4e77-b415-cee677eb232e',
    timestamp: '2023-05-06 06:03:00Z',
  });
});

test('it takes the ids out of the text where the body has no members for them', () => {
  const { error_description } = recorded('36-authorize-redirect-errors', 0);
  expect(parseTokenServiceError({ error: 'invalid_client', error_description })).toMatchObject({
    code: '650053',
    traceId: '9ee61155-54f0-4400-8868-c2e583c83600',
    timestamp: '2021-11-21 02:46:04Z',
  });
});

test('it takes the cause, not the envelope, of a pair of numbers', () => {
  expect(parseTokenServiceError(recorded('34-token-obo-errors', 2))?.code).toBe('500133');
});

test('it keeps a claims challenge as the string it is', () => {
  const { claims } = recorded('34-token-obo-errors', 4);
  expect(parseTokenServiceError(recorded('34-token-obo-errors', 4))?.claims).toBe(claims);
});

test('it keeps the suberror', () => {
  expect(parseTokenServiceError(recorded('34-token-obo-errors', 3))?.suberror).toBe('message_only');
});

test('it takes an error whose OAuth code is missing', () => {
  expect(parseTokenServiceError(recorded('37-token-first-party-client-errors'))).toMatchObject({
    error: 'unknown',
    code: '65002',
  });
});

test.each([
  ['an error of Graph', { error: { code: 'Authorization_RequestDenied', message: 'No.' } }],
  ['a token', { access_token: 'x' }],
  ['a page', '<html></html>'],
  ['nothing', null],
])('it takes %s for no refusal', (_name, body) => {
  expect(parseTokenServiceError(body)).toBeNull();
});

test('it finds the number in what a program printed', () => {
  expect(findTokenServiceError('ERROR: AADSTS70043: The refresh token has expired. Trace ID: 1a')?.code).toBe(
    '70043',
  );
});

test('it does not take a longer number for a shorter one', () => {
  expect(findTokenServiceError('AADSTS7002138: Subject differs.')?.code).toBe('7002138');
});
