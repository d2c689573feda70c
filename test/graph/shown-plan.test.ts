import { describe, expect, it } from 'vitest';
import type { Blueprint } from '../../src/core/blueprint.ts';
import { summarise } from '../../src/core/changes/index.ts';
import { CHECKS } from '../../src/core/checks/index.ts';
import { planFor } from '../../src/core/plan.ts';
import { facetOf, type PublishedScope, type Tenant } from '../../src/core/tenant.ts';
import { requestsFor } from '../../src/graph/shown-requests.ts';
import { type Case, cases } from '../support/arbitraries.ts';
import { forAll } from '../support/for-all.ts';
import { planOf } from '../support/laws.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { CERTIFICATE_BLUEPRINT, FEDERATED_BLUEPRINT } from '../support/registrations.ts';
import { changed, EMPTY_TENANT, healthyTenant, MOMENT } from '../support/tenants.ts';

const SENDER = { cloud: 'public', account: null } as const;

function changesFor(blueprint: Blueprint, tenant: Tenant = EMPTY_TENANT) {
  return planFor(CHECKS, blueprint, tenant, MOMENT).changes.map(({ change }) => change);
}

const requests = (blueprint: Blueprint, tenant: Tenant = EMPTY_TENANT) =>
  requestsFor(changesFor(blueprint, tenant), tenant, SENDER);

describe('the requests that change an enabled scope', () => {
  const scopesOf = (tenant: Tenant) =>
    requests(BLUEPRINT, tenant).map(({ body }) => {
      const { api } = body as { api: { oauth2PermissionScopes: readonly PublishedScope[] } };
      return api.oauth2PermissionScopes.map(({ value, type, isEnabled }) => [value, type, isEnabled]);
    });
  const withScope = (change: Partial<PublishedScope>) => {
    const tenant = healthyTenant();
    const [scope] = facetOf(tenant, 'serverApplication')?.scopes ?? [];
    return changed(tenant, 'server', { scopes: scope ? [{ ...scope, ...change }] : [] });
  };

  it('disable it before its type changes, which Entra would refuse', () =>
    expect(scopesOf(withScope({ type: 'Admin' }))).toEqual([
      [['access', 'Admin', false]],
      [['access', 'User', true]],
    ]));

  it('leave it enabled where only its texts change', () =>
    expect(scopesOf(withScope({ adminConsentDescription: 'Other' }))).toEqual([[['access', 'User', true]]]));
});

describe('the requests of a first set-up', () => {
  it('create each app under its marker, so that this tool finds it again', () =>
    expect(requests(BLUEPRINT).filter(({ path }) => path.includes('uniqueName'))).toEqual([
      expect.objectContaining({ method: 'PATCH', headers: { Prefer: 'create-if-missing' } }),
      expect.objectContaining({ method: 'PATCH', headers: { Prefer: 'create-if-missing' } }),
    ]));

  it('tag apps and service principals as this tool does', () => {
    const tags = requests(BLUEPRINT).flatMap(({ body }) => (body as { tags?: readonly string[] }).tags ?? []);
    expect(tags.toSorted()).toEqual([
      'WindowsAzureActiveDirectoryIntegratedApp',
      'WindowsAzureActiveDirectoryIntegratedApp',
      'entra-mcp-setup',
      'entra-mcp-setup',
    ]);
  });

  it('leave ids that do not exist yet in braces', () => {
    const identifier = requests(BLUEPRINT).find(({ body }) =>
      JSON.stringify(body).includes('identifierUris'),
    );
    expect(identifier).toMatchObject({
      path: '/applications/{server.objectId}',
      body: { identifierUris: ['api://{appId}'] },
    });
  });

  it('ask for a secret and hold none', () =>
    expect(requests(BLUEPRINT).find(({ path }) => path.endsWith('addPassword'))).toMatchObject({
      body: { passwordCredential: { displayName: expect.any(String), endDateTime: expect.any(String) } },
      gives: { kind: 'secret' },
    }));

  it('send the public half of a certificate', () =>
    expect(
      requests(CERTIFICATE_BLUEPRINT).find(({ body }) => JSON.stringify(body).includes('keyCredentials')),
    ).toMatchObject({
      body: { keyCredentials: [{ type: 'AsymmetricX509Cert', usage: 'Verify', key: 'MIIB' }] },
    }));

  it('add a federated credential', () =>
    expect(
      requests(FEDERATED_BLUEPRINT).find(({ path }) => path.endsWith('federatedIdentityCredentials')),
    ).toMatchObject({
      body: { issuer: 'https://token.actions.githubusercontent.com' },
    }));
});

describe('any plan', () => {
  it('has a request for each change, in its order', () => {
    forAll(cases, (one: Case) => {
      const { changes } = planOf(CHECKS, one);
      const shown = requestsFor(
        changes.map(({ change }) => change),
        one.tenant,
        SENDER,
      );
      const asked = changes.map(({ change }) => summarise(change));
      const said = shown.map(({ summary }) => summary).filter((one, index, all) => one !== all[index - 1]);
      return said.join('\n') === asked.join('\n') ? [] : [said, asked];
    });
  });

  it('keeps the redirect URIs that an app has', () => {
    forAll(cases, (one: Case) => {
      const application = one.tenant.clientApplication;
      const before = application.state === 'read' ? (application.value?.redirectUris.publicClient ?? []) : [];
      const shown = requestsFor(
        planOf(CHECKS, one).changes.map(({ change }) => change),
        one.tenant,
        SENDER,
      );
      const written = shown.flatMap(({ body, summary }) =>
        summary.includes('MCP Client App') && JSON.stringify(body).startsWith('{"publicClient"')
          ? [JSON.stringify(body)]
          : [],
      );
      return written.filter((text) => before.some((uri) => !text.includes(JSON.stringify(uri))));
    });
  });
});
