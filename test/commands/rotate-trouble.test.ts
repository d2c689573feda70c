import { X509Certificate } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { rotate } from '../../src/commands/rotate/rotate.ts';
import type { CommonFlags } from '../../src/commands/run/common-options.ts';
import { StoppedError } from '../../src/commands/run/result.ts';
import { SetupError } from '../../src/errors.ts';
import type { Outside } from '../../src/outside.ts';
import type { Transport } from '../../src/ports.ts';
import {
  CERTIFICATE,
  type CommandBench,
  certificateIds,
  ready,
  refusal,
  refusingSecrets,
  secretIds,
  serverIn,
} from './rotate-bench.ts';

const NEW_KEY = 'mcp-server-certificate-2026-11-24.pem';

const isPatch = ({ method, url }: Request) => method === 'PATCH' && /\/applications\//.test(url);
const isAddition = (request: Request) => request.url.endsWith('/addPassword') || isPatch(request);
const isTokenFor = (request: Request) => request.url.endsWith('/oauth2/v2.0/token');

/** Puts `act` before the requests that match, once the credential was created. */
function afterCreation(
  { tenant }: CommandBench,
  matches: (request: Request) => boolean,
  act: (request: Request) => Promise<Response> | null,
): Transport {
  let isCreated = false;
  return async (request) => {
    if (isCreated && matches(request)) {
      const answer = act(request);
      if (answer !== null) return answer;
    }
    isCreated ||= isAddition(request);
    return tenant.transport(request);
  };
}

const lost = () => Promise.reject(new TypeError('fetch failed'));
const isGraphRead = ({ url, method }: Request) =>
  new URL(url).host === 'graph.microsoft.com' && (method === 'GET' || url.endsWith('$batch'));

async function putFolderInTheWay({ folder, tenant }: CommandBench, request: Request): Promise<Response> {
  const summary = join(folder, 'entra-mcp-summary.md');
  await rm(summary, { recursive: true, force: true });
  await mkdir(summary);
  return tenant.transport(request);
}

/** What goes wrong once the credential is where the server reads it. */
const AFTER_PLACING: readonly (readonly [
  string,
  number,
  (bench: CommandBench) => Promise<Partial<Outside>> | Partial<Outside>,
])[] = [
  [
    'the summary cannot be written',
    6,
    (bench) => ({
      transport: afterCreation(bench, isGraphRead, (request) => putFolderInTheWay(bench, request)),
    }),
  ],
  [
    'the network is gone when reading back',
    6,
    (bench) => ({ transport: afterCreation(bench, isGraphRead, lost) }),
  ],
  [
    'somebody presses Ctrl-C when reading back',
    130,
    (bench) => {
      const controller = new AbortController();
      const transport = afterCreation(bench, isGraphRead, () => {
        controller.abort(new SetupError('INTERRUPTED', 'Stopped by Ctrl-C.'));
        return lost();
      });
      return { transport, interrupt: controller.signal };
    },
  ],
];

async function stoppedRotation(answers: CommonFlags['answers'], [, , act]: (typeof AFTER_PLACING)[number]) {
  const bench = await ready(answers);
  const changes = await act(bench);
  const error = await refusal(bench.run(rotate, {}, changes));
  return { bench, error, applied: error instanceof StoppedError ? error.applied : null };
}

describe('rotating a certificate, after the settings name it', () => {
  test.each(AFTER_PLACING)('keeps the key and the certificate when %s', async (...trouble) => {
    const { bench } = await stoppedRotation(CERTIFICATE, trouble);
    const path = parseEnv(await bench.file('.env')).AZURE_CLIENT_CERTIFICATE_PATH;
    const thumbprint = new X509Certificate(await bench.file(NEW_KEY)).fingerprint.replaceAll(':', '');
    expect(path).toBe(join(bench.folder, NEW_KEY));
    expect(serverIn(bench)?.keys.map((key) => key.customKeyIdentifier)).toContain(thumbprint);
  });

  test.each(AFTER_PLACING)('says what was done and where it is when %s', async (...trouble) => {
    const { bench, error, applied } = await stoppedRotation(CERTIFICATE, trouble);
    const [, keyId] = certificateIds(bench);
    expect([error.exitCode, applied?.done.length]).toEqual([trouble[1], 1]);
    expect(applied?.credentials).toMatchObject([{ keyId, writtenTo: NEW_KEY }]);
  });

  test.each(AFTER_PLACING)('names it in the blueprint when %s', async (...trouble) => {
    const { bench } = await stoppedRotation(CERTIFICATE, trouble);
    expect(await bench.file('entra-mcp.yaml')).toContain(NEW_KEY);
  });
});

describe('rotating a secret, after the settings hold it', () => {
  test.each(AFTER_PLACING)('says what was done and where it is when %s', async (...trouble) => {
    const { bench, error, applied } = await stoppedRotation({}, trouble);
    const [, keyId] = secretIds(bench);
    expect([error.exitCode, applied?.done.length]).toEqual([trouble[1], 1]);
    expect(applied?.credentials).toMatchObject([{ keyId, writtenTo: '.env' }]);
  });
});

describe('rotating, when the new credential can neither be used nor withdrawn', () => {
  const isRemoval = (request: Request) => request.url.endsWith('/removePassword') || isPatch(request);

  /** Nothing new is accepted, and the way back is closed. */
  function stuck(bench: CommandBench): Partial<Outside> {
    const refusing = refusingSecrets(bench);
    const between = afterCreation(
      bench,
      (request) => isTokenFor(request) || isRemoval(request),
      (request) => (isRemoval(request) ? lost() : refusing(request)),
    );
    return { transport: between };
  }

  test.each([
    ['secret', {}, secretIds],
    ['certificate', CERTIFICATE, certificateIds],
  ] as const)('names the %s with its key id and how to remove it', async (_kind, answers, idsIn) => {
    const bench = await ready(answers);
    const error = await refusal(bench.run(rotate, {}, stuck(bench)));
    const keyId = idsIn(bench)[1];
    expect([
      error.exitCode,
      error.message.includes(`could not be withdrawn: remove key id ${keyId}`),
    ]).toEqual([6, true]);
    expect(error).toMatchObject({ applied: { credentials: [{ keyId }] } });
    expect(error.advice.join()).toContain(`rotate --retire ${keyId}`);
  });

  test('says why it came to that', async () => {
    const bench = await ready();
    const error = await refusal(bench.run(rotate, {}, stuck(bench)));
    expect(error.message).toContain('Entra did not accept the new client secret');
  });

  test('keeps the private key as long as its certificate is there', async () => {
    const bench = await ready(CERTIFICATE);
    await refusal(bench.run(rotate, {}, stuck(bench)));
    expect(await bench.files()).toContain(NEW_KEY);
  });
});

describe('rotating a certificate', () => {
  test('keeps the key when nobody knows whether it was registered', async () => {
    const bench = await ready(CERTIFICATE);
    const transport: Transport = async (request) => {
      const response = await bench.tenant.transport(request);
      return isPatch(request) ? lost() : response;
    };
    const error = await refusal(bench.run(rotate, {}, { transport }));
    expect([error.exitCode, certificateIds(bench).length]).toEqual([6, 2]);
    expect(await bench.files()).toContain(NEW_KEY);
  });

  test('forgets the key when Entra refused to register it', async () => {
    const bench = await ready(CERTIFICATE);
    const refused = { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' } };
    const transport: Transport = async (request) =>
      isPatch(request) ? Response.json(refused, { status: 403 }) : bench.tenant.transport(request);
    const error = await refusal(bench.run(rotate, {}, { transport }));
    expect([error.exitCode, (await bench.files()).includes(NEW_KEY)]).toEqual([5, false]);
  });

  test('does not wait for what is there already', async () => {
    const bench = await ready(CERTIFICATE);
    const started = bench.clock.now().getTime();
    await bench.run(rotate);
    expect(bench.clock.now().getTime() - started).toBeLessThan(30_000);
  });

  test('takes back only the new one while Entra still copies the old', async () => {
    const bench = await ready(CERTIFICATE);
    const before = certificateIds(bench);
    const refusing = refusingSecrets(bench);
    let reads = 0;
    const transport = afterCreation(
      bench,
      () => true,
      (request) => {
        const isList = /select=id,keyCredentials/.test(decodeURIComponent(request.url));
        if (isTokenFor(request)) return refusing(request);
        reads += isList ? 1 : 0;
        if (!isList || reads > 2) return null;
        return Promise.resolve(Response.json({ id: serverIn(bench)?.id, keyCredentials: [] }));
      },
    );
    await refusal(bench.run(rotate, {}, { transport }));
    expect(certificateIds(bench)).toEqual(before);
  });
});

describe('rotating into a folder where .env is no settings file', () => {
  test('is refused before anything is created', async () => {
    const bench = await ready();
    const before = secretIds(bench);
    await writeFile(join(bench.folder, '.env'), 'Dear diary,\ntoday I wrote no settings.\n');
    const error = await refusal(bench.run(rotate));
    const created = bench.tenant.log.filter(({ url }) => url.endsWith('/addPassword'));
    expect([error.exitCode, secretIds(bench), created]).toEqual([2, before, []]);
  });
});
