import { parseEnv } from 'node:util';
import { describe } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { sdkMcpServer } from '../support/sdk-mcp-server.ts';
import { serveTenant, type TlsTenant } from '../support/terminal/tls-tenant.ts';
import type { Workplace } from '../support/terminal/workplace.ts';
import { test as base, MCP_URL } from './journey.ts';

/** Entra and an MCP server on the official SDK behind their real names, over TLS. */
const test = base.extend<{ served: TlsTenant }>({
  served: async ({ place }, use) => {
    const served = await serveTenant(`${place.folder}/.home`);
    await use(served);
    served.close();
  },
});

const APPLY = [
  'apply',
  '--tenant',
  'contoso.onmicrosoft.com',
  '--mcp-url',
  MCP_URL,
  '--grant-admin-consent',
  '--yes',
];
const DIRECT = ['--app-id-uri', MCP_URL];
const BY_CODE = ['--auth', 'device-code'];

/** Sets everything up, and starts the server with the `.env` that was written, changed as asked for. */
async function startServer(
  place: Workplace,
  served: TlsTenant,
  change: Readonly<Record<string, string>> = {},
) {
  const { code, err } = await place.run([...APPLY, ...DIRECT, ...BY_CODE], { env: served.env });
  if (code !== 0) throw new Error(err);
  const env = { ...parseEnv(await place.file('.env')), ...change };
  served.mcpServer = sdkMcpServer(env, served.tenant.transport);
}

async function walked(place: Workplace, served: TlsTenant): Promise<Report> {
  const argv = ['test', '--endpoint', '--tool', 'my_files', '--user-auth', 'device-code', '--json'];
  return JSON.parse((await place.run(argv, { env: served.env })).out);
}

describe.concurrent('an MCP server that the .env configures', () => {
  test('passes every check of the endpoint', async ({ place, served, expect }) => {
    await startServer(place, served);
    const { out, code } = await place.run(['verify', '--endpoint', '--json', ...BY_CODE], {
      env: served.env,
    });
    const { checks = [] }: Report = JSON.parse(out);
    const own = checks.filter(({ section }) => section === 'endpoint');
    expect(own.filter(({ status }) => status !== 'pass').map(({ id, status }) => `${id} ${status}`)).toEqual([
      'endpoint.pkce warn',
    ]);
    expect(code).toBe(0);
  });

  test('passes every hop, and calls Graph as the user', async ({ place, served, expect }) => {
    await startServer(place, served);
    const { hops = [], exitCode } = await walked(place, served);
    expect(hops.map(({ id, status }) => `${id} ${status}`)).toEqual(
      ['discovery', 'client-signin', 'token', 'obo', 'graph', 'mcp-server'].map((id) => `${id} pass`),
    );
    expect(hops.at(-1)?.message).toContain('my_files answered: Runbooks');
    expect(exitCode).toBe(0);
  });

  test('is told which claim it does not like when it is set wrong', async ({ place, served, expect }) => {
    await startServer(place, served, { MCP_SERVER_AUDIENCE: MCP_URL });
    const { hops = [], diagnosis } = await walked(place, served);
    expect(hops.at(-1)).toMatchObject({ id: 'mcp-server', status: 'fail' });
    expect(diagnosis?.[0]?.causes[0]).toMatchObject({ id: 'mcp-server-aud', verdict: 'proved' });
  });

  test('is not asked under a certificate that nobody vouches for', async ({ place, served, expect }) => {
    await startServer(place, served);
    const { out, code } = await place.run(
      ['resource-metadata', '--check', '--json', '--tenant', served.tenant.state.tenant.id],
      {
        env: { ...served.env, NODE_EXTRA_CA_CERTS: undefined },
      },
    );
    expect(code).toBe(1);
    expect(out).toContain('its certificate is not trusted on this machine');
  });
});
