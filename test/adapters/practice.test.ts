import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { onlyToAllowedHosts } from '../../src/adapters/allowed-hosts.ts';
import { networkTransport } from '../../src/adapters/network-transport.ts';
import { practiceOutside } from '../../src/adapters/practice.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import type { CommonFlags } from '../../src/commands/run/common-options.ts';
import type { Report } from '../../src/core/report.ts';
import type { Transport } from '../../src/ports.ts';
import { newPracticeState, type PracticeState } from '../../src/practice-tenant/index.ts';
import { memoryDisk } from '../support/desk-disk.ts';
import { bareOutside } from '../support/desk-outside.ts';
import { poolKeyPairs } from '../support/key-pairs.ts';
import { fakeRandom } from '../support/practice.ts';
import { fakeTerminal } from '../ui/fake-terminal.ts';

// A key pair costs more than a whole command.
poolKeyPairs();
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

const network = onlyToAllowedHosts(networkTransport({ env: {}, timeout: 5_000 }));

/** A practice tenant in which a sign-in takes no second. */
function quickTenant(): PracticeState {
  const random = fakeRandom('quick');
  const state = newPracticeState({ now: () => new Date(), uuid: random.uuid, bytes: random.bytes });
  state.behaviour.deviceCodeInterval = 0;
  return state;
}

/** Sets up on a new practice tenant, then runs the command on it. */
async function setUpAndRun(
  url: string,
  commandLine: string,
  transport: Transport = network,
): Promise<Report> {
  const disk = memoryDisk();
  await disk.files.writeText('.entra-mcp-practice.json', JSON.stringify(quickTenant()), { mode: 0o600 });
  const run = async (line: string) => {
    const terminal = fakeTerminal({ interactive: false, drawn: false, animated: false });
    const real = { ...bareOutside(disk, terminal), transport };
    await runCommandLine(line.split(' '), async (_flags: CommonFlags) => practiceOutside(real), '1.0.0');
    return terminal.saidOut();
  };
  await run(`apply --practice --yes --grant-admin-consent --mcp-url ${url}`);
  return JSON.parse(await run(commandLine));
}

async function endpointChecks(url: string): Promise<Readonly<Record<string, string>>> {
  const { checks = [] } = await setUpAndRun(url, 'verify --practice --json --only endpoint');
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

describe('the practice MCP server', () => {
  const NAME = 'https://mcp.contoso.com/mcp';

  /** The network, remembering which origins it was asked for. */
  function watched() {
    const origins = new Set<string>();
    const transport: Transport = (request, limits) => {
      origins.add(new URL(request.url).origin);
      return network(request, limits);
    };
    return { origins, transport };
  }

  it.each([
    'verify --practice --json --only endpoint',
    'resource-metadata --practice --json --check',
    'test --practice --json --endpoint --user-auth device-code',
  ])('listens on this machine as long as it is needed by %s', async (commandLine) => {
    const { origins, transport } = watched();
    expect((await setUpAndRun(NAME, commandLine, transport)).exitCode).toBe(0);
    expect([...origins].filter((origin) => !/^http:\/\/127\.0\.0\.1:\d+$/.test(origin))).toEqual([]);
    expect(origins.size).toBeGreaterThan(0);
    for (const origin of origins)
      await expect(networkTransport({ env: {}, timeout: 5_000 })(new Request(origin))).rejects.toMatchObject({
        detail: 'ECONNREFUSED',
      });
  });

  it('answers under no other name than its own', async () => {
    const { origins, transport } = watched();
    const statuses: number[] = [];
    const asking: Transport = async (request, limits) => {
      for (const name of ['login.microsoftonline.com', 'graph.microsoft.com', ''])
        statuses.push((await network(sentUnder(name, request), limits)).status);
      return transport(request, limits);
    };
    await setUpAndRun(NAME, 'verify --practice --json --only endpoint', asking);
    expect(origins.size).toBe(1);
    expect(new Set(statuses)).toEqual(new Set([421]));
  });

  function sentUnder(name: string, { url, headers: given }: Request): Request {
    const headers = new Headers(given);
    if (name === '') headers.delete('x-forwarded-host');
    else headers.set('x-forwarded-host', name);
    return new Request(url, { headers });
  }
});
