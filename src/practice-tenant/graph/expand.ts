import type { JsonObject } from '../json.ts';
import type { Call } from './call.ts';
import { GraphRefusal, type OperationReply } from './reply.ts';

/** How `$expand` reads each relation, by its name. */
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

/** The body with expanded parts under their own names. Until then they have an `@` name, so that `$select` keeps them. */
export function unwrapped(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name.replace('@expanded.', ''), value]),
  );
}

/** The reply with that done for every item of its list. */
export function withUnwrapped(reply: OperationReply): OperationReply {
  const value = reply.body?.value;
  const items = Array.isArray(value) ? value : [];
  return { ...reply, body: { ...reply.body, value: items.map((item: JsonObject) => unwrapped(item)) } };
}
