import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutMembers } from '../../src/report/cut-members.ts';
import { SEED } from '../support/for-all.ts';

/** The list as the cut gives it, each member parsed by itself, and what is left around it. */
function cutOf(json: string) {
  const bytes = Buffer.from(json);
  const cut = cutMembers(bytes, 'list');
  if (cut === null) return null;
  return {
    members: cut.members.map(({ start, end }): unknown =>
      JSON.parse(bytes.subarray(start, end).toString('utf8')),
    ),
    head: JSON.parse(Buffer.from(cut.head).toString('utf8')) as unknown,
  };
}

const anything = fc.jsonValue({ depthSize: 'medium' });

describe('a list cut out of the text of an object', () => {
  it('has the members that parsing the whole gives, however it is written', () => {
    const document = fc.record({ before: anything, list: fc.array(anything), after: anything });
    fc.assert(
      fc.property(document, fc.nat(4), (value, indent) => {
        const plain = JSON.parse(JSON.stringify(value)) as typeof value;
        expect(cutOf(JSON.stringify(value, null, indent))).toEqual({
          members: plain.list,
          head: { ...plain, list: [] },
        });
      }),
      { seed: SEED },
    );
  });

  it.each([
    ['a string that holds quotes, commas and brackets', '{"list":["a\\",]}[{", "\\\\"]}', ['a",]}[{', '\\']],
    ['blanks', '{ "list" : [ 1 ,\n 2 ] }', [1, 2]],
    ['nothing but blanks', '{"list": [ \n ]}', []],
    ['a list of that name deeper down', '{"x":{"list":[9]},"y":[{"list":[8]}],"list":[1]}', [1]],
    ['its name as the value of another member', '{"x":"list","y":[9],"list":[1]}', [1]],
  ])('knows %s', (_what, json, members) => {
    expect(cutOf(json)?.members).toEqual(members);
  });

  it.each([
    ['is no list', '{"list":{"a":[1]}}'],
    ['is not there', '{"a":[1]}'],
    ['does not end', '{"list":[1,[2]'],
    ['ends as an object does', '{"list":[1}'],
    ['holds a string that does not end', '{"list":["a]}'],
  ])('is none where it %s', (_what, json) => {
    expect(cutMembers(Buffer.from(json), 'list')).toBeNull();
  });
});
