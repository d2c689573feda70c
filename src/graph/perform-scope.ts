import { editOf } from '../core/changes/index.ts';
import { applyEdit } from '../core/changes/registration.ts';
import { disablingEdit, mustDisableFirst, type SetScopeConsent } from '../core/changes/scopes.ts';
import type { GraphReply } from './client.ts';
import { parseFailure } from './failure.ts';
import { appIdsOf, editRequest } from './requests.ts';
import { type RunState, withFacts } from './run-state.ts';
import { settle } from './settle.ts';
import { currentApplication, readApplication, send, type WriteEnvironment, writeEdit } from './write.ts';

/**
 * Changes the texts, type or name of the scope. That the texts of an enabled scope can change is not documented, so it is tried.
 * Name and type cannot: the scope is disabled, read until it shows as disabled, then changed and enabled (facts: graph.md
 * §2). A run that ends in between leaves it disabled, which the next one mends.
 */
export async function performScopeConsent(
  environment: WriteEnvironment,
  runState: RunState,
  change: SetScopeConsent,
  doing: string,
): Promise<RunState> {
  const before = await currentApplication(environment, runState, 'server');
  const edit = editOf(change, before, appIdsOf(runState));
  if (!mustDisableFirst(before, change)) {
    const accepts = isStillEnabled;
    const sent = await send(environment, editRequest(runState, 'server', edit), { doing, accepts });
    if (sent.status < 400) return withFacts(runState, 'server', { application: applyEdit(before, edit) });
  }
  const first = disablingEdit(before, change);
  const off = await writeEdit(environment, runState, 'server', { before, edit: first, doing });
  await waitUntilDisabled(environment, off, change.value);
  return writeEdit(environment, off, 'server', { before: applyEdit(before, first), edit, doing });
}

/** Recording 22. */
function isStillEnabled(reply: GraphReply): boolean {
  return parseFailure(reply).code === 'CannotDeleteOrUpdateEnabledEntitlement';
}

/** Waits until the scope shows as disabled, or the limit is reached. */
async function waitUntilDisabled(
  environment: WriteEnvironment,
  runState: RunState,
  value: string,
): Promise<void> {
  await settle(
    () => readApplication(environment, runState, 'server'),
    ({ scopes }) => scopes.some((scope) => scope.value === value && !scope.isEnabled),
    environment.patience,
  );
}
