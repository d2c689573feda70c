import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/core/checks/index.ts';
import { judge } from '../../src/core/judge.ts';
import { planFor } from '../../src/core/plan.ts';
import { knownFrom, principalsOf } from '../../src/graph/known.ts';
import { performChange } from '../../src/graph/perform.ts';
import { readTenant } from '../../src/graph/read.ts';
import { BLUEPRINT, practiceBench } from '../support/practice.ts';

describe('a fresh set-up on the practice tenant', () => {
  it('leaves nothing to plan afterwards', async () => {
    const bench = await practiceBench();
    const before = await readTenant(bench.graph, BLUEPRINT, { maxWait: 1_000 });
    const plan = planFor(CHECKS, BLUEPRINT, before, bench.moment());
    let known = knownFrom(before);
    for (const { change } of plan.changes) {
      known = (await performChange({ graph: bench.graph, patience: bench.patience }, known, change)).known;
    }
    const after = await readTenant(bench.graph, BLUEPRINT, { maxWait: 1_000, principals: principalsOf(known) });
    const again = planFor(CHECKS, BLUEPRINT, after, bench.moment());
    console.log(plan.changes.map((c) => c.change.kind), bench.tenant.log.map((r) => `${r.method} ${r.url} ${r.status} ${(r.parts??[]).map((p)=>p.status)}`));
    console.log(judge(CHECKS, BLUEPRINT, after, bench.moment()).map(({ verdict: v }) => `${v.status} ${v.id} ${v.message}`).join('\n'));
    expect(again.changes).toEqual([]);
  });
});
