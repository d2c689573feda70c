import { describe, expect, it } from 'vitest';
import type { Transport } from '../../src/ports.ts';
import { MCP_URL, openDesk, setUpDesk } from '../support/desk.ts';

describe('resource-metadata', () => {
  it('prints the document and the header of this set-up', async () => {
    const desk = await setUpDesk();
    const { out, exitCode } = await desk.run('resource-metadata --practice');
    const [json = '', header] = out.split('\n\n');
    const app = desk.tenant.state.applications.find(({ displayName }) => displayName === 'MCP Server API');
    const scope = `api://${app?.appId}/access`;
    expect(exitCode).toBe(0);
    expect(JSON.parse(json)).toEqual({
      resource: MCP_URL,
      authorization_servers: [`https://login.microsoftonline.com/${desk.tenant.state.tenant.id}/v2.0`],
      scopes_supported: [scope],
      bearer_methods_supported: ['header'],
    });
    expect(header).toBe(
      `WWW-Authenticate: Bearer resource_metadata="https://mcp.contoso.com/.well-known/oauth-protected-resource/mcp", scope="${scope}"\n`,
    );
  });

  it('takes the URL that clients use', async () => {
    const { document } = await (await setUpDesk()).run(
      'resource-metadata --practice --json --client-url https://gateway.contoso.com/mcp',
    );
    expect(document.resourceMetadata).toMatchObject({
      url: 'https://gateway.contoso.com/.well-known/oauth-protected-resource/mcp',
      document: { resource: 'https://gateway.contoso.com/mcp' },
    });
  });

  it('says how to register the address, and says nothing where it is', async () => {
    expect((await (await setUpDesk()).run('resource-metadata --practice')).err).toContain(
      '--additional-app-id-uri',
    );
    const direct = await setUpDesk(`--app-id-uri ${MCP_URL}`);
    expect((await direct.run('resource-metadata --practice')).err).not.toContain('--additional-app-id-uri');
  });

  it('asks nobody but the sign-in service for the id of the tenant', async () => {
    const { log } = await (await setUpDesk()).run('resource-metadata --practice');
    expect(log.map(({ url }) => new URL(url).host)).toEqual(['login.microsoftonline.com']);
  });

  it('wants apps that exist', async () => {
    const { exitCode } = await (await openDesk()).run(`resource-metadata --practice --mcp-url ${MCP_URL}`);
    expect(exitCode).toBe(2);
  });
});

describe('resource-metadata --check', () => {
  it.each(['', `--app-id-uri ${MCP_URL}`])(
    'finds a healthy server to serve just that (%s)',
    async (flags) => {
      const { exitCode, document } = await (await setUpDesk(flags)).run(
        'resource-metadata --practice --check --json',
      );
      expect([exitCode, document.resourceMetadata?.differences]).toEqual([0, []]);
    },
  );

  it.each([
    ['endpoint-slash', /resource is .*mcp\/"/],
    ['endpoint-other-resource', /resource is .*localhost/],
    ['endpoint-common-issuer', /authorization_servers is .*common/],
    ['endpoint-bare-scopes', /scopes_supported is \["access"\]/],
    ['endpoint-no-metadata', /HTTP 404/],
    ['endpoint-no-challenge', /WWW-Authenticate is missing/],
  ])('tells what is served otherwise with %s', async (fault, words) => {
    const desk = await setUpDesk(`--app-id-uri ${MCP_URL}`);
    desk.break(fault);
    const { exitCode, out } = await desk.run('resource-metadata --practice --check');
    expect(exitCode).toBe(1);
    expect(out).toMatch(words);
  });
});

describe('resource-metadata --check of a server that has no time', () => {
  it.each([429, 503])('is inconclusive: HTTP %d', async (status) => {
    const desk = await setUpDesk(`--app-id-uri ${MCP_URL}`);
    const between =
      (inner: Transport): Transport =>
      async (request, limits) =>
        request.url === MCP_URL ? new Response(null, { status }) : inner(request, limits);
    expect((await desk.run('resource-metadata --practice --check', { between })).exitCode).toBe(3);
  });
});

describe('resource-metadata --check of a server that sends escapes', () => {
  it('shows none of them', async () => {
    const desk = await setUpDesk();
    const between =
      (inner: Transport): Transport =>
      async (request, limits) =>
        request.url.includes('oauth-protected-resource')
          ? Response.json({ resource: `${MCP_URL}\u009b31m\u001b]0;owned\u0007\u202e\u2066` })
          : inner(request, limits);
    const { out } = await desk.run('resource-metadata --practice --check', { between });
    expect(out).toContain('resource is "https://mcp.contoso.com/mcp');
    expect(out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});

describe('what clients read alike', () => {
  /** Serves the metadata with these members in place of the practice server's. */
  const serving =
    (change: (app: string) => object) =>
    (app: string) =>
    (inner: Transport): Transport =>
    async (request, limits) => {
      const answer = await inner(request, limits);
      if (!request.url.includes('oauth-protected-resource')) return answer;
      return Response.json({ ...((await answer.json()) as object), ...change(app) });
    };

  async function checked(served: (app: string) => (inner: Transport) => Transport) {
    const desk = await setUpDesk(`--app-id-uri ${MCP_URL}`);
    const app = desk.tenant.state.applications.find(({ displayName }) => displayName === 'MCP Server API');
    const { document } = await desk.run('resource-metadata --practice --check --json', {
      between: served(app?.appId ?? ''),
    });
    return document.resourceMetadata?.differences ?? [];
  }

  it.each<readonly [string, (app: string) => object]>([
    ['the app by its id', (app) => ({ scopes_supported: [`${app}/access`] })],
    ['another Application ID URI', (app) => ({ scopes_supported: [`api://${app}/access`] })],
    ['every scope of the app', (app) => ({ scopes_supported: [`api://${app}/.default`] })],
    ['scopes of OpenID Connect beside it', () => ({ scopes_supported: ['openid', `${MCP_URL}/access`] })],
    ['the scope in the challenge alone', () => ({ scopes_supported: [] })],
    ['members of the server’s own', () => ({ resource_name: 'Files' })],
  ])('is no difference: %s', async (_what, change) => {
    expect(await checked(serving(change))).toEqual([]);
  });

  it.each<readonly [string, (app: string) => object]>([
    ['a scope of another app', () => ({ scopes_supported: ['api://other/access'] })],
    ['a scope of another name', () => ({ scopes_supported: [`${MCP_URL}/other`] })],
    ['one that is wrong beside it', () => ({ scopes_supported: [`${MCP_URL}/access`, 'access'] })],
  ])('is a difference all the same: %s', async (_what, change) => {
    expect(await checked(serving(change))).toEqual([expect.stringContaining('scopes_supported is')]);
  });

  it('is followed by what to serve, which is the gateway’s where that signs people in', async () => {
    const desk = await setUpDesk();
    desk.break('endpoint-slash');
    const { out } = await desk.run('resource-metadata --practice --check');
    const [differences, , json = '', header] = out.split('\n\n');
    expect(differences).toMatch(/^- resource is .*$/);
    expect(JSON.parse(json)).toEqual({
      resource: MCP_URL,
      authorization_servers: ['https://auth.aigateway.cequence.ai'],
      bearer_methods_supported: ['header'],
    });
    expect(header).toMatch(/^WWW-Authenticate: Bearer resource_metadata="[^"]+"\n$/);
  });
});
