import { describe, expect, test } from 'vitest';
import { AZURE_CLI_APP_ID } from '../../src/core/ids.ts';
import { type Failure, type Knowledge, NOTHING_KNOWN } from '../../src/diagnosis/index.ts';
import { NO_FAILURE } from '../../src/diagnosis/no-failure.ts';
import { situationOf } from '../../src/diagnosis/situation-of.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { guid, IDS } from '../support/registrations.ts';
import { changed, healthyTenant, hiding } from '../support/tenants.ts';
import { knowing } from './known.ts';

const CLIENT = IDS.client.appId;
const SERVER = IDS.server.appId;
const OTHER = guid('e');
const NAMELESS = { clientAppId: null, serverAppId: null };
const TENANT = healthyTenant();
const KNOWN = knowing();
const RENAMED = knowing(
  changed(changed(TENANT, 'client', { displayName: 'Desk' }), 'server', { displayName: 'Files API' }),
);
const only = (more: Partial<Knowledge>): Knowledge => ({ ...NOTHING_KNOWN, ...more });
const namedBy = (failure: Partial<Failure>, knowledge: Knowledge = KNOWN) =>
  situationOf({ ...NO_FAILURE, ...failure }, knowledge).named;

describe('the ids of the two apps', () => {
  const idsOf = (knowledge: Knowledge) => {
    const { clientAppId, serverAppId } = situationOf(NO_FAILURE, knowledge);
    return [clientAppId, serverAppId];
  };
  const withIds = {
    ...BLUEPRINT,
    clientApp: { ...BLUEPRINT.clientApp, appId: IDS.client.appId },
    serverApi: { ...BLUEPRINT.serverApi, appId: IDS.server.appId },
  };

  test.each<readonly [string, Knowledge, readonly (string | null)[]]>([
    ['said', only({ clientAppId: 'c', serverAppId: 's', tenant: TENANT }), ['c', 's']],
    ['of the tenant', only({ tenant: TENANT, blueprint: BLUEPRINT }), [CLIENT, SERVER]],
    ['of the blueprint', only({ blueprint: withIds }), [CLIENT, SERVER]],
    ['unknown', only({ blueprint: BLUEPRINT }), [null, null]],
    ['masked', knowing(TENANT, withIds, { isMasked: true }), [null, null]],
  ])('are those %s', (_, knowledge, ids) => {
    expect(idsOf(knowledge)).toEqual(ids);
  });
});

describe('the app that a text names', () => {
  test.each<readonly [string, Partial<Failure>, Knowledge, string]>([
    ['the client by its id', { appIds: [CLIENT.toUpperCase()] }, KNOWN, 'client'],
    ['the server by its id', { appIds: [SERVER] }, KNOWN, 'server'],
    ['the first of ours, whoever else is named', { appIds: [OTHER, SERVER, CLIENT] }, KNOWN, 'server'],
    ['ours beside a program of Microsoft', { appIds: [AZURE_CLI_APP_ID, CLIENT] }, KNOWN, 'client'],
    ['ours by its id, whatever name it bears', { appIds: [CLIENT], appName: 'CRM' }, KNOWN, 'client'],
    ['another by its id', { appIds: [OTHER] }, KNOWN, 'other'],
    [
      'another by its id, with the name of ours',
      { appIds: [OTHER], appName: 'MCP Client App' },
      KNOWN,
      'other',
    ],
    ['none', {}, KNOWN, 'none'],
    [
      'a program of Microsoft, whose ids are known anywhere',
      { appIds: [AZURE_CLI_APP_ID] },
      NOTHING_KNOWN,
      'other',
    ],
    ['some app, where no id is known', { appIds: [OTHER] }, NOTHING_KNOWN, 'none'],
    ['some app, where the id of one is known', { appIds: [OTHER] }, only({ clientAppId: CLIENT }), 'none'],
    ['some app, where the other id is known', { appIds: [OTHER] }, only({ serverAppId: SERVER }), 'none'],
    [
      'a name that counts less than the id, where one id is known',
      { appIds: [OTHER], appName: 'MCP Client App' },
      only({ clientAppId: CLIENT }),
      'none',
    ],
    [
      'a name that counts less than the id, where the other is known',
      { appIds: [OTHER], appName: 'MCP Client App' },
      only({ serverAppId: SERVER }),
      'none',
    ],
    [
      'the client by the name of the guide',
      { appIds: [OTHER], appName: 'MCP Client App' },
      NOTHING_KNOWN,
      'client',
    ],
    ['the server by the name of the guide', { appName: 'mcp server api' }, NOTHING_KNOWN, 'server'],
    ['nobody by a name alone, offline', { appName: 'CRM' }, NOTHING_KNOWN, 'none'],
    ['another by a name, where ours are known', { appName: 'CRM' }, KNOWN, 'other'],
    ['ours, whose name the page prints twice', { appName: 'MCP Client App MCP Client App' }, KNOWN, 'client'],
    ['another whose name only begins like ours', { appName: 'MCP Client App 2' }, KNOWN, 'other'],
    ['another whose name only ends in the letters of ours', { appName: 'XMCP Client App' }, KNOWN, 'other'],
    ['the client by the name that it has in the tenant', { appName: 'Desk' }, RENAMED, 'client'],
    ['the client by the name that it should have', { appName: 'MCP Client App' }, RENAMED, 'client'],
    ['the server by the name that it has in the tenant', { appName: 'files api' }, RENAMED, 'server'],
    ['the server by the name that it should have', { appName: 'MCP Server API' }, RENAMED, 'server'],
  ])('is %s', (_, failure, knowledge, app) => {
    expect(namedBy(failure, knowledge).app).toBe(app);
  });
});

describe('the API that a text names', () => {
  const scoped = (...scopes: readonly string[]): Partial<Failure> => ({ scopes });

  test.each<readonly [string, Partial<Failure>, Knowledge, string]>([
    [
      'Microsoft Graph by its id',
      { resource: '00000003-0000-0000-C000-000000000000' },
      NOTHING_KNOWN,
      'graph',
    ],
    ['Microsoft Graph by its address', { resource: 'https://graph.microsoft.com' }, NOTHING_KNOWN, 'graph'],
    [
      'Microsoft Graph of another cloud',
      { resource: 'https://dod-graph.microsoft.us/' },
      NOTHING_KNOWN,
      'graph',
    ],
    ['no address that only begins so', { resource: 'https://graph.microsoft.community' }, KNOWN, 'other'],
    ['the client by its id', { resource: CLIENT }, KNOWN, 'client'],
    ['the server by its id', { resource: SERVER }, KNOWN, 'server'],
    ['the server by its URI', { resource: `API://${SERVER}/` }, KNOWN, 'server'],
    ['another', { resource: OTHER }, KNOWN, 'other'],
    ['unknown, where nothing is known', { resource: OTHER }, NOTHING_KNOWN, 'none'],
    ['another, where only the id is known', { resource: OTHER }, only({ serverAppId: SERVER }), 'other'],
    [
      'another, where only the URI is known',
      { resource: OTHER },
      knowing(
        hiding(TENANT, 'serverApplication'),
        { ...BLUEPRINT, serverApi: { ...BLUEPRINT.serverApi, identifierUri: 'https://mcp.contoso.com' } },
        NAMELESS,
      ),
      'other',
    ],
    ['none', {}, KNOWN, 'none'],
    ['that of a scope', scoped('openid', `api://${SERVER}/access`), KNOWN, 'server'],
    ['that of a scope with two slashes', scoped('https://graph.microsoft.com//Files.Read'), KNOWN, 'graph'],
    ['none of a bare scope', scoped('openid'), KNOWN, 'none'],
    ['none of a scope that begins with a slash', scoped('/.default'), KNOWN, 'none'],
    [
      'the known one, where the resource is another',
      { resource: OTHER, ...scoped(`api://${SERVER}/access`) },
      KNOWN,
      'server',
    ],
    [
      'the known one, where the scope is of another',
      { resource: SERVER, ...scoped(`${OTHER}/access`) },
      KNOWN,
      'server',
    ],
    ['another, where both are', { resource: OTHER, ...scoped(`${OTHER}/access`) }, KNOWN, 'other'],
    ['the client beside another', { resource: OTHER, ...scoped(`${CLIENT}/.default`) }, KNOWN, 'client'],
  ])('is %s', (_, failure, knowledge, resource) => {
    expect(namedBy(failure, knowledge).resource).toBe(resource);
  });
});

describe('the tenant that a text names', () => {
  const blueprintOf = (tenant: string) => only({ blueprint: { ...BLUEPRINT, tenant } });

  test.each<readonly [string, string | null, Knowledge, string]>([
    ['ours by its id', IDS.tenant.toUpperCase(), KNOWN, 'ours'],
    ['ours by its first domain', 'contoso.onmicrosoft.com', KNOWN, 'ours'],
    ['ours by another domain', 'Contoso.com', KNOWN, 'ours'],
    ['another by its id', OTHER, KNOWN, 'other'],
    ['another by its domain', 'fabrikam.com', KNOWN, 'other'],
    ['nobody by a display name', 'Contoso', KNOWN, 'none'],
    ['nobody', null, KNOWN, 'none'],
    ['ours, as the blueprint has it', 'contoso.com', blueprintOf('contoso.com'), 'ours'],
    ['another, where the blueprint has an id', OTHER, blueprintOf(IDS.tenant), 'other'],
    ['unknown, where the blueprint has a domain', OTHER, blueprintOf('contoso.com'), 'none'],
    ['unknown, where the text has a domain', 'contoso.com', blueprintOf(IDS.tenant), 'none'],
    ['unknown, where nothing is known', OTHER, NOTHING_KNOWN, 'none'],
  ])('is %s', (_, tenant, knowledge, wanted) => {
    expect(namedBy({ tenant }, knowledge).tenant).toBe(wanted);
  });
});

test.each<readonly [string, Partial<Failure>, readonly string[]]>([
  ['by no id', { appIds: [CLIENT], resource: SERVER, tenant: IDS.tenant }, ['none', 'none', 'none']],
  ['by the name of an app', { appName: 'MCP Server API' }, ['server', 'none', 'none']],
  [
    'by the id that Microsoft Graph has everywhere',
    { resource: 'https://graph.microsoft.com/' },
    ['none', 'graph', 'none'],
  ],
])('a masked snapshot is compared %s', (_, failure, wanted) => {
  const { app, resource, tenant } = namedBy(failure, knowing(TENANT, BLUEPRINT, { isMasked: true }));
  expect([app, resource, tenant]).toEqual(wanted);
});
