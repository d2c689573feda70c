import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { apply } from '../../src/commands/apply.ts';
import type { Flags } from '../../src/commands/invocation.ts';
import { rotate } from '../../src/commands/rotate.ts';
import { SetupError } from '../../src/errors.ts';
import { breakPractice } from '../../src/practice-tenant/index.ts';
import type { ScriptedAnswer } from '../ui/scripted-asker.ts';
import { type CommandBench, commandBench } from './rotate-bench.ts';

const ANSWERS = { mcpUrl: 'https://mcp.contoso.com/mcp', grantAdminConsent: true };
const CERTIFICATE = { credential: 'certificate', createCertificate: true };

const prepared = new Map<string, Promise<CommandBench>>();

/** A tenant in which everything was set up a day ago; set up once, then copied. */
async function ready(
  answers: Flags['answers'] = {},
  script: readonly ScriptedAnswer[] = [],
): Promise<CommandBench> {
  const key = JSON.stringify(answers);
  const original = prepared.get(key) ?? setUp(answers);
  prepared.set(key, original);
  return commandBench(script, await original);
}

async function setUp(answers: Flags['answers']): Promise<CommandBench> {
  const bench = await commandBench();
  const { exitCode } = await bench.run(apply, { yes: true, answers: { ...ANSWERS, ...answers } });
  expect(exitCode).toBe(0);
  await bench.clock.sleep(86_400_000);
  return bench;
}

const server = ({ tenant }: CommandBench) =>
  tenant.state.applications.find(({ displayName }) => displayName === 'MCP Server API');
const secretIds = (bench: CommandBench) => server(bench)?.passwords.map(({ keyId }) => keyId) ?? [];
const certificateIds = (bench: CommandBench) => server(bench)?.keys.map(({ keyId }) => keyId) ?? [];
const secretOf = async (bench: CommandBench) => parseEnv(await bench.file('.env')).AZURE_CLIENT_SECRET ?? '';
const refusal = (run: Promise<unknown>): Promise<SetupError> =>
  run.then(
    () => Promise.reject(new Error('It was not refused.')),
    (error: unknown) => (error instanceof SetupError ? error : Promise.reject(error)),
  );

/** What the token service says to the value in `.env`. */
async function probe(bench: CommandBench, secret: string): Promise<number> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: server(bench)?.appId ?? '',
    client_secret: secret,
    scope: 'https://graph.microsoft.com/.default',
  });
  const url = `https://login.microsoftonline.com/${bench.tenant.state.tenant.id}/oauth2/v2.0/token`;
  return (await bench.tenant.transport(new Request(url, { method: 'POST', body }))).status;
}

describe('rotating a secret', () => {
  test('leaves the old one and adds a new one', async () => {
    const bench = await ready();
    const before = secretIds(bench);
    await bench.run(rotate);
    expect(secretIds(bench)).toEqual([...before, expect.any(String)]);
  });

  test('writes a value that signs in', async () => {
    const bench = await ready();
    const before = await secretOf(bench);
    await bench.run(rotate);
    const after = await secretOf(bench);
    expect([after === before, await probe(bench, after)]).toEqual([false, 200]);
  });

  test('tells key id, end and file, and no value', async () => {
    const bench = await ready();
    const { document, text } = await bench.run(rotate);
    expect(document?.applied?.credentials).toEqual([
      {
        keyId: secretIds(bench)[1],
        displayName: 'MCP Server Secret',
        endDateTime: '2028-11-24T10:00:00Z',
        writtenTo: '.env',
      },
    ]);
    const said = JSON.stringify(document) + text + bench.terminal.saidErr();
    expect(said).not.toContain(await secretOf(bench));
  });

  test('keeps the settings file private', async () => {
    const bench = await ready();
    await bench.run(rotate);
    expect((await stat(join(bench.folder, '.env'))).mode & 0o777).toBe(0o600);
  });

  test('waits until every sign-in host knows it', async () => {
    const bench = await ready();
    breakPractice(bench.tenant.state, 'slow-replication', targetOf(bench), outsideOf(bench));
    await bench.run(rotate);
    const refused = bench.tenant.log.filter(({ url, status }) => url.endsWith('/token') && status === 401);
    expect([refused.length > 0, await probe(bench, await secretOf(bench))]).toEqual([true, 200]);
  });

  test('withdraws one that is not accepted in time, and keeps the file', async () => {
    const bench = await ready();
    const before = [secretIds(bench), await bench.file('.env')];
    const error = await refusal(bench.run(rotate, {}, { transport: refusingSecrets(bench) }));
    expect(error).toMatchObject({
      code: 'UNAVAILABLE',
      advice: expect.arrayContaining([expect.stringContaining('was withdrawn')]),
    });
    expect([secretIds(bench), await bench.file('.env')]).toEqual(before);
  });

  test('withdraws one that cannot be written, and names it', async () => {
    const bench = await ready();
    const before = secretIds(bench);
    const files = {
      ...bench.outside.files,
      writeText: () =>
        Promise.reject(new SetupError('FILE_NOT_WRITABLE', '.env cannot be written: disk full.')),
    };
    const error = await refusal(bench.run(rotate, {}, { files }));
    expect([error.code, secretIds(bench)]).toEqual(['FILE_NOT_WRITABLE', before]);
    expect(error.message).toMatch(/MCP Server Secret \(key id [0-9a-f-]{36}\)/);
  });

  test('shortens it where a policy caps the life of secrets', async () => {
    const bench = await ready();
    breakPractice(bench.tenant.state, 'secret-lifetime-capped', targetOf(bench), outsideOf(bench));
    const { document } = await bench.run(rotate);
    expect(document?.applied?.credentials[0]?.endDateTime?.slice(0, 10)).toBe('2027-05-23');
  });

  test('changes nothing where a policy forbids secrets', async () => {
    const bench = await ready();
    breakPractice(bench.tenant.state, 'secrets-forbidden', targetOf(bench), outsideOf(bench));
    const before = secretIds(bench);
    const error = await refusal(bench.run(rotate));
    expect([error.exitCode, secretIds(bench)]).toEqual([5, before]);
  });

  test('has nothing to do for a federated credential', async () => {
    const federated = {
      credential: 'federated',
      federatedIssuer: 'https://token.actions.githubusercontent.com',
      federatedSubject: 'repo:contoso/mcp:ref:refs/heads/main',
    };
    const bench = await commandBench();
    expect((await refusal(bench.run(rotate, { answers: { ...ANSWERS, ...federated } }))).exitCode).toBe(2);
    expect(bench.tenant.log).toEqual([]);
  });
});

describe('rotating a certificate', () => {
  test('makes a new key in a file of its own beside the old', async () => {
    const bench = await ready(CERTIFICATE);
    await bench.run(rotate);
    const keys = (await bench.files()).filter((name) => name.endsWith('.pem'));
    expect(keys).toEqual(['mcp-server-certificate-2026-11-24.pem', 'mcp-server-certificate.pem']);
    expect(certificateIds(bench)).toHaveLength(2);
  });

  test('points the settings and the blueprint at the new key', async () => {
    const bench = await ready(CERTIFICATE);
    await bench.run(rotate);
    const file = 'mcp-server-certificate-2026-11-24.pem';
    expect(parseEnv(await bench.file('.env')).AZURE_CLIENT_CERTIFICATE_PATH).toBe(file);
    expect(await bench.file('entra-mcp.yaml')).toContain(file);
  });

  test('leaves no key file behind when it comes to nothing', async () => {
    const bench = await ready(CERTIFICATE);
    const before = await bench.files();
    await refusal(bench.run(rotate, {}, { transport: refusingSecrets(bench) }));
    expect([await bench.files(), certificateIds(bench).length]).toEqual([before, 1]);
  });
});

describe('retiring', () => {
  test('removes all but the newest', async () => {
    const bench = await ready();
    await bench.run(rotate);
    const [, newest] = secretIds(bench);
    await bench.run(rotate, { retire: true, yes: true });
    expect(secretIds(bench)).toEqual([newest]);
  });

  test('removes the one that was named', async () => {
    const bench = await ready();
    await bench.run(rotate);
    const [old = '', newest = ''] = secretIds(bench);
    await bench.run(rotate, { retire: newest, yes: true });
    expect(secretIds(bench)).toEqual([old]);
  });

  test('removes an old certificate', async () => {
    const bench = await ready(CERTIFICATE);
    await bench.run(rotate);
    const [, newest] = certificateIds(bench);
    await bench.run(rotate, { retire: true, yes: true });
    expect(certificateIds(bench)).toEqual([newest]);
  });

  test('refuses to remove the only valid one', async () => {
    const bench = await ready();
    const [only = ''] = secretIds(bench);
    const error = await refusal(bench.run(rotate, { retire: only, yes: true }));
    expect([error.exitCode, secretIds(bench)]).toEqual([2, [only]]);
  });

  test('does nothing where there is only one', async () => {
    const bench = await ready();
    const { document } = await bench.run(rotate, { retire: true, yes: true });
    expect([document?.applied?.done, secretIds(bench).length]).toEqual([[], 1]);
  });

  test('wants --yes where nobody can be asked', async () => {
    const bench = await ready();
    await bench.run(rotate);
    expect((await refusal(bench.run(rotate, { retire: true }))).code).toBe('MISSING_ANSWERS');
  });

  test('asks on a terminal, and takes Enter for a no', async () => {
    const bench = await ready({}, [{ ask: 'Remove it?', do: 'default' }]);
    await bench.run(rotate);
    await bench.run(rotate, { retire: true });
    expect(secretIds(bench)).toHaveLength(2);
  });

  test('says which key ids there are when the one named is not among them', async () => {
    const bench = await ready();
    const error = await refusal(
      bench.run(rotate, { retire: '00000000-0000-4000-8000-000000000000', yes: true }),
    );
    expect(error.advice.join()).toContain(secretIds(bench)[0]);
  });
});

describe('rotating into a key vault', () => {
  test('puts the value there with its end, and not into .env', async () => {
    const bench = await ready();
    const vault = vaultBeside(bench);
    const { document } = await bench.run(rotate, INTO_VAULT, vault.changes);
    const address = `https://contoso-kv.vault.azure.net/secrets/MCP-Server-Secret-${server(bench)?.appId}`;
    expect(vault.stored).toMatchObject([
      {
        url: `${address}?api-version=7.4`,
        body: { attributes: { exp: Date.parse('2028-11-24T10:00:00Z') / 1000 } },
      },
    ]);
    expect(document?.applied?.credentials[0]?.writtenTo).toBe(address);
    expect(await probe(bench, String(vault.stored[0]?.body.value))).toBe(200);
    expect(await bench.file('.env')).not.toContain(String(vault.stored[0]?.body.value));
  });

  test('withdraws the secret when the vault does not take it', async () => {
    const bench = await ready();
    const before = secretIds(bench);
    const error = await refusal(bench.run(rotate, INTO_VAULT, vaultBeside(bench, 403).changes));
    expect([error.exitCode, secretIds(bench)]).toEqual([5, before]);
  });

  test('creates nothing when the sign-in gets no token for the vault', async () => {
    const bench = await ready();
    const error = await refusal(bench.run(rotate, INTO_VAULT, { practice: null }));
    const created = bench.tenant.log.filter(({ url }) => url.endsWith('/addPassword'));
    expect([error.aadsts, created]).toEqual(['500011', []]);
  });

  test('is refused in practice before anybody signs in', async () => {
    const bench = await commandBench();
    const error = await refusal(bench.run(rotate, { keyVault: 'contoso-kv', answers: ANSWERS }));
    expect([error.exitCode, bench.tenant.log]).toEqual([2, []]);
  });

  test('refuses a name that no vault can have', async () => {
    const bench = await commandBench();
    const flags = { keyVault: 'contoso_kv', answers: { ...ANSWERS, tenant: 'contoso.com' } };
    expect((await refusal(bench.run(rotate, flags, { practice: null }))).exitCode).toBe(2);
  });
});

/** Outside of practice nobody is assumed to be at a terminal. */
const INTO_VAULT = { keyVault: 'contoso-kv', auth: 'device-code' };

interface Deposit {
  readonly url: string;
  readonly body: { readonly value?: unknown; readonly attributes?: unknown };
}

/** The practice tenant with a vault beside it, for whose tokens it stands in. */
function vaultBeside({ tenant }: CommandBench, status = 200) {
  const stored: Deposit[] = [];
  const transport = async (request: Request): Promise<Response> => {
    if (new URL(request.url).host.endsWith('.vault.azure.net')) {
      stored.push({ url: request.url, body: (await request.json()) as Deposit['body'] });
      return new Response('{}', { status });
    }
    const text = await request.clone().text();
    if (!text.includes('vault.azure.net')) return tenant.transport(request);
    const body = text.replace(
      encodeURIComponent('https://vault.azure.net/'),
      encodeURIComponent('https://graph.microsoft.com/'),
    );
    return tenant.transport(new Request(request, { body }));
  };
  return { stored, changes: { transport, practice: null } };
}

const targetOf = ({ tenant }: CommandBench) => ({
  clientAppId:
    tenant.state.applications.find(({ displayName }) => displayName === 'MCP Client App')?.appId ?? null,
  serverAppId:
    tenant.state.applications.find(({ displayName }) => displayName === 'MCP Server API')?.appId ?? null,
});
const outsideOf = ({ outside: { clock, random } }: CommandBench) => ({ ...random, now: clock.now });

/** A token service to which nothing new ever arrives. */
function refusingSecrets({ tenant }: CommandBench): (request: Request) => Promise<Response> {
  return async (request) => {
    const text = await request.clone().text();
    if (!text.includes('grant_type=client_credentials')) return tenant.transport(request);
    const refused = {
      error: 'invalid_client',
      error_description: 'AADSTS7000215: Invalid client secret provided.',
      error_codes: [7000215],
    };
    return Response.json(refused, { status: 401 });
  };
}
