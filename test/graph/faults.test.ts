import { describe, expect, it } from 'vitest';
import type { CheckId } from '../../src/core/check.ts';
import { CHECKS } from '../../src/core/checks/index.ts';
import { judge } from '../../src/core/judge.ts';
import { wantedRedirectUris } from '../../src/core/redirect-uris.ts';
import type { Status } from '../../src/core/report.ts';
import {
  type Bench,
  firstRun,
  keepingKeys,
  observe,
  openBench,
  type Run,
  run,
  setUp,
  stillToDo,
} from '../support/bench.ts';
import { BLUEPRINT } from '../support/practice.ts';

type Changes = Partial<Record<CheckId, Status>>;

const HEALTHY: readonly Status[] = ['pass', 'manual'];

async function unhealthy(bench: Bench, ...runs: readonly Run[]): Promise<Changes> {
  const tenant = await observe(bench);
  const blueprint = keepingKeys(await firstRun, ...runs);
  return Object.fromEntries(
    judge(CHECKS, blueprint, tenant, bench.moment())
      .filter(({ verdict }) => !HEALTHY.includes(verdict.status))
      .map(({ verdict }) => [verdict.id, verdict.status]),
  );
}

/** Which checks change status for each fault of `practice break` that is about the two registrations; no other does. */
const FAULTS: readonly (readonly [string, Changes])[] = [
  ['wrong-scope', { 'server-api.scope': 'fail' }],
  ['missing-consent', { 'client-app.admin-consent': 'fail' }],
  ['missing-graph-consent', { 'server-api.graph-consent': 'fail' }],
  ['wrong-secret', {}],
  ['secret-id-as-value', {}],
  ['expired-secret', { 'server-api.credential': 'fail', 'server-api.credential-expiry': 'skip' }],
  [
    'thumbprint-mismatch',
    {
      'server-api.credential': 'fail',
      'server-api.credential-expiry': 'skip',
      'server-api.credentials-beyond-blueprint': 'warn',
    },
  ],
  ['public-flows-on-server', { 'server-api.public-client-flows': 'fail' }],
  ['wrong-audience', { 'server-api.identifier-uri': 'fail' }],
  ['v1-tokens', { 'server-api.token-version': 'fail' }],
  ['api-not-visible', { 'server-api.owners': 'warn' }],
  ['no-identifier-uri', { 'server-api.identifier-uri': 'fail' }],
  [
    'missing-graph-permission',
    { 'server-api.graph-permissions': 'fail', 'server-api.graph-consent': 'fail' },
  ],
  ['redirect-on-wrong-platform', { 'client-app.public-client': 'fail' }],
  [
    'application-permission',
    {
      'server-api.graph-permissions': 'fail',
      'server-api.graph-consent': 'fail',
      'server-api.grants-beyond-blueprint': 'warn',
      'server-api.permissions-beyond-blueprint': 'warn',
    },
  ],
  ['over-granted', { 'server-api.grants-beyond-blueprint': 'warn' }],
  ['granted-application-permission', { 'server-api.grants-beyond-blueprint': 'warn' }],
  ['foreign-secret', { 'server-api.credentials-beyond-blueprint': 'warn' }],
  ['user-not-assigned', { 'client-app.user-assignment': 'warn' }],
  ['server-principal-disabled', { 'server-api.service-principal': 'fail' }],
  ['client-principal-disabled', { 'client-app.service-principal': 'fail' }],
];

/** Left to people: nobody is assigned by us, and no credential of others removed. */
const LEFT: Readonly<Record<string, Changes>> = {
  'user-not-assigned': { 'client-app.user-assignment': 'warn' },
  'thumbprint-mismatch': { 'server-api.credentials-beyond-blueprint': 'warn' },
  'application-permission': {
    'server-api.grants-beyond-blueprint': 'warn',
    'server-api.permissions-beyond-blueprint': 'warn',
  },
  'granted-application-permission': { 'server-api.grants-beyond-blueprint': 'warn' },
  'over-granted': { 'server-api.grants-beyond-blueprint': 'warn' },
  'foreign-secret': { 'server-api.credentials-beyond-blueprint': 'warn' },
};

describe.each(FAULTS)('the fault %s', (fault, changes) => {
  it('changes the status of exactly these checks', async () => {
    const bench = await openBench(await setUp);
    bench.fault(fault);
    expect(await unhealthy(bench)).toEqual(changes);
  });

  it('is mended by one run, but for what is left to people', async () => {
    const bench = await openBench(await setUp);
    bench.fault(fault);
    const mending = await run(bench);
    expect(await unhealthy(bench, mending)).toEqual(LEFT[fault] ?? {});
    expect(await stillToDo(bench)).toEqual([]);
  });
});

/** Needs the grant or the lack of a secret that another takes away. */
const ALONE = ['over-granted', 'foreign-secret'];

describe('all faults at once', () => {
  it('are mended by one run', async () => {
    const bench = await openBench(await setUp);
    const together = FAULTS.map(([fault]) => fault).filter((fault) => !ALONE.includes(fault));
    for (const fault of together) bench.fault(fault);
    const mending = await run(bench);
    expect(await unhealthy(bench, mending)).toEqual(
      Object.assign({}, ...together.map((fault) => LEFT[fault] ?? {})),
    );
  });
});

interface NearMiss {
  readonly title: string;
  readonly edit: (bench: Bench, of: Parts) => Promise<unknown>;
  readonly changes: Changes;
}

interface Parts {
  readonly client: string;
  readonly server: string;
  readonly clientPrincipal: string;
  readonly serverPrincipal: string;
  readonly user: string;
}

const CALLBACK = 'http://127.0.0.1:53100/callback';
const uris = (other: string) => [...wantedRedirectUris('client', BLUEPRINT), other];
const patch =
  (app: 'client' | 'server', body: object): NearMiss['edit'] =>
  (bench, of) =>
    bench.graph.send('PATCH', `/applications/${of[app]}`, { body });
const registering = (other: string): NearMiss['edit'] =>
  patch('client', { publicClient: { redirectUris: uris(other) } });
const scopeOf = (value: string) => ({
  id: '11111111-2222-4333-8444-555555555555',
  value,
  type: 'User',
  isEnabled: true,
  adminConsentDisplayName: 'x',
  adminConsentDescription: 'x',
});

/** The near misses of verify: each changes exactly these checks. */
const NEAR_MISSES: readonly NearMiss[] = [
  ...[
    `${CALLBACK}/`,
    CALLBACK.replace('callback', 'Callback'),
    CALLBACK.replace('http:', 'https:'),
    CALLBACK.replace('53100', '4711'),
    CALLBACK.replace('127.0.0.1', 'localhost'),
  ].map((uri) => ({
    title: `a redirect URI that almost matches: ${uri}`,
    edit: registering(uri),
    changes: { 'client-app.redirect-near-miss': 'warn' } as const,
  })),
  {
    title: 'a redirect URI of somebody else on the wrong platform',
    edit: patch('client', { web: { redirectUris: ['https://portal.contoso.com/signed-in'] } }),
    changes: { 'client-app.public-client': 'fail' },
  },
  {
    title: 'a scope on the wrong app',
    edit: patch('client', { api: { oauth2PermissionScopes: [scopeOf('access')] } }),
    changes: { 'client-app.scope-on-wrong-app': 'warn' },
  },
  {
    title: 'a permission beyond the blueprint',
    edit: (bench, of) =>
      bench.graph.send('PATCH', `/applications/${of.server}`, {
        body: {
          requiredResourceAccess: [
            {
              resourceAppId: '00000003-0000-0000-c000-000000000000',
              resourceAccess: [
                { id: '10465720-29dd-4523-a11a-6a75c743c9d9', type: 'Scope' },
                { id: '863451e7-0667-486c-a5d6-d135439485f0', type: 'Scope' },
              ],
            },
          ],
        },
      }),
    changes: { 'server-api.permissions-beyond-blueprint': 'warn' },
  },
  {
    title: 'a grant for a single user',
    edit: (bench, of) =>
      bench.graph.send('POST', '/oauth2PermissionGrants', {
        body: {
          clientId: of.clientPrincipal,
          consentType: 'Principal',
          principalId: of.user,
          resourceId: of.serverPrincipal,
          scope: 'access',
        },
      }),
    changes: { 'client-app.per-user-grants': 'warn' },
  },
  {
    title: 'an app of the same name',
    edit: (bench) => bench.graph.send('POST', '/applications', { body: { displayName: 'MCP Server API' } }),
    changes: { 'server-api.duplicates': 'warn' },
  },
  {
    title: 'a secret on the public client',
    edit: (bench, of) =>
      bench.graph.send('POST', `/applications/${of.client}/addPassword`, {
        body: { passwordCredential: { displayName: 'x', endDateTime: '2027-11-23T10:00:00Z' } },
      }),
    changes: { 'client-app.no-credentials': 'warn' },
  },
  {
    title: 'assignment required on the server',
    edit: (bench, of) =>
      bench.graph.send('PATCH', `/servicePrincipals/${of.serverPrincipal}`, {
        body: { appRoleAssignmentRequired: true },
      }),
    changes: { 'server-api.user-assignment': 'warn' },
  },
  {
    title: 'a secret that ends soon',
    edit: async ({ tenant: { state } }) => {
      const applications = state.applications.map((app) => ({
        ...app,
        passwords: app.passwords.map((one) => ({ ...one, endDateTime: '2026-12-13T10:00:00Z' })),
      }));
      Object.assign(state, { applications, revision: state.revision + 1 });
    },
    changes: { 'server-api.credential-expiry': 'warn' },
  },
];

describe.each(NEAR_MISSES)('$title', ({ edit, changes }) => {
  it('changes the status of exactly these checks, and nothing of ours', async () => {
    const bench = await openBench(await setUp);
    const { state } = bench.tenant;
    const [server, client] = ['MCP Server API', 'MCP Client App'].map((name) =>
      state.applications.find(({ displayName }) => displayName === name),
    );
    const principal = (appId?: string) =>
      state.servicePrincipals.find((one) => one.appId === appId)?.id ?? '';
    await edit(bench, {
      client: client?.id ?? '',
      server: server?.id ?? '',
      clientPrincipal: principal(client?.appId),
      serverPrincipal: principal(server?.appId),
      user: state.users[1]?.id ?? '',
    });
    expect(await unhealthy(bench)).toEqual(changes);
    expect(await stillToDo(bench)).toEqual([]);
  });
});
