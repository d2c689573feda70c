import type { Change } from '../../src/core/changes/index.ts';
import { type Application, facetOf } from '../../src/core/tenant.ts';
import { performChange } from '../../src/graph/perform.ts';
import { type RunState, runStateOf, withFacts } from '../../src/graph/run-state.ts';
import { type Exchange, recorded, scriptedGraph } from '../support/scripted-graph.ts';
import { healthyTenant } from '../support/tenants.ts';

export function present(application: Application | null): Application {
  if (application === null) throw new Error('A healthy tenant holds the server app.');
  return application;
}

export const APPLICATION = present(facetOf(healthyTenant(), 'serverApplication'));
/** A run that has written to the app already, so that nothing is read again. */
export const KNOWN = withFacts(runStateOf(healthyTenant()), 'server', { application: APPLICATION });

export async function outcome(
  script: readonly Exchange[],
  change: Change,
  { runState = KNOWN, maxWait = 180_000 }: { readonly runState?: RunState; readonly maxWait?: number } = {},
) {
  const scripted = scriptedGraph(script, { maxWait });
  const settled = await performChange(scripted, runState, change).then(
    (performed) => ({ performed, error: null }),
    (error: unknown) => ({ performed: null, error }),
  );
  scripted.finish();
  return { ...settled, slept: scripted.clock.slept };
}
export const GONE = recorded('07');
