import { describe, expect, it } from 'vitest';
import { MOST_REQUESTS } from '../../src/endpoint/asking.ts';
import { SetupError } from '../../src/errors.ts';
import { BLUEPRINT } from '../support/practice.ts';
import {
  AT_PATH,
  AT_ROOT,
  CONFIGURATION,
  DOCUMENT,
  HEALTHY,
  ISSUER,
  json,
  ORIGIN,
  type Page,
  URL_OF_CLIENTS,
  unauthorized,
  visit,
} from './web.ts';

const noHeader = (pages: Readonly<Record<string, Page>>) => ({
  [URL_OF_CLIENTS]: unauthorized('Bearer'),
  ...pages,
});

describe('the order in which the endpoint is read', () => {
  it('is that of a client: address, metadata by the header, authorization server, worthless token', async () => {
    expect((await visit(HEALTHY)).asked).toEqual([
      `POST ${URL_OF_CLIENTS}`,
      `GET ${AT_PATH}`,
      ...serverAddresses(),
      `POST ${URL_OF_CLIENTS} worthless`,
    ]);
  });

  it('seeks the metadata at the path and then at the root where no header names it', async () => {
    const { asked, endpoint } = await visit(
      noHeader({ [AT_ROOT]: json(DOCUMENT), [CONFIGURATION]: json({ issuer: ISSUER }) }),
    );
    expect(asked.slice(1, 3)).toEqual([`GET ${AT_PATH}`, `GET ${AT_ROOT}`]);
    expect(endpoint.metadata).toMatchObject({ state: 'answered', value: { url: AT_ROOT } });
  });

  it('seeks it nowhere else where the header names a dead address', async () => {
    const dead = `${ORIGIN}/dead`;
    const { asked, endpoint } = await visit({
      ...HEALTHY,
      [URL_OF_CLIENTS]: unauthorized(`Bearer resource_metadata="${dead}"`),
    });
    expect(asked).toEqual([`POST ${URL_OF_CLIENTS}`, `GET ${dead}`, `POST ${URL_OF_CLIENTS} worthless`]);
    expect(endpoint.metadata.state).toBe('refused');
  });

  it.each([
    'https://elsewhere.example/.well-known/oauth-protected-resource',
    'http://169.254.169.254/latest/meta-data',
    AT_PATH.replace('https:', 'http:'),
    'file:///etc/passwd',
    'nonsense',
  ])('does not follow a header to %s', async (named) => {
    const { asked, endpoint } = await visit({
      ...HEALTHY,
      [URL_OF_CLIENTS]: unauthorized(`Bearer resource_metadata="${named}"`),
    });
    expect(asked).toEqual([`POST ${URL_OF_CLIENTS}`, `POST ${URL_OF_CLIENTS} worthless`]);
    expect(endpoint.metadata.state).toBe('refused');
  });
});

describe('a redirect', () => {
  const moved = (location: string, status = 307): Page => ({ status, headers: { location } });

  it('on the own host is followed once and counted', async () => {
    const slash = `${URL_OF_CLIENTS}/`;
    const { asked, endpoint } = await visit({
      ...HEALTHY,
      [URL_OF_CLIENTS]: moved('/mcp/'),
      [slash]: HEALTHY[URL_OF_CLIENTS] as Page,
    });
    expect(asked.slice(0, 2)).toEqual([`POST ${URL_OF_CLIENTS}`, `POST ${slash}`]);
    expect(asked.length).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(endpoint.withoutToken).toMatchObject({ state: 'answered', value: { status: 401 } });
  });

  it('after a redirect is not followed', async () => {
    const { asked, endpoint } = await visit({
      [URL_OF_CLIENTS]: moved('/a'),
      [`${ORIGIN}/a`]: moved('/b'),
      [`${ORIGIN}/b`]: unauthorized('Bearer'),
    });
    expect(asked).not.toContain(`POST ${ORIGIN}/b`);
    expect(endpoint.withoutToken).toMatchObject({ value: { status: 307, location: '/b' } });
  });

  it.each([
    'https://elsewhere.example/mcp',
    'http://mcp.contoso.com/mcp',
    `${ORIGIN}:8443/mcp`,
    'https://user:password@mcp.contoso.com/mcp',
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data',
    'https://[',
  ])('to %s is not followed', async (location) => {
    const { asked } = await visit({
      ...HEALTHY,
      [URL_OF_CLIENTS]: moved(location),
      [AT_PATH]: moved(location),
    });
    expect(asked.filter((one) => one.includes(location))).toEqual(
      asked.filter((one) => one.includes(location) && one.startsWith(`POST ${URL_OF_CLIENTS}`)),
    );
  });
});

describe('the limits', () => {
  it(`are ${MOST_REQUESTS} requests, the worthless token among them, however many servers are named`, async () => {
    const servers = ['one', 'two', 'three'].map((name) => ISSUER.replace('v2.0', name));
    const { asked, endpoint } = await visit({
      ...HEALTHY,
      [AT_PATH]: json({ ...DOCUMENT, authorization_servers: servers }),
    });
    expect(asked).toHaveLength(MOST_REQUESTS);
    expect(asked.at(-1)).toBe(`POST ${URL_OF_CLIENTS} worthless`);
    expect(endpoint.servers.map(({ metadata }) => metadata.state)).toEqual(['refused', 'silent', 'silent']);
  });

  it('are 256 kB a document, and nothing of what the address itself sends', async () => {
    const { endpoint, limits } = await visit({
      ...HEALTHY,
      [AT_PATH]: json({ ...DOCUMENT, x: 'x'.repeat(256 * 1024) }),
    });
    expect(limits).toEqual([{ bodyBytes: 0 }, { bodyBytes: 256 * 1024 + 1 }, { bodyBytes: 0 }]);
    expect(endpoint.metadata).toMatchObject({ state: 'refused', because: expect.stringContaining('256 kB') });
  });

  it.each([
    'https://login.example/tenant/v2.0',
    'https://login.microsoftonline.us/tenant/v2.0',
    'https://sts.windows.net/tenant/',
    'http://login.example',
    'nonsense',
  ])('leave out the authorization server %s, which is not ours to ask', async (server) => {
    const { asked, endpoint } = await visit({
      ...HEALTHY,
      [AT_PATH]: json({ ...DOCUMENT, authorization_servers: [server] }),
    });
    expect(asked).toHaveLength(3);
    expect(endpoint.servers).toMatchObject([{ kind: 'other', metadata: { state: 'not-asked' } }]);
  });

  it('let the gateway be asked that callbackUrl names', async () => {
    const gateway = new URL(BLUEPRINT.gateway.callbackUrl).origin;
    const { endpoint } = await visit({
      ...HEALTHY,
      [AT_PATH]: json({ ...DOCUMENT, authorization_servers: [gateway] }),
      [`${gateway}/.well-known/oauth-authorization-server`]: json({ issuer: gateway }),
    });
    expect(endpoint.servers).toMatchObject([{ kind: 'gateway', metadata: { state: 'answered' } }]);
  });

  it('are https, and http on this machine alone', async () => {
    const at = (mcpServerEndpoint: string) => ({
      ...BLUEPRINT,
      gateway: { ...BLUEPRINT.gateway, mcpServerEndpoint },
    });
    expect((await visit({}, at('http://mcp.contoso.com/mcp'))).asked).toEqual([]);
    expect((await visit({}, at('http://127.0.0.1:8000/mcp'))).asked[0]).toBe(
      'POST http://127.0.0.1:8000/mcp',
    );
  });
});

describe('a document', () => {
  const metadataOf = async (page: Page) => (await visit({ ...HEALTHY, [AT_PATH]: page })).endpoint.metadata;

  it.each<readonly [string, Page]>([
    ['with a byte order mark', { ...json(1), body: `\uFEFF${JSON.stringify(DOCUMENT)}` }],
    ['of HTML', { headers: { 'content-type': 'text/html' }, body: '<html></html>' }],
    ['that is a list', json([DOCUMENT])],
    ['that is null', json(null)],
    ['that is cut', { body: JSON.stringify(DOCUMENT).slice(0, -1) }],
    ['that is empty', { body: '' }],
    ['of bytes that are no text', { body: new Uint8Array([0xff, 0xfe, 0x00]) }],
  ])('%s is none', async (_what, page) => {
    expect((await metadataOf(page)).state).toBe('refused');
  });

  it.each([
    ['text/plain', 'text/plain'],
    ['application/json; charset=utf-8', null],
    ['application/oauth+json', null],
  ])('of the type %s is read', async (type, oddContentType) => {
    expect(await metadataOf(json(DOCUMENT, { 'content-type': type }))).toMatchObject({
      state: 'answered',
      value: { oddContentType },
    });
  });

  it('loses members of another type, and keeps the others', async () => {
    const page = json({ resource: 5, authorization_servers: 'x', scopes_supported: [1], more: {} });
    expect(await metadataOf(page)).toMatchObject({
      value: { document: { resource: null, authorizationServers: [], scopes: null } },
    });
  });
});

describe('what a stranger sends', () => {
  const LONG = 'https://a.example/'.repeat(1_000);

  it('is cut where it is longer than anything that is wanted', async () => {
    const { endpoint } = await visit({
      ...HEALTHY,
      [URL_OF_CLIENTS]: unauthorized(`Bearer scope="${LONG}"`),
      [AT_PATH]: json({
        resource: LONG,
        authorization_servers: [LONG],
        scopes_supported: Array(5_000).fill('x'),
      }),
      [CONFIGURATION]: json({ issuer: LONG }),
    });
    expect(JSON.stringify(endpoint).length).toBeLessThan(20_000);
    expect(endpoint.metadata).toMatchObject({
      value: { document: { scopes: expect.arrayContaining(['… and 4980 more']) } },
    });
  });

  it('never passes for what was cut off', async () => {
    const servers = [
      ...Array.from({ length: 20 }, (_, index) => `${ISSUER}?${index}`),
      'https://login.example/',
    ];
    const { endpoint } = await visit({
      ...HEALTHY,
      [AT_PATH]: json({ ...DOCUMENT, authorization_servers: servers }),
    });
    expect(endpoint.servers.at(-1)).toMatchObject({ issuer: '… and 1 more', kind: 'other' });
  });

  it.each([
    'https://user:password@login.microsoftonline.com/t/v2.0',
    'https://login.microsoftonline.com@login.example/',
  ])('leads to no request with a name and password: %s', async (server) => {
    const { asked } = await visit({
      ...HEALTHY,
      [AT_PATH]: json({ ...DOCUMENT, authorization_servers: [server] }),
    });
    expect(asked).toHaveLength(3);
  });

  it('unpacks to nothing where it is larger than what is read', async () => {
    const fails = new SetupError('UNAVAILABLE', 'No.', { detail: 'ERR_BUFFER_TOO_LARGE' });
    const { endpoint } = await visit({ ...HEALTHY, [AT_PATH]: { fails } });
    expect(endpoint.metadata).toMatchObject({
      state: 'refused',
      because: expect.stringContaining('compressed'),
    });
  });
});

function serverAddresses(): readonly string[] {
  const { origin, pathname } = new URL(ISSUER);
  return [
    `GET ${origin}/.well-known/oauth-authorization-server${pathname}`,
    `GET ${origin}/.well-known/openid-configuration${pathname}`,
    `GET ${CONFIGURATION}`,
  ];
}
