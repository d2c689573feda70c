import type { Applied } from '../../core/report.ts';
import { SetupError } from '../../errors.ts';
import type { IssuedCredential } from '../../graph/change-result.ts';
import type { RunState } from '../../graph/run-state.ts';
import type { Connection } from '../run/connect.ts';

/** Whether a new credential that cannot be used was removed again, or is still there because removing it failed. */
export type Withdrawn = { readonly left: false } | { readonly left: true; readonly reason: string };

/** Milliseconds that are waited at most for a credential to be removed again. */
const WITHDRAW_LIMIT_MS = 30_000;

/** Removes a credential that was just created. Never throws: the error to report is the one that led here. */
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

/**
 * The error about a new credential that cannot be used, with its key id and whether it was withdrawn. `what` finishes the
 * sentence, such as "could not be kept".
 */
export function namedFailure(
  issued: IssuedCredential,
  error: unknown,
  withdrawn: Withdrawn,
  { what }: { readonly what: string },
): SetupError {
  const { displayName, keyId } = issued;
  const setupError = error instanceof SetupError ? error : null;
  const name = `The new credential ${displayName} (key id ${keyId})`;
  const message = withdrawn.left
    ? `${name} ${what}: ${reasonOf(error)} It could not be withdrawn: remove key id ${keyId}. (${withdrawn.reason})`
    : `${name} ${what} and was withdrawn: ${reasonOf(error)}`;
  const advice = setupError?.advice ?? ['Make the folder writable, then run the command again'];
  return new SetupError(codeOf(setupError, withdrawn), message, {
    advice: withdrawn.left
      ? [`Remove it: entra-mcp-setup rotate --retire ${keyId} --yes`, ...advice]
      : advice,
    cause: error,
    ...setupError?.traces,
  });
}

function codeOf(setupError: SetupError | null, { left }: Withdrawn): SetupError['code'] {
  const code = setupError?.code ?? 'FILE_NOT_WRITABLE';
  return left && code !== 'INTERRUPTED' && code !== 'TERMINATED' ? 'STOPPED_HALF_WAY' : code;
}

/** What a failed run has to list as done: the credential where it is still there, nothing where it was withdrawn. */
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

/** The report's members of a run that has done nothing yet. */
export const NOTHING_DONE: Applied = { done: [], stoppedAt: null, credentials: [], files: [] };

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
