import type { JsonObject } from '../json.ts';
import type { Call } from './call.ts';
import { GraphRefusal, type OperationReply } from './reply.ts';

/** What `$expand` brings along, by the name of the relation. */
export type Expansions<Item> = Readonly<Record<string, (call: Call, item: Item) => readonly JsonObject[]>>;

/** One `$expand` a request, at most 20 expanded items (facts: graph.md §1.3). */
export function expanded<Item>(call: Call, item: Item, expansions: Expansions<Item>): JsonObject {
  const name = call.query.get('$expand');
  if (name === null || name === '') return {};
  const [property = ''] = name.split('(');
  const expansion = expansions[property];
  if (name.includes(',') || expansion === undefined) {
    throw new GraphRefusal(400, 'Request_UnsupportedQuery', `Unsupported or invalid query: $expand=${name}.`);
  }
  return { [`@expanded.${property}`]: expansion(call, item).slice(0, 20) };
}

/** Expanded parts pass `$select` untouched, so they travel under an `@` name until the end. */
export function unwrapped(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name.replace('@expanded.', ''), value]),
  );
}

/** The same for every item of a list. */
export function withUnwrapped(reply: OperationReply): OperationReply {
  const value = reply.body?.value;
  const items = Array.isArray(value) ? value : [];
  return { ...reply, body: { ...reply.body, value: items.map((item: JsonObject) => unwrapped(item)) } };
}
