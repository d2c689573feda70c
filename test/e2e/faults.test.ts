import { describe } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { APPLY, test } from './journey.ts';

interface Case {
  readonly faults: readonly string[];
  /** What `verify` finds. */
  readonly findings: readonly string[];
  /** What `apply` cannot mend and says so. */
  readonly left: readonly string[];
}

/** Every fault in the registrations, together as far as they touch different settings; each alone is judged in process. */
const CASES: readonly Case[] = [
  {
    faults: [
      'wrong-scope',
      'missing-consent',
      'missing-graph-permission',
      'expired-secret',
      'public-flows-on-server',
      'v1-tokens',
      'no-identifier-uri',
      'redirect-on-wrong-platform',
      'api-not-visible',
    ],
    findings: [
      'server-api.identifier-uri',
      'server-api.token-version',
      'server-api.public-client-flows',
      'server-api.scope',
      'server-api.credential',
      'server-api.graph-permissions',
      'server-api.graph-consent',
      'server-api.owners',
      'client-app.public-client',
      'client-app.admin-consent',
    ],
    left: [],
  },
  {
    faults: ['missing-graph-consent', 'thumbprint-mismatch', 'wrong-audience', 'user-not-assigned'],
    findings: [
      'server-api.identifier-uri',
      'server-api.credential',
      'server-api.credentials-beyond-blueprint',
      'server-api.graph-consent',
      'client-app.user-assignment',
    ],
    left: ['client-app.user-assignment', 'server-api.credentials-beyond-blueprint'],
  },
];

const VERIFY = ['verify', '--practice', '--auth', 'browser', '--json'];

describe.concurrent('faults in the registrations', () => {
  for (const { faults, findings, left } of CASES) {
    test(`${faults.join(', ')} are found and mended`, async ({ ready, expect }) => {
      await ready.breaks(...faults);
      const found = await ready.run(VERIFY);
      expect([found.code, findingsIn(found.out).toSorted()]).toEqual([1, findings.toSorted()]);
      const mended = await ready.run([...APPLY, '--json']);
      expect([mended.code, findingsIn(mended.out)]).toEqual([0, left]);
      const { code, out } = await ready.run(VERIFY);
      expect([code, findingsIn(out)]).toEqual([0, left]);
    });
  }
});

function findingsIn(out: string): readonly string[] {
  const { checks = [] } = JSON.parse(out) as Report;
  return checks.filter(({ status }) => ['fail', 'warn', 'unknown'].includes(status)).map(({ id }) => id);
}
