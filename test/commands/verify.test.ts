import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import {
  type Desk,
  graphRequests,
  loseIds,
  MCP_URL,
  openDesk,
  setUpDesk,
  writesIn,
} from '../support/desk.ts';
import { forbidding } from '../support/desk-forbid.ts';

const VERIFY = 'verify --practice --json';
const idsWith = ({ checks = [] }: Report, ...statuses: readonly string[]) =>
  checks.filter(({ status }) => statuses.includes(status)).map(({ id }) => id);

describe('verify', () => {
  test('exits with 0 where everything holds', async () => {
    const { exitCode, document } = await (await setUpDesk()).run(VERIFY);
    expect([exitCode, document.ok, idsWith(document, 'fail', 'warn', 'unknown')]).toEqual([0, true, []]);
  });

  test('writes nothing, neither to the tenant nor to a file', async () => {
    const desk = await setUpDesk();
    const before = desk.disk.snapshot();
    const { log } = await desk.run(VERIFY);
    expect([writesIn(log), desk.disk.snapshot()]).toEqual([[], before]);
  });

  test('takes at most two requests one after the other when the ids are known', async () => {
    const { log } = await (await setUpDesk()).run(VERIFY);
    expect(graphRequests(log).length).toBeLessThanOrEqual(2);
  });

  test('takes at most five when the apps must be found by the marker, and held against it', async () => {
    const desk = await setUpDesk();
    loseIds(desk);
    const { log, exitCode } = await desk.run('verify --practice');
    expect(graphRequests(log).length).toBeLessThanOrEqual(5);
    expect(exitCode).toBe(0);
  });

  test('does not take apps for its own that only fit its names and address', async () => {
    const desk = await setUpDesk();
    desk.disk.content.clear();
    const { exitCode } = await desk.run(`verify --practice --mcp-url ${MCP_URL}`);
    expect(exitCode).toBe(1);
  });

  test('judges one configuration named as operand', async () => {
    const desk = await setUpDesk();
    desk.disk.put('envs/prod.yaml', desk.disk.text('entra-mcp.yaml'));
    desk.disk.content.delete('entra-mcp.yaml');
    const { exitCode, document } = await desk.run(`verify envs/prod.yaml --practice --json`);
    expect([exitCode, document.config]).toEqual([0, 'envs/prod.yaml']);
  });

  test('fails on apps that do not exist, not on everything that hangs on them', async () => {
    const { exitCode, document } = await (await openDesk()).run(`${VERIFY} --mcp-url ${MCP_URL}`);
    expect([exitCode, idsWith(document, 'fail')]).toEqual([1, ['server-api.exists', 'client-app.exists']]);
  });
});

/** The faults of `practice break` that concern configuration, the checks each makes fail or warn, and whether apply mends it. */
const FAULTS: readonly (readonly [string, readonly string[], number])[] = [
  ['wrong-scope', ['server-api.scope'], 1],
  ['missing-consent', ['client-app.admin-consent'], 1],
  ['missing-graph-consent', ['server-api.graph-consent'], 1],
  ['expired-secret', ['server-api.credential'], 1],
  ['thumbprint-mismatch', ['server-api.credential', 'server-api.credentials-beyond-blueprint'], 1],
  ['public-flows-on-server', ['server-api.public-client-flows'], 1],
  ['wrong-audience', ['server-api.identifier-uri'], 1],
  ['v1-tokens', ['server-api.token-version'], 1],
  ['api-not-visible', ['server-api.owners'], 0],
  ['no-identifier-uri', ['server-api.identifier-uri'], 1],
  ['missing-graph-permission', ['server-api.graph-permissions', 'server-api.graph-consent'], 1],
  ['redirect-on-wrong-platform', ['client-app.public-client'], 1],
  [
    'application-permission',
    [
      'server-api.graph-consent',
      'server-api.graph-permissions',
      'server-api.grants-beyond-blueprint',
      'server-api.permissions-beyond-blueprint',
    ],
    1,
  ],
  ['over-granted', ['server-api.grants-beyond-blueprint'], 0],
  ['granted-application-permission', ['server-api.grants-beyond-blueprint'], 0],
  ['foreign-secret', ['server-api.credentials-beyond-blueprint'], 0],
  ['user-not-assigned', ['client-app.user-assignment'], 0],
];

/** We assign nobody, and remove no credential of others. */
const LEFT_TO_PEOPLE: Readonly<Record<string, readonly string[]>> = {
  'user-not-assigned': ['client-app.user-assignment'],
  'thumbprint-mismatch': ['server-api.credentials-beyond-blueprint'],
  'application-permission': ['server-api.permissions-beyond-blueprint', 'server-api.grants-beyond-blueprint'],
  'over-granted': ['server-api.grants-beyond-blueprint'],
  'granted-application-permission': ['server-api.grants-beyond-blueprint'],
  'foreign-secret': ['server-api.credentials-beyond-blueprint'],
};

describe('verify and apply with a fault', () => {
  test.each(FAULTS)('%s makes exactly the right checks fail', async (fault, checks, exitCode) => {
    const desk = await setUpDesk();
    desk.break(fault);
    const run = await desk.run(VERIFY);
    expect([run.exitCode, idsWith(run.document, 'fail', 'warn').sort()]).toEqual([
      exitCode,
      [...checks].sort(),
    ]);
  });

  test.each(FAULTS)('%s is mended by apply, or left to people by name', async (fault) => {
    const desk = await setUpDesk();
    desk.break(fault);
    const applied = await desk.run('apply --practice --yes --json');
    const after = await desk.run(VERIFY);
    const left = idsWith(after.document, 'fail', 'warn');
    const named = applied.document.plan?.leftToPeople.map(({ check }) => check) ?? [];
    expect(left.filter((id) => !named.includes(id))).toEqual([]);
    expect(left).toEqual(LEFT_TO_PEOPLE[fault] ?? []);
  });
});

describe('verify with flags', () => {
  async function broken(...faults: readonly string[]): Promise<Desk> {
    const desk = await setUpDesk();
    desk.break(...faults);
    return desk;
  }

  test('--only judges these checks or sections alone', async () => {
    const desk = await broken('missing-consent', 'v1-tokens');
    const one = await desk.run(`${VERIFY} --only server-api.token-version`);
    const section = await desk.run(`${VERIFY} --only client-app`);
    expect(one.document.checks?.map(({ id }) => id)).toEqual(['server-api.token-version']);
    expect(idsWith(section.document, 'fail')).toEqual(['client-app.admin-consent']);
  });

  test('--skip takes the section of advice by the name it had before, too', async () => {
    const desk = await broken();
    const [now, before] = [
      await desk.run(`${VERIFY} --skip advice`),
      await desk.run(`${VERIFY} --skip practice`),
    ];
    expect([now.document.summary?.manual, before.document.summary]).toEqual([0, now.document.summary]);
  });

  test('--skip leaves checks out', async () => {
    const desk = await broken('missing-consent');
    const { exitCode } = await desk.run(`${VERIFY} --skip client-app.admin-consent`);
    expect(exitCode).toBe(0);
  });

  test.each([
    ['--only', ''],
    ['--only', 'client-app', '--skip', 'client-app'],
  ])('refuses to judge nothing: %s %s', async (...flags) => {
    const { exitCode, log } = await (await setUpDesk()).run(['verify', '--practice', ...flags]);
    expect([exitCode, log.length]).toEqual([2, 0]);
  });

  test.each(['--only', '--skip'])(
    '%s refuses a check that does not exist, with a suggestion',
    async (flag) => {
      const { exitCode, err, log } = await (await setUpDesk()).run(
        `verify --practice ${flag} server-api.scop`,
      );
      expect([exitCode, log.length]).toEqual([2, 0]);
      expect(err).toContain('server-api.scope');
    },
  );

  test.each([
    ['error', 'missing-consent', 1],
    ['error', 'api-not-visible', 0],
    ['warning', 'api-not-visible', 1],
    ['warning', 'missing-consent', 1],
    ['never', 'missing-consent', 0],
  ])('--fail-on %s with %s exits with %i', async (level, fault, expected) => {
    const { exitCode } = await (await broken(fault)).run(`${VERIFY} --fail-on ${level}`);
    expect(exitCode).toBe(expected);
  });

  test('--fail-on never leaves what could not be judged at 3', async () => {
    const { exitCode } = await (await broken('reads-forbidden')).run(`${VERIFY} --fail-on never`);
    expect(exitCode).toBe(3);
  });

  test.each([
    ['--expiry-warn 800d', 'warn', 0],
    ['--expiry-fail 800', 'fail', 1],
    ['--expiry-warn 30d', 'pass', 0],
  ])('%s judges a secret of two years as %s', async (flag, status, expected) => {
    const { exitCode, document } = await (await setUpDesk()).run(`${VERIFY} ${flag}`);
    const check = document.checks?.find(({ id }) => id === 'server-api.credential-expiry');
    expect([exitCode, check?.status]).toEqual([expected, status]);
  });

  test.each([
    '--expiry-warn soon',
    '--fail-on fatal',
    '--max-wait -1',
    '--timeout x',
    '--auth magic',
    '--sign-in-client me',
    '--format pdf',
    '--report pdf=x',
    '--report html',
    '--redact names',
    '--cloud moon',
    '--tenant not/a/tenant',
    '--shard 0/4',
  ])('refuses %s before signing in', async (flag) => {
    const { exitCode, log } = await (await setUpDesk()).run(`verify --practice ${flag}`);
    expect([exitCode, log.length]).toEqual([2, 0]);
  });
});

/** What is refused, and whether a required check rests on it. */
const UNREADABLE: readonly (readonly [string, RegExp, number])[] = [
  ['all apps', /^\/applications/, 3],
  ['all service principals', /^\/servicePrincipals/, 3],
  ['the grants', /^\/oauth2PermissionGrants/, 3],
  ['the service principal of Microsoft Graph', /00000003-0000-0000-c000-000000000000/, 3],
  ['the owners', /\/owners/, 0],
  ['the application permissions', /appRoleAssignments/, 0],
];

describe('verify where something cannot be read', () => {
  test.each(UNREADABLE)('%s: no check passes unread', async (_what, pattern, expected) => {
    const desk = await setUpDesk();
    const all = await desk.run(VERIFY);
    const run = await desk.run(VERIFY, { between: forbidding(pattern) });
    const [before, after] = [idsWith(all.document, 'pass'), idsWith(run.document, 'pass')];
    const lost = before.filter((id) => !after.includes(id));
    expect(run.exitCode).toBe(expected);
    expect(idsWith(run.document, 'unknown')).toEqual(lost);
    expect(lost.length).toBeGreaterThan(0);
  });

  test('the assignments: no check passes unread where users must be assigned', async () => {
    const desk = await setUpDesk();
    desk.break('user-not-assigned');
    const { document } = await desk.run(VERIFY, { between: forbidding(/appRoleAssignedTo/) });
    expect(idsWith(document, 'unknown')).toEqual(['client-app.user-assignment']);
  });

  test('everything: every check is unknown, none passes, and it exits with 3', async () => {
    const desk = await setUpDesk();
    desk.break('reads-forbidden');
    const { exitCode, document } = await desk.run(VERIFY);
    expect([exitCode, idsWith(document, 'pass', 'fail')]).toEqual([3, []]);
  });

  test('says which permission would show it', async () => {
    const run = await (await setUpDesk()).run(VERIFY, { between: forbidding(/^\/oauth2PermissionGrants/) });
    const check = run.document.checks?.find(({ id }) => id === 'client-app.admin-consent');
    expect(`${check?.message} ${check?.fix?.summary}`).toMatch(/Directory\.Read\.All/);
  });
});
