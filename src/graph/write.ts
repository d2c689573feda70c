import type { AppWord } from '../core/ids.ts';
import { APP_WORDS } from '../core/summarise.ts';
import type { Application, PublishedScope, RequiredResource } from '../core/tenant.ts';
import type { Graph, GraphReply, GraphRequestOptions, Method } from './client.ts';
import { type Operation, parseFailure, refusal } from './failure.ts';
import { missingFrom } from './kept.ts';
import { type Known, learn } from './known.ts';
import { type Patience, readUntilContains, required, sendUntilThere } from './settle.ts';
import { APPLICATION_PROPERTIES, parseApplication } from './wire.ts';

/** What every write needs. */
export interface WriteEnvironment {
  readonly graph: Graph;
  readonly patience: Patience;
}

/** Sends a write, waiting out "not there yet"; any other refusal becomes an error that says what was being done. */
export async function write(
  { graph, patience }: WriteEnvironment,
  request: {
    readonly method: Method;
    readonly path: string;
    readonly doing: string;
    readonly operation?: Operation;
    readonly options?: Partial<GraphRequestOptions>;
    /** Refusals that the caller interprets itself, at once: they are not waited out. */
    readonly accepts?: (reply: GraphReply) => boolean;
    /** Refusals that the caller interprets when waiting did not change them. */
    readonly acceptsAtLast?: (reply: GraphReply) => boolean;
  },
): Promise<GraphReply> {
  const { method, path, doing, operation = 'write-applications', options } = request;
  const { accepts = () => false, acceptsAtLast = () => false } = request;
  const reply = await sendUntilThere(() => graph.send(method, path, options), accepts, patience);
  if (reply.status < 400 || accepts(reply) || acceptsAtLast(reply)) return reply;
  throw refusal(graph, parseFailure(reply), doing, operation);
}

/**
 * The registration as it is now: read once before the first write of a run, then as our own writes left it. A read that
 * lacks what the plan's reading showed comes from an older replica until it has proved otherwise.
 */
export async function currentApplication(
  environment: WriteEnvironment,
  known: Known,
  app: AppWord,
): Promise<Application> {
  const { application, observed } = known[app];
  if (application !== null) return application;
  return readUntilContains(
    () => readApplication(environment, known, app),
    (fresh) => (observed === null ? [] : missingFrom(fresh, observed)),
    environment.patience,
  );
}

/** The registration as whichever replica answers shows it. */
export async function readApplication(
  environment: WriteEnvironment,
  known: Known,
  app: AppWord,
): Promise<Application> {
  const id = required(known[app].objectId, `the object id of ${APP_WORDS[app]}`);
  const reply = await write(environment, {
    method: 'GET',
    path: `/applications/${id}?$select=${APPLICATION_PROPERTIES}`,
    doing: `read ${APP_WORDS[app]}`,
    operation: 'read-applications',
  });
  return parseApplication(reply.body);
}

/** One slice of a registration: nested objects merge, collections are replaced whole (facts: graph.md §1.6). */
export interface Patch {
  readonly body: object;
  readonly after: Application;
  readonly doing: string;
}

export async function patchApplication(
  environment: WriteEnvironment,
  known: Known,
  app: AppWord,
  patch: Patch,
): Promise<Known> {
  await sendPatch(environment, known, app, patch);
  return learn(known, app, { application: patch.after });
}

/** The request alone, for a caller that knows an answer to some refusal. */
export async function sendPatch(
  environment: WriteEnvironment,
  known: Known,
  app: AppWord,
  patch: Omit<Patch, 'after'> & { readonly accepts?: (reply: GraphReply) => boolean },
): Promise<GraphReply> {
  const { body, doing, accepts } = patch;
  const id = required(known[app].objectId, `the object id of ${APP_WORDS[app]}`);
  const path = `/applications/${id}`;
  const options = { body };
  return write(environment, { method: 'PATCH', path, doing, options, ...(accepts ? { accepts } : {}) });
}

/** A scope as Graph takes it. `origin` is read-only and left out; absent texts stay null. */
export function scopeBody(scope: PublishedScope): object {
  return {
    id: scope.id,
    value: scope.value || null,
    type: scope.type,
    isEnabled: scope.isEnabled,
    adminConsentDisplayName: scope.adminConsentDisplayName || null,
    adminConsentDescription: scope.adminConsentDescription || null,
    userConsentDisplayName: scope.userConsentDisplayName || null,
    userConsentDescription: scope.userConsentDescription || null,
  };
}

export function requiredResourceBody({ resourceAppId, scopeIds, roleIds }: RequiredResource): object {
  return {
    resourceAppId,
    resourceAccess: [
      ...scopeIds.map((id) => ({ id, type: 'Scope' })),
      ...roleIds.map((id) => ({ id, type: 'Role' })),
    ],
  };
}
