import { describe, expect, it } from 'vitest';
import type { CheckId } from '../../src/core/check.ts';
import { ENDPOINT_CHECKS } from '../../src/core/checks/endpoint/index.ts';
import { exitCodeOf } from '../../src/core/report.ts';
import { facetOf, read } from '../../src/core/tenant.ts';
import { SetupError } from '../../src/errors.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import {
  atGateway,
  DOCUMENT,
  document,
  gateway,
  SCOPE,
  type Situation,
  verdictOf,
  verdictsIn,
  withUris,
} from './situations.ts';
import {
  AT_PATH,
  CONFIGURATION,
  ISSUER,
  json,
  ORIGIN,
  type Page,
  URL_OF_CLIENTS,
  unauthorized,
} from './web.ts';

describe('a server with nothing wrong', () => {
  it('passes every check', async () => {
    const wrong = (await verdictsIn({})).filter(({ status }) => status !== 'pass');
    expect(wrong).toEqual([]);
  });
});

describe('an address that does not answer', () => {
  const failing = (detail: string): Situation => ({
    pages: { [URL_OF_CLIENTS]: { fails: new SetupError('UNAVAILABLE', 'It does not answer.', { detail }) } },
  });

  it.each([
    ['ECONNREFUSED', 'fail', 1],
    ['ETIMEDOUT', 'unknown', 3],
  ])('with %s is %s, and nothing that rests on it is judged', async (detail, status, exitCode) => {
    const verdicts = await verdictsIn(failing(detail));
    expect(verdicts.map((one) => one.status)).toEqual([
      status,
      ...Array(ENDPOINT_CHECKS.length - 1).fill('skip'),
    ]);
    expect(exitCodeOf(verdicts, 'error')).toBe(exitCode);
  });
});

describe('endpoint.challenge', () => {
  it.each<readonly [string, Page]>([
    ['answered', { status: 200 }],
    ['forbidden', { status: 403, headers: { 'www-authenticate': 'Bearer' } }],
    ['not found', { status: 404 }],
    ['refused without a header', unauthorized(null)],
    ['refused for another scheme', unauthorized('Basic realm="mcp"')],
    ['sent elsewhere', { status: 302, headers: { location: 'https://login.example/' } }],
  ])('fails where a request without a token is %s', async (_what, page) => {
    expect((await verdictOf('endpoint.challenge', { pages: { [URL_OF_CLIENTS]: page } }))?.status).toBe(
      'fail',
    );
  });

  it('gives the header byte for byte', async () => {
    const { fix } =
      (await verdictOf('endpoint.challenge', { pages: { [URL_OF_CLIENTS]: unauthorized(null) } })) ?? {};
    expect(fix?.summary).toContain(
      `WWW-Authenticate: Bearer resource_metadata="${AT_PATH}", scope="${SCOPE}"`,
    );
  });
});

describe('endpoint.resource-metadata', () => {
  it('passes a document of another content type with a warning', async () => {
    const page = json(DOCUMENT, { 'content-type': 'text/plain' });
    expect(await verdictOf('endpoint.resource-metadata', { pages: { [AT_PATH]: page } })).toMatchObject({
      status: 'pass',
      message: expect.stringContaining('text/plain'),
    });
  });

  it('fails a document with a byte order mark', async () => {
    const page = { ...json(DOCUMENT), body: `\uFEFF${JSON.stringify(DOCUMENT)}` };
    expect((await verdictOf('endpoint.resource-metadata', { pages: { [AT_PATH]: page } }))?.status).toBe(
      'fail',
    );
  });
});

describe('endpoint.resource', () => {
  it.each([`${URL_OF_CLIENTS}/`, URL_OF_CLIENTS.toUpperCase(), ORIGIN, `${URL_OF_CLIENTS}?x`, null, 5])(
    'fails for %s',
    async (resource) => {
      expect((await verdictOf('endpoint.resource', document({ resource })))?.status).toBe('fail');
    },
  );
});

describe('endpoint.authorization-server', () => {
  const at = (path: string) => `https://login.microsoftonline.com/${path}`;

  it.each([
    at('common/v2.0'),
    at('organizations/v2.0'),
    at('consumers/v2.0'),
    at(IDS.tenant),
    at(`${IDS.tenant}/`),
    at(`${IDS.tenant}/v2.0/`),
    at('99999999-0000-4000-8000-000000000001/v2.0'),
    at('fabrikam.com/v2.0'),
    `https://sts.windows.net/${IDS.tenant}/`,
    `https://login.microsoftonline.us/${IDS.tenant}/v2.0`,
    'https://login.example/',
    'nonsense',
  ])('fails for %s', async (server) => {
    const verdict = await verdictOf(
      'endpoint.authorization-server',
      document({ authorization_servers: [server] }),
    );
    expect(verdict).toMatchObject({ status: 'fail', actual: [server] });
    expect(verdict?.fix?.summary).toContain(`"authorization_servers": ["${ISSUER}"]`);
  });

  it.each([[[]], [undefined], ['text']])('fails where none is named (%j)', async (servers) => {
    expect(
      (await verdictOf('endpoint.authorization-server', document({ authorization_servers: servers })))
        ?.status,
    ).toBe('fail');
  });

  it('fails where one of several is wrong', async () => {
    const servers = [ISSUER, at('common/v2.0')];
    expect(
      await verdictOf('endpoint.authorization-server', document({ authorization_servers: servers })),
    ).toMatchObject({
      status: 'fail',
      actual: [servers[1]],
    });
  });

  it('passes for the gateway', async () => {
    const situation = atGateway({ issuer: gateway, code_challenge_methods_supported: ['S256'] });
    const verdicts = await verdictsIn(situation);
    expect(
      verdicts.filter(({ status }) => status !== 'pass').map(({ id, status }) => `${id} ${status}`),
    ).toEqual(['endpoint.resource-registered skip', 'endpoint.scopes skip']);
  });
});

describe('endpoint.issuer-metadata', () => {
  it('fails for an issuer by domain name, which is the tenant’s own all the same', async () => {
    const byName = 'https://login.microsoftonline.com/contoso.com/v2.0';
    const verdicts = await verdictsIn({
      pages: {
        ...document({ authorization_servers: [byName] }).pages,
        [`${byName}/.well-known/openid-configuration`]: json({ issuer: ISSUER }),
      },
    });
    const statusOf = (id: CheckId) => verdicts.find((verdict) => verdict.id === id)?.status;
    expect([statusOf('endpoint.authorization-server'), statusOf('endpoint.issuer-metadata')]).toEqual([
      'pass',
      'fail',
    ]);
  });

  it.each<readonly [string, Page]>([
    ['is not there', { status: 404 }],
    ['names nobody', json({})],
    ['names somebody else', json({ issuer: `${ISSUER}/` })],
  ])('fails where the document %s', async (_what, page) => {
    expect((await verdictOf('endpoint.issuer-metadata', { pages: { [CONFIGURATION]: page } }))?.status).toBe(
      'fail',
    );
  });

  it('is unknown where the sign-in service does not answer', async () => {
    const fails = new SetupError('UNAVAILABLE', 'No answer.', { detail: 'ETIMEDOUT' });
    expect(
      (await verdictOf('endpoint.issuer-metadata', { pages: { [CONFIGURATION]: { fails } } }))?.status,
    ).toBe('unknown');
  });
});

describe('endpoint.resource-registered', () => {
  it('names the command that registers the address, with what the list holds already', async () => {
    const serverApi = { ...BLUEPRINT.serverApi, additionalIdentifierUris: ['api://other'] };
    const situation = { tenant: withUris(['api://other']), blueprint: { ...BLUEPRINT, serverApi } };
    expect((await verdictOf('endpoint.resource-registered', situation))?.fix).toMatchObject({
      by: 'us',
      command: `entra-mcp-setup apply --additional-app-id-uri api://other --additional-app-id-uri ${URL_OF_CLIENTS} --yes`,
    });
  });

  it('leaves a domain that is not verified to an administrator', async () => {
    const tenant = withUris([]);
    const organization = facetOf(tenant, 'organization');
    const elsewhere = organization && { ...organization, verifiedDomains: ['contoso.onmicrosoft.com'] };
    const situation = { tenant: elsewhere === null ? tenant : { ...tenant, organization: read(elsewhere) } };
    expect((await verdictOf('endpoint.resource-registered', situation))?.fix?.by).toBe('admin');
  });

  it('takes a domain for verified in whichever letter case the tenant has it', async () => {
    const tenant = withUris([]);
    const organization = facetOf(tenant, 'organization');
    const upper = organization && { ...organization, verifiedDomains: ['Contoso.COM'] };
    const situation = { tenant: upper === null ? tenant : { ...tenant, organization: read(upper) } };
    expect((await verdictOf('endpoint.resource-registered', situation))?.fix?.by).toBe('us');
  });

  it('judges what the document names, byte for byte', async () => {
    const slash = document({ resource: `${URL_OF_CLIENTS}/` });
    expect((await verdictOf('endpoint.resource-registered', slash))?.status).toBe('fail');
  });
});
