import type { Programs } from '../ports.ts';

/** What limiting access on Windows takes. */
export interface WindowsHost {
  readonly platform: string;
  /** Where Windows is; undefined elsewhere. */
  readonly systemRoot: string | undefined;
  readonly programs: Programs;
  /** Told when a private file could not be protected; the file exists all the same. */
  readonly warn: (sentence: string) => void;
}

/** Node's mode bits only switch read-only on Windows, so access is cut down to this account with icacls. */
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
 * Names are ambiguous where machine and domain have the same account, and unknown where Entra holds it. Without its SID,
 * whoever owns the file (S-1-3-4).
 */
async function ownSid(host: WindowsHost): Promise<string> {
  const said = await runOwn('whoami', ['/user', '/fo', 'csv', '/nh'], host).catch(() => '');
  return /"(S-1-[\d-]+)"\s*$/.exec(said)?.[1] ?? 'S-1-3-4';
}

/** Windows' own program: shells such as Git Bash put others of the same name first. */
function runOwn(
  name: string,
  argv: readonly string[],
  { programs, systemRoot }: WindowsHost,
): Promise<string> {
  const program = systemRoot === undefined ? name : `${systemRoot}\\System32\\${name}.exe`;
  return programs.run(program, argv, { timeout: 10_000 });
}
