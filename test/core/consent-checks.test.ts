import { describe, expect, it } from 'vitest';
import { scopeIdFor } from '../../src/core/blueprint.ts';
import { asId, MICROSOFT_GRAPH_APP_ID } from '../../src/core/ids.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { guid, IDS, publishedScope } from '../support/registrations.ts';
import { changed, grant, having, healthyTenant } from '../support/tenants.ts';
import { foundBy } from '../support/verdicts.ts';
import { asking, HEALTHY } from './server-checks.ts';

describe('consent on Microsoft Graph', () => {
  const found = (grants: readonly ReturnType<typeof grant>[], blueprint = BLUEPRINT) =>
    foundBy('server-api.graph-consent', { tenant: having(HEALTHY, 'serverGrants', grants), blueprint });
  const give = (before: readonly string[], scopes: readonly string[]) => [
    { kind: 'grant-consent', app: 'server', resource: 'microsoft-graph', before, scopes },
  ];

  it('is granted when there is no grant', () => {
    expect(found([])).toEqual({
      status: 'fail',
      evidence: [{ granted: [], missing: ['Files.Read'], published: true, perUser: [] }],
      actual: [],
      remedies: give([], ['Files.Read']),
    });
  });

  it('is extended when a scope is missing, the others kept', () => {
    const grants = [grant('server', { scopes: ['Mail.Read'] })];
    expect(found(grants).remedies).toEqual(give(['Mail.Read'], ['Files.Read']));
  });

  it('is not taken from a grant of a single user', () => {
    const grants = [grant('server', { consentType: 'Principal', principalId: IDS.user })];
    expect(found(grants)).toMatchObject({ status: 'fail', evidence: [{ perUser: ['Files.Read'] }] });
  });

  it('is not taken from a grant on another resource', () => {
    const grants = [grant('server', { resourceId: asId(guid('4')) })];
    expect(found(grants)).toMatchObject({ status: 'fail', evidence: [{ granted: [] }] });
  });

  it.each([[['files.read']], [['FILES.READ', 'openid']]])('counts %o, whatever its case', (scopes) => {
    expect(found([grant('server', { scopes })]).status).toBe('pass');
  });

  it('is left to an administrator where the blueprint does not allow it', () => {
    const blueprint = { ...BLUEPRINT, grantAdminConsent: false };
    expect(found([], blueprint).remedies).toEqual(['admin']);
  });

  it('is never granted for a name that Microsoft Graph does not have', () => {
    expect(found([], asking('Files.Read', 'Files.Raed'))).toMatchObject({
      evidence: [
        { missing: ['Files.Read'], published: true },
        { missing: ['Files.Raed'], published: false },
      ],
      remedies: [...give([], ['Files.Read']), 'you'],
    });
  });

  it('is left to people where the tenant has no Microsoft Graph to grant on', () => {
    const tenant = having(HEALTHY, 'graphPrincipal', null);
    expect(foundBy('server-api.graph-consent', { tenant })).toMatchObject({
      status: 'fail',
      remedies: ['you'],
    });
  });

  it('is not judged while the server has no service principal', () => {
    const tenant = having(HEALTHY, 'serverPrincipal', null);
    expect(foundBy('server-api.graph-consent', { tenant }).status).toBe('skip');
  });
});

describe('the permission of MCP Client App on the scope', () => {
  it('is added when it is not listed', () => {
    const tenant = changed(HEALTHY, 'client', { requiredResources: [] });
    const scope = { id: scopeIdFor('access'), value: 'access' };
    expect(foundBy('client-app.api-permission', { tenant })).toEqual({
      status: 'fail',
      evidence: [scope],
      actual: 'not listed',
      remedies: [{ kind: 'add-permissions', app: 'client', resource: 'server-api', scopes: [scope] }],
    });
  });

  it('is taken by the id under which the server exposes it', () => {
    const id = asId<never>(guid('e'));
    const tenant = changed(HEALTHY, 'server', { scopes: [publishedScope(BLUEPRINT, { id })] });
    expect(foundBy('client-app.api-permission', { tenant }).evidence).toEqual([{ id, value: 'access' }]);
  });

  it('is no finding of its own while the scope goes by another name', () => {
    const tenant = changed(HEALTHY, 'server', { scopes: [publishedScope(BLUEPRINT, { value: 'acces' })] });
    expect(foundBy('client-app.api-permission', { tenant }).status).toBe('pass');
  });

  it.each([
    ['the server exposes nothing', changed(HEALTHY, 'server', { scopes: [] })],
    ['the server does not exist', having(HEALTHY, 'serverApplication', null)],
    ['the client does not exist', having(HEALTHY, 'clientApplication', null)],
  ])('is not judged while %s', (_because, tenant) => {
    expect(foundBy('client-app.api-permission', { tenant }).status).toBe('skip');
  });

  it('is not taken from a permission on Microsoft Graph', () => {
    const requiredResources = [
      { resourceAppId: MICROSOFT_GRAPH_APP_ID, scopeIds: [scopeIdFor('access')], roleIds: [] },
    ];
    const tenant = changed(HEALTHY, 'client', { requiredResources });
    expect(foundBy('client-app.api-permission', { tenant }).status).toBe('fail');
  });
});

describe('admin consent of MCP Client App', () => {
  const found = (tenant = having(HEALTHY, 'clientGrants', [])) =>
    foundBy('client-app.admin-consent', { tenant });

  it('is granted when there is no grant', () => {
    expect(found()).toMatchObject({
      status: 'fail',
      actual: [],
      remedies: [
        { kind: 'grant-consent', app: 'client', resource: 'server-api', before: [], scopes: ['access'] },
      ],
    });
  });

  it.each(['clientPrincipal', 'serverPrincipal'] as const)('is not judged without the %s', (facet) => {
    expect(found(having(HEALTHY, facet, null)).status).toBe('skip');
  });
});

describe('what does not belong on MCP Client App', () => {
  it('is a federated credential, by which others sign in as it', () => {
    const one = {
      id: 'x',
      name: 'deploy',
      issuer: 'https://token.example.com',
      subject: 'me',
      audiences: [],
    };
    const tenant = having(HEALTHY, 'clientFederatedCredentials', [one]);
    expect(foundBy('client-app.no-credentials', { tenant })).toMatchObject({
      status: 'warn',
      evidence: [{ secrets: 0, certificates: 0, federated: ['deploy'] }],
    });
  });

  it('is a secret', () => {
    const secrets = healthyTenant().serverApplication;
    const passwordCredentials = secrets.state === 'read' ? (secrets.value?.passwordCredentials ?? []) : [];
    const tenant = changed(HEALTHY, 'client', { passwordCredentials });
    expect(foundBy('client-app.no-credentials', { tenant })).toEqual({
      status: 'warn',
      evidence: [{ secrets: 1, certificates: 0, federated: [] }],
      actual: '1 secret, 0 certificates, 0 federated credentials',
      remedies: ['you'],
    });
  });

  it('is a scope', () => {
    const tenant = changed(HEALTHY, 'client', { scopes: [publishedScope(BLUEPRINT)] });
    expect(foundBy('client-app.scope-on-wrong-app', { tenant })).toEqual({
      status: 'warn',
      evidence: [{ scopes: ['access'] }],
      actual: ['access'],
      remedies: ['you'],
    });
  });
});
