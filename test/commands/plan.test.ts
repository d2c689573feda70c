import { describe, expect, test } from 'vitest';
import { graphRequests, MCP_URL, openDesk, setUpDesk, writesIn } from '../support/desk.ts';

const PLAN = `plan --practice --grant-admin-consent --mcp-url ${MCP_URL}`;
const APPLY_PLAN = 'apply plan.json --practice --yes --json';
const OWN_CLIENT = '--sign-in-client 14d82eec-204b-4c2f-b7e8-296a70dab67e';

const kinds = (run: {
  readonly document: { readonly plan?: { readonly changes: readonly { readonly kind: string }[] } };
}) => run.document.plan?.changes.map(({ kind }) => kind);

async function savedPlan() {
  const desk = await openDesk();
  const planned = await desk.run(`${PLAN} --out plan.json --json`);
  return { desk, planned };
}

describe('plan', () => {
  test('lists what setup would change, in order', async () => {
    const run = await (await openDesk()).run(`${PLAN} --json`);
    expect(kinds(run)).toEqual([
      'create-application',
      'add-identifier-uri',
      'create-application',
      'create-service-principal',
      'create-service-principal',
      'add-secret',
      'grant-consent',
      'grant-consent',
      'grant-consent',
    ]);
  });

  test('writes nothing to the tenant and no file', async () => {
    const desk = await openDesk();
    const { log, exitCode } = await desk.run(PLAN);
    expect([exitCode, writesIn(log), desk.disk.snapshot()]).toEqual([0, [], {}]);
  });

  test.each(['plan', 'apply --yes'])(
    '%s tells of a client whose own address is not registered',
    async (command) => {
      const named = `${command} --practice --mcp-url ${MCP_URL} --client chatgpt`;
      const { err } = await (await openDesk()).run(named);
      expect(err.replace(/\s+/g, ' ')).toContain('ChatGPT signs in from an address of its own, and none is');
      const own = '--redirect-uri https://chatgpt.com/connector/oauth/abc';
      const { err: registered } = await (await openDesk()).run(`${named} ${own}`);
      expect(registered.replace(/\s+/g, ' ')).not.toContain('address of its own');
    },
  );

  test('sends nothing but GET requests and batches of them', async () => {
    const { log } = await (await setUpDesk()).run(PLAN);
    const sent = graphRequests(log).flatMap(({ parts = [] }) => parts.map(({ method }) => method));
    expect([...new Set(sent)]).toEqual(['GET']);
  });

  test('writes the plan, and only it, with --out', async () => {
    const { desk } = await savedPlan();
    expect([...desk.disk.content.keys()]).toEqual(['plan.json']);
  });

  test('has nothing to do where everything is as it must be', async () => {
    const run = await (await setUpDesk()).run('plan --practice --json');
    expect([run.exitCode, kinds(run)]).toEqual([0, []]);
  });

  test('shows values before and after', async () => {
    const desk = await setUpDesk();
    desk.break('public-flows-on-server');
    const { document } = await desk.run('plan --practice --json');
    expect(document.plan?.changes).toMatchObject([
      { before: { isFallbackPublicClient: true }, after: { isFallbackPublicClient: false }, app: 'server' },
    ]);
  });

  test('lists what only people can do', async () => {
    const run = await (await openDesk()).run(`plan --practice --mcp-url ${MCP_URL} --json`);
    expect(run.document.plan?.leftToPeople.map(({ check }) => check)).toContain('client-app.admin-consent');
  });

  test('refuses an --out that cannot be written', async () => {
    const desk = await openDesk();
    desk.disk.whyNot = () => 'permission denied';
    const { exitCode } = await desk.run(`${PLAN} --out plan.json`);
    expect(exitCode).toBe(2);
  });
});

describe('plan of a tenant that does not let itself be read', () => {
  test.each([
    ['plan --practice --json', 3],
    ['plan --practice --json --detailed-exitcode', 1],
  ])('%s exits with %i and claims nothing', async (command, expected) => {
    const desk = await setUpDesk();
    desk.break('reads-forbidden');
    const { exitCode, document } = await desk.run(command);
    expect([exitCode, document.ok, document.errors?.map(({ code }) => code)]).toEqual([
      expected,
      false,
      ['INCONCLUSIVE'],
    ]);
  });

  test.each(['text', 'markdown', 'html', 'github'])('does not call it as described: %s', async (format) => {
    const desk = await setUpDesk();
    desk.break('reads-forbidden');
    const { out, err } = await desk.run(`plan --practice --format ${format}`);
    const said = out + err;
    expect([said.includes('as described'), /could\s+not\s+be\s+judged/.test(said)]).toEqual([false, true]);
  });
});

describe('a saved plan with other answers', () => {
  test.each([
    '--grant-admin-consent',
    '--graph-permissions Mail.Read',
    '--redirect-uri http://localhost:1/cb',
  ])('%s is refused before the sign-in', async (flags) => {
    const { desk } = await savedPlan();
    const { exitCode, log, err } = await desk.run(`apply plan.json --practice --yes ${flags}`);
    expect([exitCode, log.length, err.includes(flags.split(' ')[0] ?? '')]).toEqual([2, 0, true]);
  });
});

describe('plan --detailed-exitcode', () => {
  test('is 2 when something would change', async () => {
    const { exitCode } = await (await openDesk()).run(`${PLAN} --detailed-exitcode`);
    expect(exitCode).toBe(2);
  });

  test('is 0 when nothing would', async () => {
    const { exitCode } = await (await setUpDesk()).run('plan --practice --detailed-exitcode');
    expect(exitCode).toBe(0);
  });

  test.each([
    ['the answers are missing', 'plan --practice --detailed-exitcode', []],
    ['a flag is wrong', `${PLAN} --detailed-exitcode --max-wait soon`, []],
    ['a flag is unknown', `${PLAN} --detailed-exitcode --no-such-flag`, []],
    ['the sign-in is blocked', `${PLAN} --detailed-exitcode`, ['device-code-blocked']],
    ['the tenant will refuse it', `${PLAN} --detailed-exitcode ${OWN_CLIENT}`, ['secrets-forbidden']],
  ])('is 1 when %s', async (_why, commandLine, faults) => {
    const desk = await openDesk();
    desk.break(...faults);
    expect((await desk.run(commandLine)).exitCode).toBe(1);
  });
});

describe('plan where the tenant will refuse what was asked', () => {
  test('names the alternative and exits with 5', async () => {
    const desk = await openDesk();
    desk.break('secrets-forbidden');
    const { exitCode, document } = await desk.run(`${PLAN} ${OWN_CLIENT} --json`);
    expect([exitCode, document.ok]).toEqual([5, false]);
    expect(document.errors?.[0]?.nextSteps.join('\n')).toContain('--credential certificate');
  });
});

describe('apply with a saved plan', () => {
  test('carries out exactly that plan', async () => {
    const { desk, planned } = await savedPlan();
    const run = await desk.run(APPLY_PLAN);
    expect([run.exitCode, kinds(run)]).toEqual([0, kinds(planned)]);
  });

  test('writes a blueprint that says what the plan said', async () => {
    const { desk } = await savedPlan();
    await desk.run(APPLY_PLAN);
    const again = await desk.run('plan --practice --json');
    expect([again.exitCode, kinds(again)]).toEqual([0, []]);
  });

  test('refuses it when the tenant has moved, before any write', async () => {
    const { desk } = await savedPlan();
    await desk.run(`apply --practice --yes --mcp-url ${MCP_URL}`);
    const run = await desk.run(APPLY_PLAN);
    expect([run.exitCode, run.document.errors?.[0]?.code, writesIn(run.log)]).toEqual([
      2,
      'TENANT_MOVED',
      [],
    ]);
  });

  const damaged: readonly (readonly [string, (text: string) => string])[] = [
    ['cut off', (text) => text.slice(0, 400)],
    ['no JSON', () => 'plan'],
    ['another document', () => '{"schemaVersion":"1.0"}'],
    ['newer', (text) => text.replace('"formatVersion": 1', '"formatVersion": 2')],
    [
      'with a kind of change nobody knows',
      (text) => text.replace('"create-service-principal"', '"format-disk"'),
    ],
    [
      'with a change that lacks its members',
      (text) => text.replace(/"displayName": "MCP Server Secret",?\s*/, ''),
    ],
    ['without the scope', (text) => text.replace(/"scope": \{[^}]*\},?\s*/, '')],
    ['without a tenant', (text) => text.replace(/"tenant": "[^"]*",/, '')],
    ['with a credential nobody knows', (text) => text.replace('"kind": "secret"', '"kind": "password"')],
  ];
  test.each(damaged)('refuses one that is %s with 2, before signing in', async (_how, damage) => {
    const { desk } = await savedPlan();
    const text = desk.disk.text('plan.json');
    expect(damage(text)).not.toBe(text);
    desk.disk.put('plan.json', damage(text));
    const { exitCode, log } = await desk.run(APPLY_PLAN);
    expect([exitCode, log.length]).toEqual([2, 0]);
  });

  test('refuses one that is not there', async () => {
    const { exitCode, log } = await (await openDesk()).run(APPLY_PLAN);
    expect([exitCode, log]).toEqual([2, []]);
  });

  test('refuses a plan of another tenant', async () => {
    const { desk } = await savedPlan();
    const other = await openDesk();
    Object.assign(other.tenant.state.tenant, { id: '11111111-2222-4333-8444-555555555555' });
    other.disk.put('plan.json', desk.disk.text('plan.json'));
    const { exitCode, log } = await other.run(APPLY_PLAN);
    expect([exitCode, writesIn(log)]).toEqual([2, []]);
  });
});

test.each([
  ['plan.sh', 'bash plan.sh', '#!/usr/bin/env bash'],
  ['plan.ps1', 'pwsh plan.ps1', '\ufeff# 9 requests'],
])('a plan that is saved as %s is a script that can grant consent, too', async (name, command, start) => {
  const desk = await openDesk();
  const { exitCode, err } = await desk.run(`plan --practice --mcp-url ${MCP_URL} --out ${name}`);
  expect(exitCode).toBe(0);
  expect(err).toContain(`Saved: ${name}. Carry it out with \`${command}\`.`);
  expect(desk.disk.text(name).startsWith(start)).toBe(true);
  expect(desk.disk.text(name)).toContain('/oauth2PermissionGrants');
  expect(desk.disk.text(name)).toContain('npx entra-mcp-setup setup --practice --mcp-url');
});
