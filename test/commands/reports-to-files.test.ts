import { describe, expect, test } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import { APPLY, MCP_URL, openDesk, setUpDesk } from '../support/desk.ts';

describe('a report that cannot be written', () => {
  test('is refused before anything is done', async () => {
    const desk = await openDesk();
    desk.disk.whyNot = (path) => (path === 'report.html' ? 'it is a folder' : null);
    const { exitCode, log, document } = await desk.run(`${APPLY} --json --report html=report.html`);
    expect([exitCode, log, document.errors?.[0]?.code]).toEqual([2, [], 'FILE_NOT_WRITABLE']);
  });
});

describe('a report in the place of what is read', () => {
  test.each(['entra-mcp.yaml', './entra-mcp.json', 'other.yml', '.env', 'deploy/.env.prod'])(
    '%s is refused',
    async (path) => {
      const desk = await setUpDesk();
      const before = desk.disk.snapshot();
      const { exitCode, log } = await desk.run(`verify --practice --report json=${path}`);
      expect([exitCode, log.length, desk.disk.snapshot()]).toEqual([2, 0, before]);
    },
  );
});

describe('a report that fails when everything is done', () => {
  test('is an error for plan --detailed-exitcode, and not the 2 of changes', async () => {
    const desk = await openDesk();
    desk.disk.files.writeText = async (path) => {
      throw new SetupError('FILE_NOT_WRITABLE', `${path} cannot be written.`);
    };
    const run = await desk.run(
      `plan --practice --mcp-url ${MCP_URL} --detailed-exitcode --report html=late.html`,
    );
    expect(run.exitCode).toBe(1);
  });

  test('becomes part of the one result, which is still told', async () => {
    const desk = await openDesk();
    const { files } = desk.disk;
    const write = files.writeText;
    files.writeText = async (path, ...rest) => {
      if (path.endsWith('late.html')) throw new SetupError('FILE_NOT_WRITABLE', `${path} cannot be written.`);
      return write(path, ...rest);
    };
    const { exitCode, document } = await desk.run(`${APPLY} --json --report html=late.html`);
    expect([exitCode, document.ok, document.errors?.map(({ code }) => code)]).toEqual([
      2,
      false,
      ['FILE_NOT_WRITABLE'],
    ]);
    expect(document.applied?.done.length).toBeGreaterThan(0);
  });
});

describe('reports of a run that is refused', () => {
  test.each([
    ['a pattern that no file matches', "verify 'none/*.yaml' --practice"],
    ['a check that there is none of', 'verify --practice --only nonsense'],
    [
      'another tenant than that of the blueprints',
      'verify entra-mcp.yaml b.yaml --practice --tenant fabrikam.com',
    ],
  ])('say why, and never read like a clean one: %s', async (_why, line) => {
    const desk = await setUpDesk();
    desk.disk.put('b.yaml', desk.disk.text('entra-mcp.yaml'));
    const formats = ['json', 'sarif', 'junit', 'markdown'].map((one) => `--report ${one}=r.${one}`).join(' ');
    const { exitCode } = await desk.run(`${line} ${formats}`);
    const { runs } = JSON.parse(desk.disk.text('r.sarif')) as {
      runs: { invocations: { executionSuccessful: boolean }[]; results: { level: string }[] }[];
    };
    expect([exitCode, JSON.parse(desk.disk.text('r.json'))]).toMatchObject([
      2,
      { ok: false, exitCode: 2, errors: [{ code: 'USAGE' }] },
    ]);
    expect(runs).toMatchObject([
      { invocations: [{ executionSuccessful: false }], results: [{ level: 'error' }] },
    ]);
    expect(desk.disk.text('r.junit')).toContain('errors="1"');
    expect(desk.disk.text('r.markdown')).toContain('## Error:');
  });
});
