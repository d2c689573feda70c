import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PENDING_APP_IDS } from '../../src/core/blueprint.ts';
import type { ReportedChange } from '../../src/core/report.ts';
import { diffOf, SENSITIVE_WORDS, signOf, totalsOf } from '../../src/report/diff.ts';
import { SEED } from '../support/for-all.ts';

function changeOf(before: unknown, after: unknown, sensitive: readonly string[] = []): ReportedChange {
  return {
    kind: 'set-token-version',
    app: 'server',
    summary: 'Change',
    before,
    after,
    sensitive,
    because: 'server-api.scope',
  };
}

const rowsOf = (...parts: Parameters<typeof changeOf>): readonly string[] =>
  diffOf(changeOf(...parts)).map(({ sign, path, before, after }) =>
    [sign, path, before, after].filter((part) => part).join(' '),
  );

describe('a change, value by value', () => {
  it.each([
    ['a value', 1, 2, ['~ 1 2']],
    ['a value that was not set', null, 2, ['+ 2']],
    ['a member that was not set', { a: null }, { a: 2 }, ['~ a not set 2']],
    ['a value that goes', 'x', null, ['- x']],
    ['a truth', true, false, ['~ yes no']],
    ['a list as a set', ['a', 'b'], ['b', 'c'], ['- a', '+ c']],
    ['a member', { a: 1, b: 1 }, { a: 1, b: 2 }, ['~ b 1 2']],
    ['a member of a member', { a: {} }, { a: { b: ['x'] } }, ['+ a.b x']],
    [
      'a list of things by their names',
      [{ value: 'x', on: false }, { value: 'y' }],
      [{ value: 'y' }, { value: 'x', on: true }],
      ['~ x.on no yes'],
    ],
    ['an id that is not known yet', null, `api://${PENDING_APP_IDS.server}`, ['+ api://(known after apply)']],
  ])('shows %s', (_what, before, after, expected) => {
    expect(rowsOf(before, after)).toEqual(expected);
  });

  it('is empty where nothing differs', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(diffOf(changeOf(value, structuredClone(value)))).toEqual([]);
      }),
      { seed: SEED },
    );
  });
});

describe('a sensitive value', () => {
  it('is words, also deep inside and in the value before', () => {
    expect(rowsOf({ a: { secretText: 'old' } }, { a: { secretText: 'new' } }, ['secretText'])).toEqual([
      `~ a.secretText ${SENSITIVE_WORDS} ${SENSITIVE_WORDS}`,
    ]);
  });

  it('is named even where the plan holds no value', () => {
    expect(rowsOf(null, { name: 'x' }, ['secretText'])).toEqual([
      '+ name x',
      `+ secretText ${SENSITIVE_WORDS}`,
    ]);
  });

  it('hides a whole value that has no members', () => {
    expect(rowsOf(null, 'hunter2', ['secretText'])[0]).toBe(`+ ${SENSITIVE_WORDS}`);
  });
});

describe('what a change does', () => {
  it.each([
    ['create-application', '+'],
    ['add-secret', '+'],
    ['grant-consent', '+'],
    ['set-token-version', '~'],
    ['move-redirect-uris', '~'],
    ['remove-credential', '-'],
  ])('%s is %s', (kind, sign) => {
    expect(signOf({ kind })).toBe(sign);
  });

  it('is counted', () => {
    const changes = ['create-application', 'add-scope', 'set-token-version'].map((kind) => ({
      ...changeOf(1, 2),
      kind,
    }));
    expect(totalsOf({ changes, leftToPeople: [] })).toBe('2 to create, 1 to change, 0 to remove');
  });
});
