import { describe, expect, test } from 'vitest';
import {
  comparableUri,
  identifierUrisOf,
  same,
  wantedIdentifierUri,
} from '../../../src/diagnosis/evidence/facets.ts';
import { NOTHING_KNOWN } from '../../../src/diagnosis/index.ts';
import { BLUEPRINT } from '../../support/practice.ts';
import { IDS } from '../../support/registrations.ts';
import { changed, healthyTenant } from '../../support/tenants.ts';
import { knowing } from '../known.ts';

const ID = IDS.server.appId;
const wanting = (identifierUri: string) => ({
  ...NOTHING_KNOWN,
  blueprint: { ...BLUEPRINT, serverApi: { ...BLUEPRINT.serverApi, identifierUri } },
});
const registering = (...identifierUris: readonly string[]) =>
  knowing(changed(healthyTenant(), 'server', { identifierUris }));

describe('the Application ID URI that is wanted', () => {
  test.each([
    ['api://{appId}', ID, `api://${ID}`],
    ['api://{appId}/{appId}', ID, `api://${ID}/${ID}`],
    ['api://{appId}', null, null],
    ['api://mcp', null, 'api://mcp'],
  ])('by %s with the id %s is %s', (uri, id, wanted) => {
    expect(wantedIdentifierUri(wanting(uri), id)).toBe(wanted);
  });

  test('is none without a blueprint', () => {
    expect(wantedIdentifierUri(NOTHING_KNOWN, ID)).toBeNull();
  });
});

describe('the URIs that the server answers to', () => {
  test.each([
    ['those registered and the one wanted', registering('api://a'), ['api://a', `api://${ID}`]],
    ['each once', registering(`api://${ID}`), [`api://${ID}`]],
    ['the one wanted, where nothing is read', wanting('api://a'), ['api://a']],
    ['none, where nothing is known', NOTHING_KNOWN, []],
  ])('are %s', (_, knowledge, uris) => {
    expect(identifierUrisOf(knowledge, ID)).toEqual(uris);
  });
});

describe('spelling', () => {
  test.each([
    ['API://Mcp/', 'mcp'],
    ['https://a/b/c', 'https://a/b/c'],
    ['https://a/?x=api://b', 'https://a/?x=api://b'],
  ])('of %s counts as %s', (uri, comparable) => {
    expect(comparableUri(uri)).toBe(comparable);
  });

  test.each([
    ['a', 'A', true],
    ['a', 'b', false],
    [null, null, false],
    [undefined, null, false],
    ['a', null, false],
    [null, 'a', false],
  ])('of %s and %s is one: %s', (one, other, isSame) => {
    expect(same(one, other)).toBe(isSame);
  });
});
