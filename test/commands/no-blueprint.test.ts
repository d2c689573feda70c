import { describe, expect, it } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import { openDesk } from '../support/desk.ts';

const NEEDING_ONE = [
  'setup',
  'plan',
  'apply --yes',
  'verify',
  'test',
  'test --clients',
  'show',
  'env',
  'client-config vscode',
  'resource-metadata',
  'rotate',
  'rotate --retire',
  'remove',
  'diagnose --sign-ins',
  'diagnose --user ada@contoso.com',
];

describe('in a folder without a blueprint', () => {
  it.each(NEEDING_ONE)('%s says that there is none, and how to make one', async (commandLine) => {
    const desk = await openDesk();
    const { exitCode, document, log } = await desk.run(`${commandLine} --practice --json`);
    const [error] = document.errors ?? [];
    expect([exitCode, error?.code, error?.title.split('.')[0], log]).toEqual([
      2,
      'MISSING_ANSWERS',
      'There is no entra-mcp',
      [],
    ]);
    expect(error?.title).toContain('There is no entra-mcp.yaml here.');
    expect(error?.nextSteps).toEqual([
      'Make one by answering questions, in a terminal: entra-mcp-setup setup --practice',
      'Or without questions: entra-mcp-setup apply --practice --mcp-url <URL> --yes',
      'Or name the one that you have, wherever it is: --config FILE',
    ]);
  });

  it('the fault that edits one says it, too', async () => {
    const { exitCode, err } = await (await openDesk()).run('practice break one-app-for-both --practice');
    expect(exitCode).toBe(2);
    expect(err).toContain('There is no entra-mcp.yaml here.');
  });

  it('a workflow is written all the same, and it is said what is missing', async () => {
    const desk = await openDesk();
    const before = await desk.run('workflow');
    expect([before.exitCode, before.err.replaceAll(/\s+/g, ' ')]).toEqual([
      0,
      expect.stringContaining('There is no entra-mcp.yaml here. The workflow verifies it once it is there'),
    ]);
    desk.disk.put('entra-mcp.yaml', 'version: 1\n');
    expect((await desk.run('workflow')).err).toBe('');
  });

  it('a blueprint that lacks an answer is not called missing', async () => {
    const desk = await openDesk();
    desk.disk.content.set('entra-mcp.yaml', { text: 'version: 1\n', mode: 0o644 });
    const { document } = await desk.run('verify --practice --json');
    expect(document.errors?.[0]?.title).toMatch(/^1 answer is missing/);
  });

  it.each([
    ['that holds none', 'empty', 'There is no entra-mcp.yaml in empty.', 'Name an existing blueprint'],
    ['that holds one', 'one', 'one is a folder.', '--config one/entra-mcp.yaml'],
  ])('a folder in place of the file, %s, is said so', async (_which, folder, title, advice) => {
    const desk = await openDesk();
    desk.disk.put('one/entra-mcp.yaml', 'version: 1\n');
    const { readText } = desk.disk.files;
    desk.disk.files.readText = async (path) => {
      if (path !== folder) return readText(path);
      const cause = Object.assign(new Error('EISDIR'), { code: 'EISDIR' });
      throw new SetupError('FILE_INVALID', `${path} cannot be read: it is a folder.`, { cause });
    };
    for (const command of ['apply --yes', 'test', 'env']) {
      const { exitCode, document } = await desk.run(`${command} --config ${folder} --practice --json`);
      const [error] = document.errors ?? [];
      expect([exitCode, error?.title, error?.nextSteps?.[0]]).toEqual([
        2,
        title,
        expect.stringContaining(advice),
      ]);
    }
  });
});

describe('the variable that names the blueprint', () => {
  it('names none where it is empty', async () => {
    const desk = await openDesk();
    const { document } = await desk.run('verify --practice --json', { env: { ENTRA_MCP_SETUP_CONFIG: '' } });
    expect(document.errors?.[0]?.title).toContain('There is no entra-mcp.yaml here.');
  });
});
