import { type Blueprint, displayNameOf, uniqueNameFor } from '../core/blueprint.ts';
import type { AppWord } from '../core/ids.ts';
import { type BatchOptions, isFinal, requestBatch } from './batch.ts';
import type { Graph, GraphReply } from './client.ts';
import { pageOf } from './page.ts';
import {
  answerKey,
  FAMILIES,
  type Family,
  type FamilyName,
  type FleetReplies,
  groupBy,
  textOf,
} from './read-fleet-families.ts';

type Askable = keyof typeof FAMILIES;
type Wanted = Readonly<Record<Askable, Set<string>>>;

/** Answers, and the keys that were asked for: one that was not answered is left to the single reader. */
export interface FleetReading {
  readonly answers: FleetReplies;
  readonly asked: ReadonlySet<string>;
}

/**
 * Gathers what the configurations will ask for, in waves: an app is found by its id, else by its marker; what hangs on
 * it is asked for once it is known. Three waves for apps that are where the configuration says.
 */
export async function gatherFleet(
  graph: Graph,
  blueprints: readonly Blueprint[],
  options: BatchOptions,
): Promise<FleetReading> {
  const answers: FleetReplies = new Map();
  const asked = new Set<string>();
  for (;;) {
    const questions = questionsFor(wantedBy(blueprints, { answers, asked }), asked);
    if (questions.length === 0) return { answers, asked };
    await ask(graph, questions, answers, options);
  }
}

const WORDS: readonly AppWord[] = ['client', 'server'];

function wantedBy(blueprints: readonly Blueprint[], gathered: FleetReading): Wanted {
  const wanted: Wanted = {
    applications: new Set(),
    marked: new Set(),
    principals: new Set(),
    assignments: new Set(),
    federated: new Set(),
    grants: new Set(),
    namesakes: new Set(),
    ownPrincipals: new Set(),
  };
  for (const blueprint of blueprints) {
    for (const app of WORDS) {
      wanted.namesakes.add(displayNameOf(app, blueprint).toLowerCase());
      const appId = locateApp(app, blueprint, gathered, wanted);
      if (appId !== null) wantMembers(appId, gathered.answers, wanted);
    }
  }
  return wanted;
}

/**
 * The app's id as far as it is known: from the configuration, or through its marker where that leads nowhere. Where the
 * id got no answer it may lead nowhere, so the marker is asked about too.
 */
function locateApp(
  app: AppWord,
  blueprint: Blueprint,
  { answers, asked }: FleetReading,
  wanted: Wanted,
): string | null {
  const { appId } = app === 'client' ? blueprint.clientApp : blueprint.serverApi;
  const id = appId === null ? null : appId.toLowerCase();
  if (id !== null) {
    wanted.applications.add(id);
    const key = answerKey('applications', id);
    if (!asked.has(key) || (answers.get(key)?.status ?? 404) !== 404) return id;
  }
  const marker = blueprint.marker === null ? null : uniqueNameFor(app, blueprint);
  if (marker !== null) wanted.marked.add(marker);
  const found = marker === null ? '' : textOf(answers.get(answerKey('marked', marker))?.body, 'appId');
  // Whether it is this set-up's shows in everything that hangs on it.
  if (found !== '') wanted.ownPrincipals.add(found);
  return found || (id !== null && !answers.has(answerKey('applications', id)) ? id : null);
}

/** Who is assigned matters only where assignment is required. */
function wantMembers(appId: string, answers: FleetReplies, wanted: Wanted): void {
  wanted.principals.add(appId);
  wanted.federated.add(appId);
  const principal = answers.get(answerKey('principals', appId));
  if (principal?.status !== 200) return;
  wanted.grants.add(textOf(principal.body, 'id'));
  if (requiresAssignment(principal)) wanted.assignments.add(appId);
}

function requiresAssignment({ body }: GraphReply): boolean {
  return typeof body === 'object' && body !== null && Reflect.get(body, 'appRoleAssignmentRequired') === true;
}

interface Question {
  readonly family: Family;
  readonly keys: readonly string[];
  readonly path: string;
  /** Items of the pages before. */
  readonly before: readonly unknown[];
}

/** Questions for every key that was not asked for yet; `asked` learns them. */
function questionsFor(wanted: Wanted, asked: Set<string>): readonly Question[] {
  return Object.values(FAMILIES).flatMap((family) => {
    const fresh = [...wanted[family.name as Askable]].filter(
      (key) => !asked.has(answerKey(family.name, key)),
    );
    for (const key of fresh) asked.add(answerKey(family.name, key));
    const count = Math.ceil(fresh.length / family.atOnce);
    return Array.from({ length: count }, (_, index) =>
      questionOf(family, fresh.slice(index * family.atOnce, (index + 1) * family.atOnce)),
    );
  });
}

function questionOf(family: Family, keys: readonly string[]): Question {
  return { family, keys, path: family.pathFor(keys), before: [] };
}

async function ask(
  graph: Graph,
  questions: readonly Question[],
  answers: FleetReplies,
  options: BatchOptions,
): Promise<void> {
  let open = questions;
  while (open.length > 0) {
    const paths = open.map(({ path }) => path);
    const replies = await requestBatch(graph, paths, options);
    open = open.flatMap((question, index) => take(question, replies[index], answers));
  }
}

/**
 * Takes a reply into the answers and returns what must be asked further: the next page, or each key alone where Graph
 * refused to be asked about several. A key that stays without an answer is left to the single reader, and so is one whose
 * answer may pass: kept, it would be waited out anew for every configuration.
 */
function take(question: Question, reply: GraphReply | undefined, answers: FleetReplies): readonly Question[] {
  const { family, keys, before } = question;
  if (!isFinal(reply)) return [];
  if (reply.status === 400) return keys.length > 1 ? keys.map((key) => questionOf(family, [key])) : [];
  if (reply.status !== 200 || family.answersFrom === null) {
    for (const key of keys) answers.set(answerKey(family.name, key), reply);
    if (reply.status !== 200) shareFailure(question, reply, answers);
    return [];
  }
  const page = pageOf(reply);
  if (page === null) return [];
  const items = [...before, ...page.items];
  if (page.next !== null && family.enough === null) return [{ ...question, path: page.next, before: items }];
  const whole = page.next === null ? keys : fullKeys(family, keys, items);
  for (const [key, answer] of family.answersFrom(whole, items)) answers.set(key, answer);
  const rest = keys.filter((key) => !whole.includes(key));
  return keys.length > 1 ? rest.map((key) => questionOf(family, [key])) : [];
}

/** What comes with something else: what keeps one from being read keeps the other. */
const COMES_WITH: Readonly<Partial<Record<FamilyName, FamilyName>>> = {
  applications: 'owners',
  principals: 'roles',
  ownPrincipals: 'principalOwners',
};

function shareFailure({ family, keys }: Question, reply: GraphReply, answers: FleetReplies): void {
  const other = COMES_WITH[family.name];
  for (const key of other === undefined ? [] : keys) answers.set(answerKey(other ?? 'owners', key), reply);
}

/** Keys of a list that goes on after this page, yet with as many items as anybody wants. */
function fullKeys({ enough }: Family, keys: readonly string[], items: readonly unknown[]): readonly string[] {
  const byName = groupBy(items, 'displayName');
  return keys.filter((key) => (byName.get(key)?.length ?? 0) >= (enough ?? 0));
}
