import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { nodeFiles } from '../../src/adapters/node-files.ts';
import type { CommandResult, Flags } from '../../src/commands/invocation.ts';
import type { Outside } from '../../src/commands/outside.ts';
import type { Clock } from '../../src/ports.ts';
import {
  newPracticeState,
  openPracticeTenant,
  type PracticeTenant,
} from '../../src/practice-tenant/index.ts';
import { fakeClock, fakeRandom } from '../support/practice.ts';
import { type FakeTerminal, fakeTerminal } from '../ui/fake-terminal.ts';
import { type ScriptedAnswer, scriptedAsker } from '../ui/scripted-asker.ts';

export type Run = (
  invocation: { readonly command: string; readonly operands: readonly string[]; readonly flags: Flags },
  outside: Outside,
) => Promise<CommandResult>;

/** A folder, a practice tenant and commands that run in both, in this process and without a clock that passes. */
export interface CommandBench {
  readonly folder: string;
  readonly tenant: PracticeTenant;
  readonly outside: Outside;
  readonly terminal: FakeTerminal;
  readonly clock: ReturnType<typeof fakeClock>;
  run(command: Run, flags?: Partial<Flags>, changes?: Partial<Outside>): Promise<CommandResult>;
  file(name: string): Promise<string>;
  files(): Promise<readonly string[]>;
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** `from` is a bench whose folder, tenant and time are taken over as they are now. */
export async function commandBench(
  script: readonly ScriptedAnswer[] = [],
  from: CommandBench | null = null,
): Promise<CommandBench> {
  const folder = await mkdtemp(join(tmpdir(), 'rotate-'));
  folders.push(folder);
  if (from) await cp(from.folder, folder, { recursive: true });
  const clock = fakeClock(from?.clock.now().toISOString());
  const random = fakeRandom(from ? 'later' : 'seed');
  const source = { now: clock.now, uuid: random.uuid, bytes: random.bytes };
  const tenant = openPracticeTenant(
    from ? structuredClone(from.tenant.state) : newPracticeState(source),
    source,
  );
  tenant.state.behaviour.deviceCodeInterval = 0.01;
  const interrupt = new AbortController().signal;
  const terminal = fakeTerminal({ interactive: script.length > 0, animated: false, drawn: false });
  const programs = { run: () => Promise.reject(new Error('no such program')) };
  const files = nodeFiles({
    platform: process.platform,
    workingDirectory: folder,
    userName: undefined,
    programs,
    warn: () => undefined,
  });
  const outside: Outside = {
    transport: tenant.transport,
    clock: { ...clock, sleep: (milliseconds, signal) => sleepOrTick(clock, interrupt, milliseconds, signal) },
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
    run: (command, flags = {}, changes = {}) =>
      command(
        { command: 'test', operands: [], flags: { answers: {}, ...flags } },
        { ...outside, ...changes },
      ),
    file: (name) => readFile(join(folder, name), 'utf8'),
    files: async () => (await readdir(folder)).sort(),
  };
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
