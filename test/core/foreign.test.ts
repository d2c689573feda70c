import { describe, expect, it } from 'vitest';
import type { Blueprint } from '../../src/core/blueprint.ts';
import { type Candidate, foreignOn, type Ours } from '../../src/core/foreign.ts';
import { type AppId, type AppWord, asId } from '../../src/core/ids.ts';
import { type Application, facetOf } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { FEDERATED, guid, IDS, key, password } from '../support/registrations.ts';
import { grant, healthyTenant } from '../support/tenants.ts';

const VSCODE = asId<AppId>('aebc6443-996d-45c2-90f0-388ff96faa56');
const PLANNED: Blueprint = {
  ...BLUEPRINT,
  clientApp: { ...BLUEPRINT.clientApp, appId: IDS.client.appId },
  serverApi: {
    ...BLUEPRINT.serverApi,
    additionalIdentifierUris: ['https://mcp.contoso.com/mcp'],
    preAuthorizedClients: ['vscode'],
    credential: FEDERATED,
    keyIds: [password(1, '').keyId, key(null).keyId],
  },
};
const TENANT = healthyTenant(PLANNED);
const OURS: Ours = {
  account: IDS.admin,
  graphPrincipalId: IDS.graphPrincipal,
  serverPrincipalId: IDS.server.principalId,
};
const us = { objectId: IDS.admin, displayName: null, userPrincipalName: null };
const [ada, bo, nobody] = [
  { objectId: '1', displayName: 'Ada', userPrincipalName: 'ada@contoso.com' },
  { objectId: '2', displayName: 'Bo', userPrincipalName: null },
  { objectId: '3', displayName: null, userPrincipalName: null },
];
const trust = { ...FEDERATED, id: 'f', audiences: [FEDERATED.audience] };

function application(app: AppWord): Application {
  const found = facetOf(TENANT, app === 'client' ? 'clientApplication' : 'serverApplication');
  if (found === null) throw new Error('A healthy tenant holds both apps.');
  return found;
}

/** As this set-up leaves an app, with some of it otherwise. */
const candidate = (app: AppWord, change: Partial<Candidate> = {}): Candidate => ({
  ...{ application: application(app), owners: [us], principalOwners: [], principalKeys: [], appRoles: 0 },
  federatedCredentials: app === 'server' ? [trust] : [],
  grants: facetOf(TENANT, app === 'client' ? 'clientGrants' : 'serverGrants'),
  ...change,
});
const registered = (app: AppWord, change: Partial<Application>): Partial<Candidate> => ({
  application: { ...application(app), ...change },
});
const uris = (app: AppWord, change: Partial<Application['redirectUris']>): Partial<Candidate> =>
  registered(app, { redirectUris: { ...application(app).redirectUris, ...change } });

const foreign = (app: AppWord, change: Partial<Candidate> = {}, blueprint = PLANNED): readonly string[] =>
  foreignOn(app, blueprint, candidate(app, change), OURS);

describe('an app as this set-up leaves it', () => {
  it.each(['client', 'server'] as const)('has nothing of others: %s', (app) => {
    expect(foreign(app)).toEqual([]);
  });

  it('keeps its secret, its certificate and the clients that it lets in', () => {
    const held = {
      passwordCredentials: [password(1, '2028-01-01T00:00:00Z')],
      keyCredentials: [key(null)],
      preAuthorizedClients: [
        { appId: VSCODE, scopeIds: [] },
        { appId: IDS.client.appId, scopeIds: [] },
      ],
    };
    expect(foreign('server', registered('server', held))).toEqual([]);
  });
});

describe('an app has of others', () => {
  it.each<[AppWord, Partial<Candidate>, readonly string[]]>([
    ['client', { owners: null }, ['owners that could not be read']],
    [
      'server',
      { owners: [ada, us, bo, nobody] },
      ['the owner ada@contoso.com', 'the owner Bo', 'the owner 3'],
    ],
    [
      'server',
      registered('server', {
        passwordCredentials: [password(2, '2028-01-01T00:00:00Z')],
        keyCredentials: [key('AA', undefined, 2)],
      }),
      [`the client secret ${guid('5', 2)}`, `the certificate ${guid('6', 2)}`],
    ],
    [
      'client',
      { principalOwners: null },
      ['owners or credentials of its service principal that could not be read'],
    ],
    [
      'client',
      { principalKeys: null },
      ['owners or credentials of its service principal that could not be read'],
    ],
    [
      'client',
      { principalOwners: [us, bo], principalKeys: ['k'] },
      ['the owner of its service principal Bo', 'the credential k of its service principal'],
    ],
    ['server', { federatedCredentials: null }, ['federated credentials that could not be read']],
    [
      'client',
      { federatedCredentials: [trust] },
      [`the federated credential for ${trust.subject} of ${trust.issuer}`],
    ],
    [
      'server',
      { federatedCredentials: [trust, { ...trust, subject: 'other' }] },
      [`the federated credential for other of ${trust.issuer}`],
    ],
    [
      'server',
      registered('server', { preAuthorizedClients: [{ appId: asId(guid('8')), scopeIds: [] }] }),
      [`the pre-authorised client ${guid('8')}`],
    ],
    ['server', uris('server', { web: ['https://b.example/'] }), ['the redirect URI https://b.example/']],
    [
      'server',
      uris('server', { web: [], publicClient: [PLANNED.gateway.callbackUrl] }),
      [`the redirect URI ${PLANNED.gateway.callbackUrl}`],
    ],
    ['client', uris('client', { spa: ['http://localhost'] }), ['the redirect URI http://localhost']],
    [
      'client',
      registered('client', { identifierUris: [`api://${IDS.client.appId}`] }),
      [`the Application ID URI api://${IDS.client.appId}`],
    ],
    ['server', registered('server', { identifierUris: ['api://b'] }), ['the Application ID URI api://b']],
    ['server', { grants: null }, ['consents that could not be read']],
    ['server', { appRoles: null }, ['consents that could not be read']],
    ['server', { appRoles: 1 }, ['consent to application permissions, which need no user']],
    [
      'server',
      { grants: [grant('server', { scopes: ['Files.Read', 'Mail.Read'] })] },
      ['the consent for everybody to Files.Read Mail.Read'],
    ],
    ['server', { grants: [grant('client')] }, ['the consent for everybody to access']],
    [
      'client',
      { grants: [grant('client', { consentType: 'Principal' }), grant('client')] },
      ['the consent for one user to access'],
    ],
    [
      'client',
      { grants: [grant('client', { resourceId: IDS.graphPrincipal })] },
      ['the consent for everybody to access'],
    ],
  ])('%s: %#', (app, change, told) => {
    expect(foreign(app, change)).toEqual(told);
  });

  it('a federated credential where the blueprint wants another kind', () => {
    const { serverApi } = PLANNED;
    const secret = { ...PLANNED, serverApi: { ...serverApi, credential: BLUEPRINT.serverApi.credential } };
    expect(foreign('server', {}, secret)).toEqual([
      `the federated credential for ${trust.subject} of ${trust.issuer}`,
    ]);
  });
});
