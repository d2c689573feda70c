import type { Blueprint } from '../../src/core/blueprint.ts';
import { CHECKS } from '../../src/core/checks/index.ts';
import { judge } from '../../src/core/judge.ts';
import type { DiagnosedCause, Diagnosis } from '../../src/core/report.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import {
  diagnose,
  type Knowledge,
  NOTHING_KNOWN,
  type ProbeResult,
  readFailures,
} from '../../src/diagnosis/index.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import { healthyTenant, MOMENT } from '../support/tenants.ts';

/** Everything known when a tenant was read and judged, as `diagnose --config` has it. */
export function knowing(
  tenant: Tenant = healthyTenant(),
  blueprint: Blueprint = BLUEPRINT,
  more: Partial<Knowledge> = {},
): Knowledge {
  return {
    ...NOTHING_KNOWN,
    blueprint,
    tenant,
    verdicts: judge(CHECKS, blueprint, tenant, MOMENT).map(({ verdict }) => verdict),
    clientAppId: IDS.client.appId,
    serverAppId: IDS.server.appId,
    ...more,
  };
}

export const PROBE: ProbeResult = {
  outcome: 'rejected',
  aadsts: '7000215',
  secretLooksLikeGuid: false,
  secretIsKeyId: false,
  hintMatches: true,
  createdSecondsAgo: 86_400,
  certificateThumbprint: null,
};

/** The first diagnosis of a text. */
export function diagnosed(text: string, knowledge: Knowledge = NOTHING_KNOWN): Diagnosis {
  const [first] = diagnose(readFailures(text), knowledge);
  if (first === undefined) throw new Error('Nothing was recognised.');
  return first;
}

export function provedIds({ causes }: { readonly causes: readonly DiagnosedCause[] }): readonly string[] {
  return causes.filter(({ verdict }) => verdict === 'proved').map(({ id }) => id);
}

export function verdictOf({ causes }: Diagnosis, id: string): DiagnosedCause['verdict'] | undefined {
  return causes.find((one) => one.id === id)?.verdict;
}

const TRACE =
  '\r\nTrace ID: 11111111-2222-4333-8444-555555555555\r\nCorrelation ID: 66666666-7777-4888-9999-000000000000\r\nTimestamp: 2026-11-23 09:59:00Z';

/** The token service's answer, as it stands in a response body. */
export function tokenError(error: string, description: string): string {
  return JSON.stringify({ error, error_description: `${description}${TRACE}` });
}
