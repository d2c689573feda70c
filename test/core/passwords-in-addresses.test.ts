import { describe, expect, it } from 'vitest';
import { parseBlueprintFile } from '../../src/config/load.ts';
import { ANSWER_NAMES, ANSWERS } from '../../src/core/answers.ts';
import { quoted } from '../../src/core/validation/validator.ts';

const PASSWORD = 'Pa55-word';
const ADDRESSES = [
  `https://me:${PASSWORD}@gateway.example/callback`,
  `https://${PASSWORD}@gateway.example/callback`,
  `https://me:a/b#${PASSWORD}@gateway.example/callback`,
  `https://me:$${PASSWORD}@gateway.example/callback`,
  `http://me:${PASSWORD}@127.0.0.1/callback`,
  `api://me:${PASSWORD}@app`,
  `me:${PASSWORD}@gateway.example/callback`,
  `://me:${PASSWORD}@gateway.example/callback`,
];

describe('a password in an address', () => {
  it.each(ADDRESSES)('is refused by no answer in words that hold it: %s', (address) => {
    for (const name of ANSWER_NAMES) {
      const parsed = ANSWERS[name].parse(address);
      if ('problem' in parsed) expect(parsed.problem).not.toContain(PASSWORD);
    }
  });

  it.each(['gatewayCallback', 'mcpUrl', 'redirectUris', 'appIdUri'] as const)('is refused as %s', (name) => {
    for (const address of ADDRESSES.slice(0, 1))
      expect(ANSWERS[name].parse(address)).toHaveProperty('problem');
  });

  it.each(['callbackUrl', 'mcpServerEndpoint'])('is refused in the file as gateway.%s, unprinted', (key) => {
    for (const address of ADDRESSES) {
      const refusal = refused(`version: 1\ngateway: { ${key}: "${address}" }\n`);
      expect(refusal).toContain(':2:');
      expect(refusal).not.toContain(PASSWORD);
    }
  });

  it.each([
    ['https://me:word@a.com/x', '"https://…@a.com/x"'],
    ['me:word@a.com/x', '"…@a.com/x"'],
    ['https://a.com/x', '"https://a.com/x"'],
  ])('gives way to dots and takes nothing else along: %s', (address, shown) => {
    expect(quoted(address)).toBe(shown);
  });

  it('leaves names of accounts and repositories as they are', () => {
    expect(quoted('admin@contoso.com')).toBe('"admin@contoso.com"');
    expect(quoted('repo:contoso@12/files@34:ref:refs/heads/main')).toContain('contoso@12/files@34');
  });
});

function refused(text: string): string {
  try {
    parseBlueprintFile('entra-mcp.yaml', text);
    return '';
  } catch (error) {
    return String(error);
  }
}
