import { describe, expect, test } from 'vitest';
import { asId } from '../../../src/core/ids.ts';
import { assignmentRequiredBy, isAboutApp, isAboutUser } from '../../../src/diagnosis/evidence/assignment.ts';
import {
  namesForeignApp,
  oneAppForBoth,
  otherTenantAsked,
  otherTenantNamed,
  wrongKindOfId,
} from '../../../src/diagnosis/evidence/identity.ts';
import { clientIsPreAuthorized } from '../../../src/diagnosis/evidence/pre-authorized.ts';
import type { Knowledge } from '../../../src/diagnosis/index.ts';
import { BLUEPRINT } from '../../support/practice.ts';
import { guid, IDS } from '../../support/registrations.ts';
import { changed, having, hiding } from '../../support/tenants.ts';
import { knowing } from '../known.ts';
import { about, CLIENT, OFFLINE, of, SERVER, STRANGER, saying, sentence, TENANT, told } from './asked.ts';

const OTHER_TENANT = guid('e', 7);

const requiring = (app: 'client' | 'server', assignmentRequired: boolean): Knowledge =>
  knowing(
    having(TENANT, `${app}Principal`, {
      objectId: IDS[app].principalId,
      appId: IDS[app].appId,
      accountEnabled: true,
      assignmentRequired,
    }),
  );
const NAMES = [
  ...of(
    wrongKindOfId,
    ['is the tenant id', `proved … ${IDS.tenant} … directory`, knowing(), about(CLIENT, IDS.tenant)],
    [
      'is the object id of the client',
      `proved … ${IDS.client.objectId} … object id of {client}`,
      knowing(),
      about(IDS.client.objectId),
    ],
    [
      'is the object id of the server',
      'proved … object id of {server}',
      knowing(),
      about(IDS.server.objectId.toUpperCase()),
    ],
    [
      'is the object id of a service principal',
      'proved … service principal of {server}',
      knowing(),
      about(IDS.server.principalId),
    ],
    ['is the id of a secret', 'proved … secret of {server}', knowing(), about(guid('5', 1))],
    ['is an id of nothing here', 'nothing', knowing(), about(CLIENT, STRANGER)],
    ['is an id, offline', 'nothing', OFFLINE, about(IDS.tenant)],
  ),
  ...of(
    otherTenantAsked,
    [
      'asks another tenant for the client',
      `proved … ${OTHER_TENANT} … ${IDS.tenant}`,
      knowing(),
      { ...about(CLIENT), tenant: OTHER_TENANT },
    ],
    ['asks another tenant for the server', 'proved', knowing(), { ...about(SERVER), tenant: OTHER_TENANT }],
    [
      'asks another tenant for the API',
      'proved',
      knowing(),
      { resource: `api://${SERVER}`, tenant: OTHER_TENANT },
    ],
    [
      'asks another tenant for the client as API',
      'proved',
      knowing(),
      { resource: CLIENT, tenant: OTHER_TENANT },
    ],
    ['asks our tenant', 'nothing', knowing(), { ...about(CLIENT), tenant: IDS.tenant }],
    [
      'asks another tenant for a stranger',
      'nothing',
      knowing(),
      { ...about(STRANGER), tenant: OTHER_TENANT },
    ],
    [
      'asks another tenant for Graph',
      'nothing',
      knowing(),
      { resource: 'https://graph.microsoft.com', tenant: OTHER_TENANT },
    ],
    [
      'asks another than that of the blueprint',
      `proved … ${OTHER_TENANT} … another tenant`,
      {
        ...OFFLINE,
        clientAppId: CLIENT,
        blueprint: { ...BLUEPRINT, tenant: IDS.tenant },
      },
      { ...about(CLIENT), tenant: OTHER_TENANT },
    ],
  ),
  ...of(
    otherTenantNamed,
    ['names another tenant', 'said … Fabrikam … Contoso', knowing(), { tenant: 'Fabrikam' }],
    ['names ours', 'nothing', knowing(), { tenant: 'contoso' }],
    [
      'names ours without its blanks',
      'nothing',
      knowing(
        having(TENANT, 'organization', {
          tenantId: asId(IDS.tenant),
          displayName: 'Contoso Ltd',
          verifiedDomains: [],
          initialDomain: 'x.example',
        }),
      ),
      { tenant: 'ContosoLtd' },
    ],
    ['names one by its id', 'nothing', knowing(), { tenant: OTHER_TENANT }],
    ['names none', 'nothing', knowing()],
    ['names one where ours is not read', 'nothing', OFFLINE, { tenant: 'Fabrikam' }],
  ),
  ...of(
    oneAppForBoth,
    ['has two apps', 'refuted … {client} … {server}', knowing()],
    [
      'has one app for both',
      `proved … ${CLIENT}`,
      { ...OFFLINE, clientAppId: CLIENT, serverAppId: CLIENT.toUpperCase() },
    ],
    [
      'has one app for both and names it',
      'proved',
      { ...OFFLINE, clientAppId: CLIENT, serverAppId: CLIENT },
      about(STRANGER, CLIENT),
    ],
    [
      'has one app for both and names another',
      'nothing',
      { ...OFFLINE, clientAppId: CLIENT, serverAppId: CLIENT },
      about(STRANGER),
    ],
    ['has no id of the client', 'nothing', { ...OFFLINE, serverAppId: SERVER }],
    ['has no id of the server', 'nothing', { ...OFFLINE, clientAppId: CLIENT }],
    ['has no ids', 'nothing', OFFLINE],
  ),
  ...of(
    namesForeignApp,
    ['names a stranger by its id', `said … ${STRANGER}`, knowing(), about(STRANGER)],
    ['names a stranger by its name', 'said … Backup', knowing(), { appName: 'Backup' }],
    ['names ours', 'nothing', knowing(), about(CLIENT)],
  ),
  ...of(
    assignmentRequiredBy('client'),
    ['wants assignment', 'proved … {client}', requiring('client', true)],
    ['wants none', 'refuted … {client}', requiring('server', true)],
    ['was not read', 'nothing', knowing(hiding(TENANT, 'clientPrincipal'))],
  ),
  ...of(
    isAboutApp,
    ['is about two apps', 'said', OFFLINE, about(CLIENT, SERVER)],
    ['is about an app and an API', 'said', OFFLINE, saying("'api://mcp', not", CLIENT)],
    ['is about an app and a user', 'nothing', OFFLINE, saying('{EmailHidden}', CLIENT, SERVER)],
    [
      'is about an app and the user of a name',
      'nothing',
      OFFLINE,
      saying('{user_principal_name}', CLIENT, SERVER),
    ],
    ['is about an app and an address', 'nothing', OFFLINE, saying('ada@contoso.com', CLIENT, SERVER)],
    ['is about an app', 'nothing', OFFLINE, saying("'api://mcp' and 'api://mcp'")],
  ),
  ...of(
    isAboutUser,
    ['is not about a user', 'refuted … an app', OFFLINE, about(CLIENT, SERVER)],
    ['may be about a user', 'nothing', OFFLINE, about(CLIENT)],
  ),
];

describe('a message', () => {
  test.each(NAMES)('%s', (_, evidence, expected, knowledge, facts) => {
    expect(told(evidence, knowledge, facts)).toEqual(sentence(expected));
  });
});

describe('consent', () => {
  const preAuthorizing = (appId: string): Knowledge =>
    knowing(
      changed(TENANT, 'server', ({ scopes }) => ({
        preAuthorizedClients: [{ appId: asId(appId), scopeIds: scopes.map(({ id }) => id) }],
      })),
    );
  const PRE = of(
    clientIsPreAuthorized,
    [
      'is not needed where the API lets the client in',
      'refuted … {server} … {client} … {scopeName}',
      preAuthorizing(CLIENT),
    ],
    ['is needed where it lets another in', 'nothing', preAuthorizing(STRANGER)],
    ['is not judged without a blueprint', 'nothing', { ...preAuthorizing(CLIENT), blueprint: null }],
    ['is not judged without an id', 'nothing', OFFLINE],
  );

  test.each(PRE)('%s', (_, evidence, expected, knowledge, facts) => {
    expect(told(evidence, knowledge, facts)).toEqual(sentence(expected));
  });
});
