import { execFile } from 'node:child_process';
import type { Programs } from '../ports.ts';

const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
/** What `cmd.exe` passes on unchanged; anything else could start a second command. */
const SAFE_FOR_CMD = /^[\w.,:=@/+-]+$/;

/** Runs programs without a shell, except for Windows command files, which cannot be started otherwise. */
export function nodePrograms(platform: string): Programs {
  return {
    run: async (command, argv, options) => {
      try {
        return await runFile(command, argv, options);
      } catch (error) {
        if (platform !== 'win32' || !isMissing(error)) throw error;
        return runCommandFile(command, argv, options);
      }
    },
  };
}

type RunOptions = Parameters<Programs['run']>[2];

function runFile(
  command: string,
  argv: readonly string[],
  options: RunOptions & { readonly shell?: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      [...argv],
      { ...options, maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true },
      (error, stdout) => (error ? reject(error) : resolve(stdout)),
    ).stdin?.end();
  });
}

/** `az` is `az.cmd` on Windows, which Node starts through a shell only (Node 20.12, CVE-2024-27980). */
async function runCommandFile(
  command: string,
  argv: readonly string[],
  options: RunOptions,
): Promise<string> {
  const unsafe = [command, ...argv].find((word) => !SAFE_FOR_CMD.test(word));
  if (unsafe !== undefined) throw new Error(`Not run through cmd.exe: ${unsafe}`);
  return runFile(`${command}.cmd`, argv, { ...options, shell: 'cmd.exe' });
}

/** EACCES, where a folder of PATH is closed to this account. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOENT', 'EACCES'].includes(String(error.code));
}
