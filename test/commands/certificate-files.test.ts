import { X509Certificate } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { apply } from '../../src/commands/apply/apply.ts';
import { rotate } from '../../src/commands/rotate/rotate.ts';
import { gatherInputs, inOutDir } from '../../src/commands/run/inputs.ts';
import type { Transport } from '../../src/ports.ts';
import { APPLY, openDesk, setUpDesk } from '../support/desk.ts';
import { ANSWERS, CERTIFICATE, commandBench, ready } from './rotate-bench.ts';

const CREATED = '--credential certificate --create-certificate';
const KEY_FILE = 'mcp-server-certificate.pem';
const keyPathIn = (text: string) => parseEnv(text).AZURE_CLIENT_CERTIFICATE_PATH;
/** What was said, free of where its lines happened to break. */
const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('the path of the private key in .env', () => {
  test.each(['out', 'out/', './out'])('is absolute with --out-dir %s', async (outDir) => {
    const desk = await openDesk();
    await desk.run(`${APPLY} ${CREATED} --out-dir ${outDir}`);
    expect(keyPathIn(desk.disk.text('out/.env'))).toBe(`/desk/out/${KEY_FILE}`);
  });

  test('is absolute in the folder of the tool, too', async () => {
    expect(keyPathIn((await setUpDesk(CREATED)).disk.text('.env'))).toBe(`/desk/${KEY_FILE}`);
  });

  test('stays as given in the blueprint and the summary, which are shared', async () => {
    const { disk } = await setUpDesk(CREATED);
    const shared = disk.text('entra-mcp.yaml') + disk.text('entra-mcp-summary.md');
    expect([shared.includes(KEY_FILE), shared.includes('/desk')]).toEqual([true, false]);
  });

  test('stays as given where .env cannot carry the absolute one, with the reason', async () => {
    const bench = await commandBench();
    const { files: disk } = bench.outside;
    const files = {
      ...disk,
      resolve: (...parts: readonly string[]) => disk.resolve(...parts).replace(bench.folder, '/my desk'),
    };
    await bench.run(apply, { yes: true, answers: { ...ANSWERS, ...CERTIFICATE } }, { files });
    expect(keyPathIn(await bench.file('.env'))).toBe(KEY_FILE);
    expect(onOneLine(bench.terminal.saidErr())).toContain(
      `it is written as ${KEY_FILE}, seen from the folder where this ran`,
    );
  });

  test('is where the new key is after rotating with --out-dir', async () => {
    const bench = await ready(CERTIFICATE);
    await bench.run(rotate, { answers: { outDir: 'deploy' } });
    const path = keyPathIn(await bench.file('deploy/.env')) ?? '';
    expect(path).toBe(join(bench.folder, 'deploy', 'mcp-server-certificate-2026-11-24.pem'));
    expect(await bench.outside.files.mode(path)).toBe(0o600);
  });
});

describe('a certificate whose private key is elsewhere', () => {
  test('is named in no setting of the one who runs the hand-off', async () => {
    const bench = await commandBench();
    await bench.run(apply, { yes: true, answers: { ...ANSWERS, ...CERTIFICATE } });
    await rm(join(bench.folder, KEY_FILE));
    await rm(join(bench.folder, '.env'));
    await bench.run(apply, { yes: true, answers: { grantAdminConsent: true } });
    expect(keyPathIn(await bench.file('.env'))).toBeUndefined();
    expect(await bench.file('entra-mcp-summary.md')).not.toMatch(/private key.*mcp-server-certificate\.pem/i);
  });
});

describe('a private key that git would commit', () => {
  test('is named in the warning beside .env, with its line for .gitignore', async () => {
    const desk = await openDesk();
    desk.disk.git = 'unignored';
    const { err } = await desk.run(`${APPLY} ${CREATED}`);
    const warning = onOneLine(err).split('Git would commit')[1] ?? '';
    expect(warning).toContain(`.env and ${KEY_FILE}`);
    expect(warning).toMatch(new RegExp(`add .*${KEY_FILE} to .gitignore`));
  });

  test('is named alone where only .env is ignored', async () => {
    const bench = await commandBench();
    const { files: disk } = bench.outside;
    const gitStatus = async (path: string) => (path.endsWith('.pem') ? 'unignored' : 'ignored');
    const files = { ...disk, gitStatus: gitStatus as typeof disk.gitStatus };
    await bench.run(apply, { yes: true, answers: { ...ANSWERS, ...CERTIFICATE } }, { files });
    expect(onOneLine(bench.terminal.saidErr())).toContain(
      `Git would commit ${KEY_FILE}: add ${KEY_FILE} to .gitignore.`,
    );
  });

  test('is no matter without one', async () => {
    const desk = await openDesk();
    desk.disk.git = 'unignored';
    expect((await desk.run(APPLY)).err).not.toContain('.pem');
  });
});

interface Batch<Part> {
  readonly [name: string]: readonly ({ readonly id: string } & Part)[];
}

/** The tenant's policy, which the sign-in may read, lets certificates live so many days. */
function capping(inner: Transport, days: number): Transport {
  const restriction = {
    restrictionType: 'asymmetricKeyLifetime',
    state: 'enabled',
    maxLifetime: `P${days}D`,
  };
  const policy = { isEnabled: true, applicationRestrictions: { keyCredentials: [restriction] } };
  return async (request) => {
    if (!request.url.endsWith('$batch')) return inner(request);
    const asked = (await request.clone().json()) as Batch<{ readonly url: string }>;
    const { responses = [] } = (await (await inner(request)).json()) as Batch<object>;
    const isPolicy = (id: string) =>
      asked.requests?.some((one) => one.id === id && one.url.includes('defaultAppManagementPolicy'));
    const parts = responses.map((part) =>
      isPolicy(part.id) ? { id: part.id, status: 200, headers: {}, body: policy } : part,
    );
    return Response.json({ responses: parts });
  };
}

describe('a certificate that is created where a policy caps its life', () => {
  const daysOf = (pem: string) => {
    const { validFrom, validTo } = new X509Certificate(pem);
    return (Date.parse(validTo) - Date.parse(validFrom)) / 86_400_000;
  };

  test('lives as long as it may, and says so', async () => {
    const desk = await openDesk();
    const run = await desk.run(`${APPLY} ${CREATED}`, { between: (inner) => capping(inner, 90) });
    expect([run.exitCode, daysOf(desk.disk.text(KEY_FILE))]).toEqual([0, 90]);
    expect(run.err).toMatch(/caps the life of certificates: this one ends on \d{4}-\d\d-\d\d/);
  });

  test('says so when it is rotated, too', async () => {
    const bench = await ready(CERTIFICATE);
    await bench.run(rotate, {}, { transport: capping(bench.tenant.transport, 90) });
    expect(daysOf(await bench.file('mcp-server-certificate-2026-11-24.pem'))).toBe(90);
    expect(bench.terminal.saidErr()).toContain('caps the life of certificates');
  });

  test('says nothing where the policy allows more than it takes', async () => {
    const desk = await openDesk();
    const run = await desk.run(`${APPLY} ${CREATED}`, { between: (inner) => capping(inner, 730) });
    expect([daysOf(desk.disk.text(KEY_FILE)), run.err.includes('caps the life')]).toEqual([365, false]);
  });
});

describe('the folder of the files', () => {
  test.each([
    ['.', '.env'],
    ['out', 'out/.env'],
    ['out/', 'out/.env'],
    ['/srv/mcp', '/srv/mcp/.env'],
  ])('%s holds %s', (outDir, path) => {
    expect(inOutDir(outDir, '.env')).toBe(path);
  });

  test('is the current one where the variable is empty', async () => {
    const { outside } = await commandBench();
    const inputs = await gatherInputs({ answers: {} }, { ...outside, env: { ENTRA_MCP_SETUP_OUT_DIR: '' } });
    expect([inputs.outDir, inputs.configPath]).toEqual(['.', 'entra-mcp.yaml']);
  });
});
