import { findAll, list } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import type { Directory } from '../replicas.ts';
import type { CollectionName, Collections } from '../state.ts';
import { type Call, contextOf } from './call.ts';
import { type Filter, parseFilter, unsupportedFilter } from './filter.ts';
import { isMatch, onlyValues, pathsOf } from './filter-match.ts';
import { GraphRefusal, type OperationReply } from './reply.ts';

/** Properties with an index, so that looking up one object does not read the whole collection. */
const INDEXED: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  applications: ['id', 'appId', 'uniqueName', 'displayName'],
  servicePrincipals: ['id', 'appId'],
  grants: ['id', 'clientId', 'resourceId'],
  appRoleAssignments: ['id', 'resourceId', 'principalId'],
};

export const filterOf = ({ query }: Call): Filter | null => {
  const text = query.get('$filter');
  return text === null ? null : parseFilter(text);
};

/** The records that a filter can match, by an index where there is one. */
export function candidates<Name extends CollectionName>(
  directory: Directory,
  collection: Name,
  filter: Filter | null,
): readonly Collections[Name][] {
  for (const key of INDEXED[collection] ?? []) {
    const values = filter === null ? null : onlyValues(filter, key);
    if (values !== null)
      return [...new Set(values)].flatMap((value) => findAll(directory, collection, key, value));
  }
  return list(directory, collection);
}

/** The items that match the filter. Refuses filters on properties that Graph cannot filter by. */
export function matching<Item>(
  items: readonly Item[],
  filter: Filter | null,
  indexed: { readonly resource: string; readonly properties: readonly string[] },
): readonly Item[] {
  if (filter === null) return items;
  const foreign = pathsOf(filter).find((path) => !indexed.properties.includes(path));
  if (foreign !== undefined) throw unsupportedFilter(foreign, indexed.resource);
  return items.filter((item) => isMatch(item, filter));
}

export const selectionOf = ({ query }: Call): readonly string[] | null => {
  const text = query.get('$select');
  return text === null || text === '' ? null : text.split(',').map((name) => name.trim());
};

/** The object with the selected properties only; `@odata` annotations and expanded parts stay. */
export function selected(body: JsonObject, selection: readonly string[] | null, type: string): JsonObject {
  if (selection === null) return body;
  const unknown = selection.find((name) => !(name in body));
  if (unknown !== undefined) {
    throw new GraphRefusal(
      400,
      'BadRequest',
      `Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`,
    );
  }
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => selection.includes(name) || name.startsWith('@')),
  );
}

const DEFAULT_PAGE = 100;
const LARGEST_PAGE = 999;

function pageSize({ query }: Call): number {
  const text = query.get('$top');
  if (text === null) return DEFAULT_PAGE;
  const size = Number(text);
  if (Number.isInteger(size) && size > 0 && size <= LARGEST_PAGE) return size;
  throw new GraphRefusal(
    400,
    'Request_BadRequest',
    `Invalid page size specified: '${text}'. Must be between 1 and ${LARGEST_PAGE} inclusive.`,
  );
}

function nextLink(call: Call, start: number): string {
  const query = new URLSearchParams(call.query);
  query.set('$skiptoken', Buffer.from(String(start)).toString('base64url'));
  return `${call.base}${call.path}?${query.toString()}`;
}

/** The cost of a list in resource units (facts: graph.md §1.0). */
function unitsOf({ query }: Call, basic: number): number {
  const small = query.has('$top') && Number(query.get('$top')) < 20 ? 1 : 0;
  return Math.max(1, basic - (query.has('$select') ? 1 : 0) - small + (query.has('$expand') ? 1 : 0));
}

export interface Listing {
  /** Name of the collection in `@odata.context`. */
  readonly context: string;
  readonly type: string;
  readonly units: number;
}

/** One page of a list: `$top`, `$skiptoken` and `$select` honoured, only the page's items rendered. */
export function page<Item>(
  call: Call,
  items: readonly Item[],
  render: (item: Item) => JsonObject,
  { context, type, units }: Listing,
): OperationReply {
  const token = call.query.get('$skiptoken');
  const start = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString());
  const end = start + pageSize(call);
  const selection = selectionOf(call);
  const named = selection === null ? context : `${context}(${selection.join(',')})`;
  return {
    status: 200,
    units: unitsOf(call, units),
    body: {
      '@odata.context': contextOf(call, named),
      ...(end < items.length ? { '@odata.nextLink': nextLink(call, end) } : {}),
      value: items.slice(start, end).map((item) => selected(render(item), selection, type)),
    },
  };
}

/** One object, with `$select` honoured. */
export function single(
  call: Call,
  body: JsonObject,
  { context, type }: Omit<Listing, 'units'>,
): OperationReply {
  const selection = selectionOf(call);
  const named = selection === null ? context : `${context}(${selection.join(',')})`;
  const value = selected(body, selection, type);
  return { status: 200, body: { '@odata.context': contextOf(call, `${named}/$entity`), ...value } };
}
