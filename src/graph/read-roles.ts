import * as z from 'zod';
import type { AppId } from '../core/ids.ts';
import type { GrantedRole } from '../core/tenant.ts';
import type { BatchOptions } from './batch.ts';
import type { Graph, GraphReply } from './client.ts';
import { withAllPages } from './page.ts';
import { parser } from './wire.ts';

type Replies = ReadonlyMap<string, GraphReply>;

/** A service principal can hold 1,500 application permissions, a page shows 100 (Graph's documented limits). */
const MOST_PAGES = 15;
const PART = /^(client|server)\.roles$/;

/** The path of the application permissions that an app holds. */
export function rolesPath(appId: AppId): string {
  return `/servicePrincipals(appId='${appId}')/appRoleAssignments`;
}

/** The replies with all pages of the lists of application permissions. */
export function withAllRoles(graph: Graph, replies: Replies, options: BatchOptions): Promise<Replies> {
  const names = [...replies.keys()].filter((name) => PART.test(name));
  return withAllPages(graph, replies, { names, most: MOST_PAGES }, options);
}

const assignments = z.object({
  value: z.array(
    z.object({
      appRoleId: z.string(),
      resourceId: z.string(),
      resourceDisplayName: z.string().nullish(),
      createdDateTime: z.string().nullish(),
    }),
  ),
});
const parseAssignments = parser('list of app role assignments', assignments);

/** Paths of the APIs on which application permissions are held, for the names of those. */
export function roleNamePaths(replies: Replies): Record<string, string> {
  const ids = [...replies].flatMap(([name, { status, body }]) => {
    const parsed = PART.test(name) && status === 200 ? assignments.safeParse(body) : null;
    return parsed?.success ? parsed.data.value.map(({ resourceId }) => resourceId) : [];
  });
  return Object.fromEntries(
    ids.map((id) => [`names.${id}`, `/servicePrincipals/${id}?$select=id,displayName,appRoles`]),
  );
}

const named = z.object({
  displayName: z.string().nullish(),
  appRoles: z.array(z.object({ id: z.string(), value: z.string().nullish() })).nullish(),
});

/** A parser of such lists. The name of a permission is null where its API could not be read. */
export function parseRolesWith(replies: Replies): (body: unknown) => readonly GrantedRole[] {
  const apis = new Map<string, z.infer<typeof named> | undefined>();
  const apiOf = (id: string) => {
    if (!apis.has(id)) apis.set(id, named.safeParse(replies.get(`names.${id}`)?.body).data);
    return apis.get(id);
  };
  return (body) =>
    parseAssignments(body).value.map(({ appRoleId, resourceId, resourceDisplayName, createdDateTime }) => {
      const api = apiOf(resourceId);
      return {
        appRoleId,
        permission: api?.appRoles?.find(({ id }) => id === appRoleId)?.value ?? null,
        resourceId,
        resource: resourceDisplayName ?? api?.displayName ?? null,
        createdDateTime: createdDateTime ?? null,
      };
    });
}
