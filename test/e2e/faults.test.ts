import { describe } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { APPLY, test } from './journey.ts';

interface Expected {
  readonly exitCode: number;
  readonly findings: readonly string[];
  /** What `apply` cannot mend and says so. */
  readonly left?: readonly string[];
}

const failing = (...findings: readonly string[]): Expected => ({ exitCode: 1, findings });

/** Every fault in the registrations, with what `verify` finds. */
const FAULTS: Readonly<Record<string, Expected>> = {
  'wrong-scope': failing('server-api.scope'),
  'missing-consent': failing('client-app.admin-consent'),
  'missing-graph-consent': failing('server-api.graph-consent'),
  'expired-secret': failing('server-api.credential'),
  'thumbprint-mismatch': failing('server-api.credential'),
  'public-flows-on-server': failing('server-api.public-client-flows'),
  'wrong-audience': failing('server-api.identifier-uri'),
  'v1-tokens': failing('server-api.token-version'),
  'api-not-visible': { exitCode: 0, findings: ['server-api.owners'] },
  'no-identifier-uri': failing('server-api.identifier-uri'),
  'missing-graph-permission': failing('server-api.graph-permissions', 'server-api.graph-consent'),
  'redirect-on-wrong-platform': failing('client-app.public-client'),
  'user-not-assigned': {
    exitCode: 0,
    findings: ['client-app.user-assignment'],
    left: ['client-app.user-assignment'],
  },
};

describe.concurrent('a fault in the registrations', () => {
  for (const [fault, { exitCode, findings, left = [] }] of Object.entries(FAULTS)) {
    test(`${fault} is found and mended`, async ({ ready, expect }) => {
      await ready.breaks(fault);
      const found = await ready.run(['verify', '--practice', '--auth', 'browser', '--json']);
      expect([found.code, findingsIn(found.out)]).toEqual([exitCode, findings]);
      const mended = await ready.run([...APPLY, '--json']);
      expect([mended.code, findingsIn(mended.out)]).toEqual([0, left]);
    });
  }

  test('once mended leaves nothing to be found', async ({ ready, expect }) => {
    await ready.breaks('v1-tokens', 'missing-consent', 'public-flows-on-server');
    await ready.run(APPLY);
    const { code, out } = await ready.run(['verify', '--practice', '--auth', 'browser', '--json']);
    expect([code, findingsIn(out)]).toEqual([0, []]);
  });
});

function findingsIn(out: string): readonly string[] {
  const { checks = [] } = JSON.parse(out) as Report;
  return checks.filter(({ status }) => ['fail', 'warn', 'unknown'].includes(status)).map(({ id }) => id);
}
