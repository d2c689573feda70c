import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inShell, shellOf } from '../../src/core/shell.ts';
import { type Shell, shellWord, wordFor } from '../../src/core/shell-word.ts';
import { forAll } from '../support/for-all.ts';
import { argumentsOf, type OtherShell } from '../support/shells.ts';

const OTHERS: readonly OtherShell[] = ['powershell', 'windows-powershell', 'cmd'];

const AWKWARD = [
  '',
  'plain',
  'two words',
  "it's",
  'a,b',
  '$env:PATH',
  '$(whoami)',
  'a`b',
  'say "yes"',
  '"',
  '\\"',
  '@splat',
  'admin@contoso.com',
  '{braces}',
  'a;b & c | d > e < f',
  '--%',
  '%PATH%',
  '100%',
  'C:\\a folder\\',
  'C:\\folder\\',
  'ends in two\\\\',
  '‘typographic’ and “double”',
  '30d',
  '1kb',
  '0x1F',
  '1e3',
  '007',
  '24',
  '~/x',
  '*.yaml',
  '#comment',
  '(a)',
  '^caret!',
  'https://mcp.contoso.com/mcp?a=1&b=2',
  'Köln Süd',
];

describe.each(OTHERS)('a word for %s', (shell) => {
  it.each(AWKWARD)('reaches the program as it is: %j', (text) => {
    expect(argumentsOf(shell, `entra-mcp-setup verify --config ${wordFor(shell, text)} --yes`)).toEqual([
      'entra-mcp-setup',
      'verify',
      '--config',
      text,
      '--yes',
    ]);
  });

  const lost = (text: string) => {
    const [, got] = argumentsOf(shell, `x ${wordFor(shell, text)}`);
    return got === text ? [] : [text, got];
  };

  it('reaches it whatever is in it', () =>
    forAll(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) =>
      lost(text.replaceAll(/\p{Cc}|\p{Zl}|\p{Zp}/gu, '')),
    ));

  it('reaches it when made of what shells look at', () =>
    forAll(
      fc.string({ unit: fc.constantFrom(...'a\\"\'`$%^&|<>,;@{}() -‘”'), maxLength: 10 }),
      lost,
      [],
      500,
    ));
});

describe('a word for a POSIX shell', () => {
  it.each([
    ['plain', 'plain'],
    ['a@b.example,%+=:/_-1', 'a@b.example,%+=:/_-1'],
    ['', "''"],
    ['two words', "'two words'"],
    ['$HOME', "'$HOME'"],
    ["it's", "'it'\\''s'"],
  ])('that is %j is typed as %s', (text, typed) => {
    expect([shellWord(text), wordFor('posix', text)]).toEqual([typed, typed]);
  });
});

describe('a command in a text', () => {
  const TEXT = `Run \`entra-mcp-setup apply --config 'a b.yaml' --pre-authorize vscode,cursor\` again, or this: npx entra-mcp-setup plan --client-name 'Ann'\\''s'`;

  it.each([
    ['posix', TEXT],
    [
      'powershell',
      `Run \`entra-mcp-setup apply --config 'a b.yaml' --pre-authorize 'vscode,cursor'\` again, or this: npx entra-mcp-setup plan --client-name "Ann's"`,
    ],
    [
      'cmd',
      `Run \`entra-mcp-setup apply --config "a b.yaml" --pre-authorize vscode,cursor\` again, or this: npx entra-mcp-setup plan --client-name "Ann's"`,
    ],
  ] as const)('is quoted for %s, and once', (shell, expected) => {
    expect(inShell(TEXT, shell)).toBe(expected);
    expect(inShell(expected, shell)).toBe(expected);
  });

  it.each(OTHERS)('in %s keeps what no shell takes apart, and the prose around it', (shell) => {
    const text = "It's so, a,b: entra-mcp-setup verify --only endpoint, client-app. Don't.";
    expect(inShell(text, shell)).toBe(text);
  });

  it.each([
    ['plan --pre-authorize vscode,cursor.', "plan --pre-authorize 'vscode,cursor'."],
    ["plan --client-name 'Ann B'.", "plan --client-name 'Ann B'."],
    ['plan --out-dir .', 'plan --out-dir .'],
    ['verify clients/*.yaml', 'verify clients/*.yaml'],
  ])('ends before what ends its sentence, and a pattern stays one: %s', (text, quoted) => {
    expect(inShell(`entra-mcp-setup ${text}`, 'powershell')).toBe(`entra-mcp-setup ${quoted}`);
  });

  it('reads a file through a pipe where there is no <', () => {
    const text = 'entra-mcp-setup diagnose - < error.log';
    expect(inShell(text, 'windows-powershell')).toBe(
      'Get-Content -Raw error.log | entra-mcp-setup diagnose -',
    );
    expect([inShell(text, 'cmd'), inShell(text, 'posix')]).toEqual([text, text]);
  });

  it('of the Azure CLI is quoted too', () =>
    expect(inShell("az ad app update --web-redirect-uris 'a b'", 'cmd')).toBe(
      'az ad app update --web-redirect-uris "a b"',
    ));
});

describe('the shell', () => {
  const WINDOWS = {
    OS: 'Windows_NT',
    ProgramFiles: 'C:\\Program Files',
    SystemRoot: 'C:\\Windows',
    PROMPT: '$P$G',
  };
  const MACHINE =
    'C:\\Program Files\\WindowsPowerShell\\Modules;C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules';
  const SEVEN = 'C:\\Program Files\\PowerShell\\Modules;c:\\program files\\powershell\\7\\Modules';

  it.each<readonly [Shell, string, Readonly<Record<string, string>>]>([
    ['cmd', 'cmd.exe', { ...WINDOWS, PSModulePath: MACHINE }],
    [
      'windows-powershell',
      'Windows PowerShell',
      {
        ...WINDOWS,
        PSModulePath: `C:\\Users\\ada\\OneDrive\\Dokumente\\WindowsPowerShell\\Modules;${MACHINE}`,
      },
    ],
    [
      'powershell',
      'PowerShell 7',
      { ...WINDOWS, PSModulePath: `C:\\Users\\ada\\Documents\\PowerShell\\Modules;${SEVEN};${MACHINE}` },
    ],
    [
      'posix',
      'Git Bash',
      {
        ...WINDOWS,
        MSYSTEM: 'MINGW64',
        PSModulePath: `C:\\Users\\ada\\Documents\\PowerShell\\Modules;${MACHINE}`,
      },
    ],
    ['posix', 'a POSIX shell that its path names', { ...WINDOWS, SHELL: '/usr/bin/bash' }],
    ['posix', 'one that is named as a program', { ...WINDOWS, SHELL: 'C:\\Git\\bin\\bash.exe' }],
    ['cmd', 'cmd.exe where another program is the shell', { ...WINDOWS, SHELL: 'C:\\sh\\fish-like.com' }],
    [
      'cmd',
      'cmd.exe with modules for programs of 32 bits',
      {
        ...WINDOWS,
        'ProgramFiles(x86)': 'D:\\Programs',
        PSModulePath: 'D:\\Programs\\WindowsPowerShell\\Modules',
      },
    ],
    ['posix', 'a shell on Linux', { SHELL: '/bin/bash' }],
    [
      'powershell',
      'PowerShell on Linux',
      {
        SHELL: '/bin/bash',
        PSModulePath:
          '/home/ada/.local/share/powershell/Modules:/usr/local/share/powershell/Modules:/opt/microsoft/powershell/7/Modules',
      },
    ],
    ['posix', 'a job where PowerShell is installed', { PSModulePath: '/opt/microsoft/powershell/7/Modules' }],
  ])('is %s in %s', (shell, _name, env) => expect(shellOf(env)).toBe(shell));
});
