import { describe, expect, test } from 'vitest';
import type { Blueprint } from '../../src/core/blueprint.ts';
import type { Change } from '../../src/core/changes/index.ts';
import { EVIL_URI, registerAs } from '../support/attack.ts';
import { type Desk, MCP_URL, openDesk, type Run, setUpDesk, writesIn } from '../support/desk.ts';

const APPLY_PLAN = 'apply plan.json --practice --yes --json';

interface PlanFile {
  tenantId: string;
  blueprint: Blueprint;
  changes: { because: string; change: Change }[];
}

type Tampering = (file: PlanFile) => unknown;

/** A plan that somebody else had in hand before it is carried out. */
async function tampered(desk: Desk, tamper: Tampering): Promise<Run> {
  const file = JSON.parse(desk.disk.text('plan.json')) as PlanFile;
  const before = JSON.stringify(file);
  const after = JSON.stringify(tamper(file) ?? file);
  expect(after).not.toBe(before);
  desk.disk.put('plan.json', after);
  return desk.run(APPLY_PLAN);
}

async function planned(flags = ''): Promise<Desk> {
  const desk = await openDesk();
  await desk.run(`plan --practice --mcp-url ${MCP_URL} --out plan.json ${flags}`.trim());
  return desk;
}

/** Changes of one kind, replaced. */
function replacing<Kind extends Change['kind']>(
  kind: Kind,
  replace: (change: Extract<Change, { kind: Kind }>) => object,
): Tampering {
  return ({ changes, ...rest }) => ({
    ...rest,
    changes: changes.map((one) =>
      one.change.kind === kind
        ? { ...one, change: replace(one.change as Extract<Change, { kind: Kind }>) }
        : one,
    ),
  });
}

test.each([
  `plan --practice --mcp-url ${MCP_URL} --graph-permissions Files.Read --out plan.json`,
  `plan --practice --mcp-url ${MCP_URL} --out sub/plan.json --out-dir sub`,
])('a saved plan is carried out by the command that is printed with it: %s', async (line) => {
  const desk = await openDesk();
  const { err } = await desk.run(line);
  const [, command = ''] = /Carry it out with\s`entra-mcp-setup ([^`]+)`/.exec(err) ?? [];
  expect(command).toMatch(/^apply .*plan\.json/);
  const { document } = await desk.run(`${command} --json`);
  // Consent is another decision.
  expect([document.exitCode, document.errors]).toEqual([1, undefined]);
  expect(document.applied?.done).toHaveLength(6);
});

const CONSENT = { kind: 'grant-consent', app: 'server', resource: 'microsoft-graph', before: [] };

describe('a saved plan that does more than follows from its blueprint and the tenant', () => {
  const tamperings: readonly (readonly [string, string, Tampering])[] = [
    [
      'scopes that were never granted pass for those before',
      '--grant-admin-consent',
      replacing('grant-consent', (change) => ({ ...change, before: ['Directory.ReadWrite.All'] })),
    ],
    [
      'more scopes are granted',
      '--grant-admin-consent',
      replacing('grant-consent', ({ scopes, ...change }) => ({
        ...change,
        scopes: [...scopes, 'Mail.Read'],
      })),
    ],
    [
      'consent is granted that nobody said yes to',
      '',
      (file) => ({
        ...file,
        changes: [
          ...file.changes,
          { because: 'server-api.graph-consent', change: { ...CONSENT, scopes: ['Files.Read'] } },
        ],
      }),
    ],
    [
      'an address stands in a new app',
      '',
      replacing('create-application', ({ draft, ...change }) => ({
        ...change,
        draft: {
          ...draft,
          redirectUris: { ...draft.redirectUris, uris: [...draft.redirectUris.uris, EVIL_URI] },
        },
      })),
    ],
    [
      'a new app gets the name of another',
      '',
      replacing('create-application', ({ draft, ...change }) => ({
        ...change,
        draft: { ...draft, uniqueName: 'entra-mcp-setup-client-of-another' },
      })),
    ],
    [
      'a secret lives longer',
      '',
      replacing('add-secret', (change) => ({ ...change, endDateTime: '2099-01-01T00:00:00Z' })),
    ],
    ['a change is left out', '', ({ changes, ...rest }) => ({ ...rest, changes: changes.slice(1) })],
    [
      'it is said to be for another tenant',
      '',
      (file) => ({ ...file, tenantId: '11111111-2222-4333-8444-555555555555' }),
    ],
  ];

  test.each(tamperings)('is refused where %s, and says so', async (_how, flags, tamper) => {
    const run = await tampered(await planned(flags), tamper);
    expect([run.exitCode, writesIn(run.log)]).toEqual([2, []]);
    expect(run.document.errors?.[0]?.title).toContain('plan.json');
  });
});

describe('a saved plan whose values go into addresses', () => {
  const hostile: readonly (readonly [string, Tampering])[] = [
    [
      'unique name',
      replacing('create-application', ({ draft, ...change }) => ({
        ...change,
        draft: { ...draft, uniqueName: "x')/owners/$ref?('" },
      })),
    ],
    [
      'marker',
      ({ blueprint, ...rest }) => ({ ...rest, blueprint: { ...blueprint, marker: "x')/owners('" } }),
    ],
    [
      'app id',
      ({ blueprint, ...rest }) => ({
        ...rest,
        blueprint: { ...blueprint, clientApp: { ...blueprint.clientApp, appId: "x')/owners('" } },
      }),
    ],
    [
      'redirect URI',
      ({ blueprint, ...rest }) => ({
        ...rest,
        blueprint: {
          ...blueprint,
          clientApp: { ...blueprint.clientApp, redirectUris: ['javascript:alert(1)'] },
        },
      }),
    ],
  ];

  test.each(hostile)('is refused before anybody signs in: %s', async (_what, tamper) => {
    const run = await tampered(await planned(), tamper);
    expect([run.exitCode, run.log]).toEqual([2, []]);
  });
});

describe('a saved plan that nobody touched', () => {
  test('is carried out days later, its secret ending on the day that was shown', async () => {
    const desk = await planned('--grant-admin-consent');
    const file = JSON.parse(desk.disk.text('plan.json')) as PlanFile;
    const shown = file.changes.flatMap(({ change }) =>
      change.kind === 'add-secret' ? [change.endDateTime] : [],
    );
    await desk.clock.sleep(3 * 86_400_000);
    const { exitCode, document } = await desk.run(APPLY_PLAN);
    expect([exitCode, document.applied?.credentials.map(({ endDateTime }) => endDateTime)]).toEqual([
      0,
      shown,
    ]);
  });

  test('gives its apps the marker it was made with, and keeps it', async () => {
    const desk = await planned();
    const { marker } = (JSON.parse(desk.disk.text('plan.json')) as PlanFile).blueprint;
    await desk.run(APPLY_PLAN);
    const names = desk.tenant.state.applications.map(({ uniqueName }) => uniqueName);
    expect(names).toEqual([`entra-mcp-setup-server-${marker}`, `entra-mcp-setup-client-${marker}`]);
    expect(desk.disk.text('entra-mcp.yaml')).toContain(`marker: ${marker}`);
  });

  test('mends what it was made to mend', async () => {
    const desk = await setUpDesk();
    desk.break('missing-consent', 'v1-tokens', 'expired-secret');
    await desk.run('plan --practice --out plan.json');
    expect((await desk.run(APPLY_PLAN)).exitCode).toBe(0);
  });

  test('does not take an app that somebody registered under its marker meanwhile', async () => {
    const desk = await planned('--grant-admin-consent');
    const { marker } = (JSON.parse(desk.disk.text('plan.json')) as PlanFile).blueprint;
    registerAs(desk, {
      displayName: 'Another name',
      uniqueName: `entra-mcp-setup-client-${marker}`,
      publicClient: { redirectUris: [EVIL_URI] },
    });
    const run = await desk.run(APPLY_PLAN);
    expect([run.exitCode, writesIn(run.log)]).toEqual([2, []]);
  });
});

test('a plan shows the redirect URIs of the apps it creates', async () => {
  const desk = await openDesk();
  const { out } = await desk.run(`plan --practice --mcp-url ${MCP_URL}`);
  expect(out).toContain('http://127.0.0.1:53100/callback');
  expect(out).toContain('https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback');
});
