import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { nodeFiles } from '../../src/adapters/node-files.ts';
import { launchFor } from '../../src/cli/launch.ts';
import { apply } from '../../src/commands/apply/apply.ts';
import type { Run } from '../../src/commands/run/command.ts';
import type { CommonFlags } from '../../src/commands/run/common-options.ts';
import type { CommandResult } from '../../src/commands/run/invocation.ts';
import { SetupError } from '../../src/errors.ts';
import type { Outside } from '../../src/outside.ts';
import type { Clock, Transport } from '../../src/ports.ts';
import {
  newPracticeState,
  openPracticeTenant,
  type PracticeTenant,
} from '../../src/practice-tenant/index.ts';
import { poolKeyPairs } from '../support/key-pairs.ts';
import { fakeClock, fakeRandom } from '../support/practice.ts';
import { type FakeTerminal, fakeTerminal } from '../ui/fake-terminal.ts';
import { type ScriptedAnswer, scriptedAsker } from '../ui/scripted-asker.ts';

poolKeyPairs();

/** A folder, a practice tenant and commands that run in both, in this process and without a clock that passes. */
export interface CommandBench {
  readonly folder: string;
  readonly tenant: PracticeTenant;
  readonly outside: Outside;
  readonly terminal: FakeTerminal;
  readonly clock: ReturnType<typeof fakeClock>;
  run<Flags extends CommonFlags>(
    command: Run<Flags>,
    flags?: Partial<Flags>,
    changes?: Partial<Outside>,
  ): Promise<CommandResult>;
  file(name: string): Promise<string>;
  files(): Promise<readonly string[]>;
}

/** A set-up as it was left: kept in memory, since test files share their modules and each cleans up behind itself. */
interface Beginning {
  /** The folder it was made in, of which the settings may speak. */
  readonly folder: string;
  readonly state: PracticeTenant['state'];
  readonly now: string;
  readonly files: readonly { readonly name: string; readonly text: string; readonly mode: number }[];
}

/** In a test only: its folder goes when the test is over. */
export async function commandBench(
  script: readonly ScriptedAnswer[] = [],
  from: Beginning | null = null,
): Promise<CommandBench> {
  const folder = await mkdtemp(join(tmpdir(), 'rotate-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const { name, text, mode } of from?.files ?? [])
    await writeFile(join(folder, name), text.replaceAll(from?.folder ?? folder, folder), { mode });
  const clock = fakeClock(from?.now);
  const random = fakeRandom(from ? 'later' : 'seed');
  const source = { now: clock.now, uuid: random.uuid, bytes: random.bytes };
  const tenant = openPracticeTenant(from ? structuredClone(from.state) : newPracticeState(source), source);
  tenant.state.behaviour.deviceCodeInterval = 0.01;
  const interrupt = new AbortController().signal;
  const terminal = fakeTerminal({ interactive: script.length > 0, animated: false, drawn: false });
  const programs = { run: () => Promise.reject(new Error('no such program')) };
  const files = nodeFiles({
    platform: process.platform,
    userId: process.geteuid?.() ?? null,
    workingDirectory: folder,
    systemRoot: undefined,
    programs,
    warn: () => undefined,
  });
  const outside: Outside = {
    launch: launchFor({ answers: {} }, {}),
    transport: tenant.transport,
    clock: clockFor(clock, interrupt),
    random,
    files,
    terminal,
    asker: scriptedAsker(script),
    progress: { step: (_title, work) => work(() => undefined) },
    browser: { open: async () => false },
    programs,
    loopback: { listen: () => Promise.reject(new Error('nobody listens here')) },
    env: {},
    interrupt,
    practice: tenant,
    stream: process.stderr,
    version: '0.0.0',
    nodeVersion: '20.19.0',
    stateFolder: null,
  };
  return {
    folder,
    tenant,
    outside,
    terminal,
    clock,
    run: <Flags extends CommonFlags>(
      command: Run<Flags>,
      flags: Partial<Flags> = {},
      changes: Partial<Outside> = {},
    ) =>
      command(
        { operands: [], flags: { answers: {}, ...flags } as Flags },
        { ...outside, clock: clockFor(clock, changes.interrupt ?? interrupt), ...changes },
      ),
    file: (name) => readFile(join(folder, name), 'utf8'),
    files: async () => (await readdir(folder)).sort(),
  };
}

function clockFor(clock: Clock, interrupt: AbortSignal): Clock {
  return { ...clock, sleep: (milliseconds, signal) => sleepOrTick(clock, interrupt, milliseconds, signal) };
}

/** A wait of ours moves the clock at once. One with another signal is a stopwatch on the screen, which must stand still. */
function sleepOrTick(
  clock: Clock,
  interrupt: AbortSignal,
  milliseconds: number,
  signal?: AbortSignal,
): Promise<void> {
  if (signal === undefined || signal === interrupt) return clock.sleep(milliseconds, signal);
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

export const ANSWERS = { mcpUrl: 'https://mcp.contoso.com/mcp', grantAdminConsent: true };
export const CERTIFICATE = { credential: 'certificate', createCertificate: true };

const prepared = new Map<string, Promise<Beginning>>();

/** A tenant in which everything was set up a day ago; set up once, then copied. */
export async function ready(
  answers: CommonFlags['answers'] = {},
  script: readonly ScriptedAnswer[] = [],
): Promise<CommandBench> {
  const key = JSON.stringify(answers);
  const original = prepared.get(key) ?? setUp(answers);
  prepared.set(key, original);
  return commandBench(script, await original);
}

async function setUp(answers: CommonFlags['answers']): Promise<Beginning> {
  const bench = await commandBench();
  const { exitCode } = await bench.run(apply, { yes: true, answers: { ...ANSWERS, ...answers } });
  expect(exitCode).toBe(0);
  await bench.clock.sleep(86_400_000);
  const files = (await bench.files()).map(async (name) => {
    const { mode } = await stat(join(bench.folder, name));
    return { name, text: await bench.file(name), mode: mode & 0o777 };
  });
  return {
    folder: bench.folder,
    state: bench.tenant.state,
    now: bench.clock.now().toISOString(),
    files: await Promise.all(files),
  };
}

export const serverIn = ({ tenant }: CommandBench) =>
  tenant.state.applications.find(({ displayName }) => displayName === 'MCP Server API');
export const secretIds = (bench: CommandBench) => serverIn(bench)?.passwords.map(({ keyId }) => keyId) ?? [];
export const certificateIds = (bench: CommandBench) => serverIn(bench)?.keys.map(({ keyId }) => keyId) ?? [];

export const refusal = (run: Promise<unknown>): Promise<SetupError> =>
  run.then(
    () => Promise.reject(new Error('It was not refused.')),
    (error: unknown) => (error instanceof SetupError ? error : Promise.reject(error)),
  );

/** A token service to which nothing new ever arrives. */
export function refusingSecrets({ tenant }: CommandBench): Transport {
  return async (request) => {
    const text = await request.clone().text();
    if (!text.includes('grant_type=client_credentials')) return tenant.transport(request);
    const refused = {
      error: 'invalid_client',
      error_description: 'AADSTS7000215: Invalid client secret provided.',
      error_codes: [7000215],
    };
    return Response.json(refused, { status: 401 });
  };
}
