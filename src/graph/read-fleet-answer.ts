import { isFinal, parseBatch } from './batch.ts';
import type { Graph, GraphReply } from './client.ts';
import { answerKey, type FamilyName, type FleetReplies, NOT_FOUND } from './read-fleet-families.ts';
import type { FleetReading } from './read-fleet-gather.ts';

interface BatchPart {
  readonly id: string;
  readonly url: string;
}

/** A Graph that answers the parts of batches from what was read ahead. It sends the others, and adds their replies to `shared`. */
export function graphFromAnswers(graph: Graph, gathered: FleetReading, shared: FleetReplies): Graph {
  return {
    ...graph,
    send: async (method, path, options = {}) => {
      if (path !== '/$batch') return graph.send(method, path, options);
      const { requests } = options.body as { readonly requests: readonly BatchPart[] };
      const answers = requests.map(({ url }) => answerTo(url, gathered) ?? shared.get(url) ?? null);
      const open = requests.filter((_, index) => answers[index] === null);
      if (open.length === 0) return batchReply(requests, answers);
      const reply = await graph.send(method, path, { ...options, body: { requests: open } });
      if (reply.status !== 200) return reply;
      const sent = new Map(parseBatch(reply.body));
      keep(open, sent, shared);
      return batchReply(
        requests,
        requests.map(({ id }, index) => answers[index] ?? sent.get(Number(id)) ?? null),
      );
    },
  };
}

/** Only final replies: others are asked for again. */
function keep(
  parts: readonly BatchPart[],
  replies: ReadonlyMap<number, GraphReply>,
  shared: FleetReplies,
): void {
  for (const { id, url } of parts) {
    const reply = replies.get(Number(id));
    if (isFinal(reply)) shared.set(url, reply);
  }
}

function batchReply(parts: readonly BatchPart[], answers: readonly (GraphReply | null)[]): GraphReply {
  const responses = parts.flatMap(({ id }, index) => {
    const answer = answers[index];
    return answer ? [{ ...answer, id, headers: Object.fromEntries(answer.headers) }] : [];
  });
  return { status: 200, body: { responses }, headers: new Headers() };
}

/** The paths by which the reader of a single configuration asks for each family; the group is the key. */
const QUESTIONS: readonly (readonly [FamilyName, RegExp])[] = [
  ['applications', /^\/applications\(appId='([^']+)'\)\?/],
  ['marked', /^\/applications\(uniqueName='([^']+)'\)\?/],
  ['owners', /^\/applications\(appId='([^']+)'\)\/owners\b/],
  ['federated', /^\/applications\(appId='([^']+)'\)\/federatedIdentityCredentials\b/],
  ['namesakes', /^\/applications\?\$filter=displayName eq '(.*)'&\$select=/],
  ['principals', /^\/servicePrincipals\(appId='([^']+)'\)\?\$select=id,appId,\w+,\w+$/],
  ['ownPrincipals', /^\/servicePrincipals\(appId='([^']+)'\)\?\$select=id,appId,.*,keyCredentials$/],
  ['principalOwners', /^\/servicePrincipals\(appId='([^']+)'\)\/owners\b/],
  ['assignments', /^\/servicePrincipals\(appId='([^']+)'\)\/appRoleAssignedTo\b/],
  ['roles', /^\/servicePrincipals\(appId='([^']+)'\)\/appRoleAssignments$/],
  ['grants', /^\/oauth2PermissionGrants\?\$filter=clientId eq '([^']+)'$/],
];

function answerTo(url: string, gathered: FleetReading): GraphReply | null {
  // `requestBatch` percent-encodes the spaces of a filter.
  const path = url.replaceAll('%20', ' ');
  for (const [family, question] of QUESTIONS) {
    const [, text] = question.exec(path) ?? [];
    if (text === undefined) continue;
    const name = family === 'namesakes' ? nameIn(text) : text;
    const key = answerKey(family, name);
    // A marker that was not asked for is one that no configuration needs: its app was found by id.
    const unasked = family === 'marked' && !gathered.asked.has(key) ? NOT_FOUND : null;
    return gathered.answers.get(key) ?? unasked;
  }
  return null;
}

/** A display name as it stands in a filter: percent-encoded, quotes doubled. */
function nameIn(text: string): string {
  return decodeURIComponent(text).replaceAll("''", "'");
}
