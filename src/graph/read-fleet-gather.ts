import { type Blueprint, displayNameOf, uniqueNameFor } from '../core/blueprint.ts';
import { APPS, type AppWord } from '../core/ids.ts';
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

/** Answers, and the keys that were asked for. One without an answer is read with its configuration. */
export interface FleetReading {
  readonly answers: FleetReplies;
  readonly asked: ReadonlySet<string>;
}

/**
 * Reads ahead what the configurations will ask for, in rounds: apps by their ids, then by their markers where that found
 * none, then what belongs to them. Three rounds where every app has the id of its configuration.
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
    for (const app of APPS) {
      wanted.namesakes.add(displayNameOf(app, blueprint).toLowerCase());
      const appId = locateApp(app, blueprint, gathered, wanted);
      if (appId !== null) wantMembers(appId, gathered.answers, wanted);
    }
  }
  return wanted;
}

/**
 * The id of an app, as far as it is known by now; adds the questions that are still open to `wanted`. The marker is asked for
 * where the id of the configuration found nothing, or got no answer.
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
  // An app that is found by its marker is examined for what others could have put on it.
  if (found !== '') wanted.ownPrincipals.add(found);
  return found || (id !== null && !answers.has(answerKey('applications', id)) ? id : null);
}

/** Adds the questions about what belongs to an app. Assignments matter only where they are required. */
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
  /** The items of earlier pages. */
  readonly before: readonly unknown[];
}

/** Questions for every wanted key that was not asked for yet; they are added to `asked`. */
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
 * Adds a reply to the answers and returns the questions that follow from it: the next page, or each key by itself where Graph
 * refused several at once. A reply that is not final is not added: every configuration would wait for it to change.
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

/** The family whose answers come with another's: a failure of one is a failure of both. */
const COMES_WITH: Readonly<Partial<Record<FamilyName, FamilyName>>> = {
  applications: 'owners',
  principals: 'roles',
  ownPrincipals: 'principalOwners',
};

function shareFailure({ family, keys }: Question, reply: GraphReply, answers: FleetReplies): void {
  const other = COMES_WITH[family.name];
  for (const key of other === undefined ? [] : keys) answers.set(answerKey(other ?? 'owners', key), reply);
}

/** Keys that have enough items on the first page of a list that is longer. */
function fullKeys({ enough }: Family, keys: readonly string[], items: readonly unknown[]): readonly string[] {
  const byName = groupBy(items, 'displayName');
  return keys.filter((key) => (byName.get(key)?.length ?? 0) >= (enough ?? 0));
}
