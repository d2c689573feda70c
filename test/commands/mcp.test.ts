import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { describe, expect, it, vi } from 'vitest';
import { withLaunch } from '../../src/cli/launch.ts';
import { serveMcp } from '../../src/commands/mcp/mcp.ts';
import { sessionKeeper } from '../../src/commands/mcp/session-keeper.ts';
import type { Session } from '../../src/identity/session.ts';
import type { BareOutside } from '../../src/outside.ts';
import { resultSchema } from '../../src/report/result-schema.ts';
import { setUpDesk, writesIn } from '../support/desk.ts';
import { bareOutside, waitless } from '../support/desk-outside.ts';
import { fakeTerminal } from '../ui/fake-terminal.ts';

const FLAGS = { answers: {}, practice: true } as const;

/** An assistant that is connected to the server, which stands on a desk where everything is set up. */
async function assistant(change: Partial<BareOutside> = {}) {
  const desk = await setUpDesk();
  vi.setSystemTime(desk.clock.now());
  const terminal = fakeTerminal({ interactive: false, drawn: false });
  const { tenant, disk, clock } = desk;
  const bare = bareOutside(disk, terminal);
  const outside: BareOutside = {
    ...bare,
    clock: waitless(clock, bare.interrupt),
    transport: tenant.transport,
    practice: tenant,
    ...change,
  };
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const served = serveMcp(ours, FLAGS, withLaunch(outside, FLAGS), () => undefined);
  const client = new Client({ name: 'assistant', version: '1' });
  await client.connect(theirs);
  const call = async (name: string, given: Record<string, unknown> = {}) => {
    const result = await client.callTool({ name, arguments: given });
    return { result, text: JSON.stringify(result), document: resultSchema.parse(result.structuredContent) };
  };
  return { client, call, served, terminal, ...desk };
}

describe('the tool as an MCP server', () => {
  it('offers five tools that only read, each with the schema of its result', async () => {
    const { client } = await assistant();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['verify', 'plan', 'diagnose', 'show', 'explain_check']);
    for (const { annotations, outputSchema, inputSchema } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
      expect(outputSchema?.required).toContain('exitCode');
      expect(inputSchema.additionalProperties).toBe(false);
    }
  });

  it.each([
    ['verify', {}, 0],
    ['verify', { only: ['client-app.redirect-uri'] }, 0],
    ['plan', {}, 0],
    ['show', {}, 0],
    ['diagnose', { text: 'AADSTS65001: not consented' }, 1],
    ['diagnose', { text: 'AADSTS65001: not consented', prove: true }, 3],
    ['explain_check', { id: 'server-api.token-version' }, 0],
  ] as const)('answers %s %j as the command does', async (name, given, exitCode) => {
    const { call, terminal, disk, tenant } = await assistant();
    const before = disk.snapshot();
    const known = tenant.log.length;
    const { result, document } = await call(name, given);
    expect([result.isError ?? false, document.exitCode]).toEqual([false, exitCode]);
    expect(writesIn(tenant.log.slice(known))).toEqual([]);
    expect([terminal.saidOut(), disk.snapshot()]).toEqual(['', before]);
  });

  it.each([
    [{ endpoint: true }, ['metadata-disagrees']],
    [{ prove: true }, []],
    [{}, []],
  ])('has diagnose ask the address of the MCP server with %j: %j', async (more, causes) => {
    const desk = await assistant();
    desk.break('endpoint-slash');
    const text = "AADSTS9010010: The resource parameter provided doesn't match with the requested scopes.";
    const { document } = await desk.call('diagnose', { text, ...more });
    const proved = document.diagnosis?.[0]?.causes.filter(({ verdict }) => verdict === 'proved');
    expect(proved?.map(({ id }) => id)).toEqual(causes);
  });

  it('names the secret nowhere', async () => {
    const { call, secrets } = await assistant();
    const said = await Promise.all(['verify', 'plan', 'show'].map(async (name) => (await call(name)).text));
    const proved = await call('diagnose', { text: 'AADSTS7000215: Invalid client secret', prove: true });
    for (const secret of secrets.values) expect([...said, proved.text].join('\n')).not.toContain(secret);
  });

  it('signs in once for all calls', async () => {
    const { call, tenant } = await assistant();
    const tokens = () => tenant.log.filter(({ url }) => url.endsWith('/devicecode')).length;
    const known = tokens();
    await call('verify');
    await call('show');
    expect(tokens() - known).toBe(1);
  });

  it.each(['-', '--practice', '$(touch x)', '--file=/etc/passwd', '<script>', '\u001b]0;x\u0007AADSTS65001'])(
    'takes the text %j for an error text and nothing else',
    async (text) => {
      const { call, disk } = await assistant();
      const before = disk.snapshot();
      const { document } = await call('diagnose', { text });
      expect(document.command).toBe('diagnose');
      expect([1, 3]).toContain(document.exitCode);
      expect(disk.snapshot()).toEqual(before);
    },
  );

  it.each([
    ['verify', { config: '.env' }],
    ['verify', { only: 'client-app' }],
    ['diagnose', {}],
    ['diagnose', { text: 'x', tokenStdin: true }],
    ['explain_check', { id: 'no.such-check' }],
  ])('refuses %s %j with a reason', async (name, given) => {
    const { call } = await assistant();
    const { result, document } = await call(name, given);
    expect([result.isError, document.exitCode, document.errors?.[0]?.code]).toEqual([true, 2, 'USAGE']);
  });

  it('has no other tool', async () => {
    const { client } = await assistant();
    await expect(client.callTool({ name: 'apply', arguments: {} })).rejects.toThrow(/no tool apply/);
  });

  it('ends when its client hangs up', async () => {
    const { client, served } = await assistant();
    await client.close();
    await expect(served).resolves.toBeUndefined();
  });
});

describe('a sign-in that wants a person', () => {
  const PAGE = { url: 'https://microsoft.com/devicelogin', code: 'ABC123' };
  const session = { method: 'device-code' } as Session;

  it('ends the call with page and code, and waits on for the next call', async () => {
    let finish: (session: Session) => void = () => undefined;
    const keeper = sessionKeeper();
    const signIn = vi.fn((onPage: (page: typeof PAGE) => void) => {
      onPage(PAGE);
      return new Promise<Session>((resolve) => {
        finish = resolve;
      });
    });
    const wanted = { code: 'NOT_SIGNED_IN', message: expect.stringContaining('ABC123') };
    await expect(keeper.open('one', signIn)).rejects.toMatchObject(wanted);
    await expect(keeper.open('one', signIn)).rejects.toMatchObject(wanted);
    finish(session);
    await Promise.resolve();
    await expect(keeper.open('one', signIn)).resolves.toBe(session);
    expect(signIn).toHaveBeenCalledTimes(1);
  });

  it('is begun anew once it failed', async () => {
    const keeper = sessionKeeper();
    await expect(keeper.open('one', () => Promise.reject(new Error('expired')))).rejects.toThrow('expired');
    await expect(keeper.open('one', async () => session)).resolves.toBe(session);
  });

  it('is another one for another tenant', async () => {
    const keeper = sessionKeeper();
    const other = { method: 'browser' } as Session;
    await keeper.open('one', async () => session);
    await expect(keeper.open('two', async () => other)).resolves.toBe(other);
  });

  it('is handed back as text where the environment offers no way to sign in', async () => {
    const { call, tenant } = await assistant({ practice: null });
    tenant.state.behaviour.deviceCodeInterval = 3600;
    const { result, document } = await call('verify');
    expect([result.isError, document.exitCode]).toEqual([true, 4]);
    expect(document.errors?.[0]?.title).toMatch(/open https:\/\/\S+ and enter the code \w+/);
  });
});
