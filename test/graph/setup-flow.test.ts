import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/core/checks/index.ts';
import { describePlan } from '../../src/core/describe-plan.ts';
import { judge } from '../../src/core/judge.ts';
import { type Bench, keepingKeys, observe, openBench, run, stillToDo, withIds } from '../support/bench.ts';
import { BLUEPRINT } from '../support/practice.ts';

const sentBy = ({ tenant: { log } }: Bench) =>
  log.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
const isWrite = (line: string): boolean => !line.startsWith('GET') && !line.endsWith('$batch');

describe('a fresh set-up', () => {
  it('takes nine writes after one look', async () => {
    const bench = await openBench();
    await run(bench);
    const sent = sentBy(bench);
    expect([sent.length, sent.filter(isWrite).length]).toEqual([10, 9]);
  });

  it('writes the server first, since the client asks for its scope, and consent last', async () => {
    const bench = await openBench();
    const { plan } = await run(bench);
    expect(plan.changes.map(({ change }) => `${change.app}: ${change.kind}`)).toEqual([
      'server: create-application',
      'server: add-identifier-uri',
      'client: create-application',
      'server: create-service-principal',
      'client: create-service-principal',
      'server: add-secret',
      'client: grant-consent',
      'client: grant-consent',
      'server: grant-consent',
    ]);
  });

  it('passes every check but those for people', async () => {
    const bench = await openBench();
    const first = await run(bench);
    const tenant = await observe(bench);
    const statuses = judge(CHECKS, keepingKeys(first), tenant, bench.moment()).map(
      ({ verdict }) => verdict.status,
    );
    expect(new Set(statuses)).toEqual(new Set(['pass', 'manual']));
  });

  it('is found again by its marker, and by its ids', async () => {
    const bench = await openBench();
    await run(bench);
    expect(await stillToDo(bench)).toEqual([]);
    expect(await stillToDo(bench, withIds(BLUEPRINT, await observe(bench)))).toEqual([]);
  });

  it('does without the tenant policy, which the Azure CLI may not read', async () => {
    const bench = await openBench();
    expect((await observe(bench)).appManagementPolicy).toMatchObject({
      state: 'unreadable',
      permission: 'Policy.Read.All',
    });
  });
});

describe('two set-ups in one tenant', () => {
  it('keep apart, though their apps have the same names', async () => {
    const bench = await openBench();
    const other = { ...BLUEPRINT, marker: 'of-another-team' };
    await run(bench);
    await run(bench, other);
    expect(bench.tenant.state.applications).toHaveLength(4);
    expect([await stillToDo(bench), await stillToDo(bench, other)]).toEqual([[], []]);
  });
});

describe('the secret that was issued', () => {
  it('is in nothing that is shown, logged or kept', async () => {
    const bench = await openBench();
    const { plan, performed, runState } = await run(bench);
    const secret = performed.flatMap(({ issued }) => issued?.secret ?? [])[0]?.reveal() ?? '';
    const verdicts = judge(CHECKS, BLUEPRINT, await observe(bench), bench.moment());
    const everything = [plan, describePlan(plan), performed, runState, verdicts, bench.waits];
    const texts = [JSON.stringify(everything), inspect(everything, { depth: 12, showHidden: true })];
    expect(secret).toHaveLength(40);
    expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  });
});
