import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  parsePlanFile,
  planFileSchema,
  refuseMoved,
  renderPlanFile,
  type SavedPlan,
} from '../../src/commands/apply/plan-file.ts';
import { CHECKS } from '../../src/core/checks/index.ts';
import { planFor } from '../../src/core/plan.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import { SetupError } from '../../src/errors.ts';
import { type Case, cases } from '../support/arbitraries.ts';
import { forAll } from '../support/for-all.ts';
import { planOf } from '../support/laws.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { changed, healthyTenant, hiding, MOMENT } from '../support/tenants.ts';

const TENANT = healthyTenant();
const textFor = (tenant: Tenant) =>
  renderPlanFile(BLUEPRINT, tenant, planFor(CHECKS, BLUEPRINT, tenant, MOMENT));
const saved = (tenant: Tenant = TENANT) => parsePlanFile('plan.json', textFor(tenant));
const MOVED = changed(TENANT, 'server', { tokenVersion: 1 });

function refusalOf(plan: SavedPlan, tenant: Tenant): SetupError | null {
  try {
    refuseMoved(plan, tenant);
    return null;
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
}

describe('a saved plan', () => {
  it('is carried out on the tenant it was made for', () => {
    expect(refusalOf(saved(), TENANT)).toBeNull();
  });

  it('is refused where something moved, which is named', () => {
    const error = refusalOf(saved(), MOVED);
    expect([error?.code, error?.message]).toEqual([
      'TENANT_MOVED',
      'The tenant has changed since plan.json was made, so it is not carried out: app registration of MCP Server API.',
    ]);
  });

  it('is refused where what it rests on cannot be seen now', () => {
    const error = refusalOf(saved(), hiding(TENANT, 'clientGrants'));
    expect(error?.message).toContain('grants to MCP Client App (not readable now)');
  });

  it('is carried out by an account that sees more than the one that made it', () => {
    expect(refusalOf(saved(hiding(TENANT, 'appManagementPolicy')), TENANT)).toBeNull();
  });

  it('of before, without hashes of each facet, is held against the whole', () => {
    const { facets, ...before } = saved();
    expect([refusalOf(before, TENANT), refusalOf(before, MOVED)?.code]).toEqual([null, 'TENANT_MOVED']);
  });

  it('whose hashes do not make its fingerprint is damaged', () => {
    const text = JSON.stringify({ ...JSON.parse(textFor(TENANT)), facets: {} });
    expect(() => parsePlanFile('plan.json', text)).toThrow(/facets/);
  });
});

it('any plan that is saved has the form that is read back', () => {
  forAll(cases, (one: Case) => {
    const plan = planOf(CHECKS, one);
    // The form alone: the certificates of these cases are none that a reader would believe.
    const written: unknown = JSON.parse(renderPlanFile(one.blueprint, one.tenant, plan));
    const read = planFileSchema.parse(written);
    return isDeepStrictEqual(read, written) ? [] : [read, written];
  });
});
