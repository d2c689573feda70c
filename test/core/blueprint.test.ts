import { describe, expect, it } from 'vitest';
import {
  additionalIdentifierUrisFor,
  type Blueprint,
  clientUrlOf,
  defaultAdditionalIdentifierUris,
  displayNameOf,
  isMarked,
  isRecorded,
  scopeNamed,
  withAppIds,
  withKeyId,
  withoutKeyId,
} from '../../src/core/blueprint.ts';
import { type AppId, asId, type KeyId } from '../../src/core/ids.ts';
import { placedUris, requiredRedirectUris, wantedRedirectUris } from '../../src/core/redirect-uris.ts';
import { sameMembers, union } from '../../src/core/sets.ts';
import { facetOf, registrationsIn } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import { EMPTY_TENANT, healthyTenant } from '../support/tenants.ts';

const KEY = 'aaaaaaaa-1111-4111-8111-111111111111';
const OTHER_KEY = 'bbbbbbbb-1111-4111-8111-111111111111';
const server = (change: Partial<Blueprint['serverApi']>): Blueprint => ({
  ...BLUEPRINT,
  serverApi: { ...BLUEPRINT.serverApi, ...change },
});
const client = (change: Partial<Blueprint['clientApp']>, gateway = BLUEPRINT.gateway): Blueprint => ({
  ...BLUEPRINT,
  gateway,
  clientApp: { ...BLUEPRINT.clientApp, ...change },
});

describe('the scope of the guide', () => {
  it('has the texts of the guide under any name', () => {
    expect(scopeNamed('files')).toEqual({
      value: 'files',
      adminConsentDisplayName: 'Access MCP Server',
      adminConsentDescription: 'Allow access to MCP server functionality',
      userConsentDisplayName: 'Access MCP Server',
      userConsentDescription: 'Allow access to MCP server on your behalf',
    });
  });
});

describe('the Application ID URIs beside the first', () => {
  it('are each named once, and never the first again', () => {
    const uris = ['https://a.com', 'api://{appId}', `api://${IDS.server.appId}`, 'https://a.com'];
    const blueprint = server({ identifierUri: 'api://{appId}', additionalIdentifierUris: uris });
    expect(additionalIdentifierUrisFor(blueprint, IDS.server.appId)).toEqual(['https://a.com']);
  });

  it.each([
    ['https://mcp.contoso.com', ['api://{appId}']],
    ['api://{appId}', []],
    ['api://https://', []],
  ])('of %s are %j where nobody names any', (uri, others) => {
    expect(defaultAdditionalIdentifierUris(uri)).toEqual(others);
  });
});

describe('an app that this tool has named', () => {
  it.each([
    ['entra-mcp-setup-server-a1b2', true],
    ['entra-mcp-setup', false],
    ['my-entra-mcp-setup-server', false],
    ['files-entra-mcp-setup-', false],
    [null, false],
  ])('is told by its unique name %s: %s', (uniqueName, marked) => {
    expect(isMarked({ uniqueName })).toBe(marked);
  });
});

describe('the credentials of a blueprint', () => {
  const keeping = server({ keyIds: [asId<KeyId>(KEY.toUpperCase()), asId<KeyId>(OTHER_KEY)] });

  it('are known by their ids in whatever letters, and while they have none', () => {
    const known = [KEY, OTHER_KEY.toUpperCase(), IDS.admin, '{secret.keyId}', '{certificate.keyId}'];
    expect(known.map((one) => isRecorded(one, keeping.serverApi))).toEqual([true, true, false, true, true]);
  });

  it('are kept once, the newest last', () => {
    expect(withKeyId(keeping, KEY).serverApi.keyIds).toEqual([OTHER_KEY, KEY]);
  });

  it('are forgotten one by one', () => {
    expect(withoutKeyId(keeping, KEY).serverApi.keyIds).toEqual([OTHER_KEY]);
    expect(withoutKeyId(keeping, OTHER_KEY.toUpperCase()).serverApi.keyIds).toEqual([KEY.toUpperCase()]);
  });
});

describe('the app ids that a run comes to know', () => {
  const [before, found] = [asId<AppId>(KEY), { appId: IDS.client.appId }];
  const named = client({ appId: before });
  const ids = (known: Parameters<typeof withAppIds>[1]) => {
    const { clientApp, serverApi } = withAppIds(named, known);
    return [clientApp.appId, serverApi.appId];
  };

  it('take the place of those in the blueprint, which stay where nothing is known', () => {
    expect(ids({ client: found, server: null })).toEqual([IDS.client.appId, null]);
    expect(ids({ client: { appId: null }, server: { appId: IDS.server.appId } })).toEqual([
      before,
      IDS.server.appId,
    ]);
    expect(withAppIds(named, { client: null, server: null })).toEqual(named);
  });
});

describe('the names and addresses of a blueprint', () => {
  it('are those of each app', () => {
    expect([displayNameOf('client', BLUEPRINT), displayNameOf('server', BLUEPRINT)]).toEqual([
      'MCP Client App',
      'MCP Server API',
    ]);
  });

  it.each([
    ['https://a.com', 'https://b.com', 'https://a.com'],
    [null, 'https://b.com', 'https://b.com'],
    [null, null, null],
  ])('for clients are %s before %s: %s', (clientUrl, mcpServerEndpoint, url) => {
    expect(clientUrlOf(client({}, { ...BLUEPRINT.gateway, clientUrl, mcpServerEndpoint }))).toBe(url);
  });
});

describe('the redirect URIs of a blueprint', () => {
  const [own, backup] = ['http://127.0.0.1:53100/callback', 'http://127.0.0.1:8080/callback'];
  const gemini = 'http://localhost:7777/oauth/callback';

  it('are those of its MCP clients too, and a backup is none that is required', () => {
    const blueprint = client({
      redirectUris: [own],
      backupRedirectUris: [backup, own, backup, gemini],
      clients: ['gemini-cli', 'a client that nobody knows'],
    });
    expect(requiredRedirectUris('client', blueprint)).toEqual([own, gemini]);
    expect(wantedRedirectUris('client', blueprint)).toEqual([own, gemini, backup]);
  });

  it('of the server app are its callback alone', () => {
    expect(wantedRedirectUris('server', BLUEPRINT)).toEqual([BLUEPRINT.gateway.callbackUrl]);
  });

  it('depend on the address of the server for a client that makes its callback of it', () => {
    const codexAt = (mcpServerEndpoint: string | null) =>
      requiredRedirectUris(
        'client',
        client({ clients: ['codex'] }, { ...BLUEPRINT.gateway, clientUrl: null, mcpServerEndpoint }),
      ).at(-1);
    const [here, there] = [codexAt('https://a.com/mcp'), codexAt('https://b.com/mcp')];
    expect([here === there, here === codexAt('https://a.com/mcp'), codexAt(null)]).toEqual([
      false,
      true,
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback\//),
    ]);
  });

  it('are listed with the platform of each', () => {
    expect(placedUris({ publicClient: ['a'], web: ['b', 'c'], spa: [] })).toEqual([
      { platform: 'publicClient', uri: 'a' },
      { platform: 'web', uri: 'b' },
      { platform: 'web', uri: 'c' },
    ]);
  });
});

describe('lists', () => {
  it('add up with each item once, in the order in which they come', () => {
    expect(union(['b', 'a', 'b'], ['c', 'a'])).toEqual(['b', 'a', 'c']);
  });

  it.each([
    [['a', 'b'], ['b', 'a'], true],
    [['a', 'a'], ['a'], true],
    [[], [], true],
    [['a'], ['a', 'b'], false],
    [['a', 'b'], ['a'], false],
    [['a', 'b'], ['a', 'c'], false],
  ])('%j and %j hold the same: %s', (some, others, same) => {
    expect(sameMembers(some, others)).toBe(same);
  });
});

describe('the registrations in a tenant', () => {
  it('are null where one is not there or was not asked for', () => {
    const { client: ours, server: theirs } = registrationsIn(healthyTenant());
    expect([ours?.appId, theirs?.appId]).toEqual([IDS.client.appId, IDS.server.appId]);
    expect(registrationsIn(EMPTY_TENANT)).toEqual({ client: null, server: null });
    expect([registrationsIn({}), facetOf({}, 'endpoint')]).toEqual([{ client: null, server: null }, null]);
  });
});
