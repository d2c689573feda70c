import type { Principal } from '../principals.ts';
import type { SignInRecord, UserRecord } from '../state.ts';
import { AadstsError } from './aadsts-error.ts';
import type { TokenExchange } from './exchange.ts';
import type { Wanted } from './scopes.ts';

/** How many entries are kept, so that the practice file stays small. */
const KEPT = 200;

/** A user's sign-in or token request, as the log records it. */
export interface Attempt {
  readonly client: Principal;
  readonly wanted: Wanted;
  readonly user: UserRecord;
  readonly interaction: SignInRecord['interaction'];
}

/** `id` is the error's trace id, `correlationId` its correlation id (facts: graph.md §1.12). */
function record(exchange: TokenExchange, attempt: Attempt, error: AadstsError | null): void {
  const { state } = exchange.directory;
  const { client, wanted, user, interaction } = attempt;
  const entry: SignInRecord = {
    id: exchange.trace.traceId,
    correlationId: exchange.trace.correlationId,
    createdDateTime: `${exchange.trace.at.toISOString().slice(0, 19)}Z`,
    appId: client.appId,
    appDisplayName: client.displayName,
    resourceId: wanted.resource.appId,
    resourceDisplayName: wanted.resource.displayName,
    userId: user.id,
    errorCode: error?.number ?? 0,
    failureReason: error?.message ?? 'Other.',
    interaction,
  };
  state.signIns = [entry, ...state.signIns].slice(0, KEPT);
  state.revision += 1;
}

/** Runs the deciding part of a sign-in and logs how it ended. */
export function logged<Result>(exchange: TokenExchange, attempt: Attempt, decide: () => Result): Result {
  try {
    const result = decide();
    record(exchange, attempt, null);
    return result;
  } catch (error) {
    if (error instanceof AadstsError) record(exchange, attempt, error);
    throw error;
  }
}
