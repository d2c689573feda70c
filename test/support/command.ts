import { runCommandLine } from '../../src/cli/run.ts';
import type { CommonFlags } from '../../src/commands/run/common-options.ts';
import type { BareOutside, Outside } from '../../src/outside.ts';
import type { Files, Transport } from '../../src/ports.ts';
import {
  addPracticeAutomation,
  newPracticeState,
  openPracticeTenant,
  type PracticeOutside,
  type PracticeTenant,
} from '../../src/practice-tenant/index.ts';
import { fakeTerminal } from '../ui/fake-terminal.ts';
import { matchesGlob } from './matches-glob.ts';
import { fakeClock, fakeRandom } from './practice.ts';

const SECRET = 'automation-secret-value';

/** The outcome of one command line. */
export interface Run {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export interface CommandBench {
  readonly tenant: PracticeTenant;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly chance: PracticeOutside;
  readonly files: Map<string, string>;
  run(...argv: readonly string[]): Promise<Run>;
  runJson(...argv: readonly string[]): Promise<unknown>;
  /** Called with every request before the tenant gets it. */
  watch: (request: Request) => Promise<void> | void;
  /** Called with every answer of the tenant; what it returns is received. */
  tamper: (response: Response) => Promise<Response>;
  /** Cuts the network off: every request fails. */
  offline(): void;
}

/**
 * Whole command lines in this process: practice tenant, files in memory, a clock that moves when somebody sleeps. An
 * app signs in by itself, since nobody is there to enter a code.
 */
export function commandBench(variables: Outside['env'] = {}): CommandBench {
  const clock = patientClock();
  const random = fakeRandom();
  const chance = { now: clock.now, uuid: random.uuid, bytes: random.bytes };
  const tenant = openPracticeTenant(newPracticeState(chance), chance);
  const files = new Map<string, string>();
  const { appId } = addPracticeAutomation(tenant.state, chance, { kind: 'secret', value: SECRET });
  const env = {
    AZURE_TENANT_ID: tenant.state.tenant.id,
    AZURE_CLIENT_ID: appId,
    AZURE_CLIENT_SECRET: SECRET,
    ENTRA_MCP_SETUP_AUTH: 'environment',
    ...variables,
  };
  let isOffline = false;
  const transport: Transport = async (request) => {
    if (isOffline) throw new TypeError('There is no network here.');
    await bench.watch(request.clone());
    return bench.tamper(await tenant.transport(request));
  };
  const run = async (...argv: readonly string[]): Promise<Run> => {
    const terminal = fakeTerminal({ interactive: false, drawn: false, animated: false });
    const compose = async (flags: CommonFlags): Promise<BareOutside> => ({
      terminal,
      clock,
      random,
      transport,
      env,
      files: memoryFiles(files),
      asker: refusing('asker'),
      browser: { open: async () => false },
      programs: { run: () => Promise.reject(new Error('There is no such program here.')) },
      progress: { step: (_title, work) => work(() => undefined) },
      loopback: { listen: async () => null },
      interrupt: new AbortController().signal,
      practice: flags.practice ? tenant : null,
      stream: process.stderr,
      version: '1.0.0',
      nodeVersion: '20.19.0',
      stateFolder: null,
    });
    const exitCode = await runCommandLine(argv, compose, '1.0.0');
    return { exitCode, out: terminal.saidOut(), err: terminal.saidErr() };
  };
  const bench: CommandBench = {
    tenant,
    clock,
    chance,
    files,
    run,
    runJson: async (...argv) => JSON.parse((await run(...argv, '--json')).out),
    watch: () => undefined,
    tamper: async (response) => response,
    offline: () => {
      isOffline = true;
    },
  };
  return bench;
}

/** Turns of the event loop in which other work goes on before the clock moves. */
const TURNS = 5;

/** A clock that moves when all work sleeps, to the first that wakes, so that concurrent sleeps take the same time. */
function patientClock(): ReturnType<typeof fakeClock> {
  const clock = fakeClock();
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const moveOn = async (): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const [first] = sleepers.toSorted((a, b) => a.until - b.until);
    if (first === undefined) return;
    sleepers.splice(sleepers.indexOf(first), 1);
    await clock.sleep(Math.max(0, first.until - clock.now().getTime()));
    first.wake();
  };
  return {
    ...clock,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      const until = clock.now().getTime() + milliseconds;
      const awake = new Promise<void>((wake) => void sleepers.push({ until, wake }));
      await Promise.all([moveOn(), awake]);
    },
  };
}

function refusing<Port extends object>(name: string): Port {
  return new Proxy({} as Port, {
    get: (_target, member) => {
      throw new Error(`Nobody expected ${name}.${String(member)}.`);
    },
  });
}

/** Files in memory by the path as given, without `./`. */
function memoryFiles(files: Map<string, string>): Files {
  const place = (path: string) => path.replace(/^\.\//, '');
  const readText = async (path: string) => files.get(place(path)) ?? null;
  return {
    readText,
    readBytes: async (path) => {
      const text = await readText(path);
      return text === null ? null : new TextEncoder().encode(text);
    },
    writeText: async (path, text) =>
      void files.set(place(path), typeof text === 'string' ? text : [...text].join('')),
    writeBytes: async (path, bytes) => void files.set(place(path), Buffer.from(bytes).toString('latin1')),
    copy: async (from, to) => void files.set(place(to), files.get(place(from)) ?? ''),
    remove: async (path) => void files.delete(place(path)),
    whyNotWritable: async () => null,
    whoElseWrites: async () => null,
    lock: async () => ({ release: async () => undefined }),
    gitStatus: async () => 'outside',
    gitCommit: async () => null,
    glob: async (pattern) => [...files.keys()].filter((path) => matchesGlob(place(pattern), path)).sort(),
    resolve: (...parts) => place(parts.join('/')),
    mode: async () => null,
  };
}
