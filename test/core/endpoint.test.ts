import { describe, expect, it } from 'vitest';
import type { Blueprint } from '../../src/core/blueprint.ts';
import {
  type AuthorizationServer,
  intendedServers,
  isBusy,
  isDirect,
  isShared,
  resourceMetadataUrls,
  serverKindOf,
  serverMetadataUrls,
  wantedMetadata,
} from '../../src/core/endpoint.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';

const URL_OF_CLIENTS = 'https://mcp.contoso.com/mcp';
const AT_PATH = 'https://mcp.contoso.com/.well-known/oauth-protected-resource/mcp';
const LOGIN = 'https://login.microsoftonline.com';
const server = (issuer: string, kind: AuthorizationServer['kind'] = 'entra'): AuthorizationServer => ({
  ...{ issuer, kind },
  metadata: { state: 'not-asked', because: '' },
});
const [own, common, gateway] = [
  server(`${LOGIN}/${IDS.tenant}/v2.0`),
  server(`${LOGIN}/Common/v2.0`),
  server('https://gateway.contoso.com', 'gateway'),
];

describe('metadata is sought', () => {
  it.each([
    [URL_OF_CLIENTS, [AT_PATH, 'https://mcp.contoso.com/.well-known/oauth-protected-resource']],
    [
      `${URL_OF_CLIENTS}/?a=b`,
      [`${AT_PATH}?a=b`, 'https://mcp.contoso.com/.well-known/oauth-protected-resource'],
    ],
    ['https://mcp.contoso.com/', ['https://mcp.contoso.com/.well-known/oauth-protected-resource']],
  ])('of the resource %s', (url, addresses) => {
    expect(resourceMetadataUrls(url)).toEqual(addresses);
  });

  it('of an issuer in three places, and in two where it has no path', () => {
    expect([serverMetadataUrls(`${LOGIN}/t/v2.0/`), serverMetadataUrls(LOGIN)]).toEqual([
      [
        `${LOGIN}/.well-known/oauth-authorization-server/t/v2.0`,
        `${LOGIN}/.well-known/openid-configuration/t/v2.0`,
        `${LOGIN}/t/v2.0/.well-known/openid-configuration`,
      ],
      [`${LOGIN}/.well-known/oauth-authorization-server`, `${LOGIN}/.well-known/openid-configuration`],
    ]);
  });
});

describe('an authorization server', () => {
  const nowhere: Blueprint = {
    ...BLUEPRINT,
    gateway: { callbackUrl: 'nonsense', clientUrl: null, mcpServerEndpoint: null },
  };
  it.each([
    [own.issuer, BLUEPRINT, 'entra'],
    [BLUEPRINT.gateway.callbackUrl, BLUEPRINT, 'gateway'],
    [URL_OF_CLIENTS, BLUEPRINT, 'gateway'],
    ['https://b.example', BLUEPRINT, 'other'],
    ['nonsense', BLUEPRINT, 'other'],
    ['nonsense', nowhere, 'other'],
    [URL_OF_CLIENTS, nowhere, 'other'],
  ] as const)('%s is known by its host: %#', (issuer, blueprint, kind) => {
    expect(serverKindOf(issuer, blueprint)).toBe(kind);
  });

  it.each([
    [own, false],
    [common, true],
    [server(`${LOGIN}/organizations/v2.0`), true],
    [server(LOGIN), false],
    [{ ...common, kind: 'other' as const }, false],
  ])('stands for every tenant by its first word: %#', (one, shared) => {
    expect(isShared(one)).toBe(shared);
  });

  it.each([
    [[common, own], [own], true],
    [[common], [common], true],
    [[common, gateway], [gateway], false],
    [[gateway, own], [gateway, own], true],
    [[], [], false],
  ])('is meant where no other is beside a shared one: %#', (servers, meant, direct) => {
    expect([intendedServers(servers), isDirect({ servers })]).toEqual([meant, direct]);
  });
});

it.each([
  [429, true],
  [503, true],
  [401, false],
  [500, false],
])('an answer of HTTP %d speaks of the moment alone: %s', (status, busy) => {
  expect(isBusy(status)).toBe(busy);
});

describe('what is to be served', () => {
  it('names the tenant, the scope and where the document lies', () => {
    const ids = { tenantId: IDS.tenant, serverAppId: IDS.server.appId };
    const scope = `api://${IDS.server.appId}/access`;
    expect(wantedMetadata(BLUEPRINT, URL_OF_CLIENTS, ids)).toEqual({
      url: AT_PATH,
      document: {
        resource: URL_OF_CLIENTS,
        authorization_servers: [own.issuer],
        scopes_supported: [scope],
        bearer_methods_supported: ['header'],
      },
      header: `Bearer resource_metadata="${AT_PATH}", scope="${scope}"`,
    });
  });

  it('leaves the scope to a gateway that is the authorization server itself', () => {
    const ids = { tenantId: null, serverAppId: null };
    const { document, header } = wantedMetadata(BLUEPRINT, URL_OF_CLIENTS, ids, [gateway.issuer]);
    expect([document, header]).toEqual([
      {
        resource: URL_OF_CLIENTS,
        authorization_servers: [gateway.issuer],
        bearer_methods_supported: ['header'],
      },
      `Bearer resource_metadata="${AT_PATH}"`,
    ]);
  });

  it.each([
    [null, '<app id of MCP Server API>'],
    [IDS.server.appId, IDS.server.appId],
  ])(
    'stands in angle brackets while it is not known, but for the app of the blueprint: %s',
    (appId, said) => {
      const named = { ...BLUEPRINT, serverApi: { ...BLUEPRINT.serverApi, appId } };
      const { document } = wantedMetadata(named, URL_OF_CLIENTS, { tenantId: null, serverAppId: null });
      expect(document).toMatchObject({
        authorization_servers: [`${LOGIN}/<tenant id>/v2.0`],
        scopes_supported: [`api://${said}/access`],
      });
    },
  );
});
