import { beforeEach, describe, expect, it } from 'vitest';
import { type CommandBench, commandBench } from '../support/command.ts';
import { addSetup, configText } from '../support/fleet.ts';

let bench: CommandBench;
let writes: string[];
let seen: number;

beforeEach(() => {
  bench = commandBench();
  writes = [];
  seen = 0;
  for (const number of [1, 2]) {
    const blueprint = addSetup(bench.tenant.state, bench.chance, number, {
      consent: 'missing',
      owners: 0,
      assignment: 'required',
    });
    bench.files.set(number === 1 ? 'entra-mcp.yaml' : 'other.yaml', configText(blueprint));
  }
  bench.watch = async (request) => {
    seen += 1;
    writes.push(...(await writesOf(request)));
  };
});

/** Every operation of a request that is more than a look. The token service takes nothing but POST. */
async function writesOf(request: Request): Promise<readonly string[]> {
  const { hostname, pathname } = new URL(request.url);
  if (hostname === 'login.microsoftonline.com') return [];
  if (request.method === 'GET') return [];
  if (request.method !== 'POST' || pathname !== '/v1.0/$batch') return [`${request.method} ${pathname}`];
  const { requests } = (await request.json()) as {
    requests: { method: string; url: string; body?: unknown }[];
  };
  return requests
    .filter(({ method, body }) => method !== 'GET' || body !== undefined)
    .map(({ method, url }) => `${method} ${url}`);
}

describe('a command that only reads', () => {
  it.each([
    ['verify'],
    ['verify', 'entra-mcp.yaml', 'other.yaml'],
    ['plan'],
    ['plan', '--out', 'plan.json'],
    ['show'],
    ['show', '--snapshot', 'shot.json'],
  ])('sends nothing but GET, alone or in a batch: %s %s %s', async (...argv) => {
    await bench.run(...argv, '--practice');
    expect([writes, seen > 0]).toEqual([[], true]);
  });

  it('leaves the tenant as it was', async () => {
    const before = JSON.stringify([bench.tenant.state.applications, bench.tenant.state.grants]);
    for (const command of ['verify', 'plan', 'show']) await bench.run(command, '--practice');
    expect(JSON.stringify([bench.tenant.state.applications, bench.tenant.state.grants])).toBe(before);
  });

  it('is told from apply, which writes', async () => {
    await bench.run('apply', '--practice', '--yes');
    expect(writes.length).toBeGreaterThan(0);
  });
});
