import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeClock } from '../../src/adapters/node-clock.ts';
import { nodeFiles } from '../../src/adapters/node-files.ts';
import { practiceOutside } from '../../src/adapters/practice.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import type { BareOutside } from '../../src/outside.ts';
import type { Transport } from '../../src/ports.ts';
import { newPracticeState } from '../../src/practice-tenant/index.ts';
import { bareOutside, person } from '../support/desk-outside.ts';
import { fakeTerminal } from '../ui/fake-terminal.ts';

/** What one command line costs on the network. */
export interface Cost {
  readonly commandLine: string;
  readonly exitCode: number;
  readonly requests: number;
  /** Requests that had to wait for one another, sign-in included; those sent together count once. */
  readonly depth: number;
  /** The same for Microsoft Graph alone. */
  readonly graphDepth: number;
}

const STATE = '.entra-mcp-practice.json';

/** Command lines in the order in which somebody would run them, on one practice tenant that starts empty. */
const COMMAND_LINES = [
  'plan --practice --grant-admin-consent --mcp-url https://mcp.contoso.com/mcp',
  'apply --practice --yes --grant-admin-consent --mcp-url https://mcp.contoso.com/mcp',
  'apply --practice --yes',
  'verify --practice',
  'test --practice',
  'diagnose AADSTS65001 --practice',
  'show --practice',
  'env --practice --output -',
  'rotate --practice',
  'remove --practice --delete-apps --yes --purge',
];

/** Runs every command line in this process and counts its requests. */
export async function countRequests(): Promise<readonly Cost[]> {
  const folder = await mkdtemp(join(tmpdir(), 'entra-count-'));
  try {
    const outside = { now: () => new Date(), uuid: randomUUID, bytes: bytesOf };
    const state = newPracticeState(outside);
    state.behaviour.deviceCodeInterval = 0;
    await writeFile(join(folder, STATE), JSON.stringify(state));
    const costs: Cost[] = [];
    for (const commandLine of COMMAND_LINES) costs.push(await costOf(commandLine, folder));
    return costs;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function bytesOf(length: number): Uint8Array {
  return new Uint8Array(randomBytes(length));
}

async function costOf(commandLine: string, folder: string): Promise<Cost> {
  const meters = { all: newMeter(), graph: newMeter() };
  const compose = async () => {
    const practice = await practiceOutside(outsideIn(folder));
    const counted = meters.all.over(practice.transport);
    const graph = meters.graph.over(counted);
    const transport: Transport = (request) =>
      new URL(request.url).host === 'graph.microsoft.com' ? graph(request) : counted(request);
    const { practice: tenant } = practice;
    return { ...practice, transport, ...(tenant ? person({ ...tenant, transport }) : {}) };
  };
  const exitCode = await runCommandLine(commandLine.split(' '), compose, '0.0.0');
  const { all, graph } = meters;
  return { commandLine, exitCode, requests: all.count(), depth: all.depth(), graphDepth: graph.depth() };
}

/** A request is one deeper than the deepest that had ended when it began. */
function newMeter() {
  let count = 0;
  let ended = 0;
  const over =
    (inner: Transport): Transport =>
    async (request) => {
      count += 1;
      const depth = ended + 1;
      const response = await inner(request);
      ended = Math.max(ended, depth);
      return response;
    };
  return { over, count: () => count, depth: () => ended };
}

/** The machine's disk and clock in that folder. */
function outsideIn(folder: string): BareOutside {
  const programs = { run: () => Promise.reject(new Error('There is no such program here.')) };
  const files = nodeFiles({
    platform: process.platform,
    userId: process.geteuid?.() ?? null,
    workingDirectory: folder,
    systemRoot: undefined,
    programs,
    warn: () => undefined,
  });
  const terminal = fakeTerminal({ interactive: false, drawn: false, animated: false });
  return {
    ...bareOutside({ files }, terminal),
    clock: nodeClock(),
    random: { uuid: randomUUID, bytes: bytesOf },
  };
}

/** A folder in which `apply --practice` has run, with a tenant that asks nobody to wait, for whole processes. */
export async function prepareFolder(folder: string): Promise<void> {
  const state = newPracticeState({ now: () => new Date(), uuid: randomUUID, bytes: bytesOf });
  state.behaviour.deviceCodeInterval = 0;
  await writeFile(join(folder, STATE), JSON.stringify(state));
  const { exitCode } = await costOf(COMMAND_LINES[1] ?? '', folder);
  if (exitCode !== 0) throw new Error(`The set-up in ${folder} ended with ${exitCode}.`);
  await readFile(join(folder, '.env'));
}
