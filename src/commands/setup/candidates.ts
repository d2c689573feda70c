import { FACETS_OF } from '../../core/app-facets.ts';
import type { Blueprint } from '../../core/blueprint.ts';
import { isMarked, uniqueNameFor } from '../../core/blueprint.ts';
import { summarise } from '../../core/changes/index.ts';
import { CHECKS } from '../../core/checks/index.ts';
import { foreignOn } from '../../core/foreign.ts';
import { APPS, type AppId, type AppWord } from '../../core/ids.ts';
import { planFor } from '../../core/plan.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { readCandidates } from '../../graph/candidates.ts';
import type { Outside } from '../../outside.ts';
import { oneLine } from '../../report/clean.ts';
import type { AppCandidate, FoundApps, Maker, WizardCallbacks } from '../../ui/wizard/facts.ts';
import type { Connection } from '../run/connect.ts';
import { checkContext, maxWaitOf } from '../run/limits.ts';
import { readExpectedTenant } from '../run/observe.ts';
import { namesakesOf, oursIn } from '../run/strangers.ts';
import type { SetupFlags } from './command.ts';

interface Asking {
  readonly outside: Outside;
  readonly connection: Connection;
  readonly flags: SetupFlags;
}

/** Apps found by id, by this blueprint's marker, or by name. All are offers: the person chooses. */
export async function findApps(asking: Asking, blueprint: Blueprint): Promise<FoundApps> {
  const { outside, connection, flags } = asking;
  const tenant = await readExpectedTenant(outside, connection, blueprint, flags);
  const found = await Promise.all(
    APPS.map((app) => lookAt(asking, { app, blueprint, tenant }, idsOf(app, tenant))),
  );
  return { client: found[0] ?? [], server: found[1] ?? [] };
}

function idsOf(app: AppWord, tenant: Tenant): readonly AppId[] {
  const own = facetOf(tenant, FACETS_OF[app].application)?.appId;
  const others = namesakesOf(app, tenant).map(({ appId }) => appId);
  return [...new Set([...(own === undefined ? [] : [own]), ...others])];
}

interface Part {
  readonly app: AppWord;
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
}

async function lookAt(
  { outside, connection, flags }: Asking,
  { app, blueprint, tenant }: Part,
  ids: readonly AppId[],
): Promise<readonly AppCandidate[]> {
  const options = { maxWait: maxWaitOf(flags), signal: outside.interrupt };
  const candidates = await readCandidates(connection.graph, ids, options);
  const ours = oursIn(connection, tenant);
  return candidates.map((candidate) => {
    const { application, owners } = candidate;
    const foreign = foreignOn(app, blueprint, candidate, ours).map(oneLine);
    return {
      appId: application.appId,
      displayName: oneLine(application.displayName),
      createdDateTime: application.createdDateTime,
      owners: owners?.map((owner) => oneLine(owner.displayName ?? owner.objectId)) ?? null,
      foreign,
      byMarker: bearsMarker(application, app, blueprint),
      madeBy: makerOf(application, app, blueprint, foreign),
    };
  });
}

function makerOf(
  found: { readonly appId: string; readonly uniqueName: string | null },
  app: AppWord,
  blueprint: Blueprint,
  foreign: readonly string[],
): Maker {
  const { appId } = app === 'client' ? blueprint.clientApp : blueprint.serverApi;
  if (found.appId === appId) return 'us';
  if (bearsMarker(found, app, blueprint)) return foreign.length === 0 ? 'us' : 'claimed';
  return isMarked(found) ? 'other-setup' : 'others';
}

function bearsMarker(
  { uniqueName }: { readonly uniqueName: string | null },
  app: AppWord,
  blueprint: Blueprint,
): boolean {
  return blueprint.marker !== null && uniqueName === uniqueNameFor(app, blueprint);
}

/**
 * What adopting an app would change, and what is foreign on it. `blueprint` names the app by its id; `unnamed` does not, so
 * that its maker is told by its marker. Null where there is no such app.
 */
export async function differencesOf(
  asking: Asking,
  app: AppWord,
  { blueprint, unnamed }: { readonly blueprint: Blueprint; readonly unnamed: Blueprint },
): ReturnType<WizardCallbacks['differencesOf']> {
  const { outside, connection, flags } = asking;
  const tenant = await readExpectedTenant(outside, connection, { ...blueprint, marker: null }, flags);
  const seen = facetOf(tenant, FACETS_OF[app].application);
  const wanted = app === 'client' ? blueprint.clientApp.appId : blueprint.serverApi.appId;
  if (seen === null || seen.appId !== wanted) return null;
  const [found] = await lookAt(asking, { app, blueprint: unnamed, tenant }, [seen.appId]);
  if (found === undefined) return null;
  const { changes } = planFor(CHECKS, blueprint, tenant, checkContext(outside, tenant));
  const sentences = changes.filter(({ change }) => change.app === app).map(({ change }) => summarise(change));
  const { madeBy, foreign, owners, createdDateTime } = found;
  return { sentences, madeBy, foreign, owners, createdDateTime };
}
