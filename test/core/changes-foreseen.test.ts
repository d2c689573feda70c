import { describe, expect, it } from 'vitest';
import { scopeIdFor } from '../../src/core/blueprint.ts';
import { keysBody, keysWithout } from '../../src/core/changes/certificate.ts';
import { type Change, simulate } from '../../src/core/changes/index.ts';
import { mustDisableFirst, type SetScopeConsent } from '../../src/core/changes/scopes.ts';
import { serverDraft } from '../../src/core/checks/shared/drafts.ts';
import { asId } from '../../src/core/ids.ts';
import { type Application, type Facet, facetOf, type Tenant } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { CERTIFICATE, FEDERATED, guid, IDS, key, publishedScope } from '../support/registrations.ts';
import {
  changed,
  EMPTY_TENANT,
  GRAPH_PRINCIPAL,
  grant,
  having,
  healthyTenant,
  hiding,
} from '../support/tenants.ts';

const HEALTHY = healthyTenant();
const GRANT: Change = {
  kind: 'grant-consent',
  app: 'client',
  resource: 'server-api',
  before: ['seen'],
  scopes: ['access'],
};
const TO_GRAPH: Change = { ...GRANT, app: 'server', resource: 'microsoft-graph', before: [] };
const FEDERATE: Change = { ...FEDERATED, kind: 'add-federated-credential', app: 'server' };
const FEDERATED_ALREADY = {
  id: '{federatedCredential.id}',
  name: FEDERATED.name,
  issuer: FEDERATED.issuer,
  subject: FEDERATED.subject,
  audiences: [FEDERATED.audience],
};
const foreign = grant('client', { id: 'of-others', consentType: 'Principal', principalId: guid('b') });

/** What a facet is after a change, whole. */
const FORESEEN: readonly (readonly [string, Tenant, Change, Facet, unknown])[] = [
  [
    'a service principal that is enabled and open to everybody',
    having(HEALTHY, 'serverPrincipal', null),
    { kind: 'create-service-principal', app: 'server' },
    'serverPrincipal',
    {
      objectId: '{server.servicePrincipalId}',
      appId: IDS.server.appId,
      accountEnabled: true,
      assignmentRequired: false,
    },
  ],
  [
    'nobody assigned to a new service principal',
    having(HEALTHY, 'clientAssignments', { any: true }),
    { kind: 'create-service-principal', app: 'client' },
    'clientAssignments',
    { any: false },
  ],
  [
    'no service principal where there is none to enable',
    having(HEALTHY, 'clientPrincipal', null),
    { kind: 'enable-service-principal', app: 'client' },
    'clientPrincipal',
    null,
  ],
  [
    'no registration where there is none to edit',
    EMPTY_TENANT,
    { kind: 'set-token-version', app: 'server', from: null, to: 2 },
    'serverApplication',
    null,
  ],
  [
    'the federated credential beside those of others',
    having(HEALTHY, 'serverFederatedCredentials', [{ ...FEDERATED_ALREADY, id: 'x', name: 'other' }]),
    FEDERATE,
    'serverFederatedCredentials',
    [{ ...FEDERATED_ALREADY, id: 'x', name: 'other' }, FEDERATED_ALREADY],
  ],
  [
    'the federated credential alone where the others could not be read',
    hiding(HEALTHY, 'serverFederatedCredentials'),
    FEDERATE,
    'serverFederatedCredentials',
    [FEDERATED_ALREADY],
  ],
  [
    'the grant that stands with more scopes, and the grants of users as they are',
    having(HEALTHY, 'clientGrants', [grant('client', { scopes: ['other'] }), foreign]),
    GRANT,
    'clientGrants',
    [foreign, grant('client', { scopes: ['other', 'seen', 'access'] })],
  ],
  [
    'a new grant by the ids that are known',
    having(HEALTHY, 'clientGrants', []),
    GRANT,
    'clientGrants',
    [grant('client', { id: '{client.grant}', scopes: ['seen', 'access'] })],
  ],
  [
    'a new grant with placeholders for ids that are not known',
    hiding(HEALTHY, 'clientGrants', 'clientPrincipal', 'serverPrincipal'),
    GRANT,
    'clientGrants',
    [
      grant('client', {
        id: '{client.grant}',
        clientId: asId('{client.servicePrincipalId}'),
        resourceId: asId('{server-api.servicePrincipalId}'),
        scopes: ['seen', 'access'],
      }),
    ],
  ],
  [
    'a new grant on Microsoft Graph by its service principal',
    having(HEALTHY, 'serverGrants', []),
    TO_GRAPH,
    'serverGrants',
    [grant('server', { id: '{server.grant}', resourceId: GRAPH_PRINCIPAL.objectId, scopes: ['access'] })],
  ],
  [
    'an application with what the draft says, and nothing else',
    EMPTY_TENANT,
    { kind: 'create-application', app: 'server', draft: { ...serverDraft(BLUEPRINT), scopes: [] } },
    'serverApplication',
    {
      ...facetOf(HEALTHY, 'serverApplication'),
      objectId: '{server.objectId}',
      appId: expect.stringMatching(/^\{.+\}$/),
      uniqueName: serverDraft(BLUEPRINT).uniqueName,
      createdDateTime: null,
      identifierUris: [],
      scopes: [],
      passwordCredentials: [],
    },
  ],
  [
    'nobody but the signed-in account as the owner of a new application',
    EMPTY_TENANT,
    { kind: 'create-application', app: 'server', draft: serverDraft(BLUEPRINT) },
    'serverOwners',
    [{ objectId: '{signed-in account}', displayName: null, userPrincipalName: null }],
  ],
];

describe('a change foresees', () => {
  it.each(FORESEEN)('%s', (_title, tenant, change, facet, after) => {
    expect(facetOf(simulate(tenant, change), facet)).toEqual(after);
  });

  it('no list of a new application that could not be read', () => {
    const hidden = hiding(EMPTY_TENANT, 'serverGrants', 'serverFederatedCredentials', 'serverPrincipal');
    const after = simulate(hidden, {
      kind: 'create-application',
      app: 'server',
      draft: serverDraft(BLUEPRINT),
    });
    expect([after.serverGrants, after.serverFederatedCredentials, after.serverPrincipal]).toEqual([
      { state: 'read', value: [] },
      { state: 'read', value: [] },
      { state: 'read', value: null },
    ]);
  });
});

describe('an enabled scope', () => {
  const { scope } = BLUEPRINT.serverApi;
  const change = (value: string, texts: object = {}): SetScopeConsent => ({
    kind: 'set-scope-consent',
    app: 'server',
    value,
    scope: { ...scope, ...texts },
    from: {},
  });
  const other = publishedScope(BLUEPRINT, { id: asId(guid('9')), value: 'other', type: 'Admin' });
  const withScopes = (...scopes: Application['scopes']): Application =>
    facetOf(changed(HEALTHY, 'server', { scopes: [other, ...scopes] }), 'serverApplication') as Application;

  it.each([
    [
      'is disabled before its type changes',
      publishedScope(BLUEPRINT, { type: 'Admin' }),
      change('access'),
      true,
    ],
    [
      'is disabled before its name changes',
      publishedScope(BLUEPRINT, { value: 'Access' }),
      change('Access'),
      true,
    ],
    [
      'stays enabled while its texts change',
      publishedScope(BLUEPRINT),
      change('access', { adminConsentDescription: 'New' }),
      false,
    ],
    [
      'is the only one to disable',
      publishedScope(BLUEPRINT, { type: 'Admin', isEnabled: false }),
      change('access'),
      false,
    ],
    ['is not looked for under another name', publishedScope(BLUEPRINT), change('gone'), false],
  ])('%s', (_title, published, edit, must) => {
    expect(mustDisableFirst(withScopes(published), edit)).toBe(must);
  });

  it('is renamed alone', () => {
    const tenant = changed(HEALTHY, 'server', {
      scopes: [other, publishedScope(BLUEPRINT, { value: 'Access' })],
    });
    const after = facetOf(simulate(tenant, change('Access')), 'serverApplication');
    expect(after?.scopes).toEqual([other, publishedScope(BLUEPRINT, { id: scopeIdFor('access') })]);
  });
});

describe('the certificates beside a new one', () => {
  const [same, renamed, others] = [
    key(CERTIFICATE.thumbprint),
    key('AA', undefined, 2),
    key(null, undefined, 3),
  ];

  it('leave out what Entra would refuse as the same, by thumbprint or by id', () => {
    const [made] = (keysBody([], CERTIFICATE) as { keyCredentials: readonly { keyId: string }[] })
      .keyCredentials;
    const asOurs = { ...renamed, keyId: asId<(typeof renamed)['keyId']>(String(made?.keyId)) };
    expect(keysWithout(CERTIFICATE, [same, asOurs, others])).toEqual([others]);
  });

  it('all stay while the new one is not made yet', () => {
    expect(keysWithout(null, [same, others])).toEqual([same, others]);
  });

  it.each([
    ['kept as it was read', { ...others, type: 'X', usage: 'Sign' }, { type: 'X', usage: 'Sign' }],
    [
      'taken for one that verifies where that was not shown',
      { ...others, type: null, usage: null },
      { type: 'AsymmetricX509Cert', usage: 'Verify' },
    ],
  ])('are sent without their key, the kind %s', (_title, kept, kind) => {
    expect(keysBody([kept as never])).toEqual({
      keyCredentials: [{ ...others, ...kind, thumbprint: undefined, key: null }],
    });
  });

  it('have a new one with a name that Entra takes', () => {
    const subject = `CN=${'x'.repeat(200)}`;
    expect(keysBody([], { ...CERTIFICATE, subject })).toMatchObject({
      keyCredentials: [{ key: CERTIFICATE.der, displayName: subject.slice(0, 120) }],
    });
  });

  it('have a new one in braces while it is not made', () => {
    expect(keysBody([], null)).toMatchObject({
      keyCredentials: [
        { key: expect.stringMatching(/^\{.*DER/), displayName: expect.stringMatching(/^\{subject/) },
      ],
    });
  });
});
