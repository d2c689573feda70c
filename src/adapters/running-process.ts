/** How the operating system is asked about a process; `/proc/<id>/stat` stands on Linux alone. */
export interface ProcessTable {
  readonly signal: (processId: number) => boolean;
  readonly read: (path: string) => string;
}

/**
 * Whether a process still runs. One that ended, and that its parent has not asked after, takes signals as before:
 * in a container whose first process asks after none it would seem to run for good.
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

/** The state stands behind the name, which may hold brackets and blanks itself. */
function hasEnded(processId: number, { read }: ProcessTable): boolean {
  try {
    const stat = read(`/proc/${processId}/stat`);
    return /^ [ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1));
  } catch {
    return false;
  }
}
