import { describe, expect, test } from 'vitest';
import { diagnose, diagnoseSymptom, readFailures } from '../../src/diagnosis/index.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { guid, IDS } from '../support/registrations.ts';
import { changed, having, healthyTenant } from '../support/tenants.ts';
import { FAULTS, notConsented, PERMISSION_LESS } from './fault-table.ts';
import { knowing, provedIds } from './known.ts';

const SERVER = IDS.server.appId;
const TENANT = healthyTenant();

describe.each(FAULTS)(
  'with the fault $fault',
  ({ tenant = TENANT, blueprint = BLUEPRINT, more = {}, text, cause }) => {
    const [diagnosis] = diagnose(readFailures(text), knowing(tenant, blueprint, more));

    test(`it proves ${cause} and nothing else`, () => {
      expect(diagnosis && provedIds(diagnosis)).toEqual([cause]);
    });

    test('it puts that cause first', () => {
      expect(diagnosis?.causes[0]).toMatchObject({ id: cause, verdict: 'proved' });
    });

    test('a healthy tenant proves nothing of it', () => {
      const [healthy] = diagnose(readFailures(text), knowing(healthyTenant(blueprint), blueprint));
      expect(healthy && provedIds(healthy)).toEqual([]);
    });
  },
);

describe('with the fault api-not-visible', () => {
  test.each([
    ['server-has-no-owner', having(TENANT, 'serverOwners', [])],
    ['client-has-no-owner', having(TENANT, 'clientOwners', [])],
    ['server-principal-missing', having(TENANT, 'serverPrincipal', null)],
    ['no-enabled-scope', changed(TENANT, 'server', { scopes: [] })],
    ['identifier-uri-missing', changed(TENANT, 'server', { identifierUris: [] })],
  ])('it proves %s and nothing else', (cause, tenant) => {
    const diagnosis = diagnoseSymptom('api-not-visible', knowing(tenant));
    expect(diagnosis && provedIds(diagnosis)).toEqual([cause]);
  });
});

describe('when on-behalf-of fails without a number', () => {
  test.each([
    ['graph-permission-missing', PERMISSION_LESS],
    ['graph-consent-missing', having(TENANT, 'serverGrants', [])],
    ['public-flows-on-server', changed(TENANT, 'server', { isFallbackPublicClient: true })],
    ['identifier-uri-respelled', changed(TENANT, 'server', { identifierUris: [`API://${SERVER}`] })],
    ['no-secret-on-server', changed(TENANT, 'server', { passwordCredentials: [] })],
  ])('it proves %s and nothing else', (cause, tenant) => {
    const diagnosis = diagnoseSymptom('obo-fails', knowing(tenant));
    expect(diagnosis && provedIds(diagnosis)).toEqual([cause]);
  });
});

test('a foreign app in the message keeps every broken check from proving anything', () => {
  const broken = having(having(TENANT, 'clientGrants', []), 'serverGrants', []);
  const [diagnosis] = diagnose(readFailures(notConsented(guid('e'))), knowing(broken));
  expect(diagnosis && provedIds(diagnosis)).toEqual([]);
});

test('without an id in the message both missing consents are proved', () => {
  const broken = having(having(TENANT, 'clientGrants', []), 'serverGrants', []);
  const [diagnosis] = diagnose(
    readFailures(notConsented('<app-id>').replace('An app', '<name>')),
    knowing(broken),
  );
  expect(diagnosis && provedIds(diagnosis)).toEqual(['graph-consent-missing', 'client-consent-missing']);
});
