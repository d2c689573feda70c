import { applyEdit, type RegistrationEdit } from '../core/changes/registration.ts';
import type { AppWord } from '../core/ids.ts';
import type { Application } from '../core/tenant.ts';
import { APP_WORDS } from '../core/words.ts';
import type { Patience } from './backoff.ts';
import type { Graph, GraphReply, GraphRequestOptions, Method } from './client.ts';
import { type Operation, parseFailure, refusal } from './failure.ts';
import { editRequest, type GraphRequest } from './requests.ts';
import { type RunState, withFacts } from './run-state.ts';
import { readUntilContains, requiredId, sendUntilThere } from './settle.ts';
import { missingFrom } from './stale-read.ts';
import { APPLICATION_PROPERTIES, parseApplication } from './wire.ts';

/** Where a write is sent, and how long it may be waited for. */
export interface WriteEnvironment {
  readonly graph: Graph;
  readonly patience: Patience;
}

/** Sends a request, again while an earlier write has not reached every replica. Any other refusal is thrown, with `doing` in its message. */
export async function write(
  { graph, patience }: WriteEnvironment,
  request: {
    readonly method: Method;
    readonly path: string;
    readonly doing: string;
    readonly operation?: Operation;
    readonly options?: Partial<GraphRequestOptions>;
    /** Refusals that the caller interprets itself, at once. */
    readonly accepts?: (reply: GraphReply) => boolean;
    /** Refusals that the caller interprets itself once waiting has not changed them. */
    readonly acceptsAtLast?: (reply: GraphReply) => boolean;
    /** Looks whether the write was carried out though its reply left that open; if so, that reply is returned. */
    readonly isMade?: () => Promise<boolean>;
  },
): Promise<GraphReply> {
  const { method, path, doing, operation = 'write-applications', options } = request;
  const { accepts = () => false, acceptsAtLast = () => false, isMade } = request;
  const send = () => graph.send(method, path, options);
  const { reply, made } = await sendUntilThere({ send, isFinal: accepts, isMade }, patience);
  if (made || accepts(reply) || acceptsAtLast(reply)) return reply;
  throw refusal(graph, parseFailure(reply), doing, operation);
}

/**
 * The registration as it is now: read before the first write of a run, then as our own writes left it. A reading that lacks
 * what the plan's showed is taken for stale (`readUntilContains`).
 */
export async function currentApplication(
  environment: WriteEnvironment,
  runState: RunState,
  app: AppWord,
): Promise<Application> {
  const { application, observed } = runState[app];
  if (application !== null) return application;
  return readUntilContains(
    () => readApplication(environment, runState, app),
    (fresh) => (observed === null ? [] : missingFrom(fresh, observed)),
    environment.patience,
  );
}

/** The registration as the replica that answers has it, stale or not. */
export async function readApplication(
  environment: WriteEnvironment,
  runState: RunState,
  app: AppWord,
): Promise<Application> {
  const id = requiredId(runState[app].objectId, `the object id of ${APP_WORDS[app]}`);
  const reply = await write(environment, {
    method: 'GET',
    path: `/applications/${id}?$select=${APPLICATION_PROPERTIES}`,
    doing: `read ${APP_WORDS[app]}`,
    operation: 'read-applications',
  });
  return parseApplication(reply.body);
}

interface Sending {
  readonly doing: string;
  readonly operation?: Operation;
  /** Whether sending it twice does no harm. Absent: unless it is a POST. */
  readonly repeatable?: boolean;
  readonly accepts?: (reply: GraphReply) => boolean;
  readonly acceptsAtLast?: (reply: GraphReply) => boolean;
  readonly isMade?: () => Promise<boolean>;
}

/** Sends a request of `requests.ts`. */
export function send(
  environment: WriteEnvironment,
  { method, path, headers, body }: GraphRequest,
  { repeatable, ...sending }: Sending,
): Promise<GraphReply> {
  const options = { body, ...(headers && { headers }), ...(repeatable !== undefined && { repeatable }) };
  return write(environment, { ...sending, method, path, options });
}

/** Carries out an edit, and returns the state with the registration as the edit leaves it. */
export async function writeEdit(
  environment: WriteEnvironment,
  runState: RunState,
  app: AppWord,
  {
    before,
    edit,
    doing,
  }: { readonly before: Application; readonly edit: RegistrationEdit; readonly doing: string },
): Promise<RunState> {
  await send(environment, editRequest(runState, app, edit), { doing });
  return withFacts(runState, app, { application: applyEdit(before, edit) });
}
