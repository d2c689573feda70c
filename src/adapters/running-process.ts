/** How the operating system is asked about a process. `signal` throws where there is none; `/proc/<id>/stat` exists on Linux alone. */
export interface ProcessTable {
  readonly signal: (processId: number) => boolean;
  readonly read: (path: string) => string;
}

/**
 * Whether a process still runs. A zombie (it ended, and its parent has not waited for it) still takes signals; in a container
 * whose first process never waits for others it would seem to run for good, so its state is read as well.
 */
export function isRunning(processId: number, table: ProcessTable): boolean {
  try {
    table.signal(processId);
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return !hasEnded(processId, table);
}

/** Whether it is a zombie or dead. In `stat` the state follows the name, which may itself hold brackets and blanks. */
function hasEnded(processId: number, { read }: ProcessTable): boolean {
  try {
    const stat = read(`/proc/${processId}/stat`);
    return /^ [ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1));
  } catch {
    return false;
  }
}
