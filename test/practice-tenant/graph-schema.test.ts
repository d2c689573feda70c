import { expect, test } from 'vitest';
import { validateGraphExchange } from './graph-schema.ts';

const APP = '/applications/11111111-1111-4111-8111-111111111111';

test('a misspelt property is found, at the top and inside', () => {
  expect(validateGraphExchange('PATCH', APP, { displayname: 'x' }, 204, '')).toHaveLength(1);
  expect(validateGraphExchange('PATCH', APP, { web: { redirectURIs: [] } }, 204, '')).not.toEqual([]);
  expect(validateGraphExchange('PATCH', APP, { web: { redirectUris: [] } }, 204, '')).toEqual([]);
});

test('an upsert that creates is judged by its answer as well', () => {
  const path = "/applications(uniqueName='one')";
  expect(validateGraphExchange('PATCH', path, { displayName: 'x' }, 201, { id: '1' })).toEqual([]);
  expect(
    validateGraphExchange('PATCH', path, { displayName: 'x' }, 201, { id: '1', foreign: 1 }),
  ).not.toEqual([]);
});

test('alternate keys stand wherever an id does', () => {
  expect(
    validateGraphExchange('GET', "/applications(appId='a')/owners", undefined, 200, { value: [] }),
  ).toEqual([]);
});

test('an unknown operation and an unexpected status are found', () => {
  expect(validateGraphExchange('GET', '/groups', undefined, 200, {})).toEqual([
    'GET /groups: not an operation of the schema',
  ]);
  expect(validateGraphExchange('DELETE', APP, undefined, 200, '')).toHaveLength(1);
});

test('the parts of a batch are judged one by one', () => {
  const requests = [
    { id: '1', method: 'GET', url: APP },
    { id: '2', method: 'GET', url: '/groups' },
  ];
  const responses = [
    { id: '2', status: 200, body: {} },
    { id: '1', status: 200, body: { id: 'x', foreign: 1 } },
  ];
  const found = validateGraphExchange('POST', '/$batch', { requests }, 200, { responses });
  expect(found.map((fault) => fault.slice(0, 6))).toEqual(['part 1', 'part 2']);
});
