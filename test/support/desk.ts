import { expect, vi } from 'vitest';
import { debugTransport } from '../../src/adapters/debug-transport.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import type { CommonFlags } from '../../src/commands/run/common-options.ts';
import type { ResultDocument } from '../../src/core/report.ts';
import { fold } from '../../src/layout/wrap.ts';
import type { BareOutside } from '../../src/outside.ts';
import type { Browser, Clock, Random, Terminal, Transport } from '../../src/ports.ts';
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
import { type FakeTerminal, fakeTerminal } from '../ui/fake-terminal.ts';
import { type ScriptedAnswer, scriptedAsker } from '../ui/scripted-asker.ts';
import { type Disk, memoryDisk } from './desk-disk.ts';
import { bareOutside, person, waitless } from './desk-outside.ts';
import { leaksIn, overhearing, type Secrets } from './desk-secrets.ts';
import { poolKeyPairs } from './key-pairs.ts';
import { fakeClock, fakeRandom } from './practice.ts';

/** The outcome of one command line. */
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
  /** Replaces the browser that signs in at once. */
  readonly browser?: Browser;
  /** Wraps the transport between the program and the tenant. */
  readonly between?: (transport: Transport) => Transport;
  readonly stdin?: string;
  /** Both streams are terminals of this width; absent, standard error is no terminal. */
  readonly columns?: number;
}

/** A folder, a practice tenant and a terminal, in which whole command lines run. */
export interface Desk {
  readonly tenant: PracticeTenant;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Secrets;
  run(commandLine: string | readonly string[], options?: RunOptions): Promise<Run>;
  break(...faults: readonly string[]): void;
  /** A copy of the desk as it is now, so that several tests can go on from it. */
  copy(): Desk;
}

interface Beginning {
  readonly state: PracticeState;
  readonly disk: Disk;
  readonly now: string;
  readonly secrets: Secrets;
}

poolKeyPairs();
const START = '2026-11-23T10:00:00Z';
let desks = 0;
// MSAL uses the machine's time, so that is set to the desk's.
vi.useFakeTimers({ toFake: ['Date'] });

/** The signing key that all desks share, since generating one takes longer than a whole command. */
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
  const terminal = terminalFor(options);
  const compose = async (flags: CommonFlags): Promise<BareOutside> =>
    outsideOf(desk, flags, options, terminal);
  const exitCode = await runCommandLine(argv, compose, '1.0.0');
  const [out, err] = [terminal.saidOut(), terminal.saidErr()];
  const log = tenant.log.slice(before);
  // Checked for every command line of every test.
  expect(leaksIn({ out, err, content: disk.content }, secrets)).toEqual([]);
  expect(wholeListsIn(log)).toEqual([]);
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

function terminalFor({ columns, ...options }: RunOptions): FakeTerminal {
  const terminal = terminalBefore(options);
  if (columns === undefined) return terminal;
  const err = (text: string): void => terminal.err(fold(text, columns));
  return { ...terminal, drawn: true, columns, columnsOut: columns, err };
}

function terminalBefore({ script, stdin, terminal }: Omit<RunOptions, 'columns'>): FakeTerminal {
  return fakeTerminal({
    interactive: script !== undefined,
    stdinIsTerminal: stdin === undefined,
    readStdin: async (limit) => (stdin ?? '').slice(0, limit + 1),
    drawn: false,
    animated: false,
    ...terminal,
  });
}

function outsideOf(desk: Desk, flags: CommonFlags, options: RunOptions, loud: FakeTerminal): BareOutside {
  const { tenant, random, disk } = desk;
  const interrupt = options.interrupt ?? new AbortController().signal;
  const clock = waitless(desk.clock, interrupt);
  const terminal = flags.quiet ? { ...loud, err: () => undefined } : loud;
  const stream = Object.assign(Object.create(process.stderr), { write: loud.err });
  const { between = (inner) => inner } = options;
  const transport = between(overhearing(tenant.transport, desk.secrets));
  const say = (line: string) => terminal.err(`${line}\n`);
  return {
    ...bareOutside(disk, terminal),
    clock,
    random,
    stream,
    transport: flags.debug ? debugTransport(transport, clock, say) : transport,
    asker: scriptedAsker(options.script ?? []),
    progress: flags.quiet ? silentProgress() : createProgress({ terminal, clock, stream }),
    ...person({ ...tenant, transport }),
    ...(options.browser && { browser: options.browser }),
    env: options.env ?? {},
    interrupt,
    practice: flags.practice ? tenant : null,
    savePractice: async () => undefined,
    resetPractice: async () => {
      const source = { now: clock.now, uuid: random.uuid, bytes: random.bytes };
      Object.assign(tenant.state, newPracticeState(source), { revision: tenant.state.revision + 1 });
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

export const MCP_URL = 'https://mcp.contoso.com/mcp';
export const APPLY = `apply --practice --yes --grant-admin-consent --mcp-url ${MCP_URL}`;

const prepared = new Map<string, Promise<Desk>>();

/** A desk on which `apply` ran a day ago, with these further flags; set up once for each set of flags, then copied. */
export async function setUpDesk(more = ''): Promise<Desk> {
  const known = prepared.get(more) ?? setUp(more);
  prepared.set(more, known);
  return (await known).copy();
}

/** Takes the app ids out of the blueprint, as a run leaves it that dies before it can write them: the marker stays. */
export function loseIds({ disk }: Desk): void {
  disk.put('entra-mcp.yaml', disk.text('entra-mcp.yaml').replaceAll(/^ *appId: .*\n/gm, ''));
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
