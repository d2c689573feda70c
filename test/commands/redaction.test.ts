import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { replaceCommands } from '../../src/core/whole-commands.ts';
import { setUpDesk } from '../support/desk.ts';

/** Ids, domains and names of the practice tenant. */
const NAMES = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}|contoso\.onmicrosoft|Contoso Practice|admin@/i;
const OPERANDS: Readonly<Record<string, string>> = {
  diagnose: 'AADSTS65001',
  'client-config': 'vscode',
  report: 'result.json',
  schema: 'result',
  completion: 'bash',
};

describe('--redact ids', () => {
  test.each(COMMANDS.map(({ name }) => name))('is kept by %s, or refused', async (name) => {
    const desk = await setUpDesk();
    desk.disk.put('result.json', (await desk.run('verify --practice --json')).out);
    const { exitCode, out } = await desk.run(
      `${name} ${OPERANDS[name] ?? ''} --practice --yes --redact ids`.replace(/ +/g, ' '),
    );
    if (exitCode === 2) expect(out).toBe('');
    else expect(out).not.toMatch(NAMES);
  });

  test.each([
    ['remove', /remove .*--tenant <domain-\d.onmicrosoft.com> --client-app-id <app-\d> /],
    ['rotate --yes', /--tenant <domain-\d.onmicrosoft.com> --server-app-id <app-\d> --retire <id-\d> --yes/],
    ['verify --fail-on never', /apply .*--tenant <domain-\d.onmicrosoft.com> --yes/],
    ['verify --fail-on never --format markdown', /apply .*--tenant <domain-\d.onmicrosoft.com> --yes/],
  ])('leaves placeholders in the commands of %s, flags that were given included', async (name, wanted) => {
    const desk = await setUpDesk();
    desk.break('over-granted', 'missing-graph-permission');
    const { out } = await desk.run(`${name} --practice --tenant contoso.onmicrosoft.com --redact ids`);
    expect(out).toMatch(wanted);
    expect(out).not.toMatch(NAMES);
    const commands: string[] = [];
    replaceCommands(out, (command) => {
      commands.push(command);
      return command;
    });
    expect(
      commands.filter((command) => /(?<!<[^>]*)\b(?:app|id|key|tenant|domain)-\d/.test(command)),
    ).toEqual([]);
  });

  test('is refused beside --debug, which shows paths of requests', async () => {
    const desk = await setUpDesk();
    expect((await desk.run('verify --practice --debug --redact ids')).exitCode).toBe(2);
  });
});
