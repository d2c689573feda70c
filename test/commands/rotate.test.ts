import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { rotate } from '../../src/commands/rotate/rotate.ts';
import { SetupError } from '../../src/errors.ts';
import { breakPractice } from '../../src/practice-tenant/index.ts';
import {
  ANSWERS,
  CERTIFICATE,
  type CommandBench,
  certificateIds,
  commandBench,
  ready,
  refusal,
  refusingSecrets,
  secretIds,
  serverIn,
} from './rotate-bench.ts';

const secretOf = async (bench: CommandBench) => parseEnv(await bench.file('.env')).AZURE_CLIENT_SECRET ?? '';
/** What the token service says to the value in `.env`. */
async function probe(bench: CommandBench, secret: string): Promise<number> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: serverIn(bench)?.appId ?? '',
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
    expect([error.code, error.exitCode]).toEqual(['UNAVAILABLE', 7]);
    expect(error.message).toMatch(/MCP Server Secret \(key id [0-9a-f-]{36}\).*was withdrawn/);
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
    expect(parseEnv(await bench.file('.env')).AZURE_CLIENT_CERTIFICATE_PATH).toBe(join(bench.folder, file));
    expect(await bench.file('entra-mcp.yaml')).toContain(file);
  });

  test('leaves no key file behind when it comes to nothing', async () => {
    const bench = await ready(CERTIFICATE);
    const before = await bench.files();
    await refusal(bench.run(rotate, {}, { transport: refusingSecrets(bench) }));
    expect([await bench.files(), certificateIds(bench).length]).toEqual([before, 1]);
  });
});

describe('rotating into a key vault', () => {
  test('puts the value there with its end, and not into .env', async () => {
    const bench = await ready();
    const vault = vaultBeside(bench);
    const { document } = await bench.run(rotate, INTO_VAULT, vault.changes);
    const address = `https://contoso-kv.vault.azure.net/secrets/MCP-Server-Secret-${serverIn(bench)?.appId}`;
    expect(vault.stored).toMatchObject([
      {
        url: `${address}?api-version=7.4`,
        body: { attributes: { exp: Date.parse('2028-11-24T10:00:00Z') / 1000 } },
      },
    ]);
    expect(document?.applied?.credentials[0]?.writtenTo).toBe(address);
    expect(await probe(bench, String(vault.stored[0]?.body.value))).toBe(200);
    expect(await bench.file('.env')).not.toContain(String(vault.stored[0]?.body.value));
    expect(await bench.file('.env')).toContain(`# AZURE_CLIENT_SECRET= (kept in ${address})`);
    expect(await bench.file('entra-mcp-summary.md')).toContain(`value in \`${address}\``);
  });

  test('names app and key of the old one when it is to be retired, since .env cannot tell', async () => {
    const bench = await ready();
    const [old] = secretIds(bench);
    const { text } = await bench.run(rotate, INTO_VAULT, vaultBeside(bench).changes);
    const app = serverIn(bench)?.appId;
    expect(text).toContain(`rotate --server-app-id ${app} --retire ${old} --yes`);
    const error = await refusal(bench.run(rotate, { retire: true, yes: true }));
    expect([error.exitCode, secretIds(bench).length]).toEqual([2, 2]);
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
const INTO_VAULT = { keyVault: 'contoso-kv', auth: 'device-code' } as const;

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
