import { isGuid } from '../../core/ids.ts';
import { type Failure, readFailures } from '../../diagnosis/index.ts';
import { SetupError } from '../../errors.ts';
import { parseFailure } from '../../graph/failure.ts';
import { parseSignIns, type SignInRow } from '../../graph/sign-ins.ts';
import type { Learned } from './knowledge.ts';

/** Rows asked for per app, successes included: the log cannot be filtered by "not" (facts: graph.md §1.12). */
const NEWEST = 200;
/** How many failures are explained; the newest say most. */
const MOST_FAILURES = 5;

/** What the log shows: failures to explain, or in words that there are none. */
export interface SignInLog {
  readonly failures: readonly Failure[];
  readonly rows: number;
  readonly summary: string;
}

/** Recent failures of both apps in the sign-in log, or those of one correlation id, ready to be explained. */
export async function failedSignIns(
  { connection, knowledge, refused }: Learned,
  correlationId: string | null,
): Promise<SignInLog> {
  if (refused !== null) throw refused;
  if (connection === null)
    throw new SetupError('USAGE', '--sign-ins reads the log of a tenant: name it with --config or --tenant.');
  if (correlationId !== null && !isGuid(correlationId)) {
    throw new SetupError('USAGE', `--sign-ins takes a correlation id, a GUID, not ${correlationId}.`);
  }
  const apps = [knowledge.clientAppId, knowledge.serverAppId].filter((appId) => appId !== null);
  const filters =
    correlationId === null
      ? apps.map((appId) => `appId eq '${appId}'`)
      : [`correlationId eq '${correlationId}'`];
  const rows: SignInRow[] = [];
  for (const filter of filters) rows.push(...(await requestRows(connection, filter)));
  const newestFirst = rows.toSorted((a, b) => b.createdDateTime.localeCompare(a.createdDateTime));
  const failed = newestFirst.filter(({ errorCode }) => errorCode !== 0).slice(0, MOST_FAILURES);
  return {
    failures: failed.flatMap((row) => readFailures(textOf(row))),
    rows: rows.length,
    summary: nothingFailed(newestFirst, correlationId),
  };
}

/** How far back was looked: a busy app fills the page with successes. */
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

async function requestRows(
  { graph }: NonNullable<Learned['connection']>,
  filter: string,
): Promise<readonly SignInRow[]> {
  const reply = await graph.send('GET', `/auditLogs/signIns?$filter=${filter}&$top=${NEWEST}`);
  if (reply.status === 200) return parseSignIns(reply.body);
  const { code, message, requestId } = parseFailure(reply);
  const correlation = requestId === null ? {} : { correlationId: requestId };
  if (code === 'Authentication_RequestFromNonPremiumTenantOrB2CTenant') {
    throw new SetupError(
      'FORBIDDEN',
      'The sign-in log can be read only where the tenant has Entra ID P1 or P2.',
      {
        ...correlation,
        advice: [
          'Look in the portal: it shows the last seven days in every tenant',
          'Paste the error text instead: entra-mcp-setup diagnose -',
        ],
      },
    );
  }
  const errorCode = reply.status === 403 ? 'FORBIDDEN' : reply.status >= 500 ? 'UNAVAILABLE' : 'REJECTED';
  throw new SetupError(errorCode, `The sign-in log could not be read (${reply.status} ${code}).`, {
    ...correlation,
    detail: message,
    advice: [
      'It takes AuditLog.Read.All and Directory.Read.All, and a role such as Reports Reader or Security Reader',
    ],
  });
}

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
