import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { FORMATS } from '../../src/report/formats.ts';
import { APPLY, MCP_URL, openDesk, setUpDesk } from '../support/desk.ts';

const REPORTS = FORMATS.map((format) => `--report ${format}=reports/${format}`).join(' ');

describe('--json', () => {
  const failures: readonly (readonly [string, string, readonly string[], number])[] = [
    ['an unknown command', 'aply --json', [], 2],
    ['an unknown flag', 'verify --practice --json --nope', [], 2],
    ['an unknown flag with --format json', 'verify --practice --format json --nope --json', [], 2],
    ['a wrong value', 'verify --practice --json --max-wait soon', [], 2],
    ['missing answers', 'verify --practice --json', [], 2],
    ['no confirmation', `apply --practice --json --mcp-url ${MCP_URL}`, [], 2],
    ['a missing plan', 'apply nope.json --practice --yes --json', [], 2],
    ['a missing snapshot', 'verify --snapshot nope.json --json', [], 2],
    ['a blocked sign-in', `verify --practice --json --mcp-url ${MCP_URL}`, ['device-code-blocked'], 4],
    ['a wrong tenant', `verify --practice --json --tenant fabrikam.com --mcp-url ${MCP_URL}`, [], 4],
    ['a policy in the way', `${APPLY} --json`, ['secrets-forbidden'], 6],
    ['a report of no format', 'verify --practice --json --report pdf=x', [], 2],
    ['a report without a path', 'verify --practice --json --report json', [], 2],
    ['something else to mask', 'verify --practice --json --redact all', [], 2],
    ['no command', '--json', [], 2],
    ['no time at all', 'verify --practice --json --timeout 0', [], 2],
    ['a colour of no kind', 'verify --practice --json --color sometimes', [], 2],
    ['nothing to diagnose', 'diagnose hello --json', [], 3],
    ['an unknown topic', 'help nope --json', [], 2],
    ['a topic, which is text', 'help ci --json', [], 2],
    ['no way to sign in', `verify --json --tenant contoso.com --mcp-url ${MCP_URL}`, [], 4],
  ];

  test.each(failures)('%s is one valid document', async (_what, commandLine, faults, exitCode) => {
    const desk = await openDesk();
    desk.break(...faults);
    const run = await desk.run(commandLine);
    expect([run.exitCode, run.document.exitCode, run.document.ok]).toEqual([exitCode, exitCode, false]);
    expect(run.document.errors?.length).toBe(1);
  });

  test('--format json is the same document', async () => {
    const desk = await openDesk();
    const one = await desk.run('verify --practice --max-wait soon --json');
    const other = await desk.run('verify --practice --max-wait soon --format json');
    const third = await desk.run('verify --practice --format=json --nope');
    expect(JSON.parse(other.out)).toEqual(JSON.parse(one.out));
    expect(JSON.parse(third.out).exitCode).toBe(2);
  });

  test('is one document also where the set-up prints its own text', async () => {
    const desk = await setUpDesk();
    for (const commandLine of [
      'env --practice',
      'client-config vscode --practice',
      'practice list --practice',
      'remove --practice',
    ]) {
      const { document } = await desk.run(`${commandLine} --json`);
      expect(document.ok).toBe(true);
    }
  });
});

describe('standard output', () => {
  test('is empty when a command fails before it has a result', async () => {
    const { out, err } = await (await openDesk()).run('verify --practice');
    expect([out, err === '']).toEqual(['', false]);
  });

  test('holds the result and no talk', async () => {
    const { out } = await (await setUpDesk()).run('verify --practice');
    expect(out).not.toMatch(/Open this page|Waiting/);
  });

  test('is nothing but help for --help, version for --version', async () => {
    const desk = await openDesk();
    const help = await desk.run('--help');
    const version = await desk.run('--version');
    expect([help.exitCode, help.out.startsWith('Usage'), version.out]).toEqual([0, true, '1.0.0\n']);
  });

  test('is empty without a command and a terminal: help is on standard error, and it exits with 2', async () => {
    const { exitCode, out, err } = await (await openDesk()).run([]);
    expect([exitCode, out, err.includes('Usage')]).toEqual([2, '', true]);
  });
});

describe('--quiet', () => {
  test('leaves the result and nothing else', async () => {
    const { out, err } = await (await openDesk()).run(`${APPLY} --auth browser --quiet`);
    expect([err, out === '']).toEqual(['', false]);
  });

  test('still tells an error', async () => {
    const { exitCode, err } = await (await openDesk()).run('verify --practice --quiet');
    expect([exitCode, err === '']).toEqual([2, false]);
  });
});

describe('--debug', () => {
  test('shows one line for each request, with status, time and id', async () => {
    const { err, log } = await (await openDesk()).run(`${APPLY} --debug`);
    const lines = err.split('\n').filter((line) => line.startsWith('debug: '));
    expect(lines.length).toBe(log.length);
    expect(
      lines.filter((line) => !/^debug: (GET|POST|PATCH|DELETE) \S+ \d{3} \d+ ms( |$)/.test(line)),
    ).toEqual([]);
    expect(lines.find((line) => line.includes('graph.microsoft.com'))).toMatch(/request-id [0-9a-f-]{36}/);
  });

  test('shows neither queries nor bodies', async () => {
    const { err } = await (await openDesk()).run(`${APPLY} --auth browser --debug`);
    const lines = err.split('\n').filter((line) => line.startsWith('debug: '));
    expect(lines.filter((line) => /[?&{]|code=|secret/i.test(line))).toEqual([]);
  });

  test('leaves standard output as it is', async () => {
    const { document } = await (await openDesk()).run(`${APPLY} --debug --json`);
    expect(document.ok).toBe(true);
  });

  test('shows the stack of a bug, and nobody sees it otherwise', async () => {
    const desk = await openDesk();
    desk.disk.whyNot = () => {
      throw new RangeError('planted');
    };
    const plain = await desk.run(APPLY);
    const debugged = await desk.run(`${APPLY} --debug`);
    expect([plain.exitCode, /\n\s+at /.test(plain.err), /planted[\s\S]*\n\s+at /.test(debugged.err)]).toEqual(
      [70, false, true],
    );
  });
});

/** Every run of these tests is searched for every secret, token and code that was issued; these widen the search. */
describe('secrets', () => {
  test.each([
    ['a first set-up in every format', `${APPLY} -v --debug ${REPORTS}`],
    ['a first set-up through the browser', `${APPLY} --auth browser --debug ${REPORTS}`],
    ['a certificate', `${APPLY} --credential certificate --create-certificate --debug ${REPORTS}`],
    ['a plan', `plan --practice --mcp-url ${MCP_URL} --out plan.json --debug ${REPORTS}`],
  ])('are in no stream and no file but the private ones: %s', async (_what, commandLine) => {
    const desk = await openDesk();
    const { exitCode } = await desk.run(commandLine);
    expect([exitCode, desk.secrets.tokens.size > 0]).toEqual([0, true]);
  });

  test.each(FORMATS)('are not in what --format %s prints', async (format) => {
    const desk = await openDesk();
    const { exitCode } = await desk.run(`${APPLY} --format ${format} -v`);
    expect([exitCode, desk.secrets.values.size]).toEqual([0, 1]);
  });

  test.each([
    'secrets-forbidden',
    'identifier-uri-policy',
    'device-code-blocked',
    'throttled',
    'slow-replication',
  ])('are not in what a run with %s leaves behind', async (fault) => {
    const desk = await openDesk();
    desk.break(fault);
    await desk.run(`${APPLY} --debug ${REPORTS} --app-id-uri api://mcp-server`);
    expect(desk.secrets.tokens.size).toBeGreaterThan(0);
  });

  test('are not in a snapshot, the settings as they are shown, or a client’s snippet', async () => {
    const desk = await setUpDesk();
    for (const commandLine of [
      'show --practice',
      'show --practice --snapshot snapshot.json',
      'env --practice --output -',
      'client-config vscode --practice --output mcp.json',
    ]) {
      expect((await desk.run(commandLine)).exitCode).toBe(0);
    }
  });
});

describe('a secret given as a flag that does not exist', () => {
  test.each(['--secret=abc~Q8', '--client-secret=abc~Q8', "--password=it's abc~Q8\nand more"])(
    'is not repeated, and the ways that exist are named: %s',
    async (flag) => {
      const { exitCode, out, err } = await (await openDesk()).run(['test', '--practice', flag]);
      expect([exitCode, `${out}${err}`.includes('abc'), err.includes('--secret-stdin')]).toEqual([
        2,
        false,
        true,
      ]);
    },
  );
});

describe('a value given to a switch', () => {
  test.each(['verify --practice --endpoint=true', 'verify --practice --json=1', 'test --second-user=a'])(
    'is refused as such, and the switch not called unknown: %s',
    async (line) => {
      const { exitCode, err, out } = await (await openDesk()).run(line);
      expect([exitCode, `${err}${out}`]).toEqual([
        2,
        expect.stringContaining('is a switch and takes no value'),
      ]);
    },
  );

  test('is not told of a switch that the command does not have', async () => {
    const { err } = await (await openDesk()).run('show --practice --endpoint=true');
    expect(err).toContain("Unknown option '--endpoint'.");
  });
});

describe('the commands of a result', () => {
  const commandsOf = ({ checks = [] }: Pick<Report, 'checks'>) =>
    checks.flatMap(({ fix }) => (fix?.command ? [fix.command] : []));

  test('name the file it was read from', async () => {
    const desk = await setUpDesk();
    desk.disk.put('envs/my app.yaml', desk.disk.text('entra-mcp.yaml'));
    desk.break('v1-tokens');
    const one = await desk.run(['verify', 'envs/my app.yaml', '--practice', '--json']);
    const both = await desk.run(['verify', 'entra-mcp.yaml', 'envs/my app.yaml', '--practice', '--json']);
    const there = "entra-mcp-setup apply --config 'envs/my app.yaml' --practice --yes";
    expect(commandsOf(one.document)).toEqual([there]);
    expect('results' in both.document && both.document.results.map(commandsOf)).toEqual([
      ['entra-mcp-setup apply --config entra-mcp.yaml --practice --yes'],
      [there],
    ]);
  });

  test('name the practice tenant where people read them', async () => {
    const desk = await setUpDesk();
    desk.break('v1-tokens');
    expect((await desk.run('verify --practice')).out).toContain(
      'entra-mcp-setup apply --config entra-mcp.yaml --practice --yes',
    );
    const { err } = await (await openDesk()).run('apply --practice');
    expect(err).toContain('in a terminal: entra-mcp-setup setup --practice');
  });

  test('stay as they are in what goes into files and shells', async () => {
    const desk = await setUpDesk();
    desk.disk.put('.env', desk.disk.text('.env').replace(/^AZURE_CLIENT_SECRET=.*$/m, ''), 0o600);
    const { out } = await desk.run('env --practice --output -');
    expect(out).toContain('`npx entra-mcp-setup rotate --config <your entra-mcp.yaml>` makes a new one');
    expect((await desk.run('rotate --practice')).out).toMatch(
      /entra-mcp-setup rotate --practice --server-app-id [-0-9a-f]{36} --retire [-0-9a-f]{36} --yes/,
    );
  });

  test('of a diagnosis name the file too', async () => {
    const desk = await setUpDesk();
    desk.disk.put('envs/two.yaml', desk.disk.text('entra-mcp.yaml'));
    desk.break('missing-consent');
    const { document } = await desk.run([
      'diagnose',
      'AADSTS65001',
      '--practice',
      '--config',
      'envs/two.yaml',
      '--json',
    ]);
    const [cause] = document.diagnosis?.[0]?.causes ?? [];
    expect(cause?.fix.command).toBe(
      'entra-mcp-setup apply --config envs/two.yaml --practice --yes --grant-admin-consent',
    );
  });
});
