import { expect, it } from 'vitest';
import { parseBearerChallenge } from '../../src/endpoint/bearer.ts';

it.each([
  ['Bearer', { resourceMetadata: null, scope: null }],
  ['bearer realm="x"', { resourceMetadata: null, scope: null }],
  ['Bearer resource_metadata="https://a/b", scope="x y"', { resourceMetadata: 'https://a/b', scope: 'x y' }],
  ['Basic realm="Bearer scope=z", Bearer scope=x', { resourceMetadata: null, scope: 'x' }],
  ['Bearer scope="x", Basic scope="y", realm="r"', { resourceMetadata: null, scope: 'x' }],
  ['Bearer error_description="say \\"scope=y\\"", scope="x"', { resourceMetadata: null, scope: 'x' }],
  ['Bearer  resource_metadata = https://a/b', { resourceMetadata: 'https://a/b', scope: null }],
])('reads the challenge %s', (header, challenge) => {
  expect(parseBearerChallenge(header)).toEqual(challenge);
});

it.each([null, '', 'Basic realm="x"', 'Negotiate', 'Basic realm="Bearer"', 'BearerX a="b"'])(
  'finds no Bearer challenge in %s',
  (header) => {
    expect(parseBearerChallenge(header)).toBeNull();
  },
);

it.each(['a-', 'a= ', 'a ', 'a="\\" ', 'a    =', '!'])('reads a long header of %j in no time', (part) => {
  // It would take minutes, were it read again from every letter.
  expect(parseBearerChallenge(`Bearer ${part.repeat(200_000)}!`)).not.toBeNull();
});

it('reads a long and hostile header in no time', () => {
  const header = `Bearer ${'a="\\\\'.repeat(50_000)}`;
  expect(parseBearerChallenge(header)).not.toBeNull();
});
