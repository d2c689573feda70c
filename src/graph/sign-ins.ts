import * as z from 'zod';
import { SetupError } from '../errors.ts';
import type { Graph, GraphReply } from './client.ts';
import { parseFailure } from './failure.ts';
import { parser } from './wire.ts';

/** One row of the sign-in log; error code 0 means success (facts: graph.md §1.12). */
export interface SignInRow {
  readonly id: string;
  readonly correlationId: string;
  readonly createdDateTime: string;
  readonly appId: string;
  readonly resourceId: string | null;
  readonly errorCode: number;
  readonly failureReason: string;
}

const row = z
  .object({
    id: z.string(),
    correlationId: z.string().nullish(),
    createdDateTime: z.string().nullish(),
    appId: z.string().nullish(),
    resourceId: z.string().nullish(),
    status: z.object({ errorCode: z.number().nullish(), failureReason: z.string().nullish() }).nullish(),
  })
  .transform(
    ({ id, correlationId, createdDateTime, appId, resourceId, status }): SignInRow => ({
      id,
      correlationId: correlationId ?? '',
      createdDateTime: createdDateTime ?? '',
      appId: appId ?? '',
      resourceId: resourceId ?? null,
      errorCode: status?.errorCode ?? 0,
      failureReason: status?.failureReason ?? '',
    }),
  );

const parseSignIns = parser(
  'sign-in log',
  z.object({ value: z.array(row) }).transform(({ value }) => value),
);

/** How many rows are asked for, successes included: the log cannot be filtered by "not equal". */
const NEWEST = 200;

/** Which rows of the log, by one of the fields that it can be filtered by. */
type SignInFilter =
  | { readonly appId: string }
  | { readonly correlationId: string }
  /** The trace id of a message is the id of its row. */
  | { readonly id: string }
  | { readonly userId: string };

/** The newest rows of one app or user, or those of one request. Throws where the log cannot be read, with what that takes. */
export async function requestSignIns(graph: Graph, of: SignInFilter): Promise<readonly SignInRow[]> {
  const [[field, value] = ['id', '']] = Object.entries(of);
  const filter = `${field} eq '${value}'`;
  const reply = await graph.send('GET', `/auditLogs/signIns?$filter=${filter}&$top=${NEWEST}`);
  if (reply.status === 200) return parseSignIns(reply.body);
  throw unreadableLog(reply);
}

function unreadableLog(reply: GraphReply): SetupError {
  const { code, message, requestId } = parseFailure(reply);
  const correlation = requestId === null ? {} : { correlationId: requestId };
  if (code === 'Authentication_RequestFromNonPremiumTenantOrB2CTenant') {
    return new SetupError(
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
  return new SetupError(errorCode, `The sign-in log could not be read (${reply.status} ${code}).`, {
    ...correlation,
    detail: message,
    advice: [
      'It takes AuditLog.Read.All and Directory.Read.All, and a role such as Reports Reader or Security Reader',
    ],
  });
}
