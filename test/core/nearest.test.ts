import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from '../../src/core/validation/nearest.ts';

describe('what was probably meant', () => {
  it.each([
    ['Files.Reed', ['Mail.Read', 'Files.Read', 'Files.Read.All'], 'Files.Read'],
    ['FILES.READ', ['Files.Read'], 'Files.Read'],
    ['abc', ['abd'], 'abd'],
    ['abc', ['ab'], 'ab'],
    ['abc', ['xabc'], 'xabc'],
    ['abc', ['axx'], null],
    ['ab', ['ba'], 'ba'],
    ['ab', ['ca'], null],
    ['ab', ['bc'], null],
    ['xabc', ['abc'], 'abc'],
    ['abc', ['acb', 'abd'], 'acb'],
    ['abcdef', ['badcef'], 'badcef'],
    ['abcdef', ['badcfe'], null],
    ['abcdefgh', ['xxxdefgh', 'xxcdefgh', 'xbcdefgh'], 'xbcdefgh'],
    ['a', ['b', 'c'], 'b'],
    ['', ['a'], 'a'],
    ['', ['ab'], null],
    ['a', [], null],
  ])('by %j among %j is %j', (typed, candidates, meant) => {
    expect(nearest(typed, candidates)).toBe(meant);
  });

  it('is asked as a question, and nothing is asked where nothing is close', () => {
    expect([didYouMean('abc', ['abd']), didYouMean('abc', ['xyz'])]).toEqual(['; did you mean "abd"?', '']);
  });
});
