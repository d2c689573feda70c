import type { Programs } from '../ports.ts';

/** What limiting access to a file on Windows needs. */
export interface WindowsHost {
  readonly platform: string;
  /** Where Windows is; undefined elsewhere. */
  readonly systemRoot: string | undefined;
  readonly programs: Programs;
  /** Called with a sentence when a private file could not be protected; the file exists all the same. */
  readonly warn: (sentence: string) => void;
}

/** Limits access to this account (and SYSTEM) by icacls, since on Windows Node's mode bits only make a file read-only. */
export async function limitAccess(temporary: string, path: string, host: WindowsHost): Promise<void> {
  const grants = ['/grant:r', `*${await ownSid(host)}:F`, '/grant:r', '*S-1-5-18:F'];
  try {
    await runOwn('icacls', [temporary, '/inheritance:r', ...grants], host);
  } catch {
    host.warn(
      `${path} is readable by everybody who can read its folder: icacls could not limit access to you.`,
    );
  }
}

/**
 * The SID of this account: names are ambiguous where machine and domain have the same account, and not known where Entra holds
 * it. Where it cannot be found, that of the file's owner (S-1-3-4).
 */
async function ownSid(host: WindowsHost): Promise<string> {
  const said = await runOwn('whoami', ['/user', '/fo', 'csv', '/nh'], host).catch(() => '');
  return /"(S-1-[\d-]+)"\s*$/.exec(said)?.[1] ?? 'S-1-3-4';
}

/** Runs Windows' own program of that name, since shells such as Git Bash put others first in PATH. */
function runOwn(
  name: string,
  argv: readonly string[],
  { programs, systemRoot }: WindowsHost,
): Promise<string> {
  const program = systemRoot === undefined ? name : `${systemRoot}\\System32\\${name}.exe`;
  return programs.run(program, argv, { timeout: 10_000 });
}
