import { peek } from '../directory.ts';
import type { ApplicationRecord, PracticeState } from '../state.ts';
import type { PasswordRestriction } from '../state-settings.ts';
import { GraphRefusal } from './reply.ts';

interface Ruling {
  readonly policyId: string;
  readonly restrictions: readonly PasswordRestriction[];
}

/** The policy in force for an application: its own, else the tenant's (facts: graph.md §1.7). */
function rulingFor(state: PracticeState, app: ApplicationRecord): Ruling | null {
  const own = state.policies.customAppManagement.find((policy) => policy.appliesTo.includes(app.id));
  const policy = own ?? state.policies.appManagement;
  if (!policy.isEnabled) return null;
  const created = Date.parse(
    peek(state, 'applications', 'id', app.id)?.createdDateTime ?? app.createdDateTime,
  );
  const restrictions = policy.passwordCredentials.filter(
    ({ state: on, restrictForAppsCreatedAfterDateTime: after }) =>
      on === 'enabled' && (after === null || created > Date.parse(after)),
  );
  return { policyId: policy.id, restrictions };
}

const DAY = 24 * 3600 * 1000;
const UNIT: Readonly<Record<string, number>> = { D: DAY, W: 7 * DAY, M: 30 * DAY, Y: 365 * DAY };

/** Milliseconds of an ISO 8601 duration of days or longer, as policies use them (`P90D`). */
const millisecondsOf = (duration: string): number =>
  [...duration.matchAll(/(\d+)([DWMY])/g)].reduce(
    (sum, [, count, unit = 'D']) => sum + Number(count) * (UNIT[unit] ?? 0),
    0,
  );

function refusal(code: string, message: string, detail: string): GraphRefusal {
  return new GraphRefusal(400, code, message, { details: [{ code: detail, message }] });
}

export interface Lifetime {
  readonly start: number;
  readonly end: number;
}

/** Refuses a new password that the policy in force forbids or finds too long-lived (recording 24). */
export function assertPasswordAllowed(
  state: PracticeState,
  app: ApplicationRecord,
  { start, end }: Lifetime,
): void {
  const ruling = rulingFor(state, app);
  if (ruling === null) return;
  const { policyId, restrictions } = ruling;
  if (restrictions.some(({ restrictionType }) => restrictionType === 'passwordAddition')) {
    const message = `Credential type not allowed as per assigned policy '${policyId}'.`;
    throw refusal('CredentialTypeNotAllowedAsPerAppPolicy', message, 'CredentialTypeNotAllowed');
  }
  const caps = restrictions.flatMap(({ restrictionType, maxLifetime }) =>
    restrictionType === 'passwordLifetime' && maxLifetime !== null ? [millisecondsOf(maxLifetime)] : [],
  );
  if (caps.some((cap) => end - start > cap)) {
    const message = `Credential lifetime exceeds the max value allowed as per assigned policy '${policyId}'.`;
    throw refusal('CredentialInvalidLifetimeAsPerAppPolicy', message, 'InvalidKeyEndDate');
  }
}
