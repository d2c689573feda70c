import type { Blueprint } from '../../core/blueprint.ts';
import { isGuid } from '../../core/ids.ts';
import { counted } from '../../core/words.ts';
import { SetupError } from '../../errors.ts';
import { resolveTenant } from '../../identity/tenant.ts';
import type { Outside } from '../../outside.ts';
import type { FleetConfig, Member } from './configs.ts';

/** How many names a sentence lists at most. */
const NAMED = 5;

/**
 * Throws `USAGE` where a flag or variable names another tenant than a blueprint of the fleet: that would be judged in a
 * tenant without its apps. Another name of the same tenant is no conflict.
 */
export async function refuseOtherTenants(
  configs: readonly FleetConfig[],
  outside: Pick<Outside, 'transport'>,
): Promise<void> {
  const overridden = configs.filter(isOverridden);
  const [first] = overridden;
  if (first === undefined) return;
  const { tenant, cloud } = first.blueprint;
  const asked = await idOf(tenant, cloud, outside);
  const others: Member[] = [];
  const known = new Map<string, boolean>();
  for (const member of overridden) {
    const own = member.ownTenant.toLowerCase();
    if (!known.has(own)) known.set(own, (await idOf(own, cloud, outside)) === asked);
    if (!known.get(own)) others.push(member);
  }
  if (others.length > 0) throw contradiction(tenant, others);
}

function isOverridden(config: FleetConfig): config is Member & { readonly ownTenant: string } {
  if ('error' in config || config.ownTenant === null) return false;
  return config.ownTenant.toLowerCase() !== config.blueprint.tenant.toLowerCase();
}

/** The tenant's id, in lower case; a domain that cannot be resolved stands for itself. */
async function idOf(
  tenant: string,
  cloud: Blueprint['cloud'],
  { transport }: Pick<Outside, 'transport'>,
): Promise<string> {
  if (isGuid(tenant)) return tenant.toLowerCase();
  return resolveTenant(tenant, cloud, transport).catch(() => tenant.toLowerCase());
}

function contradiction(tenant: string, others: readonly Member[]): SetupError {
  const rows = others.slice(0, NAMED).map(({ path, ownTenant }) => `  ${path} names ${ownTenant}`);
  const more = others.length > NAMED ? [`  and ${others.length - NAMED} more`] : [];
  return new SetupError(
    'USAGE',
    [`The tenant ${tenant} was asked for, and the blueprints name others.`, ...rows, ...more].join('\n'),
    {
      advice: [
        'Leave --tenant (ENTRA_MCP_SETUP_TENANT) out: each blueprint is judged in its own tenant',
        'Or name only the blueprints of that tenant',
      ],
    },
  );
}

/** Flags that name one app, which cannot be that of every blueprint. */
const OF_ONE_APP = [
  ['clientAppId', '--client-app-id'],
  ['serverAppId', '--server-app-id'],
] as const;

/** Throws `USAGE` where a flag or variable gives one app id to several blueprints. */
export function refuseOneApp(configs: readonly FleetConfig[]): void {
  for (const [name, flag] of OF_ONE_APP) {
    const meant = configs.filter((one) => 'blueprint' in one && isGiven(one.givenBy[name]));
    if (meant.length < 2) continue;
    throw new SetupError(
      'USAGE',
      `${flag} names one app, and ${meant.length} blueprints would be held against it.`,
      { advice: ['Leave it out: each blueprint names its own apps'] },
    );
  }
}

function isGiven(source: Member['givenBy'][keyof Member['givenBy']]): boolean {
  return source === 'flag' || source === 'variable';
}

/** Sentences about apps that several blueprints name: what a run for one of them changes, the others find changed. */
export function sharedApps(configs: readonly FleetConfig[]): readonly string[] {
  const users = new Map<string, Set<string>>();
  for (const config of configs) {
    if ('error' in config) continue;
    const { clientApp, serverApi } = config.blueprint;
    for (const [word, appId] of [
      ['MCP Client App', clientApp.appId],
      ['MCP Server API', serverApi.appId],
    ] as const) {
      if (appId === null) continue;
      const key = `${word} ${appId.toLowerCase()}`;
      users.set(key, (users.get(key) ?? new Set()).add(config.path));
    }
  }
  return groupedByUsers(users);
}

/** One sentence for all apps that the same blueprints share. */
function groupedByUsers(users: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const sentences = new Map<string, string[]>();
  for (const [app, paths] of users) {
    if (paths.size < 2) continue;
    const named = [...paths].slice(0, NAMED).join(', ');
    const more = paths.size > NAMED ? ` and ${paths.size - NAMED} more` : '';
    const who = `${named}${more}`;
    sentences.set(who, [...(sentences.get(who) ?? []), app]);
  }
  return [...sentences].map(
    ([who, apps]) =>
      `${counted(apps.length, 'app is', 'apps are')} named by several blueprints: ${apps.join(', ')} by ${who}.`,
  );
}
