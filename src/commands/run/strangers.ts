import { FACETS_OF } from '../../core/app-facets.ts';
import { type Blueprint, isMarked } from '../../core/blueprint.ts';
import { dayOf } from '../../core/days.ts';
import { type Candidate, foreignOn, type Ours } from '../../core/foreign.ts';
import { APPS, type AppId, type AppWord } from '../../core/ids.ts';
import { facetOf, type Namesake, type Tenant } from '../../core/tenant.ts';
import { APP_WORDS } from '../../core/words.ts';
import { SetupError } from '../../errors.ts';
import { readCandidates } from '../../graph/candidates.ts';
import type { Graph } from '../../graph/client.ts';
import type { Outside } from '../../outside.ts';
import { clip, oneLine } from '../../report/clean.ts';
import type { CommonFlags } from './common-options.ts';
import type { Connection } from './connect.ts';
import { maxWaitOf } from './limits.ts';

/** An app that could be meant, though nothing proves that it is this set-up's. */
export interface Stranger {
  readonly app: AppWord;
  /** How it was found: by this blueprint's marker, or by its name and the marker of another set-up of this tool. */
  readonly by: 'marker' | 'sign';
  readonly candidate: Candidate;
  /** What is on it that this set-up did not put there. */
  readonly foreign: readonly string[];
}

type Pointer = Pick<Stranger, 'app' | 'by'> & { readonly appId: AppId };

/** Apps that could be meant, leaving out those that the blueprint names by id. */
function pointersIn(blueprint: Blueprint, tenant: Tenant): readonly Pointer[] {
  return APPS.flatMap((app): readonly Pointer[] => {
    const reading = tenant[FACETS_OF[app].application];
    if (reading.state === 'unreadable') return [];
    const found = reading.value?.appId ?? null;
    if (found !== null) return isNamed(app, found, blueprint) ? [] : [{ app, appId: found, by: 'marker' }];
    return namesakesOf(app, tenant)
      .filter(isMarked)
      .map(({ appId }) => ({ app, appId, by: 'sign' }));
  });
}

/** Whether the blueprint names the app by its id. */
export function isNamed(app: AppWord, found: AppId, { clientApp, serverApi }: Blueprint): boolean {
  const { appId } = app === 'client' ? clientApp : serverApi;
  return appId?.toLowerCase() === found.toLowerCase();
}

/** Apps with the display name of `app`, leaving out the set-up's other app. */
export function namesakesOf(app: AppWord, tenant: Tenant): readonly Namesake[] {
  const other = facetOf(tenant, FACETS_OF[app === 'client' ? 'server' : 'client'].application);
  const found = facetOf(tenant, FACETS_OF[app].namesakes) ?? [];
  return found.filter(({ appId }) => appId !== other?.appId);
}

/**
 * Throws `USAGE` for an app that bears the blueprint's own marker and has something foreign on it: anybody who may register
 * apps could have made it.
 */
export async function refuseCaptured(
  outside: Pick<Outside, 'interrupt'>,
  connection: Connection,
  asked: Asked,
): Promise<void> {
  const { blueprint, tenant } = asked;
  const marked = pointersIn(blueprint, tenant).some(({ by }) => by === 'marker');
  if (!marked) return;
  const strangers = await strangersIn(outside, connection, asked);
  if (strangers.some(({ by }) => by === 'marker'))
    throw unrecognised(strangers, { command: null, makes: 'none' });
}

interface Asked {
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
  readonly flags: CommonFlags;
  /** In a fleet, a Graph that answers from what was read of the tenant. */
  readonly known?: Graph;
}

/**
 * Apps that could be meant and are not this set-up's: an app with this blueprint's marker and nothing foreign on it is.
 * In a fleet they are read from what was gathered; Graph is asked again only where that lacks a part of one.
 */
export async function strangersIn(
  outside: Pick<Outside, 'interrupt'>,
  connection: Connection,
  asked: Asked,
): Promise<readonly Stranger[]> {
  const { known } = asked;
  const gathered = known && (await strangersBy(outside, { ...connection, graph: known }, asked));
  const { strangers, lost } =
    gathered && isWhole(gathered) ? gathered : await strangersBy(outside, connection, asked);
  const [unread] = lost;
  if (unread !== undefined) throw unproved(unread);
  return strangers;
}

interface Looked {
  readonly strangers: readonly Stranger[];
  /** Apps under the blueprint's marker that were found and then could not be read: what is on them is not known. */
  readonly lost: readonly Pointer[];
}

function isWhole({ strangers, lost }: Looked): boolean {
  const parts = strangers.flatMap(({ candidate }) => Object.values(candidate));
  return lost.length === 0 && parts.every((part) => part !== null);
}

function unproved({ app, appId }: Pointer): SetupError {
  return new SetupError(
    'INCONCLUSIVE',
    `${APP_WORDS[app]} ${appId} was found by the marker of this blueprint, and then Microsoft Entra did not know it: what others put on it is not known.`,
    {
      advice: [
        'Its replicas may not agree yet, or it was just deleted: run the same again in a minute',
        'Nothing was changed',
      ],
    },
  );
}

async function strangersBy(
  { interrupt }: Pick<Outside, 'interrupt'>,
  { graph, session }: Connection,
  { blueprint, tenant, flags }: Asked,
): Promise<Looked> {
  const pointers = pointersIn(blueprint, tenant);
  const ids = [...new Set(pointers.map(({ appId }) => appId))];
  const candidates = await readCandidates(graph, ids, { maxWait: maxWaitOf(flags), signal: interrupt });
  const ours = oursIn({ session }, tenant);
  const byId = new Map(candidates.map((one) => [one.application.appId, one]));
  const lost = pointers.filter(({ by, appId }) => by === 'marker' && !byId.has(appId));
  const strangers = pointers.flatMap(({ app, by, appId }) => {
    const candidate = byId.get(appId);
    if (candidate === undefined) return [];
    const foreign = foreignOn(app, blueprint, candidate, ours).map(oneLine);
    return by === 'marker' && foreign.length === 0 ? [] : [{ app, by, candidate, foreign }];
  });
  return { strangers, lost };
}

/** The account and service principals that are ours in this tenant, so that they do not count as foreign on an app. */
export function oursIn({ session }: Pick<Connection, 'session'>, tenant: Tenant): Ours {
  return {
    account: session.claims.objectId,
    graphPrincipalId: facetOf(tenant, 'graphPrincipal')?.objectId ?? null,
    serverPrincipalId: facetOf(tenant, 'serverPrincipal')?.objectId ?? null,
  };
}

/** How to go on after such a refusal. */
export interface WayOn {
  /** The command that takes the app ids as flags; null for the one that runs. */
  readonly command: string | null;
  /** Whether it can create other apps with --new. */
  readonly makes: 'others' | 'none';
}

/** The `USAGE` error that names each app, what is foreign on it, and the flags that say which is meant. */
export function unrecognised(strangers: readonly Stranger[], { command, makes }: WayOn): SetupError {
  const named = APPS.flatMap((app) => flagFor(app, strangers)).join(' ');
  const one = strangers.length === 1;
  const message = one
    ? 'An app was found that may be meant, and nothing proves that it is this set-up’s.'
    : `${strangers.length} apps were found that may be meant, and nothing proves that they are this set-up’s.`;
  const them = one ? 'it is' : 'they are';
  const say = command === null ? 'run the command again with' : `say so: entra-mcp-setup ${command}`;
  return new SetupError('USAGE', [message, ...strangers.map(rowFor)].join('\n'), {
    advice: [
      `If ${them} yours, ${say} ${named}`,
      ...(makes === 'others'
        ? [`To make others beside ${one ? 'it' : 'them'}: entra-mcp-setup ${command} --new`]
        : []),
      'Nothing was changed',
    ],
  });
}

function flagFor(app: AppWord, strangers: readonly Stranger[]): readonly string[] {
  const flag = app === 'client' ? '--client-app-id' : '--server-app-id';
  const [first, ...more] = strangers.filter((one) => one.app === app);
  if (first === undefined) return [];
  return [`${flag} ${more.length === 0 ? first.candidate.application.appId : '<app id>'}`];
}

const LONGEST_LIST = 600;

function rowFor({ app, by, candidate, foreign }: Stranger): string {
  const { appId, displayName, createdDateTime } = candidate.application;
  const created = createdDateTime === null ? '' : `, created ${dayOf(createdDateTime)}`;
  const found =
    by === 'marker'
      ? 'bears the marker of this blueprint'
      : 'made by this tool, for which set-up is not known';
  const words = foreign.length === 0 ? 'nothing foreign on it' : `not of this set-up: ${foreign.join(', ')}`;
  return `  ${APP_WORDS[app]}? ${oneLine(displayName)} ${appId}${created}, ${found}; ${clip(words, LONGEST_LIST)}`;
}
