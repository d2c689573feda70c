import { describe, expect, test } from 'vitest';
import { diagnoseSymptom, NOTHING_KNOWN, SYMPTOMS } from '../../src/diagnosis/index.ts';
import { IDS } from '../support/registrations.ts';
import { changed, having, healthyTenant } from '../support/tenants.ts';
import { knowing, provedIds } from './known.ts';

const TENANT = healthyTenant();

describe('a symptom chosen from the menu', () => {
  test.each(SYMPTOMS.map(({ id }) => id))('%s is explained with causes and a way on', (id) => {
    const diagnosis = diagnoseSymptom(id, NOTHING_KNOWN);
    expect([diagnosis?.causes.length !== 0, diagnosis?.hints?.length !== 0]).toEqual([true, true]);
  });

  test.each(SYMPTOMS.map(({ id }) => id))('%s is proved by nothing in a healthy tenant', (id) => {
    const diagnosis = diagnoseSymptom(id, knowing());
    expect(diagnosis && provedIds(diagnosis)).toEqual([]);
  });

  test('has no code unless its title names one', () => {
    const codes = SYMPTOMS.map(({ id, title }) => ({
      code: diagnoseSymptom(id, NOTHING_KNOWN)?.code ?? null,
      title,
    }));
    expect(codes.filter(({ code, title }) => code !== null && !title.includes(code))).toEqual([]);
  });

  test('is unknown under another name', () => {
    expect(diagnoseSymptom('nothing-like-it', NOTHING_KNOWN)).toBeNull();
  });

  test.each([
    ['scope-not-valid', 'scope-not-exposed', changed(TENANT, 'server', { scopes: [] })],
    ['consent-missing', 'graph-consent-missing', having(TENANT, 'serverGrants', [])],
    ['graph-permission', 'graph-consent-missing', having(TENANT, 'serverGrants', [])],
    ['need-admin-approval', 'client-consent-missing', having(TENANT, 'clientGrants', [])],
    ['server-answers-401', 'v1-tokens', changed(TENANT, 'server', { tokenVersion: 1 })],
  ])('%s is proved by the tenant to be %s', (id, cause, tenant) => {
    const diagnosis = diagnoseSymptom(id, knowing(tenant));
    expect(diagnosis && provedIds(diagnosis)).toEqual([cause]);
  });

  test('prints the scope that each hop should send', () => {
    const hints = diagnoseSymptom('scope-not-valid', knowing())?.hints?.join('\n');
    expect(hints).toContain(`api://${IDS.server.appId}/access openid profile offline_access`);
  });
});
