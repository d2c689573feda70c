import { type ChildProcess, spawn } from 'node:child_process';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, inject } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { SESSION_COOKIE } from '../../src/practice-tenant/index.ts';
import { test as base, MCP_URL } from '../e2e/journey.ts';
import { sdkMcpServer } from '../support/sdk-mcp-server.ts';
import { GATEWAY_HOST, MCP_HOST, serveTenant, type TlsTenant } from '../support/terminal/tls-tenant.ts';
import type { Workplace } from '../support/terminal/workplace.ts';

const GATEWAY = `https://${GATEWAY_HOST}`;

/** Entra, an OAuth proxy of FastMCP and an MCP server on the official SDK behind their real names, over TLS. */
const test = base.extend<{ served: TlsTenant; started: ChildProcess[] }>({
  served: async ({ place }, use) => {
    const served = await serveTenant(`${place.folder}/.home`);
    await use(served);
    served.close();
  },
  started: async ({ task: _ }, use) => {
    const children: ChildProcess[] = [];
    await use(children);
    for (const child of children) child.kill();
  },
});

const BY_CODE = ['--auth', 'device-code'];

/**
 * Sets everything up for this gateway and returns the `.env` that was written. The gateway signs people in as MCP Server API
 * itself, which nobody consented to: the API authorises itself beforehand.
 */
async function setUp(
  place: Workplace,
  { env }: TlsTenant,
  more: readonly string[],
): Promise<NodeJS.Dict<string>> {
  const apply = async (...flags: readonly string[]) => {
    const { code, err } = await place.run(['apply', '--grant-admin-consent', '--yes', ...BY_CODE, ...flags], {
      env,
    });
    if (code !== 0) throw new Error(err);
    return parseEnv(await place.file('.env'));
  };
  const { AZURE_CLIENT_ID = '' } = await apply('--tenant', 'contoso.onmicrosoft.com', ...more);
  return apply('--pre-authorize', AZURE_CLIENT_ID);
}

/** Starts FastMCP with the settings and returns who hands requests on to it. */
async function startGateway(
  started: ChildProcess[],
  served: TlsTenant,
  env: NodeJS.Dict<string>,
): Promise<TlsTenant['mcpServer']> {
  const child = spawn(process.execPath, [inject('gateway')], {
    env: { PATH: process.env.PATH, ...served.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The gateway ended with ${code}.`)));
    child.stdout?.on('data', (bytes) => {
      const [, found] = /PORT (\d+)/.exec(String(bytes)) ?? [];
      if (found) resolve(Number(found));
    });
  });
  return (incoming, outgoing) => handOn(port, incoming, outgoing);
}

function handOn(port: number, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method, url, headers } = incoming;
  return new Promise((resolve, reject) => {
    const onward = request({ host: '127.0.0.1', port, path: url, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing).once('close', resolve);
    });
    onward.once('error', reject);
    incoming.pipe(onward);
  });
}

async function runJson(place: Workplace, { env }: TlsTenant, ...argv: readonly string[]): Promise<Report> {
  return JSON.parse((await place.run([...argv, '--json'], { env })).out);
}

/** Signs somebody in with a client that knows the address alone, and calls the tool. */
function callAsClient(served: TlsTenant, url: string, tool: string): Promise<unknown> {
  const script = join(import.meta.dirname, 'mcp-client.mjs');
  const child = spawn(process.execPath, [script, url, tool], {
    env: { PATH: process.env.PATH, ...served.env, ENTRA_COOKIE: SESSION_COOKIE },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (bytes) => {
      out += String(bytes);
    });
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`The client ended with ${code}.`)),
    );
  });
}

const CALLBACK = ['--gateway-callback', `${GATEWAY}/oauth/callback`];
const wrongIn = ({ checks = [] }: Report) =>
  checks
    .filter(({ section, status }) => section === 'endpoint' && status !== 'pass')
    .map(({ id, status }) => `${id} ${status}`);

describe('an MCP server behind the OAuth proxy of FastMCP that hands the tokens of Entra on', () => {
  test('passes every check and every hop, and serves a client that knows the address alone', async ({
    place,
    served,
    started,
    expect,
  }) => {
    const env = await setUp(place, served, ['--mcp-url', MCP_URL, ...CALLBACK]);
    served.gateway = await startGateway(started, served, { ...env, GATEWAY });
    served.mcpServer = sdkMcpServer(env, served.tenant.transport, GATEWAY);
    const verified = await runJson(place, served, 'verify', '--endpoint', ...BY_CODE);
    expect(wrongIn(verified)).toEqual(['endpoint.resource-registered skip', 'endpoint.scopes skip']);
    expect(verified.exitCode).toBe(0);
    const walked = await runJson(
      place,
      served,
      ...['test', '--endpoint', '--tool', 'my_files', '--user-auth', 'device-code'],
    );
    expect(walked.hops?.map(({ id, status }) => `${id} ${status}`)).toEqual(
      ['discovery', 'client-signin', 'token', 'obo', 'graph', 'mcp-server'].map((id) => `${id} pass`),
    );
    expect(walked.hops?.at(-1)?.message).toContain('my_files answered: Runbooks');
    expect(await callAsClient(served, MCP_URL, 'my_files')).toMatchObject({
      answered: expect.stringContaining('Runbooks'),
    });
  });
});

describe('a server of FastMCP with its own OAuth proxy, whose tokens are its own', () => {
  const URL_OF_SERVER = `https://${MCP_HOST}`;

  test('passes every check, serves a client, and is told apart from a server that takes the tokens of Entra', async ({
    place,
    served,
    started,
    expect,
  }) => {
    const callback = ['--gateway-callback', `${URL_OF_SERVER}/oauth/callback`];
    const env = await setUp(place, served, ['--mcp-url', URL_OF_SERVER, ...callback]);
    served.mcpServer = await startGateway(started, served, { ...env, GATEWAY: URL_OF_SERVER, SWAP: '1' });
    const verified = await runJson(place, served, 'verify', '--endpoint', ...BY_CODE);
    expect(wrongIn(verified)).toEqual(['endpoint.resource-registered skip', 'endpoint.scopes skip']);
    expect(await callAsClient(served, URL_OF_SERVER, 'whose_token')).toMatchObject({
      answered: env.AZURE_CLIENT_ID,
    });
    const walked = await runJson(place, served, 'test', '--endpoint', '--user-auth', 'device-code');
    expect(walked.exitCode).toBe(3);
    expect(walked.hops?.map(({ id, status }) => `${id} ${status}`)).toEqual([
      ...['discovery', 'client-signin', 'token', 'obo', 'graph'].map((id) => `${id} pass`),
      'mcp-server unknown',
    ]);
    expect(walked.diagnosis?.[0]?.causes[0]).toMatchObject({
      id: 'mcp-server-own-tokens',
      verdict: 'possible',
    });
  });
});
