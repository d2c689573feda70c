import { describe, expect, it } from 'vitest';
import type { Terminal } from '../../../src/ports.ts';
import { renderResult } from '../../../src/ui/wizard/result.ts';
import { sameFromFile } from '../../../src/ui/wizard/same-command.ts';
import { renderBlocks, renderHeader } from '../../../src/ui/wizard/screen.ts';
import { renderWelcome } from '../../../src/ui/wizard/welcome.ts';
import { fakeTerminal } from '../fake-terminal.ts';

const NARROW = fakeTerminal({ columns: 44 });
const SPOKEN = fakeTerminal({ accessible: true });

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

const welcome = (terminal: Terminal, practice = false) =>
  renderWelcome(
    {
      version: '1.0.0',
      practice,
      hosts: ['login.microsoftonline.com', 'graph.microsoft.com'],
      checks: [
        { status: 'pass', label: 'Node', detail: '22.23' },
        { status: 'warn', label: '.env', detail: 'exists with 12 keys; it will be merged, not replaced' },
      ],
    },
    terminal,
  );

describe('the welcome', () => {
  it('says what will be contacted', () => expect(welcome(fakeTerminal())).toContain('graph.microsoft.com'));
  it('says that nothing is contacted in practice', () => {
    expect(welcome(fakeTerminal(), true)).toContain('practice tenant');
    expect(welcome(fakeTerminal(), true)).not.toContain('graph.microsoft.com');
  });
  it('names what does not hold by a word, and is silent about the rest', () => {
    expect(welcome(fakeTerminal())).toContain('WARN .env');
    expect(welcome(fakeTerminal())).not.toContain('Node');
  });
  it('fits 44 columns', () => expect(widest(welcome(NARROW))).toBeLessThanOrEqual(44));
  it('reads well aloud', () => {
    expect(welcome(SPOKEN)).toContain('WARN: .env, exists');
    expect(welcome(SPOKEN)).not.toContain('─');
  });
});

describe('a header', () => {
  it('counts the screens', () =>
    expect(renderHeader('defaults', fakeTerminal())).toBe('\nStep 4 of 6 · What is set up\n'));
  it('is a sentence when read aloud', () =>
    expect(renderHeader('defaults', SPOKEN)).toBe('\nStep 4 of 6. What is set up.\n'));
});

describe('what stands above a question', () => {
  const blocks = ['A sentence.', { rows: [['Tenant', 'Contoso Ltd']] }, { warning: 'Take care.' }] as const;
  it('turns tables into sentences when read aloud', () =>
    expect(renderBlocks(blocks, SPOKEN)).toBe('A sentence.\nTenant: Contoso Ltd\nNote: Take care.\n'));
  it('is nothing when there is nothing', () => expect(renderBlocks([], fakeTerminal())).toBe(''));
});

describe('the last screen', () => {
  const result = (terminal: Terminal) =>
    renderResult(
      {
        headline: 'Ready to use, except for the consent of an administrator.',
        listing: 'entra-mcp-setup verify -v',
        summary: { pass: 23, fail: 0, warn: 1, manual: 1, skip: 0, unknown: 0 },
        amiss: [['server-api.duplicates', 'Two apps bear the name.']],
        ids: [['MCP Server API', '1c3d0000-0000-4000-8000-000000000001']],
        files: [{ path: '.env', note: 'only you can read it' }],
        address: ['https://mcp.contoso.com/mcp answers.'],
        next: [
          { text: 'Send entra-mcp-handoff.md to an administrator', command: null },
          {
            text: 'See whether it is done',
            command: 'entra-mcp-setup verify --config entra-mcp.yaml --practice',
          },
        ],
        isPractice: false,
        same: 'entra-mcp-setup apply --config entra-mcp.yaml --yes',
      },
      terminal,
    );

  it('counts the checks in words', () =>
    expect(result(fakeTerminal())).toContain('23 passed, 1 with a warning'));
  it('says how to see what is to be confirmed by hand', () =>
    expect(result(SPOKEN)).toMatch(/1 to confirm by hand\. To list them\n +entra-mcp-setup verify -v\n/));
  it('names the checks that do not pass', () =>
    expect(result(SPOKEN)).toContain('server-api.duplicates: Two apps bear the name.'));
  it('numbers what to do next', () =>
    expect(result(fakeTerminal())).toContain('  1. Send entra-mcp-handoff.md'));
  it('leaves commands whole, so that they can be copied', () => {
    for (const command of [
      'apply --config entra-mcp.yaml --yes',
      'verify --config entra-mcp.yaml --practice',
    ])
      expect(result(NARROW)).toContain(`entra-mcp-setup ${command}`);
  });
  it('reads well aloud', () => expect(result(SPOKEN)).toContain('.env: only you can read it'));
});

describe('the command that asks nothing', () => {
  it('reads the file', () =>
    expect(sameFromFile('entra-mcp.yaml', {})).toBe('entra-mcp-setup apply --config entra-mcp.yaml --yes'));

  it('says what the file cannot', () =>
    expect(sameFromFile('my file.yaml', { outDir: 'out' })).toBe(
      "entra-mcp-setup apply --config 'my file.yaml' --out-dir out --yes",
    ));
});
