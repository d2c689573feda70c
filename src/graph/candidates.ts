import * as z from 'zod';
import type { Candidate } from '../core/foreign.ts';
import type { AppId } from '../core/ids.ts';
import { type BatchOptions, requestBatch } from './batch.ts';
import type { Graph, GraphReply } from './client.ts';
import { parseFailure, refusal } from './failure.ts';
import { pageOf } from './page.ts';
import { OWN_PRINCIPAL_PROPERTIES } from './read-fleet-families.ts';
import { rolesPath } from './read-roles.ts';
import {
  APPLICATION_PROPERTIES,
  parseApplication,
  parseFederatedCredentials,
  parseGrants,
  parseOwners,
  parser,
  parseServicePrincipal,
} from './wire.ts';

/** Reads apps that a search found and that may be this setup's, with everything on them that others could have put there. Apps that are gone are left out. */
export async function readCandidates(
  graph: Graph,
  appIds: readonly AppId[],
  options: BatchOptions,
): Promise<readonly Candidate[]> {
  if (appIds.length === 0) return [];
  const replies = await readConsistently(graph, appIds.flatMap(partPaths), options);
  const rows = appIds.map((_, index) => replies.slice(index * PARTS, (index + 1) * PARTS));
  const principals = rows.flatMap(([, , , , reply]) => parsed(reply, parseServicePrincipal)?.objectId ?? []);
  const grants = await readGrants(graph, principals, options);
  return rows.flatMap((row) => candidateFrom(graph, row, grants) ?? []);
}

/** How often parts that one replica does not have and another does are read again. */
const MOST_ROUNDS = 4;

/**
 * Sends the requests, and those answered 404 again where replicas seem to differ after a create: the search found the app, so its
 * parts exist; parts of a service principal exist where any of them was found.
 */
async function readConsistently(
  graph: Graph,
  paths: readonly string[],
  options: BatchOptions,
): Promise<readonly GraphReply[]> {
  let replies = await requestBatch(graph, paths, options);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const inconsistent = paths.flatMap((_, index) => (isInconsistent(replies, index) ? [index] : []));
    if (inconsistent.length === 0) break;
    const again = await requestBatch(
      graph,
      inconsistent.map((index) => paths[index] ?? ''),
      options,
    );
    replies = replies.map((reply, index) => again[inconsistent.indexOf(index)] ?? reply);
  }
  return replies;
}

function isInconsistent(replies: readonly GraphReply[], index: number): boolean {
  if (replies[index]?.status !== 404) return false;
  const first = index - (index % PARTS);
  const isOfPrincipal = index - first >= PARTS_OF_APPLICATION;
  const principal = replies.slice(first + PARTS_OF_APPLICATION, first + PARTS);
  return !isOfPrincipal || principal.some(({ status }) => status === 200);
}

function candidateFrom(
  graph: Graph,
  [application, owners, federated, roles, principal, principalOwners]: readonly GraphReply[],
  grants: GrantsByPrincipal,
): Candidate | null {
  if (application === undefined || application.status === 404) return null;
  if (application.status !== 200)
    throw refusal(
      graph,
      parseFailure(application),
      'look at an app that could be meant',
      'read-applications',
    );
  const own = parsed(principal, parseServicePrincipal)?.objectId ?? '';
  const hasPrincipal = principal?.status !== 404;
  return {
    application: parseApplication(application.body),
    owners: parsed(owners, parseOwners),
    federatedCredentials: parsed(federated, parseFederatedCredentials),
    grants: hasPrincipal ? (grants.get(own) ?? null) : [],
    appRoles: hasPrincipal ? countOf(roles) : 0,
    principalOwners: hasPrincipal ? parsed(principalOwners, parseOwners) : [],
    principalKeys: hasPrincipal ? parsed(principal, keysOf) : [],
  };
}

const keys = z.array(z.object({ keyId: z.string() })).nullish();
const parseKeys = parser('service principal', z.object({ passwordCredentials: keys, keyCredentials: keys }));

/** A service principal may hold credentials of its own, which sign in as the app like those of its registration. */
function keysOf(body: unknown): readonly string[] {
  const { passwordCredentials, keyCredentials } = parseKeys(body);
  return [...(passwordCredentials ?? []), ...(keyCredentials ?? [])].map(({ keyId }) => keyId);
}

type GrantsByPrincipal = ReadonlyMap<string, Candidate['grants']>;

/** How many parts are read of each app; the first ones belong to the application, the others to its service principal. */
const PARTS = 6;
const PARTS_OF_APPLICATION = 3;

function partPaths(appId: AppId): readonly string[] {
  const [application, principal] = [
    `/applications(appId='${appId}')`,
    `/servicePrincipals(appId='${appId}')`,
  ];
  return [
    `${application}?$select=${APPLICATION_PROPERTIES}`,
    `${application}/owners?$select=id,displayName,userPrincipalName`,
    `${application}/federatedIdentityCredentials`,
    rolesPath(appId),
    `${principal}?$select=${OWN_PRINCIPAL_PROPERTIES}`,
    `${principal}/owners?$select=id,displayName,userPrincipalName`,
  ];
}

async function readGrants(
  graph: Graph,
  principals: readonly string[],
  options: BatchOptions,
): Promise<GrantsByPrincipal> {
  if (principals.length === 0) return new Map();
  const paths = principals.map((id) => `/oauth2PermissionGrants?$filter=clientId eq '${id}'`);
  const replies = await requestBatch(graph, paths, options);
  return new Map(principals.map((id, index) => [id, completeList(replies[index])]));
}

/** Null for a list that goes on after its first page: what follows is not known. */
function completeList(reply: GraphReply | undefined): Candidate['grants'] {
  const goesOn = reply === undefined || (pageOf(reply)?.next ?? null) !== null;
  return goesOn ? null : parsed(reply, parseGrants);
}

function parsed<Value>(reply: GraphReply | undefined, parse: (body: unknown) => Value): Value | null {
  return reply?.status === 200 ? parse(reply.body) : null;
}

function countOf(reply: GraphReply | undefined): number | null {
  return reply?.status === 200 ? (pageOf(reply)?.items.length ?? null) : null;
}
