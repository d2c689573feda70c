// Verifies 1 to 1,000 configurations of one practice tenant with the built executable, and prints what that costs:
// HTTP requests, peak memory, and time per configuration relative to ten of them in the same run.
import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const SIZES = [1, 10, 100, 1_000];
const SECRET = 'a-secret-of-the-practice-tenant-only';
/** What issue and design allow at 1,000 configurations. */
const LIMITS = { requests: 150, peakMegabytes: 250 };

/** Runs the benchmark and returns its rows; `print` gets one line each. */
export async function benchFleet({ executable, print = console.log, sizes = SIZES, throttled = true }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'entra-fleet-'));
  try {
    const fleet = await prepareFleet(folder, Math.max(...sizes));
    print('verify, many configurations of one practice tenant');
    const rows = sizes.map((size) => measure(executable, fleet, size, 'calm'));
    if (throttled) rows.push(measure(executable, fleet, Math.max(...sizes), 'throttled'));
    const perConfig = rows.find(({ size }) => size === 10) ?? rows[0];
    for (const row of rows) print(lineOf(row, perConfig));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lineOf({ size, mode, requests, peakMegabytes, milliseconds, exitCode }, base) {
  const ratio = milliseconds / size / (base.milliseconds / base.size);
  const over = requests > LIMITS.requests || peakMegabytes > LIMITS.peakMegabytes ? '  over the limit' : '';
  return [
    `${String(size).padStart(6)} ${mode.padEnd(9)}`,
    `${String(requests).padStart(4)} requests`,
    `${peakMegabytes.toFixed(0).padStart(4)} MB peak`,
    `${(milliseconds / 1_000).toFixed(2).padStart(6)} s`,
    `time per configuration ${ratio.toFixed(2)} x that of ${base.size}`,
    `exit ${exitCode}${over}`,
  ].join('  ');
}

function measure(executable, { folder, env, states }, size, mode) {
  const probe = path.join(folder, 'probe.json');
  const state = path.join(folder, 'state.json');
  writeFileSync(state, states[mode]);
  const configs = Array.from({ length: size }, (_, index) => `configs/${index}.yaml`);
  writeFileSync(path.join(folder, 'shards'), configs.join('\n'));
  const pattern = size === 1 ? ['configs/0.yaml', './configs/0.yaml'] : configs;
  const started = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [executable, 'verify', ...pattern, '--practice', '--max-wait', '10m'],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: {
        ...env,
        ENTRA_MCP_SETUP_PRACTICE_FILE: state,
        BENCH_PROBE_FILE: probe,
        NODE_OPTIONS: `--import=${pathToFileURL(path.join(here, 'probe.mjs'))}`,
      },
    },
  );
  const milliseconds = performance.now() - started;
  if (status !== 0 && status !== 1)
    throw new Error(`verify of ${size} configurations ended with ${status}:\n${stderr}`);
  return { size, mode, milliseconds, exitCode: status, ...JSON.parse(readFileSync(probe, 'utf8')) };
}

/** A tenant with that many healthy setups, a configuration file for each, and an app that signs in without a person. */
async function prepareFleet(folder, count) {
  const { addSetup, configText, addPracticeAutomation, breakPractice, newPracticeState } =
    await loadParts(folder);
  const outside = {
    now: () => new Date(),
    uuid: randomUUID,
    bytes: (length) => new Uint8Array(randomBytes(length)),
  };
  const state = newPracticeState(outside);
  const { appId } = addPracticeAutomation(state, outside, { kind: 'secret', value: SECRET });
  mkdirSync(path.join(folder, 'configs'));
  for (let index = 0; index < count; index += 1) {
    writeFileSync(path.join(folder, 'configs', `${index}.yaml`), configText(addSetup(state, outside, index)));
  }
  const calm = JSON.stringify(state);
  breakPractice(state, 'throttled', { clientAppId: null, serverAppId: null }, outside);
  const env = {
    PATH: process.env.PATH,
    AZURE_TENANT_ID: state.tenant.id,
    AZURE_CLIENT_ID: appId,
    AZURE_CLIENT_SECRET: SECRET,
    ENTRA_MCP_SETUP_AUTH: 'environment',
  };
  return { folder, env, states: { calm, throttled: JSON.stringify(state) } };
}

/** The practice tenant's own functions, bundled for this one run. */
async function loadParts(folder) {
  const outfile = path.join(folder, 'parts.mjs');
  await build({
    stdin: {
      contents: `export * from '../support/fleet.ts';\nexport * from '../../src/practice-tenant/index.ts';`,
      resolveDir: here,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
  });
  return import(pathToFileURL(outfile).href);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await benchFleet({ executable: process.argv[2] ?? path.join(here, '../../dist/entra-mcp-setup.cjs') });
}
