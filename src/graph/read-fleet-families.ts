import * as z from 'zod';
import type { GraphReply } from './client.ts';
import { APPLICATION_PROPERTIES, SERVICE_PRINCIPAL_PROPERTIES } from './wire.ts';

/** The kinds of question that many configurations have and that one request can ask for many keys. */
export type FamilyName =
  | 'applications'
  | 'marked'
  | 'owners'
  | 'principals'
  | 'assignments'
  | 'roles'
  | 'ownPrincipals'
  | 'principalOwners'
  | 'federated'
  | 'grants'
  | 'namesakes';

/** Replies by `answerKey`, as the reader of a single configuration would have got them. */
export type FleetReplies = Map<string, GraphReply>;

export function answerKey(family: FamilyName, key: string): string {
  return `${family}/${key.toLowerCase()}`;
}

/** A filter takes at most this many clauses; with more Graph answers Request_UnsupportedQuery ("Max allowed: 15"). */
const MOST_CLAUSES = 15;
/** At most this many related objects come with an expanded list, and no link to more (Graph's known issues). */
const MOST_EXPANDED = 20;
/** How many apps of one name the reader of a single configuration asks for. */
const MOST_NAMESAKES = 10;

/** One kind of question: the request for many keys, and how its reply is split into a reply for each. */
export interface Family {
  readonly name: FamilyName;
  /** The most keys in one request. */
  readonly atOnce: number;
  readonly pathFor: (keys: readonly string[]) => string;
  /** Splits the items of all pages into a reply for each key; null where the request is for one key, and its reply the answer. */
  readonly answersFrom: ((keys: readonly string[], items: readonly unknown[]) => FleetReplies) | null;
  /**
   * Null: every page is read. Else only the first is, and of a list with more pages it answers the keys that have this many
   * items on it; the others are asked for one by one.
   */
  readonly enough: number | null;
}

const selectFor = (path: string, property: string, query?: string) => (keys: readonly string[]) =>
  `${path}?$filter=${anyOf(property, keys)}${query === undefined ? '' : `&${query}`}`;

/** A filter of `eq` clauses: `in` is not documented for all of these properties. */
function anyOf(property: string, keys: readonly string[]): string {
  return keys.map((key) => `${property} eq '${encodeURIComponent(key.replaceAll("'", "''"))}'`).join(' or ');
}

/** The properties that show whether an app found by its marker holds somebody else's credentials. */
export const OWN_PRINCIPAL_PROPERTIES = `${SERVICE_PRINCIPAL_PROPERTIES},passwordCredentials,keyCredentials`;
const WITH_OWNERS = `$select=${APPLICATION_PROPERTIES}&$expand=owners`;

export const FAMILIES: Readonly<Record<Exclude<FamilyName, 'owners' | 'roles' | 'principalOwners'>, Family>> =
  {
    applications: listed(
      'applications',
      selectFor('/applications', 'appId', WITH_OWNERS),
      applicationsBy('appId'),
    ),
    marked: listed(
      'marked',
      selectFor('/applications', 'uniqueName', WITH_OWNERS),
      applicationsBy('uniqueName'),
    ),
    principals: listed(
      'principals',
      selectFor(
        '/servicePrincipals',
        'appId',
        `$select=${SERVICE_PRINCIPAL_PROPERTIES}&$expand=appRoleAssignments`,
      ),
      (keys, items) =>
        new Map([
          ...oneEach('principals', 'appId', keys, items),
          ...membersOf('roles', 'appRoleAssignments', keys, items),
        ]),
    ),
    ownPrincipals: listed(
      'ownPrincipals',
      selectFor('/servicePrincipals', 'appId', `$select=${OWN_PRINCIPAL_PROPERTIES}&$expand=owners`),
      (keys, items) =>
        new Map([
          ...oneEach('ownPrincipals', 'appId', keys, items),
          ...membersOf('principalOwners', 'owners', keys, items),
        ]),
    ),
    federated: listed(
      'federated',
      selectFor('/applications', 'appId', '$select=id,appId&$expand=federatedIdentityCredentials'),
      (keys, items) => membersOf('federated', 'federatedIdentityCredentials', keys, items),
    ),
    grants: {
      ...listed('grants', selectFor('/oauth2PermissionGrants', 'clientId'), (keys, items) =>
        listEach('grants', 'clientId', keys, items),
      ),
      // Where users have consented one by one lists are long, and the reader of a single configuration cuts them short.
      enough: Number.POSITIVE_INFINITY,
    },
    namesakes: {
      ...listed(
        'namesakes',
        selectFor(
          '/applications',
          'displayName',
          '$select=appId,displayName,createdDateTime,uniqueName&$top=999',
        ),
        (keys, items) => listEach('namesakes', 'displayName', keys, items, MOST_NAMESAKES),
      ),
      enough: MOST_NAMESAKES,
    },
    assignments: {
      name: 'assignments',
      atOnce: 1,
      pathFor: ([appId]) => `/servicePrincipals(appId='${appId}')/appRoleAssignedTo?$top=1`,
      answersFrom: null,
      enough: null,
    },
  };

function listed(
  name: FamilyName,
  pathFor: Family['pathFor'],
  answersFrom: NonNullable<Family['answersFrom']>,
): Family {
  return { name, atOnce: MOST_CLAUSES, pathFor, answersFrom, enough: null };
}

/** Answers for applications, by the property they were asked for by and by app id, and for owners where the expanded list is complete. */
function applicationsBy(property: 'appId' | 'uniqueName') {
  const name = property === 'appId' ? 'applications' : 'marked';
  return (keys: readonly string[], items: readonly unknown[]): FleetReplies => {
    const found = items.map((item) => textOf(item, 'appId'));
    const absent = property === 'appId' ? keys.filter((key) => !found.includes(key.toLowerCase())) : [];
    return new Map([
      ...oneEach(name, property, keys, items),
      ...oneEach('applications', 'appId', found, items),
      ...membersOf('owners', 'owners', found, items),
      ...absent.map((key) => [answerKey('owners', key), NOT_FOUND] as const),
    ]);
  };
}

function oneEach(
  name: FamilyName,
  property: string,
  keys: readonly string[],
  items: readonly unknown[],
): FleetReplies {
  const byKey = groupBy(items, property);
  return new Map(
    keys.map((key) => {
      const [item] = byKey.get(key.toLowerCase()) ?? [];
      return [answerKey(name, key), item === undefined ? NOT_FOUND : found(item)];
    }),
  );
}

function listEach(
  name: FamilyName,
  property: string,
  keys: readonly string[],
  items: readonly unknown[],
  most = Number.POSITIVE_INFINITY,
): FleetReplies {
  const byKey = groupBy(items, property);
  return new Map(
    keys.map((key) => [
      answerKey(name, key),
      found({ value: (byKey.get(key.toLowerCase()) ?? []).slice(0, most) }),
    ]),
  );
}

/** Answers from lists that came expanded with their app. One of 20 may be cut off, so it is left to be asked for by itself. */
function membersOf(
  name: FamilyName,
  member: 'owners' | 'federatedIdentityCredentials' | 'appRoleAssignments',
  keys: readonly string[],
  items: readonly unknown[],
): FleetReplies {
  const byKey = groupBy(items, 'appId');
  const answers: FleetReplies = new Map();
  for (const key of keys) {
    const [item] = byKey.get(key.toLowerCase()) ?? [];
    const parsed = z.looseObject({ [member]: z.array(z.unknown()) }).safeParse(item);
    const list = parsed.success ? parsed.data[member] : undefined;
    if (item === undefined) answers.set(answerKey(name, key), NOT_FOUND);
    else if (Array.isArray(list) && list.length < MOST_EXPANDED)
      answers.set(answerKey(name, key), found({ value: list }));
  }
  return answers;
}

/** Items by the lower-case value of a property: the directory compares ids and names without case. */
export function groupBy(
  items: readonly unknown[],
  property: string,
): ReadonlyMap<string, readonly unknown[]> {
  const groups = new Map<string, unknown[]>();
  for (const item of items) {
    const key = textOf(item, property);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** A text property of something unchecked, in lower case; empty where there is none. */
export function textOf(item: unknown, property: string): string {
  const value: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, property) : undefined;
  return typeof value === 'string' ? value.toLowerCase() : '';
}

function found(body: unknown): GraphReply {
  return { status: 200, body, headers: new Headers() };
}

export const NOT_FOUND: GraphReply = {
  status: 404,
  body: { error: { code: 'Request_ResourceNotFound', message: 'It is not among those that were listed.' } },
  headers: new Headers(),
};
