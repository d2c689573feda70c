import { describe, expect, it } from 'vitest';
import { inputsFrom, sameCommand } from '../../src/commands/setup/chosen-inputs.ts';

const NOTHING = {
  document: null,
  configPath: 'entra-mcp.yaml',
  outDir: '.',
  input: {},
  fromFile: {},
  givenBy: {},
};

describe('a folder chosen in the wizard', () => {
  it('is where everything goes, and what the command without questions says', () => {
    expect(inputsFrom(NOTHING, { outDir: 'out' })).toMatchObject({
      outDir: 'out',
      configPath: 'out/entra-mcp.yaml',
    });
    expect(sameCommand(NOTHING, { outDir: 'out' })).toContain(
      'apply --config out/entra-mcp.yaml --out-dir out',
    );
  });

  it('leaves a blueprint that was read where it is', () => {
    const read = { ...NOTHING, document: { path: 'mine.yaml', text: '' }, configPath: 'mine.yaml' };
    expect(inputsFrom(read, { outDir: 'out' }).configPath).toBe('mine.yaml');
  });
});

it('no MCP clients are kept out of a file that said nothing of them, and take back what it said', () => {
  expect(inputsFrom(NOTHING, { clients: [] }).input).not.toHaveProperty('clients');
  const named = { ...NOTHING, input: { clients: ['vscode'] } };
  expect(inputsFrom(named, { clients: [] }).input.clients).toEqual([]);
});
