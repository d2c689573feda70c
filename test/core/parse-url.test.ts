import { describe, expect, it } from 'vitest';
import { parseUrl } from '../../src/core/parse-url.ts';
import { mcpEndpointProblem } from '../../src/core/validation/redirect-uri.ts';
import { FILES } from '../support/source-files.ts';

describe('a URL', () => {
  it.each([
    ['https://mcp.contoso.com/mcp', undefined, 'https://mcp.contoso.com/mcp'],
    ['/mcp', 'https://mcp.contoso.com/a', 'https://mcp.contoso.com/mcp'],
    ['https://m\u00fc.example/mcp', undefined, 'https://xn--m-eha.example/mcp'],
  ])('reads %j at %j', (text, base, href) => {
    expect(parseUrl(text, base)?.href).toBe(href);
  });

  it.each(['', 'mcp.contoso.com', '/mcp', 'https://', 'https://[::1'])('is not %j', (text) => {
    expect(parseUrl(text)).toBeNull();
  });

  it('is read the same after any number of others', () => {
    const answers = Array.from({ length: 20_000 }, () => mcpEndpointProblem('https://m\u00fc.example/mcp'));
    expect([...new Set(answers)]).toEqual([expect.stringContaining('ASCII')]);
  });

  it('is asked of no function of Node that forgets letters when it is called often', () => {
    const asking = FILES.filter(({ text }) => /URL\.canParse\(/.test(text)).map(({ path }) => path);
    expect(asking).toEqual([]);
  });
});
