import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { networkTransport } from '../../src/adapters/network-transport.ts';
import { practiceOutside } from '../../src/adapters/practice.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import type { Flags } from '../../src/commands/run/invocation.ts';
import type { Report } from '../../src/core/report.ts';
import { memoryDisk } from '../support/desk-disk.ts';
import { bareOutside } from '../support/desk-outside.ts';
import { fakeTerminal } from '../ui/fake-terminal.ts';

const opened: Server[] = [];

afterEach(() => {
  for (const server of opened.splice(0)) server.close();
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
}

/** Sets up on a new practice tenant, then asks the endpoint. */
async function endpointChecks(url: string): Promise<Readonly<Record<string, string>>> {
  const disk = memoryDisk();
  const run = async (commandLine: string) => {
    const terminal = fakeTerminal({ interactive: false, drawn: false, animated: false });
    const real = { ...bareOutside(disk, terminal), transport: networkTransport({ env: {}, timeout: 5_000 }) };
    await runCommandLine(commandLine.split(' '), async (_flags: Flags) => practiceOutside(real), '1.0.0');
    return terminal.saidOut();
  };
  await run(`apply --practice --yes --grant-admin-consent --mcp-url ${url}`);
  const { checks = [] }: Report = JSON.parse(await run('verify --practice --json --only endpoint'));
  return Object.fromEntries(checks.map(({ id, status }) => [id.slice('endpoint.'.length), status]));
}

describe('in practice, an MCP server at a loopback address', () => {
  it('is asked itself where one listens', async () => {
    const url = await listen((_request, response) => response.writeHead(200).end('open to everybody'));
    expect(await endpointChecks(url)).toMatchObject({
      reachable: 'pass',
      challenge: 'fail',
      'refuses-bad-token': 'fail',
    });
  });

  it('is played by the practice MCP server where none listens', async () => {
    const url = await listen(() => undefined);
    for (const server of opened.splice(0)) await new Promise((resolve) => server.close(resolve));
    expect(await endpointChecks(url)).toMatchObject({
      reachable: 'pass',
      challenge: 'pass',
      resource: 'pass',
    });
  });
});
