import { expect, it } from 'vitest';
import { withScheme } from '../../src/core/validation/with-scheme.ts';

it.each([
  ['mcp.contoso.com', 'https://mcp.contoso.com'],
  ['mcp.contoso.com/mcp?x=1', 'https://mcp.contoso.com/mcp?x=1'],
  ['mcp.contoso.com:8443/mcp', 'https://mcp.contoso.com:8443/mcp'],
  ['localhost:3000/mcp', 'http://localhost:3000/mcp'],
  ['127.0.0.1/mcp', 'http://127.0.0.1/mcp'],
])('an address without its scheme, %s, is completed as it gets %s', (typed, whole) =>
  expect(withScheme(typed)).toBe(whole),
);

it.each([
  'https://mcp.contoso.com/mcp',
  'http://mcp.contoso.com/mcp',
  'ftp://mcp.contoso.com',
  'user:secret@mcp.contoso.com',
  'mcp',
  'mcp server.contoso.com',
  'javascript:alert(1)',
  '',
])('%j is judged as it stands, since nothing is completed where it gets no address', (typed) =>
  expect(withScheme(typed)).toBe(typed),
);
