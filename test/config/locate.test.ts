import { describe, expect, it } from 'vitest';
import { locate } from '../../src/config/locate.ts';
import { EXAMPLE } from './fixtures.ts';

/** The text that a path points at. */
function pointedAt(path: string): string | null {
  const found = locate(EXAMPLE, path);
  if (found === null) return null;
  expect(found.endLine).toBe(found.line);
  return EXAMPLE.split('\n')[found.line - 1]?.slice(found.column - 1, found.endColumn - 1) ?? null;
}

describe('pointing into the file', () => {
  it.each([
    ['tenant', 'contoso.onmicrosoft.com'],
    ['serverApi.identifierUri', '"api://{appId}"'],
    ['serverApi.credential.months', '24'],
    ['clientApp.redirectUris', '[http://127.0.0.1:53100/callback]'],
    ['clientApp.redirectUris.0', 'http://127.0.0.1:53100/callback'],
    ['clientApp.redirectUris[0]', 'http://127.0.0.1:53100/callback'],
    ['gateway', 'gateway'],
  ])('finds the value of %s', (path, text) => {
    expect(pointedAt(path)).toBe(text);
  });

  it.each([
    ['gateway.nothing', 'gateway'],
    ['serverApi.credential.thumbprint', 'credential'],
    ['clientApp.redirectUris.7', 'redirectUris'],
  ])('falls back to the nearest parent of %s', (path, text) => {
    expect(pointedAt(path)).toBe(text);
  });

  it('falls back to the first line', () => {
    expect(locate(EXAMPLE, 'env.preset')).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 1 });
  });

  it.each(['', '# only a comment\n', 'a: ['])('finds nothing in %j', (text) => {
    expect(locate(text, 'tenant')).toBeNull();
  });
});
