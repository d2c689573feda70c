// Verifies 1 to 10,000 configurations of one practice tenant with the built executable, and prints what that costs:
// HTTP requests, peak memory, size of the JSON, and time per configuration relative to ten of them in the same run. The
// 10,000 are files of one set-up, since the practice tenant lives in the same process and its own memory is no matter here.
import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const SIZES = [1, 10, 100, 1_000];
const SECRET = 'a-secret-of-the-practice-tenant-only';
/** Files of one set-up, and parts of a fleet. */
const [MANY, PARTS] = [10_000, 4];
/** What is allowed: requests and JSON at 1,000 configurations, memory at 10,000, parts together against the whole. */
const LIMITS = { requests: 150, peakMegabytes: 300, jsonMegabytes: 10, parts: 1.3 };

/** Runs the benchmark and returns its rows; `print` gets one line each. */
export async function benchFleet({
  executable,
  print = console.log,
  sizes = SIZES,
  throttled = true,
  many = MANY,
}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'entra-fleet-'));
  try {
    const fleet = await prepareFleet(folder, Math.max(...sizes), many);
    print('verify, many configurations of one practice tenant');
    const rows = sizes.map((size) => measure(executable, fleet, { size, mode: 'calm' }));
    if (throttled) rows.push(measure(executable, fleet, { size: Math.max(...sizes), mode: 'throttled' }));
    const perConfig = rows.find(({ size }) => size === 10) ?? rows[0];
    if (many > 0) rows.push(measure(executable, fleet, { size: many, mode: 'same' }));
    for (const row of rows) print(lineOf(row, perConfig));
    print(
      partsLine(
        executable,
        fleet,
        rows.find(({ size, mode }) => size === Math.max(...sizes) && mode === 'calm'),
      ),
    );
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A fleet of one tenant in parts: what they cost together. With as many tenants as parts it is what the whole costs. */
function partsLine(executable, fleet, whole) {
  const parts = Array.from({ length: PARTS }, (_, index) =>
    measure(executable, fleet, { size: whole.size, mode: 'calm', shard: `${index + 1}/${PARTS}` }),
  );
  const requests = parts.reduce((sum, part) => sum + part.requests, 0);
  const ratio = requests / whole.requests;
  const over = ratio > LIMITS.parts ? '  over the limit' : '';
  return `${String(whole.size).padStart(6)} in ${PARTS} parts ${requests} requests, ${ratio.toFixed(2)} x those of the whole${over}`;
}

function lineOf({ size, mode, requests, peakMegabytes, jsonMegabytes, milliseconds, exitCode }, base) {
  const ratio = milliseconds / size / (base.milliseconds / base.size);
  const isOver =
    requests > LIMITS.requests ||
    peakMegabytes > LIMITS.peakMegabytes ||
    (jsonMegabytes * 1_000) / Math.max(size, 1_000) > LIMITS.jsonMegabytes;
  const over = isOver ? '  over the limit' : '';
  return [
    `${String(size).padStart(6)} ${mode.padEnd(9)}`,
    `${String(requests).padStart(4)} requests`,
    `${peakMegabytes.toFixed(0).padStart(4)} MB peak`,
    `${jsonMegabytes.toFixed(1).padStart(5)} MB JSON`,
    `${(milliseconds / 1_000).toFixed(2).padStart(6)} s`,
    `time per configuration ${ratio.toFixed(2)} x that of ${base.size}`,
    `exit ${exitCode}${over}`,
  ].join('  ');
}

function measure(executable, { folder, env, states }, { size, mode, shard }) {
  const probe = path.join(folder, 'probe.json');
  const state = path.join(folder, 'state.json');
  writeFileSync(state, states[mode]);
  const from = mode === 'same' ? 'same' : 'configs';
  const configs = Array.from({ length: size }, (_, index) => `${from}/${index}.yaml`);
  const pattern = size === 1 ? ['configs/0.yaml', './configs/0.yaml'] : configs;
  const part = shard === undefined ? [] : ['--shard', shard];
  const started = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      executable,
      'verify',
      ...pattern,
      ...part,
      '--practice',
      '--max-wait',
      '10m',
      '--report',
      'json=fleet.json',
    ],
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
  const jsonMegabytes = statSync(path.join(folder, 'fleet.json')).size / 1e6;
  return {
    size,
    mode,
    milliseconds,
    jsonMegabytes,
    exitCode: status,
    ...JSON.parse(readFileSync(probe, 'utf8')),
  };
}

/** A tenant with that many healthy setups, a configuration file for each, and an app that signs in without a person. */
async function prepareFleet(folder, count, many) {
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
  mkdirSync(path.join(folder, 'same'));
  const first = configText(addSetup(state, outside, 0));
  for (let index = 0; index < many; index += 1)
    writeFileSync(path.join(folder, 'same', `${index}.yaml`), first);
  writeFileSync(path.join(folder, 'configs', '0.yaml'), first);
  const same = JSON.stringify(state);
  for (let index = 1; index < count; index += 1) {
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
  return { folder, env, states: { calm, same, throttled: JSON.stringify(state) } };
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
