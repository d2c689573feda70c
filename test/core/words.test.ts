import { describe, expect, it } from 'vitest';
import type { CheckId } from '../../src/core/check.ts';
import { CHECKS } from '../../src/core/checks/index.ts';
import { describePlan } from '../../src/core/describe-plan.ts';
import { planFor } from '../../src/core/plan.ts';
import { Secret } from '../../src/core/secret.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { FEDERATED_BLUEPRINT, IDS, key, password, publishedScope } from '../support/registrations.ts';
import { changed, EMPTY_TENANT, grant, having, healthyTenant, MOMENT } from '../support/tenants.ts';
import { judgementOf, type Situation } from '../support/verdicts.ts';

const HEALTHY = healthyTenant();
const URI = `api://${IDS.server.appId}`;
const server = (change: Parameters<typeof changed>[2]): Situation => ({
  tenant: changed(HEALTHY, 'server', change),
});

describe('a finding says what is', () => {
  it.each<[CheckId, Situation, string]>([
    ['server-api.exists', { tenant: EMPTY_TENANT }, 'MCP Server API is not registered in this tenant.'],
    [
      'client-app.exists',
      {
        tenant: EMPTY_TENANT,
        blueprint: { ...BLUEPRINT, clientApp: { ...BLUEPRINT.clientApp, appId: IDS.client.appId } },
      },
      `This tenant has no app registration with the app id ${IDS.client.appId}.`,
    ],
    [
      'server-api.token-version',
      server({ tokenVersion: null }),
      'MCP Server API issues v1 access tokens (requestedAccessTokenVersion is not set): their "iss" is https://sts.windows.net/<tenant id>/, and servers that check the v2 issuer, https://login.microsoftonline.com/<tenant id>/v2.0, refuse them.',
    ],
    [
      'server-api.identifier-uri',
      server({ identifierUris: [] }),
      'MCP Server API has no Application ID URI.',
    ],
    [
      'server-api.identifier-uri',
      server({ identifierUris: [URI.toUpperCase()] }),
      `The Application ID URI is spelled ${URI.toUpperCase()}, not ${URI}.`,
    ],
    [
      'server-api.identifier-uri',
      server({ identifierUris: ['api://other'] }),
      `${URI} is not among the Application ID URIs of MCP Server API.`,
    ],
    ['server-api.scope', server({ scopes: [] }), 'MCP Server API does not expose the scope access.'],
    [
      'server-api.scope',
      server({ scopes: [publishedScope(BLUEPRINT, { value: 'acces' })] }),
      'MCP Server API exposes acces, but not access.',
    ],
    [
      'server-api.scope',
      server({ scopes: [publishedScope(BLUEPRINT, { isEnabled: false })] }),
      'The scope access is disabled.',
    ],
    [
      'server-api.scope',
      server({ scopes: [publishedScope(BLUEPRINT, { type: 'Admin' })] }),
      'The scope access differs in who can consent.',
    ],
    ['server-api.credential', server({ passwordCredentials: [] }), 'MCP Server API has no client secret.'],
    [
      'server-api.credential',
      server({ passwordCredentials: [password(1, '2026-11-22T00:00:00Z')] }),
      'Every client secret of MCP Server API has expired.',
    ],
    [
      'server-api.credential',
      { tenant: HEALTHY, blueprint: FEDERATED_BLUEPRINT },
      'MCP Server API has no federated credential.',
    ],
    [
      'server-api.credential-expiry',
      server({ passwordCredentials: [password(1, '2026-11-24T12:00:00Z')] }),
      'MCP Server Secret ends on 2026-11-24, in 1 day.',
    ],
    [
      'server-api.credential-expiry',
      server({ passwordCredentials: [password(1, '2026-12-13T12:00:00Z', null)] }),
      'client secret ends on 2026-12-13, in 20 days.',
    ],
    [
      'server-api.graph-consent',
      { tenant: having(HEALTHY, 'serverGrants', []) },
      'MCP Server API has no tenant-wide grant for Files.Read on Microsoft Graph.',
    ],
    [
      'server-api.graph-consent',
      { tenant: having(HEALTHY, 'serverGrants', [grant('server', { consentType: 'Principal' })]) },
      'MCP Server API has no tenant-wide grant for Files.Read on Microsoft Graph. Only single users have consented.',
    ],
    [
      'server-api.graph-consent',
      {
        tenant: having(HEALTHY, 'serverGrants', [
          grant('server', { consentType: 'Principal', scopes: ['files.read'] }),
        ]),
      },
      'MCP Server API has no tenant-wide grant for Files.Read on Microsoft Graph. Only single users have consented.',
    ],
    [
      'client-app.no-credentials',
      { tenant: changed(HEALTHY, 'client', { keyCredentials: [key(null)] }) },
      'MCP Client App holds 0 client secrets, 1 certificate.',
    ],
  ])('%s: %#', (id, situation, message) => {
    expect(judgementOf(id, situation).verdict.message).toBe(message);
  });
});

describe('a plan says what will be', () => {
  const { changes } = describePlan(planFor(CHECKS, BLUEPRINT, EMPTY_TENANT, MOMENT));

  it('one imperative sentence for each change of a fresh set-up', () => {
    expect(changes.map(({ summary }) => summary)).toEqual([
      'Create the app registration MCP Server API',
      'Add the Application ID URI api://{appId}',
      'Create the app registration MCP Client App',
      'Create the service principal of MCP Server API',
      'Create the service principal of MCP Client App',
      'Create the client secret MCP Server Secret, valid until 2028-11-23',
      'Grant MCP Client App access on MCP Server API for every user of the tenant',
      'Grant MCP Client App openid, profile, offline_access on Microsoft Graph for every user of the tenant',
      'Grant MCP Server API Files.Read on Microsoft Graph for every user of the tenant',
    ]);
  });

  it('and marks the value that nobody is shown', () => {
    expect(changes.filter(({ sensitive }) => sensitive.length > 0)).toMatchObject([
      { kind: 'add-secret', sensitive: ['secretText'], after: { secretText: '(sensitive value)' } },
    ]);
  });

  it('and what is left to people, with who they are', () => {
    const blueprint = { ...BLUEPRINT, grantAdminConsent: false };
    const { leftToPeople } = describePlan(planFor(CHECKS, blueprint, EMPTY_TENANT, MOMENT));
    expect(leftToPeople).toMatchObject([
      { check: 'client-app.admin-consent', by: 'admin' },
      { check: 'client-app.sign-in-consent', by: 'admin' },
      { check: 'server-api.graph-consent', by: 'admin' },
    ]);
  });
});

describe('a secret', () => {
  const secret = new Secret('xyz8Q~value');

  it.each([
    ['a sentence', `${secret}`],
    ['JSON', JSON.stringify({ secret })],
    ['a concatenation', String(secret) + String(secret)],
  ])('is dots in %s', (_where, text) => {
    expect(text).not.toContain('xyz');
  });

  it('is shown only where it is revealed', () => {
    expect(secret.reveal()).toBe('xyz8Q~value');
  });

  it('is dots when a value that holds it is inspected', async () => {
    const { inspect } = await import('node:util');
    const shown = inspect({ deep: { secret } }, { depth: 9, showHidden: true });
    expect([shown.includes('•••'), shown.includes('xyz')]).toEqual([true, false]);
  });
});
