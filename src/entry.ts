/**
 * The first file that runs. It answers `--version` and `--help` without loading anything else (a CommonJS file that
 * only prints starts in 1.05 times what Node itself takes, an ES module in 1.2 to 1.4), and refuses a Node that is too
 * old for the rest in one sentence.
 */
declare const PACKAGE_VERSION: string;

const OLDEST: readonly [number, number] = [20, 19];

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

/** Prints to standard output. A reader that closed the pipe (`| head`) is no error; a full disk is one. */
function print(text: string): void {
  process.stdout.once('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    process.stderr.write(`error: Standard output cannot be written: ${message}\n`);
    process.exitCode = 2;
  });
  process.stdout.write(text);
}

function help(): string {
  const { isTTY, columns } = process.stdout;
  const { helpFor }: typeof import('./help.ts') = require('./help.cjs');
  return helpFor({ byNpx: process.env.npm_command === 'exec', columns: isTTY ? columns : null });
}

function start(): void {
  const argv = process.argv.slice(2);
  const [only] = argv;
  if (isTooOld(process.versions.node)) {
    process.stderr.write(
      `entra-mcp-setup needs Node ${OLDEST.join('.')} or later; this is ${process.versions.node}.\n`,
    );
    process.exitCode = 2;
    return;
  }
  if (argv.length === 1 && (only === '--version' || only === '-V')) {
    print(`${PACKAGE_VERSION}\n`);
    return;
  }
  if (argv.length === 1 && (only === '--help' || only === '-h' || only === 'help')) {
    print(help());
    return;
  }
  void import('./main.mjs' as string);
}

start();
