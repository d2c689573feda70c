/** The executable: real ports, the command line, the exit code. */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { onlyToAllowedHosts } from './adapters/allowed-hosts.ts';
import { debugTransport } from './adapters/debug-transport.ts';
import { watchInterrupts } from './adapters/interrupt.ts';
import { nodeLoopback } from './adapters/loopback.ts';
import { networkTransport } from './adapters/network-transport.ts';
import { nodeClock } from './adapters/node-clock.ts';
import { nodeFiles } from './adapters/node-files.ts';
import { nodePrograms } from './adapters/node-programs.ts';
import { isOutputLost, nodeTerminal } from './adapters/node-terminal.ts';
import { systemBrowser } from './adapters/open-browser.ts';
import { practiceOutside } from './adapters/practice.ts';
import { isRunning } from './adapters/running-process.ts';
import { stateFolder } from './adapters/state-folder.ts';
import { runCommandLine, tellFailure } from './cli/run.ts';
import type { CommonFlags } from './commands/run/common-options.ts';
import { timeoutOf } from './commands/run/limits.ts';
import { EXIT_CODES } from './errors.ts';
import type { BareOutside } from './outside.ts';
import type { Files, Programs, Terminal } from './ports.ts';
import { createAsker } from './ui/asker.ts';
import { createProgress, silentProgress } from './ui/progress.ts';

declare const PACKAGE_VERSION: string;

const interrupt = watchInterrupts(process);

async function compose(flags: CommonFlags, command: string): Promise<BareOutside> {
  const terminal = await redactedTerminal(terminalFor(flags), flags);
  const real = realOutside(flags, terminal);
  const outside = flags.practice || command === 'practice' ? await practiceOutside(real) : real;
  if (!flags.debug) return outside;
  const say = (line: string) => terminal.err(`${line}\n`);
  return { ...outside, transport: debugTransport(outside.transport, outside.clock, say) };
}

function terminalFor(flags: CommonFlags): Terminal {
  const terminal = nodeTerminal(
    process,
    {
      noInput: flags.input === false,
      color: colorOf(flags),
      accessible: flags.accessible ?? false,
    },
    interrupt,
  );
  // Node warns on every child process when both are set (measured on 20 to 26); the decision was taken above.
  delete process.env.NO_COLOR;
  return flags.quiet ? quietTerminal(terminal) : terminal;
}

function realOutside(flags: CommonFlags, terminal: Terminal): BareOutside {
  const { env, platform, stdin, stdout, stderr: stream } = process;
  const [clock, programs] = [nodeClock(), nodePrograms(platform)];
  return {
    terminal,
    clock,
    stream,
    programs,
    env,
    interrupt,
    transport: onlyToAllowedHosts(networkTransport({ env, timeout: timeoutOf(flags) })),
    random: { uuid: randomUUID, bytes: (length) => new Uint8Array(randomBytes(length)) },
    files: filesFor(terminal, programs),
    asker: createAsker({ terminal, streams: { input: stdin, output: stream }, interrupt }),
    progress: flags.quiet ? silentProgress() : createProgress({ terminal, clock, stream }),
    browser: systemBrowser({ platform, env }),
    loopback: nodeLoopback(),
    practice: null,
    version: PACKAGE_VERSION,
    nodeVersion: process.versions.node,
    stateFolder: stateFolder(env),
    streams: { input: stdin, output: stdout },
  };
}

function filesFor(terminal: Terminal, programs: Programs): Files {
  return nodeFiles({
    platform: process.platform,
    userId: process.geteuid?.() ?? null,
    interrupt,
    locking: { processId: process.pid, isRunning: (processId) => isRunning(processId, PROCESSES) },
    workingDirectory: process.cwd(),
    systemRoot: process.env.SystemRoot,
    programs,
    warn: (sentence) => terminal.err(`${sentence}\n`),
  });
}

const PROCESSES = {
  signal: (processId: number) => process.kill(processId, 0),
  read: (path: string) => readFileSync(path, 'utf8'),
};

/** For --quiet: nothing but results. The text of an error goes to the stream itself. */
function quietTerminal(terminal: Terminal): Terminal {
  return withErr(terminal, () => undefined);
}

/** With --redact what is said beside the result is masked too: who signs in, which tenant is read. */
async function redactedTerminal(terminal: Terminal, { redact }: CommonFlags): Promise<Terminal> {
  if (redact === undefined) return terminal;
  const { redactIds } = await import('./report/redact.ts');
  return withErr(terminal, (text) => terminal.err(redactIds(text)));
}

function withErr(terminal: Terminal, err: Terminal['err']): Terminal {
  return {
    ...terminal,
    get columns() {
      return terminal.columns;
    },
    get columnsOut() {
      return terminal.columnsOut;
    },
    err,
  };
}

function colorOf({ color }: CommonFlags): 'auto' | 'always' | 'never' {
  return color === 'always' || color === 'never' ? color : 'auto';
}

/** The command line, with what the environment says of every run. */
function commandLine(): readonly string[] {
  const debug = process.env.ENTRA_MCP_SETUP_DEBUG;
  const given = process.argv.slice(2);
  return debug && debug !== '0' && !given.includes('--debug') ? [...given, '--debug'] : given;
}

// MSAL and the Azure SDK would make another host of these, and send the secret of an app there.
for (const name of ['AZURE_REGIONAL_AUTHORITY_NAME', 'MSAL_FORCE_REGION', 'REGION_NAME'])
  delete process.env[name];

// What escapes every catch is printed like any other bug, with --json as one document. A full disk behind standard output
// is told on standard error for that reason, and once, though every further write fails too.
process.once('uncaughtException', (error) => {
  process.on('uncaughtException', () => undefined);
  const asked = isOutputLost(error) ? [] : commandLine();
  tellFailure(error, asked, compose).then(process.exit, () => process.exit(EXIT_CODES.BUG));
});

// Prompts that meet the end of their input would leave with 0; only a finished command says otherwise.
process.exitCode = 2;
process.exitCode = await runCommandLine(commandLine(), compose, PACKAGE_VERSION);
// Timers of MSAL and sockets of requests that were given up would hold the process. A write that fails is reported by
// the handler above, which ends the process itself.
process.stderr.write('', () => {
  process.stdout.write('', (lost) => {
    if (!lost || ('code' in lost && lost.code === 'EPIPE')) process.exit();
  });
});
