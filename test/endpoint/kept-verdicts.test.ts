import { describe, expect, it } from 'vitest';
import type { CheckId } from '../../src/core/check.ts';
import { ENDPOINT_CHECKS } from '../../src/core/checks/endpoint/index.ts';
import type { Verdict } from '../../src/core/report.ts';
import { read } from '../../src/core/tenant.ts';
import { SetupError } from '../../src/errors.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS, publishedScope } from '../support/registrations.ts';
import { changed, having } from '../support/tenants.ts';
import {
  atGateway,
  CHALLENGE,
  DOCUMENT,
  document,
  gateway,
  PUBLISHED,
  SCOPE,
  type Situation,
  verdictOf,
  verdictsIn,
  withUris,
} from './situations.ts';
import { AT_PATH, CONFIGURATION, ISSUER, json, type Page, URL_OF_CLIENTS, unauthorized } from './web.ts';

const URI = `api://${IDS.server.appId}`;
const answering = (page: Page): Situation => ({ pages: { [URL_OF_CLIENTS]: page } });
const failing = (address: string, detail: string): Situation => ({
  pages: { [address]: { fails: new SetupError('UNAVAILABLE', 'It does not answer.', { detail }) } },
});
const issuing = (...authorization_servers: readonly string[]): Situation =>
  document({ authorization_servers });
const at = (path: string) => `https://login.microsoftonline.com/${path}`;
const configured = (value: object): Situation => ({ pages: { [CONFIGURATION]: json(value) } });
const domains = (tenant: Situation['tenant'], ...verifiedDomains: readonly string[]) => {
  const organization = { displayName: 'x', initialDomain: null, tenantId: IDS.tenant as never };
  return { ...(tenant ?? PUBLISHED), organization: read({ ...organization, verifiedDomains }) };
};
const withSlash = `${URL_OF_CLIENTS}/`;
const atGatewayAlone = atGateway({ issuer: gateway, code_challenge_methods_supported: ['S256'] });
const clientUrl: Situation['blueprint'] = {
  ...BLUEPRINT,
  gateway: { ...BLUEPRINT.gateway, clientUrl: URL_OF_CLIENTS },
};

const SITUATIONS: readonly (readonly [string, CheckId, Situation])[] = [
  ['an address that refuses', 'endpoint.reachable', failing(URL_OF_CLIENTS, 'ECONNREFUSED')],
  ['an address of clients', 'endpoint.reachable', { blueprint: clientUrl }],
  ['an open door', 'endpoint.challenge', answering({ status: 200 })],
  ['many choices', 'endpoint.challenge', answering({ status: 300 })],
  ['a closed door', 'endpoint.challenge', answering({ status: 403 })],
  [
    'a closed door with a bearer',
    'endpoint.challenge',
    answering({ status: 403, headers: { 'www-authenticate': 'Bearer' } }),
  ],
  [
    'a way elsewhere',
    'endpoint.challenge',
    answering({ status: 302, headers: { location: 'https://b.example/' } }),
  ],
  ['a refusal without a header', 'endpoint.challenge', answering(unauthorized(null))],
  ['a refusal for another scheme', 'endpoint.challenge', answering(unauthorized('Basic realm="mcp"'))],
  ['no document', 'endpoint.resource-metadata', { pages: { [AT_PATH]: { status: 404 } } }],
  [
    'a document as text',
    'endpoint.resource-metadata',
    { pages: { [AT_PATH]: json(DOCUMENT, { 'content-type': 'text/plain' }) } },
  ],
  ['a resource with a slash', 'endpoint.resource', document({ resource: withSlash })],
  ['another resource', 'endpoint.resource', document({ resource: 'https://b.example/mcp' })],
  ['no resource', 'endpoint.resource', document({ resource: undefined })],
  ['the shared address', 'endpoint.authorization-server', issuing(at('common/v2.0'))],
  [
    'the issuer of v1',
    'endpoint.authorization-server',
    issuing(at(IDS.tenant), `https://sts.windows.net/${IDS.tenant}/`),
  ],
  ['another tenant', 'endpoint.authorization-server', issuing(at('fabrikam.com/v2.0'))],
  [
    'another cloud',
    'endpoint.authorization-server',
    issuing(`https://login.microsoftonline.us/${IDS.tenant}/v2.0`),
  ],
  ['another spelling', 'endpoint.authorization-server', issuing(at(`${IDS.tenant}/v2.0/`), 'nonsense')],
  ['capitals', 'endpoint.authorization-server', issuing(ISSUER.toUpperCase())],
  ['a stranger', 'endpoint.authorization-server', issuing('https://b.example/')],
  ['nobody', 'endpoint.authorization-server', issuing()],
  [
    'a stranger beside the gateway',
    'endpoint.authorization-server',
    {
      pages: {
        ...atGatewayAlone.pages,
        [AT_PATH]: json({ ...DOCUMENT, authorization_servers: [gateway, 'https://b.example/'] }),
      },
    },
  ],
  ['the gateway', 'endpoint.authorization-server', atGatewayAlone],
  ['no document of the issuer', 'endpoint.issuer-metadata', { pages: { [CONFIGURATION]: { status: 404 } } }],
  ['a document without an issuer', 'endpoint.issuer-metadata', configured({})],
  ['a document of another issuer', 'endpoint.issuer-metadata', configured({ issuer: `${ISSUER}/` })],
  ['a document of every issuer', 'endpoint.issuer-metadata', configured({ issuer: at('{tenantid}/v2.0') })],
  ['a gateway of another name', 'endpoint.issuer-metadata', atGateway({ issuer: 'https://b.example' })],
  [
    'a gateway without a document',
    'endpoint.issuer-metadata',
    { pages: { [AT_PATH]: json({ ...DOCUMENT, authorization_servers: [gateway] }) } },
  ],
  ['an issuer that stays silent', 'endpoint.issuer-metadata', failing(CONFIGURATION, 'ETIMEDOUT')],
  ['strangers that nobody asks', 'endpoint.issuer-metadata', issuing('https://b.example/', 'nonsense')],
  ['nobody to ask', 'endpoint.issuer-metadata', issuing()],
  ['the issuer beside strangers', 'endpoint.issuer-metadata', issuing(ISSUER, 'https://b.example/')],
  ['an address not registered', 'endpoint.resource-registered', { tenant: withUris([URI]) }],
  [
    'an address not registered, of a domain that is verified itself',
    'endpoint.resource-registered',
    { tenant: domains(withUris([URI]), 'mcp.contoso.com') },
  ],
  [
    'an address not registered, of a domain that is not verified',
    'endpoint.resource-registered',
    { tenant: domains(withUris([URI]), 'b.example') },
  ],
  ['an address of the gateway, not registered', 'endpoint.resource-registered', atGatewayAlone],
  [
    'another resource than the address that is registered',
    'endpoint.resource-registered',
    document({ resource: 'https://b.example/mcp' }),
  ],
  [
    'another resource, and an address not registered',
    'endpoint.resource-registered',
    { ...document({ resource: 'https://b.example/mcp' }), tenant: withUris([URI]) },
  ],
  ['no resource', 'endpoint.resource-registered', document({ resource: undefined })],
  ['no server app', 'endpoint.resource-registered', { tenant: having(PUBLISHED, 'serverApplication', null) }],
  ['nobody to sign in at', 'endpoint.resource-registered', issuing()],
  [
    'an address that ends in a slash',
    'endpoint.resource-registered',
    {
      tenant: withUris([URI]),
      blueprint: { ...BLUEPRINT, gateway: { ...BLUEPRINT.gateway, mcpServerEndpoint: withSlash } },
      pages: { [withSlash]: unauthorized(CHALLENGE), [AT_PATH]: json({ ...DOCUMENT, resource: withSlash }) },
    },
  ],
  ['a worthless token let in', 'endpoint.refuses-bad-token', answering({ status: 200 })],
  ['a worthless token sent elsewhere', 'endpoint.refuses-bad-token', answering({ status: 300 })],
  ['a worthless token that is forbidden', 'endpoint.refuses-bad-token', answering({ status: 403 })],
  [
    'a bare scope, told twice',
    'endpoint.scopes',
    {
      pages: {
        [URL_OF_CLIENTS]: unauthorized(`Bearer resource_metadata="${AT_PATH}", scope=" access  openid "`),
        [AT_PATH]: json({ ...DOCUMENT, scopes_supported: ['access', 'more', ''] }),
      },
    },
  ],
  [
    'scopes of another app, and ones that are not exposed',
    'endpoint.scopes',
    document({ scopes_supported: ['api://b/access', `${SCOPE}es`, '/access'] }),
  ],
  [
    'a scope that is disabled beside one that is not',
    'endpoint.scopes',
    {
      tenant: changed(PUBLISHED, 'server', {
        scopes: [
          publishedScope(BLUEPRINT, { value: 'other' }),
          publishedScope(BLUEPRINT, { isEnabled: false }),
        ],
      }),
    },
  ],
  [
    'no scope',
    'endpoint.scopes',
    {
      pages: {
        [URL_OF_CLIENTS]: unauthorized('Bearer'),
        [AT_PATH]: json({ ...DOCUMENT, scopes_supported: undefined }),
      },
    },
  ],
  ['no server app', 'endpoint.scopes', { tenant: having(PUBLISHED, 'serverApplication', null) }],
  ['scopes behind a gateway', 'endpoint.scopes', atGatewayAlone],
  ['Entra without PKCE', 'endpoint.pkce', configured({ issuer: ISSUER })],
  ['a gateway without PKCE', 'endpoint.pkce', atGateway({ issuer: gateway })],
  [
    'a gateway without PKCE beside Entra',
    'endpoint.pkce',
    {
      pages: {
        ...atGateway({ issuer: gateway }).pages,
        [AT_PATH]: json({ ...DOCUMENT, authorization_servers: [ISSUER, gateway] }),
      },
    },
  ],
  [
    'Entra beside a stranger, without PKCE',
    'endpoint.pkce',
    { pages: { ...issuing(ISSUER, 'https://b.example/').pages, ...configured({ issuer: ISSUER }).pages } },
  ],
  ['no document that would tell of PKCE', 'endpoint.pkce', { pages: { [CONFIGURATION]: { status: 404 } } }],
  [
    'offline access in both places',
    'endpoint.offline-access',
    {
      pages: {
        [URL_OF_CLIENTS]: unauthorized(`${CHALLENGE.slice(0, -1)}  offline_access"`),
        [AT_PATH]: json({ ...DOCUMENT, scopes_supported: [SCOPE, 'offline_access'] }),
      },
    },
  ],
  [
    'no list of scopes',
    'endpoint.offline-access',
    {
      pages: {
        [URL_OF_CLIENTS]: unauthorized('Bearer'),
        [AT_PATH]: json({ ...DOCUMENT, scopes_supported: undefined }),
      },
    },
  ],
];

/** What people read of a verdict; after a change of words or meaning, take it anew with `-u` and read the difference. */
const told = (verdict: Verdict | undefined) => {
  if (verdict === undefined) return null;
  const { status, severity, message, expected, actual, configPath, fix } = verdict;
  return {
    ...{ status, severity, message, expected, actual, configPath },
    fix: fix && [fix.by, fix.summary, fix.command],
  };
};

describe('a check of the endpoint tells people', () => {
  it.each(SITUATIONS)('of %s: %s', async (_title, id, situation) => {
    expect(told(await verdictOf(id, situation))).toMatchSnapshot();
  });

  it('of a silent server nothing but that', async () => {
    const verdicts = await verdictsIn(failing(URL_OF_CLIENTS, 'ETIMEDOUT'));
    expect(verdicts.map(({ id, status, message }) => `${id}: ${status}: ${message}`)).toMatchSnapshot();
  });

  it('of each check, tried above', () => {
    const tried = new Set(SITUATIONS.map(([, id]) => id));
    expect(ENDPOINT_CHECKS.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });
});
