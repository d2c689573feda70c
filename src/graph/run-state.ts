import type { AppId, ApplicationObjectId, AppWord, ServicePrincipalId } from '../core/ids.ts';
import { type Application, facetOf, registrationsIn, type Tenant } from '../core/tenant.ts';

/** What a run knows of one app by now, from what it read, created and wrote. */
export interface AppState {
  readonly appId: AppId | null;
  readonly objectId: ApplicationObjectId | null;
  readonly principalId: ServicePrincipalId | null;
  /**
   * The registration as this run left it: the reply of its creation, or a read just before the first write, and every
   * write since. It is not read again, since reads may lag behind our own writes.
   */
  readonly application: Application | null;
  /** The registration in the reading that the plan was made from. A later read that lacks some of it is stale. */
  readonly observed: Application | null;
  /** Whether this run created the service principal, so that it cannot have any grants. */
  readonly principalFresh: boolean;
}

export interface RunState {
  readonly client: AppState;
  readonly server: AppState;
  readonly graphPrincipalId: ServicePrincipalId | null;
}

/** The state at the beginning of a run, from the reading of the tenant. */
export function runStateOf(tenant: Tenant): RunState {
  const app = (word: AppWord): AppState => {
    const application = registrationsIn(tenant)[word];
    const principal = facetOf(tenant, word === 'client' ? 'clientPrincipal' : 'serverPrincipal');
    return {
      appId: application?.appId ?? null,
      objectId: application?.objectId ?? null,
      principalId: principal?.objectId ?? null,
      application: null,
      observed: application,
      principalFresh: false,
    };
  };
  return {
    client: app('client'),
    server: app('server'),
    graphPrincipalId: facetOf(tenant, 'graphPrincipal')?.objectId ?? null,
  };
}

/** The registration as it was last known: as this run left it, else as the plan's reading showed it. */
export function latestApplication({ application, observed }: AppState): Application | null {
  return application ?? observed;
}

export function withFacts(runState: RunState, app: AppWord, facts: Partial<AppState>): RunState {
  return { ...runState, [app]: { ...runState[app], ...facts } };
}

/** The service principals that are known, for `ReadOptions`. */
export function principalsOf({ client, server }: RunState): Partial<Record<AppWord, ServicePrincipalId>> {
  return {
    ...(client.principalId ? { client: client.principalId } : {}),
    ...(server.principalId ? { server: server.principalId } : {}),
  };
}
