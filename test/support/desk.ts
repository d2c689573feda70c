import { expect, vi } from 'vitest';
import { debugTransport } from '../../src/adapters/debug-transport.ts';
import { practiceBrowser } from '../../src/adapters/practice.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import type { Flags } from '../../src/commands/invocation.ts';
import type { Outside } from '../../src/commands/outside.ts';
import type { ResultDocument } from '../../src/core/report.ts';
import type { Page } from '../../src/identity/loopback.ts';
import type { Clock, Random, Terminal, Transport } from '../../src/ports.ts';
import {
  breakPractice,
  newPracticeState,
  openPracticeTenant,
  type PracticeRequestRecord,
  type PracticeState,
  type PracticeTenant,
} from '../../src/practice-tenant/index.ts';
import { resultSchema } from '../../src/report/result-schema.ts';
import { createProgress, silentProgress } from '../../src/ui/progress.ts';
import { fakeTerminal } from '../ui/fake-terminal.ts';
import { type ScriptedAnswer, scriptedAsker } from '../ui/scripted-asker.ts';
import { type Disk, memoryDisk } from './desk-disk.ts';
import { leaksIn, overhearing, type Secrets } from './desk-secrets.ts';
import { fakeClock, fakeRandom } from './practice.ts';

/** What one command line left behind. */
export interface Run {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  /** Requests of this run, in order. */
  readonly log: readonly PracticeRequestRecord[];
  /** Standard output as the one document that `--json` promises. */
  readonly document: ResultDocument;
}

/** How one run differs from a run in CI on the practice tenant. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly script?: readonly ScriptedAnswer[];
  readonly terminal?: Partial<Terminal>;
  readonly interrupt?: AbortSignal;
  /** Stands between the program and the tenant. */
  readonly between?: (transport: Transport) => Transport;
  readonly stdin?: string;
}

/** Somebody's desk: a folder, a practice tenant and a terminal in which whole command lines run. */
export interface Desk {
  readonly tenant: PracticeTenant;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Secrets;
  run(commandLine: string | readonly string[], options?: RunOptions): Promise<Run>;
  break(...faults: readonly string[]): void;
  /** The same desk as it is now, to go on from more than once. */
  copy(): Desk;
}

interface Beginning {
  readonly state: PracticeState;
  readonly disk: Disk;
  readonly now: string;
  readonly secrets: Secrets;
}

const START = '2026-11-23T10:00:00Z';
let desks = 0;
// MSAL asks the machine for the time, so the machine's follows the desk's.
vi.useFakeTimers({ toFake: ['Date'] });

/** A key pair costs more than a whole command; every desk starts from one tenant that has one. */
const signing = (async () => {
  const random = fakeRandom('signing');
  const source = { now: () => new Date(START), uuid: random.uuid, bytes: random.bytes };
  const tenant = openPracticeTenant(newPracticeState(source), source);
  tenant.state.behaviour.deviceCodeInterval = 0;
  const body = new URLSearchParams({
    client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
    scope: 'https://graph.microsoft.com/.default',
  });
  const url = 'https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/devicecode';
  await tenant.transport(new Request(url, { method: 'POST', body }));
  return tenant.state;
})();

/** An empty folder and a tenant without apps. */
export async function openDesk(): Promise<Desk> {
  const state = structuredClone(await signing);
  return deskFrom({
    state,
    disk: memoryDisk(),
    now: START,
    secrets: { values: new Set(), tokens: new Set() },
  });
}

function deskFrom(beginning: Beginning): Desk {
  const { disk, secrets } = beginning;
  const clock = machineClock(beginning.now);
  desks += 1;
  const random = fakeRandom(`desk ${desks}`);
  const source = { now: clock.now, uuid: random.uuid, bytes: random.bytes };
  const tenant = openPracticeTenant(beginning.state, source);
  const desk: Desk = {
    tenant,
    disk,
    clock,
    random,
    secrets,
    break: (...faults) => {
      for (const fault of faults) {
        breakPractice(tenant.state, fault, { clientAppId: null, serverAppId: null }, source);
      }
    },
    copy: () =>
      deskFrom({
        state: structuredClone(tenant.state),
        disk: memoryDisk(disk.content),
        now: clock.now().toISOString(),
        secrets: { values: new Set(secrets.values), tokens: new Set(secrets.tokens) },
      }),
    run: (commandLine, options = {}) => runOn(desk, commandLine, options),
  };
  return desk;
}

async function runOn(desk: Desk, commandLine: string | readonly string[], options: RunOptions): Promise<Run> {
  const argv = typeof commandLine === 'string' ? commandLine.split(' ') : commandLine;
  const { tenant, disk, secrets } = desk;
  const before = tenant.log.length;
  vi.setSystemTime(desk.clock.now());
  const isInteractive = options.script !== undefined;
  const terminal = fakeTerminal({
    interactive: isInteractive,
    stdinIsTerminal: options.stdin === undefined,
    readStdin: async (limit) => (options.stdin ?? '').slice(0, limit + 1),
    drawn: false,
    animated: false,
    ...options.terminal,
  });
  const compose = async (flags: Flags): Promise<Outside> =>
    outsideOf(desk, flags, options, {
      terminal: flags.quiet ? { ...terminal, err: () => undefined } : terminal,
      loud: terminal.err,
    });
  const exitCode = await runCommandLine(argv, compose, '1.0.0');
  const [out, err] = [terminal.saidOut(), terminal.saidErr()];
  // Holds for every command line of every test, so that no test can forget to ask.
  expect(leaksIn({ out, err, content: disk.content }, secrets)).toEqual([]);
  const log = tenant.log.slice(before);
  expect(wholeListsIn(log)).toEqual([]);
  // With `--json` standard output is one document of the published schema, whatever happened.
  const document = argv.includes('--json') ? resultSchema.parse(JSON.parse(out)) : null;
  return {
    exitCode,
    out,
    err,
    log,
    get document() {
      if (document === null) throw new Error('There is a document only with --json.');
      return document;
    },
  };
}

function outsideOf(
  desk: Desk,
  flags: Flags,
  options: RunOptions,
  { terminal, loud }: { readonly terminal: Terminal; readonly loud: Terminal['err'] },
): Outside {
  const { tenant, random, disk } = desk;
  const interrupt = options.interrupt ?? new AbortController().signal;
  const clock = waitless(desk.clock, interrupt);
  const stream = Object.assign(Object.create(process.stderr), { write: loud });
  const host = { terminal, clock, stream };
  const { between = (inner) => inner } = options;
  const overheard = overhearing(tenant.transport, desk.secrets);
  const transport = between(overheard);
  return {
    ...host,
    transport: flags.debug
      ? debugTransport(transport, clock, (line) => terminal.err(`${line}\n`))
      : transport,
    random,
    files: disk.files,
    asker: scriptedAsker(options.script ?? []),
    progress: flags.quiet ? silentProgress() : createProgress(host),
    ...person(tenant, transport),
    programs: { run: () => Promise.reject(new Error('There is no such program here.')) },
    env: options.env ?? {},
    interrupt,
    practice: flags.practice ? tenant : null,
    savePractice: async () => undefined,
    resetPractice: async () => {
      const source = { now: clock.now, uuid: random.uuid, bytes: random.bytes };
      Object.assign(tenant.state, newPracticeState(source), { revision: tenant.state.revision + 1 });
    },
    version: '1.0.0',
    nodeVersion: '20.19.0',
    stateFolder: null,
  };
}

/** A browser that follows the sign-in page at once, and the listener it comes back to. */
function person(tenant: PracticeTenant, transport: Transport): Pick<Outside, 'browser' | 'loopback'> {
  let answer: (query: URLSearchParams) => Page = () => ({ status: 500, html: '' });
  return {
    browser: practiceBrowser({ ...tenant, transport }, (location) => {
      answer(new URL(location).searchParams);
    }),
    loopback: {
      listen: async (redirectUri, given) => {
        answer = given;
        return { redirectUri, close: async () => undefined };
      },
    },
  };
}

function machineClock(start: string): Clock {
  const clock = fakeClock(start);
  return {
    now: clock.now,
    sleep: async (milliseconds, signal) => {
      await clock.sleep(milliseconds, signal);
      vi.setSystemTime(clock.now());
    },
  };
}

/** A wait of ours moves the clock at once. One with a signal of its own is a stopwatch, which stands still. */
export function waitless(clock: Clock, interrupt: AbortSignal): Clock {
  return {
    now: clock.now,
    sleep: async (milliseconds, signal) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (signal === undefined || signal === interrupt) return clock.sleep(milliseconds, signal);
      return new Promise((_resolve, reject) => {
        if (signal.aborted) reject(signal.reason);
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    },
  };
}

export const MCP_URL = 'https://mcp.contoso.com/mcp';
export const APPLY = `apply --practice --yes --grant-admin-consent --mcp-url ${MCP_URL}`;

const prepared = new Map<string, Promise<Desk>>();

/** A desk on which `apply` has run a day ago, with these flags besides; set up once for each, then copied. */
export async function setUpDesk(more = ''): Promise<Desk> {
  const known = prepared.get(more) ?? setUp(more);
  prepared.set(more, known);
  return (await known).copy();
}

async function setUp(more: string): Promise<Desk> {
  const desk = await openDesk();
  const { exitCode, err } = await desk.run(`${APPLY} ${more}`.trim());
  if (exitCode !== 0) throw new Error(`The set-up ended with ${exitCode}:\n${err}`);
  await desk.clock.sleep(86_400_000);
  return desk;
}

/** Requests that change something, as `METHOD path`. A `$batch` is its parts. */
export function writesIn(log: readonly PracticeRequestRecord[]): readonly string[] {
  return log
    .filter(({ url }) => new URL(url).host === 'graph.microsoft.com')
    .flatMap((record) => record.parts ?? [record])
    .filter(({ method }) => method !== 'GET')
    .map(({ method, url }) => `${method} ${url.replace(/^https:\/\/[^/]+\/v1\.0/, '')}`);
}

const COLLECTION =
  /\/(applications|servicePrincipals|oauth2PermissionGrants|users|signIns|microsoft\.graph\.application)(\?|$)/;

/** Reads that would download all of a collection. */
function wholeListsIn(log: readonly PracticeRequestRecord[]): readonly string[] {
  return log
    .flatMap((record) => record.parts ?? [record])
    .filter(({ method, url }) => method === 'GET' && COLLECTION.test(url) && !/\$filter=|\$top=/.test(url))
    .map(({ url }) => url);
}

/** Requests to Microsoft Graph, a `$batch` counting once. */
export function graphRequests(log: readonly PracticeRequestRecord[]): readonly PracticeRequestRecord[] {
  return log.filter(({ url }) => new URL(url).host === 'graph.microsoft.com');
}
