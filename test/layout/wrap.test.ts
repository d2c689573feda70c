import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import {
  withPlainSpaces,
  withUnbreakableCommands,
  withUnbreakableSpaces,
} from '../../src/core/whole-commands.ts';
import { fold } from '../../src/layout/wrap.ts';

describe('a folded text', () => {
  it('keeps what fits as it is, empty lines and the last break included', () =>
    expect(fold('a\n\n  b\n', 40)).toBe('a\n\n  b\n'));

  it('continues below the text of an indented line, a bullet or a number', () => {
    expect(fold('  one two three four five six', 20)).toBe('  one two three four\n  five six');
    expect(fold('  - one two three four five', 22)).toBe('  - one two three four\n    five');
    expect(fold('1. one two three four five', 20)).toBe('1. one two three\n   four five');
  });

  it('continues beside a label that leaves room', () =>
    expect(fold('Tenant  one two three four five six seven eight', 40)).toBe(
      'Tenant  one two three four five six\n        seven eight',
    ));

  it('goes on below a label that leaves none, or whose text would be cut', () => {
    expect(fold('  A label that is long  one two three four five', 40)).toBe(
      '  A label that is long\n      one two three four five',
    );
    const uri = 'https://mcp.contoso.com/a/long/path';
    expect(fold(`  Address  ${uri} (web)`, 42)).toBe(`  Address\n      ${uri}\n      (web)`);
  });

  it('moves to the left what is too long where it would stand', () => {
    const id = 'x'.repeat(36);
    expect(fold(`  Object id       ${id}`, 40)).toBe(`  Object id\n    ${id}`);
  });

  it('takes an unknown width for 80 columns, and no terminal for endless', () => {
    const long = 'word '.repeat(40).trim();
    expect(
      Math.max(
        ...fold(long, 0)
          .split('\n')
          .map((line) => stringWidth(line)),
      ),
    ).toBe(79);
    expect(fold(long, null)).toBe(long);
  });

  it('shows hard spaces as spaces, and breaks at none', () => {
    const script = 'az rest --body \'{"displayName":"MCP Server API","more":"than a line"}\'';
    expect([fold(withUnbreakableSpaces(script), 40), fold(withUnbreakableSpaces(script), null)]).toEqual([
      script,
      script,
    ]);
  });
});

describe('a command in a text', () => {
  const COMMANDS = [
    'entra-mcp-setup verify --config entra-mcp.yaml --only server-api.token-version',
    'npx entra-mcp-setup apply --app-id-uri https://mcp.contoso.com/mcp --yes',
    "entra-mcp-setup apply --client-name 'A name. With, everything (in it)' --yes",
    'az login --tenant contoso.onmicrosoft.com --allow-no-subscriptions',
    'openssl pkcs12 -in server.pfx -out server.pem -nodes',
  ];

  it.each(COMMANDS)('stays whole on a line of its own, alone and after words: %s', (command) => {
    expect(fold(command, 40)).toBe(command);
    expect(fold(`To go on, do this: ${command}`, 40).split('\n')).toContain(command);
    expect(fold(`To go on, do \`${command}\` again.`, 40).split('\n')).toContain(`\`${command}\``);
  });

  it('ends where the sentence goes on', () => {
    const text = 'Run entra-mcp-setup verify. It tells what is wrong, and (as always) what to do about it.';
    expect(withPlainSpaces(withUnbreakableCommands(text))).toBe(text);
    expect(fold(text, 40).split('\n')).toEqual([
      'Run entra-mcp-setup verify. It tells',
      'what is wrong, and (as always) what to',
      'do about it.',
    ]);
  });
});
