import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/core/checks/index.ts';
import { hazardsOf } from '../../src/core/hazards.ts';
import { asId } from '../../src/core/ids.ts';
import { planFor } from '../../src/core/plan.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { CERTIFICATE_BLUEPRINT, IDS, withCredential } from '../support/registrations.ts';
import { EMPTY_TENANT, having, healthyTenant, MOMENT, OPEN_POLICY, UNREADABLE } from '../support/tenants.ts';

const withPolicy = (change: Partial<typeof OPEN_POLICY>, tenant: Tenant = EMPTY_TENANT): Tenant =>
  having(tenant, 'appManagementPolicy', { ...OPEN_POLICY, ...change });
const hazards = (tenant: Tenant, blueprint = BLUEPRINT) =>
  hazardsOf(planFor(CHECKS, blueprint, tenant, MOMENT), blueprint, tenant);
const wanting = (identifierUri: string) => ({
  ...BLUEPRINT,
  serverApi: { ...BLUEPRINT.serverApi, identifierUri },
});

describe('what a policy will refuse', () => {
  it('is nothing in a tenant without policies', () => {
    expect(hazards(EMPTY_TENANT)).toEqual([]);
  });

  it('is a secret where secrets are forbidden, with the two ways around it', () => {
    const [hazard] = hazards(withPolicy({ secretsForbidden: true }));
    expect(hazard?.advice).toEqual([
      'Use a certificate: --credential certificate --create-certificate',
      'Or no credential at all: --credential federated --federated-issuer URL --federated-subject SUBJECT',
    ]);
  });

  it('is no secret that exists already', () => {
    expect(hazards(withPolicy({ secretsForbidden: true }, healthyTenant()))).toEqual([]);
  });

  it('is no certificate where secrets are forbidden', () => {
    expect(hazards(withPolicy({ secretsForbidden: true }), CERTIFICATE_BLUEPRINT)).toEqual([]);
  });

  it('is any Application ID URI but the default where only that is allowed', () => {
    expect(hazards(withPolicy({ onlyDefaultIdentifierUris: true }), wanting('api://mcp'))).toMatchObject([
      { advice: ['Use the default: --app-id-uri "api://{appId}"'] },
    ]);
  });

  it.each(['api://{appId}', `api://${IDS.tenant}/{appId}`])('is not %s, which is a default', (uri) => {
    expect(hazards(withPolicy({ onlyDefaultIdentifierUris: true }), wanting(uri))).toEqual([]);
  });

  it.each(['api://mcp', 'api://mcp/v1'])(
    'is %s where a URI must be told from those of other tenants',
    (uri) => {
      expect(hazards(withPolicy({ onlyUniqueIdentifierUris: true }), wanting(uri))).toMatchObject([
        {
          code: 'POLICY',
          advice: [
            'Use the default: --app-id-uri "api://{appId}"',
            `Or one with the id of the tenant: --app-id-uri "api://${IDS.tenant}/<name>"`,
          ],
        },
      ]);
    },
  );

  it.each([
    'api://{appId}',
    'api://mcp/{appId}',
    'api://{appId}/mcp',
    `api://${IDS.tenant}/mcp`,
    'api://contoso.com/mcp',
    'https://contoso.com/mcp',
  ])('is not %s, which holds an id or a verified domain', (uri) => {
    expect(hazards(withPolicy({ onlyUniqueIdentifierUris: true }), wanting(uri))).toEqual([]);
  });

  it.each(['api://m365x1.onmicrosoft.com/mcp', 'https://mcp.m365x1.onmicrosoft.com'])(
    'is not %s, of a verified domain that the tenant spells M365x1.onmicrosoft.com',
    (uri) => {
      const tenant = having(withPolicy({ onlyUniqueIdentifierUris: true }), 'organization', {
        tenantId: asId(IDS.tenant),
        displayName: 'Contoso',
        verifiedDomains: ['M365x1.onmicrosoft.com'],
        initialDomain: 'M365x1.onmicrosoft.com',
      });
      expect(hazards(tenant, wanting(uri))).toEqual([]);
    },
  );

  it('is a certificate that lives longer than certificates may, with the two ways around it', () => {
    const [hazard] = hazards(withPolicy({ maxCertificateDays: 729 }), CERTIFICATE_BLUEPRINT);
    expect(hazard?.advice).toEqual([
      'Have one made that is short enough: --create-certificate, without --certificate',
      'Or no credential at all: --credential federated --federated-issuer URL --federated-subject SUBJECT',
    ]);
  });

  it('is no certificate that lives as long as certificates may', () => {
    expect(hazards(withPolicy({ maxCertificateDays: 730 }), CERTIFICATE_BLUEPRINT)).toEqual([]);
  });

  it('is no certificate that is still to be made', () => {
    const made = withCredential({
      kind: 'certificate',
      file: null,
      create: true,
      certificate: null,
      thumbprint: null,
    });
    expect(hazards(withPolicy({ maxCertificateDays: 30 }), made)).toEqual([]);
  });

  it('is no certificate that is registered already', () => {
    const tenant = withPolicy({ maxCertificateDays: 30 }, healthyTenant(CERTIFICATE_BLUEPRINT));
    expect(hazards(tenant, CERTIFICATE_BLUEPRINT)).toEqual([]);
  });

  it('is met on the way where the policy could not be read', () => {
    expect(hazards({ ...EMPTY_TENANT, appManagementPolicy: UNREADABLE })).toEqual([]);
  });
});

describe('an Application ID URI that no tenant would take', () => {
  const SOMEBODY = '44444444-4444-4444-8444-444444444444';

  it.each([`api://${SOMEBODY}`, `api://${SOMEBODY}/files`, `api://${SOMEBODY}/{appId}`])(
    'is %s, with two that work',
    (uri) => {
      expect(hazards(EMPTY_TENANT, wanting(uri))).toMatchObject([
        {
          code: 'CONFIG_INVALID',
          message: expect.stringContaining('neither the app'),
          advice: [
            'Use the default: --app-id-uri "api://{appId}"',
            `Or one with the id of the tenant: --app-id-uri "api://${IDS.tenant}/<name>"`,
          ],
        },
      ]);
    },
  );

  it.each([
    ['the tenant', `api://${IDS.tenant}/files`],
    ['the app, which the tenant has', `api://${IDS.server.appId}/files`],
  ])('is none with the id of %s', (_whose, uri) => {
    expect(hazards(healthyTenant(), wanting(uri))).toEqual([]);
  });

  it('is judged also where it stands beside the first', () => {
    const added = {
      kind: 'add-identifier-uri',
      app: 'server',
      uri: `api://${SOMEBODY}`,
      replaces: [],
    } as const;
    const plan = { changes: [{ change: added, because: 'server-api.identifier-uri' as const }] };
    expect(hazardsOf(plan, BLUEPRINT, EMPTY_TENANT)).toMatchObject([
      { advice: ['Leave it out of --additional-app-id-uri and of serverApi.additionalIdentifierUris'] },
    ]);
  });
});

describe('the domain of an Application ID URI', () => {
  it.each(['https://contoso.com/mcp', 'https://mcp.contoso.com', 'https://contoso.onmicrosoft.com/mcp'])(
    'is fine in %s, which the tenant has verified',
    (uri) => {
      expect(hazards(EMPTY_TENANT, wanting(uri))).toEqual([]);
    },
  );

  it.each(['https://fabrikam.com/mcp', 'https://notcontoso.com/mcp'])(
    'is refused in %s, naming the verified ones',
    (uri) => {
      const [hazard] = hazards(EMPTY_TENANT, wanting(uri));
      expect(hazard?.message).toContain('(contoso.onmicrosoft.com, contoso.com)');
      expect(hazard?.advice.join('\n')).toContain(`verify ${new URL(uri).host} in the tenant first`);
    },
  );

  it('is left to Entra where the tenant did not show its domains', () => {
    const tenant = { ...EMPTY_TENANT, organization: UNREADABLE };
    expect(hazards(tenant, wanting('https://fabrikam.com/mcp'))).toEqual([]);
  });
});
