import { beforeAll, describe, expect, it } from 'vitest';
import type { Transport } from '../../src/ports.ts';
import { addPracticeAutomation } from '../../src/practice-tenant/index.ts';
import { APPLY, type Desk, openDesk, type Run, setUpDesk } from '../support/desk.ts';

const WRITES = [
  'Application.ReadWrite.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Directory.Read.All',
  'Policy.Read.All',
];

interface Automated {
  readonly desk: Desk;
  /** Directory object id of the service principal that is signed in. */
  readonly self: string;
  readonly apply: () => Promise<Run>;
}

/** A desk where nobody sits: a service principal signs in with what the environment holds, as in CI. */
async function automated(): Promise<Automated> {
  const desk = await openDesk();
  const outside = { now: desk.clock.now, uuid: desk.random.uuid, bytes: desk.random.bytes };
  const secret = { kind: 'secret', value: 'practice-s3cret' } as const;
  const { appId, servicePrincipalId } = addPracticeAutomation(desk.tenant.state, outside, secret, WRITES);
  const env = {
    AZURE_TENANT_ID: desk.tenant.state.tenant.id,
    AZURE_CLIENT_ID: appId,
    AZURE_CLIENT_SECRET: secret.value,
  };
  return {
    desk,
    self: servicePrincipalId,
    apply: () => desk.run(`${APPLY} --auth environment --json`, { env }),
  };
}

const isWrite = ({ method, url }: Run['log'][number]): boolean =>
  method !== 'GET' && url.startsWith('https://graph.') && !url.endsWith('/$batch');

describe('apply, signed in as a service principal', () => {
  let bench: Automated;
  let first: Run;
  let waited: number;

  beforeAll(async () => {
    bench = await automated();
    const before = bench.desk.clock.now().getTime();
    first = await bench.apply();
    waited = bench.desk.clock.now().getTime() - before;
  });

  it('sets everything up', () => {
    expect([first.exitCode, first.document.summary?.fail]).toEqual([0, 0]);
  });

  it('takes at most 16 requests and waits for nothing', () => {
    expect(first.log.length).toBeLessThanOrEqual(16);
    expect(waited).toBeLessThan(10_000);
  });

  it('leaves the account that created the apps as their owner, as people are', () => {
    const owners = bench.desk.tenant.state.applications
      .filter(({ displayName }) => displayName.startsWith('MCP '))
      .map((app) => app.owners);
    expect(owners).toEqual([[bench.self], [bench.self]]);
  });

  it('writes nothing when it is run again', async () => {
    const again = await bench.apply();
    expect(again.log.filter(isWrite).map(({ method, url }) => `${method} ${url}`)).toEqual([]);
    expect(again.document.applied?.done).toEqual([]);
  });
});

it('what somebody else changes meanwhile is not waited for as long as what was changed', async () => {
  const desk = await setUpDesk();
  desk.break('v1-tokens');
  const meanwhile = (inner: Transport): Transport => {
    return async (request) => {
      const reply = await inner(request);
      if (request.method === 'PATCH') desk.break('public-flows-on-server');
      return reply;
    };
  };
  const before = desk.clock.now().getTime();
  const { exitCode, document } = await desk.run(`${APPLY} --json`, { between: meanwhile });
  const failed = document.checks?.filter(({ status }) => status === 'fail').map(({ id }) => id);
  expect([exitCode, failed]).toEqual([1, ['server-api.public-client-flows']]);
  expect(desk.clock.now().getTime() - before).toBeLessThan(60_000);
});
