import type { AppWord } from '../core/ids.ts';
import { APP_WORDS } from '../core/summarise.ts';
import type { Application, PublishedScope, RequiredResource } from '../core/tenant.ts';
import type { Graph, GraphReply, GraphRequestOptions, Method } from './client.ts';
import { type Operation, parseFailure, refusal } from './failure.ts';
import { type Known, learn } from './known.ts';
import { type Patience, required, sendUntilThere } from './settle.ts';
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
    /** Replies that the caller interprets itself. */
    readonly accepts?: (reply: GraphReply) => boolean;
  },
): Promise<GraphReply> {
  const { method, path, doing, operation = 'write-applications', options, accepts = () => false } = request;
  const reply = await sendUntilThere(() => graph.send(method, path, options), patience);
  if (reply.status < 400 || accepts(reply)) return reply;
  throw refusal(graph, parseFailure(reply), doing, operation);
}

/** The registration as it is now: read once before the first write of a run, then as our own writes left it. */
export async function currentApplication(
  environment: WriteEnvironment,
  known: Known,
  app: AppWord,
): Promise<Application> {
  const { application, objectId } = known[app];
  if (application !== null) return application;
  const id = required(objectId, `the object id of ${APP_WORDS[app]}`);
  const reply = await write(environment, {
    method: 'GET',
    path: `/applications/${id}?$select=${APPLICATION_PROPERTIES}`,
    doing: `read ${APP_WORDS[app]}`,
    operation: 'read-applications',
  });
  return parseApplication(reply.body);
}

/** Writes one slice of a registration: nested objects merge, collections are replaced whole (facts: graph.md §1.6). */
export async function patchApplication(
  environment: WriteEnvironment,
  known: Known,
  app: AppWord,
  patch: { readonly body: object; readonly after: Application; readonly doing: string },
): Promise<Known> {
  const id = required(known[app].objectId, `the object id of ${APP_WORDS[app]}`);
  await write(environment, {
    method: 'PATCH',
    path: `/applications/${id}`,
    doing: patch.doing,
    options: { body: patch.body },
  });
  return learn(known, app, { application: patch.after });
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

/** What was there and what is added, each once: how a collection that is replaced whole keeps what others put in it. */
export function union<Item>(before: readonly Item[], added: readonly Item[]): readonly Item[] {
  return [...new Set([...before, ...added])];
}
