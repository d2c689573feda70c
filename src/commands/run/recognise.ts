import { FACETS_OF } from '../../core/app-facets.ts';
import { type Blueprint, displayNameOf } from '../../core/blueprint.ts';
import { APPS, type AppId, type AppWord, asId } from '../../core/ids.ts';
import type { Tenant } from '../../core/tenant.ts';
import type { Graph } from '../../graph/client.ts';
import { readAppIdOf } from '../../graph/object-id.ts';
import { missingAddresses } from '../../mcp-clients/clients.ts';
import type { Outside } from '../../outside.ts';
import { oneLine } from '../../report/clean.ts';
import { say } from '../../ui/layout.ts';
import type { CommonFlags } from './common-options.ts';
import { type Connection, type ConnectOptions, connect, patienceOf, type SignInOutside } from './connect.ts';
import type { Inputs } from './inputs.ts';
import { readWithoutLag } from './lagging.ts';
import { maxWaitOf } from './limits.ts';
import { readExpectedTenant } from './observe.ts';
import type { Values } from './option.ts';
import type { NEW_APPS } from './shared-options.ts';
import { namesakesOf, strangersIn, unrecognised, type WayOn } from './strangers.ts';

/** The tenant, and the blueprint with the marker under which missing apps will be created. */
export interface RecognisedSetup {
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
}

export interface Recognition {
  readonly blueprint: Blueprint;
  readonly inputs: Pick<Inputs, 'givenBy'>;
  readonly flags: CommonFlags & Values<typeof NEW_APPS>;
  readonly wayOn: WayOn;
  /** Called with the tenant before its apps are judged; throws to refuse it. */
  readonly onRead?: (tenant: Tenant) => void;
  /** In a fleet, a Graph that answers from what was read of the tenant. */
  readonly known?: Graph;
}

/**
 * Reads the tenant and decides which apps are this set-up's: those named by id, and those under the blueprint's own marker
 * with nothing foreign on them. Throws `USAGE` that names any other app that could be meant; with `--new` those are left
 * alone.
 */
export async function recogniseSetup(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'random' | 'terminal' | 'transport'>,
  connection: Connection,
  request: Recognition,
): Promise<RecognisedSetup> {
  const { blueprint, flags } = request;
  const tenant = await readWithoutLag(
    () => readExpectedTenant(outside, connection, blueprint, flags),
    blueprint,
    patienceOf(outside, flags),
  );
  request.onRead?.(tenant);
  return recogniseIn(tenant, outside, connection, request);
}

/** The blueprint with app ids in place of object ids, which people copy from the portal by mistake; null where there are none. */
async function byAppId(
  { terminal }: Pick<Outside, 'terminal'>,
  { graph }: Connection,
  { blueprint, flags }: Recognition,
  tenant: Tenant,
): Promise<Blueprint | null> {
  let named = blueprint;
  for (const app of APPS) {
    const part = app === 'client' ? 'clientApp' : 'serverApi';
    const objectId = blueprint[part].appId;
    const reading = tenant[FACETS_OF[app].application];
    if (objectId === null || reading.state !== 'read' || reading.value?.appId === objectId) continue;
    const appId = await readAppIdOf(graph, objectId, { maxWait: maxWaitOf(flags) });
    if (appId === null) continue;
    say(terminal, [`${objectId} is an object id. The app id of that app is ${appId}, which is used.`]);
    named = { ...named, [part]: { ...named[part], appId: asId<AppId>(appId) } };
  }
  return named === blueprint ? null : named;
}

/** Signs in to the blueprint's tenant and recognises its apps as `recogniseSetup` does. */
export async function connectAndRecognise(
  outside: SignInOutside,
  access: ConnectOptions['access'],
  request: Recognition,
): Promise<RecognisedSetup & { readonly connection: Connection }> {
  const connection = await connect(outside, request.blueprint, { flags: request.flags, access });
  return { ...(await recogniseSetup(outside, connection, request)), connection };
}

/** Recognises the apps in a tenant that was read already, as that of a fleet was. */
export async function recogniseIn(
  tenant: Tenant,
  outside: Pick<Outside, 'clock' | 'interrupt' | 'random' | 'terminal' | 'transport'>,
  connection: Connection,
  request: Recognition,
): Promise<RecognisedSetup> {
  const { blueprint, flags, inputs, wayOn } = request;
  const named = await byAppId(outside, connection, request, tenant);
  if (named !== null) return recogniseSetup(outside, connection, { ...request, blueprint: named });
  const strangers = await strangersIn(outside, connection, { ...request, tenant });
  if (strangers.length > 0 && !flags.new) throw unrecognised(strangers, wayOn);
  if (strangers.some(({ by }) => by === 'marker')) {
    return recogniseSetup(outside, connection, { ...request, blueprint: withNewMarker(outside, blueprint) });
  }
  return { tenant, blueprint: markedFor(outside, { blueprint, tenant, inputs, flags }) };
}

function withNewMarker({ random }: Pick<Outside, 'random'>, blueprint: Blueprint): Blueprint {
  return { ...blueprint, marker: random.uuid() };
}

/**
 * The blueprint with a new marker where the set-up is new or creates an app again, else as it is. The unique name of a
 * deleted app stays taken for 30 days (facts: graph.md §1.13), so the app in its place needs another.
 */
export function markedFor(
  outside: Pick<Outside, 'random'>,
  { blueprint, tenant, inputs: { givenBy }, flags }: RecognisedSetup & Pick<Recognition, 'inputs' | 'flags'>,
): Blueprint {
  const ids = { client: blueprint.clientApp.appId, server: blueprint.serverApi.appId };
  const missing = missingApps(tenant);
  if (blueprint.marker === null) {
    const fromFile = givenBy.clientAppId === 'file' && givenBy.serverAppId === 'file';
    return missing.length > 0 || !fromFile ? withNewMarker(outside, blueprint) : blueprint;
  }
  const isAnother = missing.some((app) => ids[app] !== null) || (flags.new && missing.length > 0);
  const rest = APPS.filter((app) => !missing.includes(app));
  return isAnother && rest.every((app) => ids[app] !== null) ? withNewMarker(outside, blueprint) : blueprint;
}

/** Apps that were looked for and not found; one that could not be read is not among them. */
export function missingApps(tenant: Tenant): readonly AppWord[] {
  return APPS.filter((app) => {
    const reading = tenant[FACETS_OF[app].application];
    return reading.state === 'read' && reading.value === null;
  });
}

/** Says before a plan which clients' own addresses are not known yet, and which apps of the same name are left alone. */
export function warnBeforeChanges(outside: Pick<Outside, 'terminal'>, recognised: RecognisedSetup): void {
  const { clients, redirectUris } = recognised.blueprint.clientApp;
  say(outside.terminal, missingAddresses(clients, redirectUris));
  warnOfNamesakes(outside, recognised);
}

/** Names the apps of the same name that bear no sign of this tool and are left alone, and the flag by which to use one. */
function warnOfNamesakes(
  { terminal }: Pick<Outside, 'terminal'>,
  { blueprint, tenant }: RecognisedSetup,
): void {
  const flags = { client: '--client-app-id', server: '--server-app-id' };
  say(
    terminal,
    missingApps(tenant).flatMap((app) =>
      namesakesOf(app, tenant).map(
        ({ appId }) =>
          `Another app is named ${oneLine(displayNameOf(app, blueprint))}, ${appId}. It is left as it is, and a new one is made beside it; to use it, name it: ${flags[app]} ${appId}`,
      ),
    ),
  );
}
