import { describe, expect, it } from 'vitest';
import { type Endpoint, wantedMetadata } from '../../src/core/endpoint.ts';
import { differencesIn } from '../../src/core/served-metadata.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';

const URL_OF_CLIENTS = 'https://mcp.contoso.com/mcp';
const IDS_KNOWN = { tenantId: IDS.tenant, serverAppId: IDS.server.appId };
const WANTED = wantedMetadata(BLUEPRINT, URL_OF_CLIENTS, IDS_KNOWN);
const GATEWAY = wantedMetadata(BLUEPRINT, URL_OF_CLIENTS, IDS_KNOWN, ['https://gateway.contoso.com']);
const [SCOPE, BY_ID] = [`api://${IDS.server.appId}/access`, `${IDS.server.appId}/.default`];

interface Served {
  readonly document?: object;
  readonly scope?: string | null;
  readonly resourceMetadata?: string;
  readonly wanted?: Endpoint['wanted'];
}

function served({ document = {}, scope = SCOPE, resourceMetadata, wanted = WANTED }: Served): Endpoint {
  const { resource, authorization_servers: authorizationServers, scopes_supported: scopes } = wanted.document;
  const whole = { resource, authorizationServers, scopes: scopes ?? null, ...document };
  const challenge = { scope, resourceMetadata: resourceMetadata ?? wanted.url };
  const answer = { status: 401, location: null, wwwAuthenticate: 'Bearer x', challenge };
  return {
    ...{ url: URL_OF_CLIENTS, servers: [], wanted, withWorthlessToken: { state: 'not-asked', because: '' } },
    metadata: { state: 'answered', value: { url: wanted.url, oddContentType: null, document: whole } },
    withoutToken: { state: 'answered', value: answer },
  } as unknown as Endpoint;
}

const differences = (one: Served): readonly string[] =>
  differencesIn(served(one), BLUEPRINT, IDS.server.appId);

describe('what is served makes no difference to clients', () => {
  it.each<[string, Served]>([
    ['as it is wanted', {}],
    ['with the scope by the id of the app', { document: { scopes: [BY_ID] }, scope: BY_ID }],
    [
      'with scopes of OpenID Connect',
      { document: { scopes: ['openid', SCOPE] }, scope: ` ${SCOPE}  openid ` },
    ],
    ['without a scope in the challenge', { scope: null }],
    ['with the scope in the challenge alone', { document: { scopes: null } }],
    [
      'by a gateway that names scopes of its own',
      { wanted: GATEWAY, document: { scopes: ['x'] }, scope: null },
    ],
  ])('%s', (_how, one) => {
    expect(differences(one)).toEqual([]);
  });
});

describe('what is served otherwise is told', () => {
  const header = `WWW-Authenticate is Bearer x, not ${WANTED.header}`;
  const scopesWanted = JSON.stringify([SCOPE]);
  it.each<[string, Served, readonly string[]]>([
    ['the resource', { document: { resource: null } }, [`resource is null, not "${URL_OF_CLIENTS}"`]],
    [
      'the authorization servers',
      { document: { authorizationServers: ['https://b.example'] } },
      [
        `authorization_servers is ["https://b.example"], not ${JSON.stringify(WANTED.document.authorization_servers)}`,
      ],
    ],
    [
      'another scope',
      { document: { scopes: [SCOPE, 'b'] } },
      [`scopes_supported is ["${SCOPE}","b"], not ${scopesWanted}`],
    ],
    [
      'no scope of ours',
      { document: { scopes: ['openid'] } },
      [`scopes_supported is ["openid"], not ${scopesWanted}`],
    ],
    [
      'no scope at all',
      { document: { scopes: null }, scope: null },
      [`scopes_supported is null, not ${scopesWanted}`],
    ],
    ['another scope in the challenge', { scope: 'b' }, [header]],
    ['another place of the document', { resourceMetadata: 'https://b.example' }, [header]],
  ])('%s', (_what, one, told) => {
    expect(differences(one)).toEqual(told);
  });

  it('no document, by the reason alone', () => {
    const metadata = { state: 'refused', because: 'It is not there.' } as const;
    expect(differencesIn({ ...served({}), metadata }, BLUEPRINT, IDS.server.appId)).toEqual([
      'It is not there.',
    ]);
  });

  it('an answer that challenges nobody', () => {
    const value = { status: 401, location: null, wwwAuthenticate: 'Basic', challenge: null };
    const withoutToken = { state: 'answered', value } as const;
    expect(differencesIn({ ...served({}), withoutToken }, BLUEPRINT, IDS.server.appId)).toEqual([
      `WWW-Authenticate is Basic, not ${WANTED.header}`,
    ]);
  });

  it('no challenge', () => {
    const withoutToken = { state: 'silent', because: 'x' } as Endpoint['withoutToken'];
    expect(differencesIn({ ...served({}), withoutToken }, BLUEPRINT, IDS.server.appId)).toEqual([
      `WWW-Authenticate is missing, not ${WANTED.header}`,
    ]);
  });
});
