import { describe, expect, it } from 'vitest';
import { launchFor } from '../../src/cli/launch.ts';
import { parseCommandLine } from '../../src/cli.ts';
import { completeCommands } from '../../src/commands/run/printed-commands.ts';
import { replaceCommands } from '../../src/core/whole-commands.ts';
import { APPLY, type Desk, MCP_URL, openDesk } from '../support/desk.ts';
import { commandsIn, wordsOf } from '../support/printed.ts';
import { argumentsOf } from '../support/shells.ts';

/** A folder whose set-up is not the one that is found by itself, beside another that is. */
async function twoSetUps(): Promise<Desk> {
  const desk = await openDesk();
  const second = `apply --practice --yes --grant-admin-consent --mcp-url https://second.contoso.com/mcp`;
  const names = ['--client-name', 'Second Client', '--server-name', 'Second API'];
  // Without a file in the folder above, the set-up in "two" gets one of its own.
  await applied(desk, [...second.split(' '), ...names, '--out-dir', 'two']);
  await applied(desk, APPLY.split(' '));
  expect([...desk.disk.content.keys()]).toEqual(
    expect.arrayContaining(['entra-mcp.yaml', 'two/entra-mcp.yaml']),
  );
  return desk;
}

async function applied(desk: Desk, argv: readonly string[]): Promise<void> {
  const { exitCode, err } = await desk.run(argv);
  if (exitCode !== 0) throw new Error(err);
}

type Situation = readonly [name: string, desk: () => Promise<Desk>, commandLine: string];

/** The second set-up with both consents gone. */
async function broken(): Promise<Desk> {
  const desk = await twoSetUps();
  const second = desk.tenant.state.applications
    .filter(({ displayName }) => displayName.startsWith('Second'))
    .map(({ appId }) => appId);
  const principals = desk.tenant.state.servicePrincipals.filter(({ appId }) => second.includes(appId));
  const ids = principals.map(({ id }) => id);
  Object.assign(desk.tenant.state, {
    grants: desk.tenant.state.grants.filter(({ clientId }) => !ids.includes(clientId)),
  });
  return desk;
}

const TWO = '--practice --config two/entra-mcp.yaml';

const SITUATIONS: readonly Situation[] = [
  ['a dry run of remove', twoSetUps, `remove ${TWO}`],
  ['remove without its yes', twoSetUps, `remove ${TWO} --delete-apps`],
  ['rotate', twoSetUps, `rotate ${TWO} --out-dir two`],
  ['rotate --retire without its yes', twoSetUps, `rotate ${TWO} --retire`],
  ['apply without its yes', twoSetUps, `apply ${TWO}`],
  ['apply without a file', openDesk, `apply --practice --mcp-url ${MCP_URL}`],
  ['a plan saved', twoSetUps, `plan ${TWO} --out two/plan.json`],
  ['verify that finds something', broken, `verify ${TWO}`],
  ['verify as JSON', broken, `verify ${TWO} --json`],
  ['verify of two', broken, 'verify entra-mcp.yaml two/entra-mcp.yaml --practice --json'],
  ['reports', broken, `verify ${TWO} --report html=r.html --report sarif=r.sarif --report markdown=r.md`],
  ['show', twoSetUps, `show ${TWO}`],
  ['a snapshot taken', twoSetUps, `show ${TWO} --snapshot shot.json`],
  ['env printed', twoSetUps, `env ${TWO} --output -`],
  ['a snippet', twoSetUps, `client-config vscode ${TWO}`],
  ['a snippet for a client with an address of its own', twoSetUps, `client-config chatgpt ${TWO}`],
  ['a client that wants a secret', twoSetUps, `client-config copilot-studio ${TWO}`],
  ['a client that Entra stops', twoSetUps, `client-config zed ${TWO}`],
  ['clients that would not start', twoSetUps, `test ${TWO} --clients`],
  ['a client that is not known', twoSetUps, `test ${TWO} --clients nothing`],
  ['a preset that cannot work', twoSetUps, `env ${TWO} --env-preset aspnet --scope access`],
  ['a diagnosis', twoSetUps, `diagnose AADSTS65001 ${TWO}`],
  ['a diagnosis without a tenant', openDesk, 'diagnose AADSTS7000215'],
  ['a diagnosis of nothing', openDesk, 'diagnose'],
  ['no ids yet', openDesk, `test --practice --mcp-url ${MCP_URL}`],
  ['an unknown check', twoSetUps, `verify ${TWO} --only nothing`],
  ['an unknown flag', openDesk, 'verify --nothing'],
  ['an unknown fault', openDesk, 'practice break nothing'],
  ['files of a set-up', openDesk, `apply --practice --yes --mcp-url ${MCP_URL} --out-dir deep/down`],
];

/** Everything that a run printed and wrote. */
async function printedBy(desk: Desk, commandLine: string, env: Readonly<Record<string, string>> = {}) {
  const before = new Map(desk.disk.content);
  const { out, err } = await desk.run(commandLine, { env, terminal: { columns: 72 } });
  const files = [...desk.disk.content].filter(
    ([path, content]) => before.get(path) !== content && !path.endsWith('.yaml'),
  );
  return { screen: [out, err].join('\n'), files: files.map(([path]) => desk.disk.text(path)).join('\n') };
}

describe('every command that is printed', () => {
  it.each(SITUATIONS)('runs as it stands, on the same set-up: %s', async (_name, open, commandLine) => {
    const desk = await open();
    const { screen, files } = await printedBy(desk, commandLine);
    const commands = [...new Set([...commandsIn(screen), ...commandsIn(files)])];
    const idsIn = (path: string) =>
      [...(desk.disk.content.has(path) ? desk.disk.text(path) : '').matchAll(/appId: (\S+)/g)].map(
        ([, id]) => id,
      );
    const mine = idsIn('two/entra-mcp.yaml');
    const others = idsIn('entra-mcp.yaml').filter((id) => !mine.includes(id));
    for (const command of commands) {
      const words = wordsOf(command).slice(1);
      expect(() => parseCommandLine(words, '1.0.0'), command).not.toThrow();
      if (/<[^>]*>|^entra-mcp-setup (?:setup|completion|help|--help)/.test(command)) continue;
      const again = desk.copy();
      const run = await again.run(words, { stdin: 'AADSTS65001' });
      expect([run.exitCode, run.err.slice(0, 300)], command).not.toEqual([70, expect.anything()]);
      expect(run.err, command).not.toMatch(/There is no (file|entra-mcp\.yaml)/);
      if (!commandLine.includes('two/')) continue;
      const said = JSON.stringify([run.out, run.err]);
      expect(
        others.filter(
          (id) => !commandLine.includes(' entra-mcp.yaml ') && id !== undefined && said.includes(id),
        ),
        command,
      ).toEqual([]);
      expect(again.tenant.state.applications.filter(({ appId }) => others.includes(appId)).length).toBe(
        desk.tenant.state.applications.filter(({ appId }) => others.includes(appId)).length,
      );
    }
  });

  it('deletes what the dry run showed, and nothing of the set-up beside it', async () => {
    const desk = await twoSetUps();
    const { screen } = await printedBy(desk, `remove ${TWO}`);
    const [command = ''] = commandsIn(screen);
    await desk.run(wordsOf(command).slice(1));
    const left = desk.tenant.state.applications.map(({ displayName }) => displayName);
    expect([
      left.filter((name) => name.startsWith('MCP ')).sort(),
      left.filter((name) => name.startsWith('Second')),
    ]).toEqual([['MCP Client App', 'MCP Server API'], []]);
  });

  it.each(SITUATIONS)(
    'begins with npx where npx started the tool, and in files: %s',
    async (_name, open, commandLine) => {
      const desk = await open();
      const { screen, files } = await printedBy(desk, commandLine, { npm_command: 'exec' });
      for (const command of [...commandsIn(screen), ...commandsIn(files)])
        expect(command).toMatch(/^npx entra-mcp-setup\b/);
    },
  );
});

describe.each([
  ['powershell', { OS: 'Windows_NT', PSModulePath: 'C:\\Users\\ada\\Documents\\PowerShell\\Modules' }],
  ['cmd', { OS: 'Windows_NT' }],
] as const)('every command that is printed in %s', (shell, env) => {
  const read = SITUATIONS.filter(([, , commandLine]) => !commandLine.includes('--json'));

  it.each(read)('is the one of a POSIX shell, quoted for it: %s', async (_name, open, commandLine) => {
    const posix = await printedBy(await open(), commandLine);
    const other = await printedBy(await open(), commandLine, env);
    const [wanted, found] = [posix.screen, other.screen].map((text) =>
      spansIn(idless(text)).filter((command) => !/<[^>]*>| < |Get-Content|diagnose -$/.test(command)),
    );
    expect(found?.map((command) => argumentsOf(shell, command))).toEqual(wanted?.map(posixWords));
  });
});

/** Commands as they are kept whole, quotes of every shell included. */
function spansIn(text: string): readonly string[] {
  const found: string[] = [];
  replaceCommands(text, (command) => {
    found.push(
      command
        .replaceAll('`', '')
        .trim()
        .replace(/[.,:]$/, ''),
    );
    return command;
  });
  return found;
}

/** Ids differ from desk to desk. */
const idless = (text: string): string =>
  text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID');

const posixWords = (command: string): readonly string[] =>
  [...command.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) => word.replaceAll(/['"]/g, ''));

describe('completeCommands', () => {
  const flags = { answers: { tenant: 'contoso.com' }, config: 'a b.yaml', practice: true };

  it.each([
    ['entra-mcp-setup verify', "entra-mcp-setup verify --config 'a b.yaml' --practice --tenant contoso.com"],
    ['entra-mcp-setup checks', 'entra-mcp-setup checks'],
    ['entra-mcp-setup-client-1', 'entra-mcp-setup-client-1'],
    ['Written by entra-mcp-setup from', 'Written by entra-mcp-setup from'],
    ['entra-mcp-setup verify --snapshot s.json', 'entra-mcp-setup verify --snapshot s.json'],
  ])('%s', (text, typed) => {
    expect(completeCommands(text, launchFor(flags, {}))).toBe(typed);
    expect(completeCommands(typed, launchFor(flags, {}))).toBe(typed);
  });

  it("names the reader's own blueprint where only a snapshot is at hand", () => {
    const typed = launchFor({ answers: {}, snapshot: 's.json' }, {});
    expect(completeCommands('`entra-mcp-setup diagnose --sign-ins`', typed)).toBe(
      '`entra-mcp-setup diagnose --config <your entra-mcp.yaml> --sign-ins`',
    );
    expect(completeCommands('entra-mcp-setup apply --yes', typed)).toBe(
      'entra-mcp-setup apply --config <your entra-mcp.yaml> --yes',
    );
  });

  it('is completed in colour as without', () => {
    const launch = launchFor({ answers: {}, practice: true }, {});
    expect(completeCommands('\u001b[2mentra-mcp-setup verify -v\u001b[22m', launch)).toBe(
      '\u001b[2mentra-mcp-setup verify --practice -v\u001b[22m',
    );
  });

  it.each([
    ['verify --endpoint', 'verify --config <your entra-mcp.yaml> --endpoint'],
    ['verify --only endpoint.resource', 'verify --config <your entra-mcp.yaml> --only endpoint.resource'],
    ['diagnose --user <upn>', 'diagnose --config <your entra-mcp.yaml> --user <upn>'],
    ['verify --only server-api.scope', 'verify --snapshot s.json --only server-api.scope'],
    ['test --user-auth browser', 'test --config <your entra-mcp.yaml> --user-auth browser'],
  ])('does not send %s to a snapshot that holds none of it', (line, typed) => {
    const launch = launchFor({ answers: {}, snapshot: 's.json' }, {});
    expect(completeCommands(`entra-mcp-setup ${line}`, launch)).toBe(`entra-mcp-setup ${typed}`);
  });
});
