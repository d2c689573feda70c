import type { AppId, ApplicationObjectId, AppWord, ServicePrincipalId } from '../core/ids.ts';
import { type Application, facetOf, registrationsIn, type Tenant } from '../core/tenant.ts';

/** One app as far as it is known now; a run learns from what it reads, creates and writes. */
export interface AppState {
  readonly appId: AppId | null;
  readonly objectId: ApplicationObjectId | null;
  readonly principalId: ServicePrincipalId | null;
  /**
   * The registration as this run left it: from the create's own reply, or from a read made just before the first
   * write, plus every write since. Later reads may lag behind our own writes, so they are not asked again.
   */
  readonly application: Application | null;
  /** The registration as the reading showed it that the plan was made from: the least that a later read must show. */
  readonly observed: Application | null;
  /** The service principal was created in this run: nobody can have granted it anything yet. */
  readonly principalFresh: boolean;
}

export interface RunState {
  readonly client: AppState;
  readonly server: AppState;
  readonly graphPrincipalId: ServicePrincipalId | null;
}

/** What a reading tells of ids. */
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

/** The service principals that reads may ask about directly. */
export function principalsOf({ client, server }: RunState): Partial<Record<AppWord, ServicePrincipalId>> {
  return {
    ...(client.principalId ? { client: client.principalId } : {}),
    ...(server.principalId ? { server: server.principalId } : {}),
  };
}
