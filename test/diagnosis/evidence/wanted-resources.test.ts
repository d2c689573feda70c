import { describe, expect, test } from 'vitest';
import {
  asksNoGraph,
  promptIsConsent,
  resourceIsSent,
  resourceIsUnregistered,
  tenantIsShared,
} from '../../../src/diagnosis/evidence/request.ts';
import {
  resourceCutShort,
  resourceEndsInPoint,
  resourceIsServerUrl,
  resourceIsWhole,
  resourceLooksLikeUrl,
  resourceMisspelled,
} from '../../../src/diagnosis/evidence/resource.ts';
import type { Knowledge } from '../../../src/diagnosis/index.ts';
import { BLUEPRINT } from '../../support/practice.ts';
import { guid, IDS } from '../../support/registrations.ts';
import { changed, hiding } from '../../support/tenants.ts';
import { knowing } from '../known.ts';
import { GRAPH, OFFLINE, of, SERVER, SILENT, sentence, TENANT, told, URI } from './asked.ts';

const UNREAD = knowing(hiding(TENANT, 'serverApplication'));
const STRANGER = { appIds: [guid('e')] };

const about = (resource: string | null, excerpt = '') => ({ resource, excerpt });
const asking = (...scopes: readonly string[]) => ({ scopes });
const requesting = (change: Partial<typeof SILENT.request>) => ({
  request: { ...SILENT.request, ...change },
});
const registered = (...identifierUris: readonly string[]): Knowledge =>
  knowing(changed(TENANT, 'server', { identifierUris }));
const at = (mcpServerEndpoint: string): Knowledge =>
  knowing(TENANT, { ...BLUEPRINT, gateway: { ...BLUEPRINT.gateway, mcpServerEndpoint } });

const RESOURCES = [
  ...of(
    resourceMisspelled,
    ['is ours', `refuted … ${URI} … {server}`, knowing(), about(URI)],
    ['is our id', 'refuted', knowing(), about(SERVER.toUpperCase())],
    ['is ours in capitals', `proved … ${URI.toUpperCase()} … ${URI}`, knowing(), about(URI.toUpperCase())],
    ['is ours with a slash', `proved … ${URI}/`, knowing(), about(`${URI}/`)],
    ['is ours with a slash inside', 'nothing', registered('api://a/b'), about('api://ab')],
    [
      'is ours without its scheme',
      'proved … mcp … api://mcp',
      registered('api://other', 'api://mcp'),
      about('mcp'),
    ],
    ['is ours behind another', 'nothing', registered('api://mcp'), about('xapi://mcp')],
    ['is another', 'nothing', knowing(), about('api://other')],
    ['is none', 'nothing', knowing()],
    ['meets no URI', 'nothing', registered(), about(URI)],
  ),
  ...of(
    resourceCutShort,
    ...['api:', 'api:/', 'api://', '/x', 'http:', 'https://', 'https:/'].map(
      (cut) => [`is only ${cut}`, `said … "${cut}"`, OFFLINE, about(cut)] as const,
    ),
    ...['named api:// was not found', 'named api: was not found', 'named {id} was not found'].map(
      (text) => [`is ${text}`, 'said … prefix', OFFLINE, { excerpt: text }] as const,
    ),
    ...['api://x', 'xapi://', 'x/', 'xhttps://'].map(
      (whole) => [`is all of ${whole}`, 'nothing', OFFLINE, about(whole)] as const,
    ),
    ['is not there', 'nothing', OFFLINE],
  ),
  ...of(
    resourceIsWhole,
    ['is the whole of ours', `refuted … ${URI}`, knowing(), about(URI)],
    ['is not ours', 'nothing', knowing(), about('x')],
    ['is ours by its scope alone', 'nothing', knowing(), asking(`${URI}/x`)],
  ),
  ...of(
    resourceIsServerUrl,
    [
      'is the address of the server',
      'proved … https://mcp.contoso.com/mcp/ … {server}',
      knowing(),
      about('https://mcp.contoso.com/mcp/'),
    ],
    ['is longer than the address', 'proved', knowing(), about('https://mcp.contoso.com/mcp/x')],
    ['is another address', 'nothing', knowing(), about('https://other.contoso.com/mcp')],
    ['is no address', 'nothing', knowing()],
    ['meets no address', 'nothing', at(''), about('https://mcp.contoso.com/mcp')],
    ['meets no tenant', 'nothing', { ...knowing(), tenant: null }, about('https://mcp.contoso.com/mcp')],
    [
      'meets no blueprint',
      'nothing',
      { ...knowing(), blueprint: null },
      about('https://mcp.contoso.com/mcp'),
    ],
  ),
  ...of(
    resourceLooksLikeUrl,
    ['looks like an address', 'said … https://mcp.example', OFFLINE, about('https://mcp.example')],
    ...[GRAPH, 'https://management.azure.com', 'https://x.windows.net', 'api://https://x'].map(
      (one) => [`is no address: ${one}`, 'nothing', OFFLINE, about(one)] as const,
    ),
    ['is no address', 'nothing', OFFLINE],
  ),
  ...of(
    resourceEndsInPoint,
    ['is spelled with a point', 'said … ./default', OFFLINE, { excerpt: 'api://x./default' }],
    ['ends in a point', 'said … api://x.', OFFLINE, about('api://x.')],
    ['ends in two', 'nothing', OFFLINE, about('api://x..')],
    ['ends in none', 'nothing', OFFLINE, about('api://x')],
    ['is not there to end', 'nothing', OFFLINE, { excerpt: 'x/.default' }],
  ),
  ...of(
    resourceIsUnregistered,
    ['is registered', `refuted … ${URI}`, knowing(), { ...requesting({ resource: URI }), ...about(URI) }],
    [
      'is not registered',
      `proved … resource=x; … api://a, api://b`,
      registered('api://a', 'api://b'),
      { ...requesting({ resource: 'x' }), appIds: [SERVER] },
    ],
    [
      'is not registered by the client',
      'proved',
      knowing(),
      { ...requesting({ resource: 'x' }), appIds: [IDS.client.appId] },
    ],
    [
      'meets nothing registered',
      'proved … nothing',
      registered(),
      { ...requesting({ resource: 'x' }), appIds: [SERVER] },
    ],
    ['is that of a stranger', 'nothing', knowing(), { ...requesting({ resource: 'x' }), ...STRANGER }],
    ['is not sent', 'nothing', knowing(), about(URI)],
    ['is sent and not read', 'nothing', UNREAD, { ...requesting({ resource: 'x' }), ...about(URI) }],
  ),
  ...of(
    resourceIsSent,
    ['is sent', 'said … resource=x', OFFLINE, requesting({ resource: 'x' })],
    ['is not sent as such', 'nothing', OFFLINE],
  ),
  ...of(
    asksNoGraph,
    ['is another than Graph', 'said … api://x', knowing(), about('api://x')],
    ['is Graph', 'nothing', knowing(), about(GRAPH)],
    ['is nothing to ask', 'nothing', knowing()],
  ),
  ...of(
    promptIsConsent,
    ['asks for consent again', 'said … prompt=consent', OFFLINE, requesting({ prompt: 'consent' })],
    ['asks for an account', 'nothing', OFFLINE, requesting({ prompt: 'select_account' })],
  ),
  ...of(
    tenantIsShared,
    ...['common', 'Organizations', 'consumers'].map(
      (tenant) => [`goes to ${tenant}`, `said … /${tenant}`, OFFLINE, requesting({ tenant })] as const,
    ),
    ...['xcommon', 'commons', 'contoso.com', null].map(
      (tenant) =>
        [`does not go to any tenant by ${tenant}`, 'nothing', OFFLINE, requesting({ tenant })] as const,
    ),
  ),
];

describe('a resource, or the request for it,', () => {
  test.each(RESOURCES)('%s', (_, evidence, expected, knowledge, facts) => {
    expect(told(evidence, knowledge, facts)).toEqual(sentence(expected));
  });
});
