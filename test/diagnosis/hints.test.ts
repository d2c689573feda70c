import { describe, expect, test } from 'vitest';
import { diagnosed, knowing } from './known.ts';

const hintsOf = (text: string, known?: ReturnType<typeof knowing>): string =>
  (diagnosed(text, known).hints ?? []).join('\n');

describe('what is said beside the causes', () => {
  test.each([
    ['the certificate of a proxy', 'self signed certificate in certificate chain'],
    ['a client that wants to register itself', 'Error: dynamic client registration is not supported'],
    ['a token that was checked and refused', 'jwt audience invalid'],
    ['a gateway that lost its records', 'Client Not Registered'],
    ['Microsoft Graph', '{"error":{"code":"accessDenied","message":"Access denied"}}'],
  ])('of %s does not lead to the sign-in log, which knows nothing of it', (_, text) => {
    expect([hintsOf(text), hintsOf(text, knowing())].join()).not.toContain('sign-in log');
  });

  test.each([
    ['an OAuth error alone', 'Token exchange failed: invalid_grant'],
    ['a page without a number', 'Need admin approval'],
    ['an exchange whose answer was swallowed', 'OnBehalfOfCredential authentication failed: '],
  ])('of %s is where its number stands', (_, text) => {
    expect(hintsOf(text)).toContain('The AADSTS number, which the text lacks');
    expect(hintsOf(text)).toContain('sign-in log');
  });

  test('of a number leads to the log without asking for the number', () => {
    expect(hintsOf('AADSTS70043: x')).toContain('sign-in log');
    expect(hintsOf('AADSTS70043: x')).not.toContain('which the text lacks');
  });

  test('leads to a tenant only where one decides anything', () => {
    const advice = 'holds the causes against the tenant';
    expect(
      [hintsOf('jwt audience invalid'), hintsOf('Azure CLI not installed')].map((said) =>
        said.includes(advice),
      ),
    ).toEqual([true, false]);
  });

  test('names what is to be read in each command, since nothing is read without', () => {
    const commands = ['jwt audience invalid', 'AADSTS65001', 'AADSTS70011: x', 'Need admin approval']
      .flatMap((text) => [
        ...`${hintsOf(text)} ${hintsOf(text, knowing())}`.matchAll(/`(entra-mcp-setup diagnose[^`]*)`/g),
      ])
      .map(([, command]) => command);
    expect(commands.length).toBeGreaterThan(3);
    expect(
      commands.filter((command) => !/ (?:--sign-ins|--token-stdin|"<the same text>")/.test(command ?? '')),
    ).toEqual([]);
  });
});
