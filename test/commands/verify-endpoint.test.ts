import { describe, expect, it } from 'vitest';
import type { Status } from '../../src/core/report.ts';
import { type Desk, MCP_URL, setUpDesk } from '../support/desk.ts';

const DIRECT = `--app-id-uri ${MCP_URL}`;

async function verdictsOn(desk: Desk, flags = '--endpoint'): Promise<Readonly<Record<string, Status>>> {
  const { document } = await desk.run(`verify --practice --json ${flags}`);
  const own = (document.checks ?? []).filter(({ section }) => section === 'endpoint');
  return Object.fromEntries(own.map(({ id, status }) => [id.slice('endpoint.'.length), status]));
}

const BEHIND_GATEWAY: Readonly<Record<string, Status>> = {
  reachable: 'pass',
  challenge: 'pass',
  'resource-metadata': 'pass',
  resource: 'pass',
  'authorization-server': 'pass',
  'resource-registered': 'skip',
  'issuer-metadata': 'pass',
  'refuses-bad-token': 'pass',
  scopes: 'skip',
  pkce: 'pass',
  'offline-access': 'pass',
};
/** Entra never advertises PKCE, which is for information. */
const PUBLISHED_DIRECTLY: Readonly<Record<string, Status>> = {
  ...BEHIND_GATEWAY,
  'resource-registered': 'pass',
  scopes: 'pass',
  pkce: 'warn',
};
const WITHOUT_METADATA: Readonly<Record<string, Status>> = {
  'resource-metadata': 'fail',
  resource: 'skip',
  'authorization-server': 'skip',
  'resource-registered': 'skip',
  'issuer-metadata': 'skip',
  scopes: 'skip',
  pkce: 'skip',
  'offline-access': 'skip',
};

describe('verify --endpoint', () => {
  it.each([
    ['behind the gateway', '', BEHIND_GATEWAY],
    ['published directly', DIRECT, PUBLISHED_DIRECTLY],
  ])('finds nothing wrong with a healthy server %s', async (_where, flags, healthy) => {
    expect(await verdictsOn(await setUpDesk(flags))).toEqual(healthy);
  });

  it.each<readonly [string, Readonly<Record<string, Status>>]>([
    ['endpoint-no-challenge', { challenge: 'fail' }],
    ['endpoint-no-metadata', WITHOUT_METADATA],
    ['endpoint-other-resource', { resource: 'fail', 'resource-registered': 'fail' }],
    ['endpoint-slash', { resource: 'fail', 'resource-registered': 'fail' }],
    ['endpoint-common-issuer', { 'authorization-server': 'fail', 'issuer-metadata': 'fail' }],
    ['endpoint-bare-scopes', { scopes: 'warn' }],
    ['endpoint-accepts-anything', { 'refuses-bad-token': 'fail' }],
  ])('changes for %s what it concerns and nothing else', async (fault, changes) => {
    const desk = await setUpDesk(DIRECT);
    desk.break(fault);
    expect(await verdictsOn(desk)).toEqual({ ...PUBLISHED_DIRECTLY, ...changes });
  });

  it.each([
    ['endpoint-no-challenge', { challenge: 'fail' }],
    ['endpoint-slash', { resource: 'fail' }],
    ['endpoint-other-resource', { resource: 'fail' }],
    ['endpoint-accepts-anything', { 'refuses-bad-token': 'fail' }],
  ])('changes for %s behind the gateway what it concerns and nothing else', async (fault, changes) => {
    const desk = await setUpDesk();
    desk.break(fault);
    expect(await verdictsOn(desk)).toEqual({ ...BEHIND_GATEWAY, ...changes });
  });

  it.each([
    ['text', /FAIL\s+endpoint\.resource\b/],
    ['sarif', /"ruleId":\s*"endpoint\.resource"/],
    ['junit', /<failure[^>]*slash at its end/],
    ['html', /id="endpoint\.resource"/],
    ['markdown', /endpoint\.resource/],
  ])('says so as %s', async (format, words) => {
    const desk = await setUpDesk(DIRECT);
    desk.break('endpoint-slash');
    const { out, exitCode } = await desk.run(`verify --practice --endpoint --format ${format}`);
    expect(exitCode).toBe(1);
    expect(out).toMatch(words);
  });

  it('shows the document to serve byte for byte', async () => {
    const desk = await setUpDesk(DIRECT);
    desk.break('endpoint-slash');
    const { document } = await desk.run('verify --practice --endpoint --json');
    const { tenantId } = document.target ?? {};
    const fix = document.checks?.find(({ id }) => id === 'endpoint.resource')?.fix;
    expect(fix?.summary).toContain(
      JSON.stringify({
        resource: MCP_URL,
        authorization_servers: [`https://login.microsoftonline.com/${tenantId}/v2.0`],
        scopes_supported: [`${MCP_URL}/access`],
        bearer_methods_supported: ['header'],
      }),
    );
  });

  it('prints the command that registers the address, and that mends', async () => {
    const desk = await setUpDesk();
    desk.break('endpoint-bare-scopes');
    const { document } = await desk.run('verify --practice --endpoint --json');
    const fix = document.checks?.find(({ id }) => id === 'endpoint.resource-registered')?.fix;
    expect(fix?.command).toContain(`--additional-app-id-uri ${MCP_URL}`);
    await desk.run((fix?.command ?? '').replace('entra-mcp-setup ', ''));
    expect(await verdictsOn(desk)).toEqual({ ...PUBLISHED_DIRECTLY, scopes: 'warn' });
  });

  it.each(['mcpServerEndpoint', 'clientUrl'])('points at the line of %s where that decides', async (key) => {
    const url = 'https://gateway.contoso.com/mcp';
    const desk = await setUpDesk(key === 'clientUrl' ? `--client-url ${url}` : '');
    desk.break('endpoint-slash');
    const { out } = await desk.run('verify --practice --endpoint --format sarif');
    const { results } = JSON.parse(out).runs[0];
    const lines = ((await desk.disk.files.readText('entra-mcp.yaml')) ?? '').split('\n');
    const at = results.map(
      ({ locations }: { locations: { physicalLocation: { region: { startLine: number } } }[] }) =>
        lines[(locations[0]?.physicalLocation.region.startLine ?? 0) - 1]?.trim(),
    );
    expect(at).toEqual([`${key}: ${key === 'clientUrl' ? url : MCP_URL}`]);
  });

  it('breaks the link to the address in the picture of the chain', async () => {
    const desk = await setUpDesk();
    desk.break('endpoint-no-challenge');
    const { out } = await desk.run('verify --practice --endpoint --format html');
    expect(out).toContain('address to user: discovery: BROKEN');
  });
});

describe('what the endpoint is asked', () => {
  it('is nothing without the flag', async () => {
    const desk = await setUpDesk();
    const { log } = await desk.run('verify --practice --json');
    expect(log.filter(({ url }) => url.startsWith(new URL(MCP_URL).origin))).toEqual([]);
  });

  it('costs no request more than ever without the flag: a sign-in and two batches of reads', async () => {
    const { log } = await (await setUpDesk()).run('verify --practice --json');
    expect(log.map(({ method, url }) => `${method} ${new URL(url).pathname.split('/').at(-1)}`)).toEqual([
      'POST devicecode',
      'POST token',
      'POST token',
      'POST $batch',
      'POST $batch',
    ]);
  });

  it('is eight requests at most, none of them with a token that anybody issued', async () => {
    const desk = await setUpDesk(DIRECT);
    const { log } = await desk.run('verify --practice --endpoint --json');
    const asked = log.filter(({ url }) => /mcp\.contoso\.com|well-known\/o.*v2\.0|v2\.0\/\.well/.test(url));
    expect(asked.map(({ method, url }) => `${method} ${url.replace(/[0-9a-f-]{36}/, 'TENANT')}`)).toEqual([
      `POST ${MCP_URL}`,
      'GET https://mcp.contoso.com/.well-known/oauth-protected-resource/mcp',
      'GET https://login.microsoftonline.com/.well-known/oauth-authorization-server/TENANT/v2.0',
      'GET https://login.microsoftonline.com/.well-known/openid-configuration/TENANT/v2.0',
      'GET https://login.microsoftonline.com/TENANT/v2.0/.well-known/openid-configuration',
      `POST ${MCP_URL}`,
    ]);
  });

  it('is the URL that clients use, where that is another than the server has', async () => {
    const desk = await setUpDesk();
    const { log, document } = await desk.run(
      'verify --practice --json --endpoint --client-url https://gateway.contoso.com/mcp',
    );
    const asked = log.filter(({ url }) => /^https:\/\/(gateway|mcp)\./.test(url));
    expect(new Set(asked.map(({ url }) => new URL(url).host))).toEqual(new Set(['gateway.contoso.com']));
    expect(document.checks?.find(({ id }) => id === 'endpoint.resource')?.status).toBe('pass');
  });

  it.each(['endpoint', 'endpoint.resource'])('is judged alone with --only %s', async (only) => {
    const desk = await setUpDesk();
    const { document } = await desk.run(`verify --practice --json --only ${only}`);
    expect(document.checks?.every(({ id }) => id.startsWith(only))).toBe(true);
    expect(document.checks?.length).toBeGreaterThan(0);
  });

  it.each(['--endpoint', '--only endpoint'])('is not to be had with %s and a snapshot', async (flags) => {
    const desk = await setUpDesk();
    await desk.run('show --practice --snapshot s.json');
    const { exitCode, document } = await desk.run(`verify --practice --json ${flags} --snapshot s.json`);
    expect([exitCode, document.errors?.[0]?.code]).toEqual([2, 'USAGE']);
  });

  it('is asked for every configuration of a fleet', async () => {
    const desk = await setUpDesk();
    const text = (await desk.disk.files.readText('entra-mcp.yaml')) ?? '';
    await desk.disk.files.writeText('other.yaml', text, { mode: 0o600 });
    const { document } = await desk.run('verify --practice --endpoint --json entra-mcp.yaml other.yaml');
    const { results } = document as unknown as { results: readonly { checks?: readonly { id: string }[] }[] };
    expect(
      results.map(({ checks = [] }) => checks.filter(({ id }) => id.startsWith('endpoint.')).length),
    ).toEqual([11, 11]);
  });
});
