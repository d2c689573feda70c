import { isGuid } from '../../core/ids.ts';
import { type Failure, readFailures } from '../../diagnosis/index.ts';
import { SetupError } from '../../errors.ts';
import { requestSignIns, type SignInRow } from '../../graph/sign-ins.ts';
import type { GatheredKnowledge } from './knowledge.ts';

/** How many of the newest failures are explained. */
const MOST_FAILURES = 5;

/** What the sign-in log shows: failures to explain, how many rows there were, and the sentence for no failure. */
export interface SignInLog {
  readonly failures: readonly Failure[];
  readonly rows: number;
  readonly summary: string;
}

/** Reads recent failures of both apps from the sign-in log, or those of one correlation id. Throws `USAGE`. */
export async function failedSignIns(
  { connection, knowledge, refused }: GatheredKnowledge,
  correlationId: string | null,
): Promise<SignInLog> {
  if (refused !== null) throw refused;
  if (connection === null)
    throw new SetupError('USAGE', '--sign-ins reads the log of a tenant: name it with --config or --tenant.');
  if (correlationId !== null && !isGuid(correlationId)) {
    throw new SetupError('USAGE', `--sign-ins takes a correlation id, a GUID, not ${correlationId}.`);
  }
  const apps = [knowledge.clientAppId, knowledge.serverAppId].filter((appId) => appId !== null);
  const asked = correlationId === null ? apps.map((appId) => ({ appId })) : [{ correlationId }];
  const rows: SignInRow[] = [];
  for (const one of asked) rows.push(...(await requestSignIns(connection.graph, one)));
  // What people copy as a correlation id may be the request id, which is the id of the row.
  if (correlationId !== null && rows.length === 0)
    rows.push(...(await requestSignIns(connection.graph, { id: correlationId })));
  const newestFirst = rows.toSorted((a, b) => b.createdDateTime.localeCompare(a.createdDateTime));
  const failed = newestFirst.filter(({ errorCode }) => errorCode !== 0).slice(0, MOST_FAILURES);
  return {
    failures: failed.flatMap((row) => readFailures(textOf(row))),
    rows: rows.length,
    summary: nothingFailed(newestFirst, correlationId),
  };
}

/** The sentence that no failure was found, and how far back the log was read: a busy app fills the page with successes. */
function nothingFailed(newestFirst: readonly SignInRow[], correlationId: string | null): string {
  const oldest = newestFirst.at(-1)?.createdDateTime;
  if (correlationId !== null)
    return `The log shows ${oldest === undefined ? 'nothing' : 'no failure'} of the correlation id ${correlationId}.`;
  return oldest === undefined
    ? 'The log shows no failed sign-in of these apps, and no other.'
    : `The log shows no failed sign-in among the ${newestFirst.length} newest, back to ${oldest}.`;
}

/** What the log cannot show (facts: graph.md §1.12). */
export const LOG_LIMITS =
  'The sign-in log lists interactive sign-ins of users, minutes after they happened. Failures of the on-behalf-of exchange are in another list that this API does not show: paste them from the log of the MCP server.';

function textOf({
  errorCode,
  failureReason,
  correlationId,
  id,
  createdDateTime,
  appId,
  resourceId,
}: SignInRow): string {
  return `AADSTS${errorCode}: ${failureReason} Application '${appId}' resource '${resourceId ?? ''}'. Trace ID: ${id} Correlation ID: ${correlationId} Timestamp: ${createdDateTime}`;
}
