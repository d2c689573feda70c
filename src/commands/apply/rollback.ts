import type { Applied } from '../../core/report.ts';
import { SetupError } from '../../errors.ts';
import type { IssuedCredential } from '../../graph/change-result.ts';
import type { RunState } from '../../graph/run-state.ts';
import type { Connection } from '../run/connect.ts';

/** What became of a new credential that came to nothing: it is gone, or still there because that failed too. */
export type Withdrawn = { readonly left: false } | { readonly left: true; readonly reason: string };

/** Nobody waits long for something that is being given up. */
const WITHDRAW_LIMIT_MS = 30_000;

/** Takes back what was just created. Never throws: the failure that led here is the one to tell. */
export async function withdraw(
  { graph }: Pick<Connection, 'graph'>,
  { kind, keyId }: Pick<IssuedCredential, 'kind' | 'keyId'>,
  runState: RunState,
): Promise<Withdrawn> {
  if (kind === 'federated') return { left: false };
  const patience = { clock: graph.clock, maxWait: WITHDRAW_LIMIT_MS, onWait: () => undefined };
  try {
    const { removeCredential } = await import('../../graph/rotate.ts');
    await removeCredential({ graph, patience }, runState, { kind, keyId, gone: [] });
    return { left: false };
  } catch (error) {
    return { left: true, reason: reasonOf(error) };
  }
}

/** A credential that came to nothing is named with its key id, so that nobody looks for it. */
export function namedFailure(
  issued: IssuedCredential,
  error: unknown,
  withdrawn: Withdrawn,
  { what }: { readonly what: string },
): SetupError {
  const { displayName, keyId } = issued;
  const runState = error instanceof SetupError ? error : null;
  const name = `The new credential ${displayName} (key id ${keyId})`;
  const message = withdrawn.left
    ? `${name} ${what}: ${reasonOf(error)} It could not be withdrawn: remove key id ${keyId}. (${withdrawn.reason})`
    : `${name} ${what} and was withdrawn: ${reasonOf(error)}`;
  const advice = runState?.advice ?? ['Make the folder writable, then run the command again'];
  return new SetupError(codeOf(runState, withdrawn), message, {
    advice: withdrawn.left
      ? [`Remove it: entra-mcp-setup rotate --retire ${keyId} --yes`, ...advice]
      : advice,
    cause: error,
    ...runState?.traces,
  });
}

function codeOf(runState: SetupError | null, { left }: Withdrawn): SetupError['code'] {
  const code = runState?.code ?? 'FILE_NOT_WRITABLE';
  return left && code !== 'INTERRUPTED' && code !== 'TERMINATED' ? 'STOPPED_HALF_WAY' : code;
}

/** A credential that is still there is on the list of what was done; one that is gone is not. */
export function leftBehind(
  { displayName, keyId, endDateTime }: IssuedCredential,
  withdrawn: Withdrawn,
  writtenTo: string | null,
): Applied {
  if (!withdrawn.left) return NOTHING_DONE;
  return {
    done: [`Create ${displayName} (key id ${keyId})`],
    stoppedAt: null,
    credentials: [{ keyId, displayName, endDateTime, writtenTo }],
    files: writtenTo === null ? [] : [writtenTo],
  };
}

export const NOTHING_DONE: Applied = { done: [], stoppedAt: null, credentials: [], files: [] };

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
