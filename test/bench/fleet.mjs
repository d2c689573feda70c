// Verifies 1 to 1,000 configurations of one practice tenant with the built executable, and prints what that costs: HTTP
// requests, peak memory, size of the JSON, and time per configuration relative to ten of them in the same run. Then 1,000
// and 10,000 set-ups that differ, of a practice tenant that answers over HTTPS in a process of its own, with a report in
// every format, and these results converted, merged and masked: memory is the judging process's alone, and time is that of
// its processor.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const SIZES = [1, 10, 100, 1_000];
const SECRET = 'a-secret-of-the-practice-tenant-only';
/** Set-ups that differ, and parts of a fleet. */
const DIFFERENT = [1_000, 10_000];
const PARTS = 4;
const FORMATS = ['json', 'sarif', 'codequality', 'junit', 'markdown', 'html', 'github', 'text'];
/** Reports in every format but JSON. */
const REST = FORMATS.slice(1).flatMap((format) => ['--report', `${format}=fleet.${format}`]);
/** What is allowed: requests and JSON at 1,000 configurations, memory at any number, parts together against the whole. */
const LIMITS = { requests: 150, peakMegabytes: 300, jsonMegabytes: 10, parts: 1.3 };

/** Runs the benchmark and returns its rows; `print` gets one line each. */
export async function benchFleet({
  executable,
  print = console.log,
  sizes = SIZES,
  throttled = true,
  different = DIFFERENT,
}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'entra-fleet-'));
  try {
    const fleet = await prepareFleet(folder, Math.max(...sizes));
    print('verify, many configurations of one practice tenant');
    const rows = sizes.map((size) => measure(executable, fleet, { size, mode: 'calm' }));
    if (throttled) rows.push(measure(executable, fleet, { size: Math.max(...sizes), mode: 'throttled' }));
    const perConfig = rows.find(({ size }) => size === 10) ?? rows[0];
    for (const row of rows) print(lineOf(row, perConfig));
    print(
      partsLine(
        executable,
        fleet,
        rows.find(({ size, mode }) => size === Math.max(...sizes) && mode === 'calm'),
      ),
    );
    if (different.length > 0) await benchDifferent(executable, folder, { sizes: different, print });
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Set-ups that differ, judged over HTTPS with a report in every format; time per configuration against the fewest. */
async function benchDifferent(executable, folder, { sizes, print }) {
  print(`verify, set-ups that differ, over HTTPS, reports in ${FORMATS.length} formats`);
  const { env, end } = await serve(folder, Math.max(...sizes));
  try {
    const rows = [];
    for (const size of sizes) rows.push(await measureServed(executable, folder, { size, env }));
    for (const row of rows) print(servedLineOf(row, rows[0]));
    const saved = await saveParts(folder);
    print(`report, ${Math.max(...sizes)} saved results`);
    for (const [words, argv] of [
      ['one file', ['fleet.json']],
      [`${PARTS} parts`, saved],
      ['one file, ids masked', ['fleet.json', '--redact', 'ids']],
    ]) {
      const row = await run(
        executable,
        folder,
        ['report', ...argv, '--report', 'json=merged.json', ...REST],
        {},
      );
      print(`  ${words.padEnd(22)} ${costOf(row)}`);
    }
  } finally {
    end();
  }
}

/** The last results in as many files as a run in parts leaves. */
async function saveParts(folder) {
  const whole = JSON.parse(readFileSync(path.join(folder, 'fleet.json'), 'utf8'));
  return Array.from({ length: PARTS }, (_, part) => {
    const name = `part-${part + 1}.json`;
    const results = whole.results.filter((_, index) => index % PARTS === part);
    const shard = { index: part + 1, count: PARTS };
    writeFileSync(path.join(folder, name), JSON.stringify({ ...whole, shard, results }));
    return name;
  });
}

function costOf({ peakMegabytes, busySeconds, exitCode }) {
  const over = peakMegabytes > LIMITS.peakMegabytes ? '  over the limit' : '';
  return `${peakMegabytes.toFixed(0).padStart(4)} MB peak  ${busySeconds.toFixed(2).padStart(6)} s  exit ${exitCode}${over}`;
}

/** Starts the tenant's process; its configurations are in the folder once it can be asked. */
async function serve(folder, count) {
  const outfile = path.join(folder, 'served.mjs');
  await bundle({ entryPoints: [path.join(here, 'served.ts')] }, outfile);
  const server = spawn(process.execPath, [outfile, folder, String(count)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const text of server.stdout) {
    said += text;
    if (said.includes('\n')) break;
  }
  return { env: JSON.parse(said), end: () => server.stdin.end() };
}

async function measureServed(executable, folder, { size, env }) {
  const configs = Array.from({ length: size }, (_, index) => `different/${index}.yaml`);
  const argv = ['verify', ...configs, '--report', 'json=fleet.json', ...REST];
  const cost = await run(executable, folder, argv, env);
  const jsonMegabytes = statSync(path.join(folder, 'fleet.json')).size / 1e6;
  return { size, jsonMegabytes, ...cost };
}

/** Runs one command line in the folder, and tells what it cost. */
async function run(executable, folder, argv, env) {
  const probe = path.join(folder, 'probe.json');
  const preloads = [
    path.join(here, '../support/terminal/resolve-to-loopback.mjs'),
    path.join(here, 'probe.mjs'),
  ];
  const child = spawn(process.execPath, [executable, ...argv], {
    cwd: folder,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      ...env,
      BENCH_PROBE_FILE: probe,
      NODE_OPTIONS: preloads.map((file) => `--import=${pathToFileURL(file)}`).join(' '),
    },
  });
  const exitCode = await new Promise((resolve) => child.on('close', resolve));
  if (exitCode !== 0 && exitCode !== 1) throw new Error(`${argv[0]} ended with ${exitCode}.`);
  return { exitCode, ...JSON.parse(readFileSync(probe, 'utf8')) };
}

function servedLineOf({ size, requests, peakMegabytes, jsonMegabytes, busySeconds, exitCode }, base) {
  const ratio = busySeconds / size / (base.busySeconds / base.size);
  const thousands = Math.max(1, size / 1_000);
  const isOver =
    requests / thousands > LIMITS.requests ||
    peakMegabytes > LIMITS.peakMegabytes ||
    jsonMegabytes / thousands > LIMITS.jsonMegabytes;
  return [
    `${String(size).padStart(6)} different`,
    `${String(requests).padStart(4)} requests`,
    `${peakMegabytes.toFixed(0).padStart(4)} MB peak`,
    `${jsonMegabytes.toFixed(1).padStart(5)} MB JSON`,
    `${busySeconds.toFixed(2).padStart(6)} s`,
    `time per configuration ${ratio.toFixed(2)} x that of ${base.size}`,
    `exit ${exitCode}${isOver ? '  over the limit' : ''}`,
  ].join('  ');
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
  const configs = Array.from({ length: size }, (_, index) => `configs/${index}.yaml`);
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
  const contents = `export * from '../support/fleet.ts';\nexport * from '../../src/practice-tenant/index.ts';`;
  await bundle({ stdin: { contents, resolveDir: here, loader: 'ts' } }, outfile);
  return import(pathToFileURL(outfile).href);
}

async function bundle(entry, outfile) {
  await build({
    ...entry,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await benchFleet({ executable: process.argv[2] ?? path.join(here, '../../dist/entra-mcp-setup.cjs') });
}
