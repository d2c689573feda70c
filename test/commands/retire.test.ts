import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rotate } from '../../src/commands/rotate/rotate.ts';
import type { Transport } from '../../src/ports.ts';
import {
  CERTIFICATE,
  type CommandBench,
  certificateIds,
  ready,
  refusal,
  secretIds,
  serverIn,
} from './rotate-bench.ts';

describe('retiring', () => {
  test('removes the one that .env no longer holds', async () => {
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

  test('removes several old certificates, one after the other', async () => {
    const bench = await ready(CERTIFICATE);
    for (const _ of [1, 2]) await bench.run(rotate);
    const newest = certificateIds(bench).at(-1);
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

  test('wants --yes where nobody can be asked, and names app and key that would go', async () => {
    const bench = await ready();
    const [old] = secretIds(bench);
    await bench.run(rotate);
    const { code, advice } = await refusal(bench.run(rotate, { retire: true }));
    expect(code).toBe('MISSING_ANSWERS');
    expect(advice).toEqual([
      `Remove what is listed: entra-mcp-setup rotate --server-app-id ${serverIn(bench)?.appId} --retire ${old} --yes`,
    ]);
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

const RETIRE = { retire: true, yes: true } as const;
const FOREIGN_ID = '11111111-2222-4333-8444-555555555555';

type ServerRecord = NonNullable<ReturnType<typeof serverIn>>;

/** Changes the server app as somebody in the portal would. */
function change(bench: CommandBench, act: (server: ServerRecord) => Partial<ServerRecord>): void {
  const server = serverIn(bench);
  if (server) Object.assign(server, act(server));
  bench.tenant.state.revision += 1;
}

/** Another secret than ours, begun later than all others. */
function addSecret(bench: CommandBench, record: Partial<ServerRecord['passwords'][number]>): void {
  change(bench, ({ passwords }) => {
    const [first] = passwords;
    const added = {
      ...first,
      keyId: FOREIGN_ID,
      hint: 'zzz',
      startDateTime: '2027-01-01T00:00:00Z',
      ...record,
    };
    return { passwords: [...passwords, added as ServerRecord['passwords'][number]] };
  });
}

describe('retiring beside credentials of others', () => {
  test('leaves a secret of another name, and lists it', async () => {
    const bench = await ready();
    await bench.run(rotate);
    const [, newest] = secretIds(bench);
    addSecret(bench, { displayName: 'Made in the portal' });
    const { text } = await bench.run(rotate, RETIRE);
    expect(secretIds(bench)).toEqual([newest, FOREIGN_ID]);
    expect(text).toContain(FOREIGN_ID);
  });

  test('shows their names without what a terminal would act on', async () => {
    const bench = await ready();
    addSecret(bench, { displayName: 'A\x1b]0;owned\x07\x1b[2Jsecret' });
    const runs = [
      await bench.run(rotate, RETIRE),
      await bench.run(rotate, { retire: FOREIGN_ID, yes: true }),
    ];
    const { advice } = await refusal(bench.run(rotate, { retire: FOREIGN_ID, yes: true }));
    const all = [...runs.map(({ text }) => text), bench.terminal.saidErr(), ...advice].join('');
    expect(all).toContain('Asecret');
    expect(all).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  test('leaves a secret that only bears our name: anybody may give it', async () => {
    const bench = await ready();
    const [inUse] = secretIds(bench);
    addSecret(bench, {});
    const { text } = await bench.run(rotate, RETIRE);
    expect(secretIds(bench)).toEqual([inUse, FOREIGN_ID]);
    expect(text).toContain(FOREIGN_ID);
  });

  test('keeps the secret that .env holds, also where a later one is ours', async () => {
    const bench = await ready();
    const [inUse] = secretIds(bench);
    const env = await bench.file('.env');
    await bench.run(rotate);
    await writeFile(join(bench.folder, '.env'), env);
    await bench.run(rotate, RETIRE);
    expect(secretIds(bench)).toEqual([inUse]);
  });

  test('forgets the key id of what is gone', async () => {
    const bench = await ready();
    const [old = ''] = secretIds(bench);
    await bench.run(rotate);
    const [, newest = ''] = secretIds(bench);
    expect(await bench.file('entra-mcp.yaml')).toMatch(new RegExp(`${old}[\\s\\S]*${newest}`));
    await bench.run(rotate, RETIRE);
    const text = await bench.file('entra-mcp.yaml');
    expect([text.includes(old), text.includes(newest)]).toEqual([false, true]);
  });

  test('removes not the only one that works, whatever begins one day', async () => {
    const bench = await ready();
    const [only = ''] = secretIds(bench);
    addSecret(bench, { startDateTime: '2099-01-01T00:00:00Z', endDateTime: '2101-01-01T00:00:00Z' });
    const error = await refusal(bench.run(rotate, { retire: only, yes: true }));
    expect([error.code, secretIds(bench)]).toEqual(['USAGE', [only, FOREIGN_ID]]);
  });

  test('removes nothing where only others are beside it', async () => {
    const bench = await ready();
    addSecret(bench, { displayName: 'Made in the portal' });
    const { document, text } = await bench.run(rotate, RETIRE);
    expect([document?.applied?.done, secretIds(bench).length]).toEqual([[], 2]);
    expect(text).toContain(`--retire <key-id>`);
  });

  test('removes a certificate of ours, whatever somebody calls it', async () => {
    const bench = await ready(CERTIFICATE);
    await bench.run(rotate);
    const [old = '', newest] = certificateIds(bench);
    change(bench, ({ keys }) => ({
      keys: keys.map((key) => (key.keyId === old ? { ...key, displayName: 'CN=somebody else' } : key)),
    }));
    await bench.run(rotate, RETIRE);
    expect(certificateIds(bench)).toEqual([newest]);
  });

  test('keeps the certificate that .env names and the one of the blueprint', async () => {
    const bench = await ready(CERTIFICATE);
    const [before, ids] = [await bench.file('.env'), certificateIds(bench)];
    await bench.run(rotate);
    await writeFile(join(bench.folder, '.env'), before);
    await bench.run(rotate, RETIRE);
    expect(certificateIds(bench)).toEqual([...ids, expect.any(String)]);
  });

  test('removes a secret by its key id after the change to a certificate', async () => {
    const bench = await ready();
    const [old = ''] = secretIds(bench);
    await bench.run(rotate, { answers: CERTIFICATE });
    await bench.run(rotate, { retire: old, yes: true });
    expect([secretIds(bench), certificateIds(bench).length]).toEqual([[], 1]);
  });
});

describe('retiring where nobody can tell which one is in use', () => {
  const NO_SECRET = (text: string) => text.replace(/^AZURE_CLIENT_SECRET=.*$/m, '');
  const OTHER_SECRET = (text: string) =>
    text.replace(/^AZURE_CLIENT_SECRET=.*$/m, 'AZURE_CLIENT_SECRET=~~~8Q~another');

  test.each([
    ['.env holds none', NO_SECRET],
    ['the one in .env is of another app', OTHER_SECRET],
  ])('removes nothing when %s, and says how to go on', async (_why, edited) => {
    const bench = await ready();
    await bench.run(rotate);
    const before = secretIds(bench);
    await writeFile(join(bench.folder, '.env'), edited(await bench.file('.env')));
    const error = await refusal(bench.run(rotate, RETIRE));
    expect([error.exitCode, secretIds(bench)]).toEqual([2, before]);
    expect(error.advice.join()).toContain(`--retire <key-id>`);
  });

  test('removes nothing when two begin alike', async () => {
    const bench = await ready();
    const [first] = serverIn(bench)?.passwords ?? [];
    addSecret(bench, { hint: first?.hint ?? '' });
    const error = await refusal(bench.run(rotate, RETIRE));
    expect([error.exitCode, secretIds(bench).length]).toEqual([2, 2]);
  });

  test('removes nothing when .env names a key that is not here', async () => {
    const bench = await ready(CERTIFICATE);
    await bench.run(rotate);
    const text = (await bench.file('.env')).replace(
      /^(AZURE_CLIENT_CERTIFICATE_PATH=).*$/m,
      '$1/run/key.pem',
    );
    await writeFile(join(bench.folder, '.env'), text);
    const error = await refusal(bench.run(rotate, RETIRE));
    expect([error.exitCode, certificateIds(bench).length]).toEqual([2, 2]);
  });
});

/** Answers the list of certificates as a replica does that has not got the last one, so many times. */
function lagging({ tenant }: CommandBench, times: number): Transport {
  let left = times;
  return async (request) => {
    const response = await tenant.transport(request);
    if (!/select=id,keyCredentials/.test(decodeURIComponent(request.url)) || left <= 0) return response;
    left -= 1;
    const body = (await response.json()) as { keyCredentials: readonly unknown[] };
    return Response.json({ ...body, keyCredentials: body.keyCredentials.slice(0, -1) });
  };
}

describe('retiring a certificate while Entra still copies the new one', () => {
  test('waits for it, and removes the old one only', async () => {
    const bench = await ready(CERTIFICATE);
    await bench.run(rotate);
    const [, newest] = certificateIds(bench);
    await bench.run(rotate, RETIRE, { transport: lagging(bench, 2) });
    expect(certificateIds(bench)).toEqual([newest]);
  });

  test('writes nothing when it does not appear in time', async () => {
    const bench = await ready(CERTIFICATE);
    await bench.run(rotate);
    const before = certificateIds(bench);
    const error = await refusal(bench.run(rotate, RETIRE, { transport: lagging(bench, 1_000) }));
    expect([error.exitCode, certificateIds(bench)]).toEqual([7, before]);
  });
});

describe('retiring that breaks off', () => {
  test('lists what is gone when only reading back fails', async () => {
    const bench = await ready();
    await bench.run(rotate);
    let isGone = false;
    const transport: Transport = async (request) => {
      if (isGone) throw new TypeError('fetch failed');
      isGone = request.url.endsWith('/removePassword');
      return bench.tenant.transport(request);
    };
    const error = await refusal(bench.run(rotate, RETIRE, { transport }));
    expect(error).toMatchObject({ exitCode: 6, applied: { done: [expect.stringContaining('key id')] } });
  });
});
