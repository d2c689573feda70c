// Prints what the built executable costs: start-up relative to Node itself, requests, memory, the time of an offline
// diagnosis, and the fleet table. Ratios are medians over alternating pairs of one run, so that a busy machine slows
// both sides alike.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const executable = path.join(here, '../../dist/entra-mcp-setup.cjs');
/** Inlines `file?raw` as text, as the build does. */
const rawText = {
  name: 'raw-text',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?raw$/ }, ({ path: file, resolveDir }) => ({
      path: path.resolve(resolveDir, file.replace(/\?raw$/, '')),
      namespace: 'raw-text',
    }));
    onLoad({ filter: /.*/, namespace: 'raw-text' }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8'),
      loader: 'text',
    }));
  },
};
const PAIRS = 15;
/** What the first two may take, in times of `node -e 0`. */
const TARGET = 1.5;

if (!existsSync(executable)) throw new Error('Build it first: node src/build.mjs');
const folder = mkdtempSync(path.join(os.tmpdir(), 'entra-bench-'));
try {
  const { countRequests, prepareFolder } = await loadParts();
  await prepareFolder(folder);
  printStart();
  printRequests(await countRequests());
  printDiagnosis();
  await printFleet();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function printStart() {
  console.log(`Whole process, relative to node -e 0 (medians of ${PAIRS} alternating pairs)`);
  const rows = [
    ['--version', TARGET],
    ['--help', TARGET],
    ['verify --practice', null],
  ];
  for (const [commandLine, target] of rows) {
    const { ratio, milliseconds } = compare(commandLine.split(' '));
    const limit = target === null ? '' : ratio <= target ? `  within ${target}` : `  over ${target}`;
    const peak = peakOf(commandLine.split(' '));
    console.log(
      `  ${commandLine.padEnd(20)} ${ratio.toFixed(2)} x  ${milliseconds.toFixed(0).padStart(5)} ms  ${peak}${limit}`,
    );
  }
}

/** One after the other, the program and Node doing nothing. */
function compare(argv, input = '') {
  const pairs = Array.from({ length: PAIRS }, () => ({
    node: timed(['-e', '0'], ''),
    program: timed([executable, ...argv], input),
  }));
  return {
    ratio: median(pairs.map(({ node, program }) => program / node)),
    milliseconds: median(pairs.map(({ program }) => program)),
  };
}

function timed(argv, input) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: folder, input, encoding: 'utf8' });
  const took = performance.now() - started;
  if (status !== 0 && status !== 1) throw new Error(`${argv.join(' ')} ended with ${status}:\n${stderr}`);
  return took;
}

function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Peak memory of one run, as the process itself knows it at its end. */
function peakOf(argv, input = '') {
  const file = path.join(folder, 'probe.json');
  const NODE_OPTIONS = `--import=${pathToFileURL(path.join(here, 'probe.mjs'))}`;
  const env = { ...process.env, NODE_OPTIONS, BENCH_PROBE_FILE: file };
  spawnSync(process.execPath, [executable, ...argv], { cwd: folder, input, env });
  const { peakMegabytes } = JSON.parse(readFileSync(file, 'utf8'));
  return `${peakMegabytes.toFixed(0).padStart(4)} MB peak`;
}

function printRequests(costs) {
  console.log(
    '\nRequests on the practice tenant, sign-in included; depth is those that wait for one another',
  );
  for (const { commandLine, exitCode, requests, depth, graphDepth } of costs) {
    const name = commandLine.replace(/ --mcp-url \S+| --practice/g, '').padEnd(42);
    const counts = `${String(requests).padStart(3)} requests  depth ${String(depth).padStart(2)}`;
    console.log(`  ${name} ${counts}  of Graph ${String(graphDepth).padStart(2)}  exit ${exitCode}`);
  }
}

/** Offline, on a paste with one failure at its end. */
function printDiagnosis() {
  console.log('\nOffline diagnose of a paste on standard input');
  for (const [name, length] of [
    ['1 kB', 1_000],
    ['10 MB', 10_000_000],
  ]) {
    const input = pasteOf(length);
    const { ratio, milliseconds } = compare(['diagnose', '-'], input);
    const peak = peakOf(['diagnose', '-'], input);
    console.log(
      `  ${name.padEnd(6)} ${ratio.toFixed(2).padStart(6)} x  ${milliseconds.toFixed(0).padStart(5)} ms  ${peak}`,
    );
  }
}

function pasteOf(length) {
  const line =
    '2026-11-23T10:00:00Z info request 8a6a8b0e-1111-4222-8333-444455556666 took 12 ms, status 200\n';
  const failure = 'AADSTS65001: The user or administrator has not consented to use the application.\n';
  return line.repeat(Math.ceil(length / line.length)).slice(0, length - failure.length) + failure;
}

async function printFleet() {
  const file = path.join(here, 'fleet.mjs');
  if (!existsSync(file)) return;
  console.log('');
  const { benchFleet } = await import(pathToFileURL(file).href);
  await benchFleet({ executable });
}

/** The counting half, bundled for this one run. */
async function loadParts() {
  const outfile = path.join(folder, 'count.mjs');
  await build({
    entryPoints: [path.join(here, 'count.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    plugins: [rawText],
    define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' },
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
  });
  return import(pathToFileURL(outfile).href);
}
