/** The executable: real ports, the command line, the exit code. */
import { randomBytes, randomUUID } from 'node:crypto';
import { debugTransport } from './adapters/debug-transport.ts';
import { watchInterrupts } from './adapters/interrupt.ts';
import { nodeLoopback } from './adapters/loopback.ts';
import { nodeClock } from './adapters/node-clock.ts';
import { nodeFiles } from './adapters/node-files.ts';
import { nodePrograms } from './adapters/node-programs.ts';
import { nodeTerminal } from './adapters/node-terminal.ts';
import { systemBrowser } from './adapters/open-browser.ts';
import { networkTransport } from './adapters/pipeline-transport.ts';
import { practiceOutside } from './adapters/practice.ts';
import { stateFolder } from './adapters/state-folder.ts';
import { runCommandLine } from './cli/run.ts';
import type { Flags } from './commands/invocation.ts';
import { timeoutOf } from './commands/limits.ts';
import type { Outside } from './commands/outside.ts';
import type { Terminal } from './ports.ts';
import { createAsker } from './ui/asker.ts';
import { createProgress, silentProgress } from './ui/progress.ts';

declare const PACKAGE_VERSION: string;

const interrupt = watchInterrupts(process);

async function compose(flags: Flags, command: string): Promise<Outside> {
  const { env, platform } = process;
  const traits = nodeTerminal(process, {
    noInput: flags.input === false,
    color: colorOf(flags),
    accessible: flags.accessible ?? false,
  });
  const terminal = flags.quiet ? hushed(traits) : traits;
  // Node warns on every child process when both are set (measured on 20 to 26); the decision was taken above.
  delete process.env.NO_COLOR;
  const clock = nodeClock();
  const programs = nodePrograms(platform);
  const files = nodeFiles({
    platform,
    workingDirectory: process.cwd(),
    userName: env.USERNAME,
    programs,
    warn: (sentence) => terminal.err(`${sentence}\n`),
  });
  const host = { terminal, clock, stream: process.stderr };
  const real: Outside = {
    ...host,
    transport: networkTransport({ env, timeout: timeoutOf(flags) }),
    random: { uuid: randomUUID, bytes: (length) => new Uint8Array(randomBytes(length)) },
    files,
    asker: createAsker({ terminal, streams: { input: process.stdin, output: process.stderr }, interrupt }),
    progress: flags.quiet ? silentProgress() : createProgress(host),
    browser: systemBrowser({ platform, env }),
    programs,
    loopback: nodeLoopback(),
    env,
    interrupt,
    practice: null,
    version: PACKAGE_VERSION,
    nodeVersion: process.versions.node,
    stateFolder: stateFolder(env),
  };
  const outside = flags.practice || command === 'practice' ? await practiceOutside(real) : real;
  if (!flags.debug) return outside;
  const say = (line: string) => terminal.err(`${line}\n`);
  return { ...outside, transport: debugTransport(outside.transport, clock, say) };
}

/** Results only; an error is written to the stream itself. */
function hushed(terminal: Terminal): Terminal {
  return {
    ...terminal,
    get columns() {
      return terminal.columns;
    },
    err: () => undefined,
  };
}

function colorOf({ color }: Flags): 'auto' | 'always' | 'never' {
  return color === 'always' || color === 'never' ? color : 'auto';
}

process.on('uncaughtException', (error) => {
  process.stderr.write(`error: ${error.message}\n`);
  process.exit(70);
});

// Prompts that meet the end of their input would leave with 0; only a finished command says otherwise.
process.exitCode = 2;
process.exitCode = await runCommandLine(process.argv.slice(2), compose, PACKAGE_VERSION);
// MSAL's timer would hold an interrupted process for up to one polling interval.
if (interrupt.aborted) process.exit();
