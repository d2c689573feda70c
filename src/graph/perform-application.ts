import { MARKER_PREFIX } from '../core/blueprint.ts';
import type { ApplicationDraft, Change, ChangeKind, ResourceWord } from '../core/change.ts';
import { CLOUDS } from '../core/cloud.ts';
import { type AppId, type AppWord, ENTERPRISE_TAG, MICROSOFT_GRAPH_APP_ID } from '../core/ids.ts';
import { union } from '../core/sets.ts';
import { APP_WORDS } from '../core/summarise.ts';
import type { Application } from '../core/tenant.ts';
import type { GraphReply } from './client.ts';
import { parseFailure } from './failure.ts';
import { type Known, learn } from './known.ts';
import { refuseDeleted } from './recycle-bin.ts';
import { required } from './settle.ts';
import { parseApplication, parseServicePrincipal } from './wire.ts';
import {
  currentApplication,
  patchApplication,
  requiredResourceBody,
  scopeBody,
  type WriteEnvironment,
  write,
} from './write.ts';

type Of<Kind extends ChangeKind> = Extract<Change, { kind: Kind }>;

/**
 * Creates by upsert on the marker: a create that timed out is found, not doubled, when it is sent again (facts:
 * graph.md §1.5). 204 says that it existed already, and shows nothing; 409 says so where the replica that answered has
 * not seen it yet, or where the recycle bin holds it.
 */
export async function createApplication(
  environment: WriteEnvironment,
  known: Known,
  { app, draft }: Of<'create-application'>,
  doing: string,
): Promise<Known> {
  const path = `/applications(uniqueName='${draft.uniqueName}')`;
  const upsert = (accepts: (reply: GraphReply) => boolean) =>
    write(environment, {
      method: 'PATCH',
      path,
      doing,
      options: { body: draftBody(draft, known), headers: { Prefer: 'create-if-missing' } },
      accepts,
    });
  const first = await upsert((reply) => isNameTaken(reply) || reply.status === 404);
  if (first.status >= 400) await refuseDeleted(environment, { ...draft, app, path });
  const reply = first.status === 404 ? await upsert(isNameTaken) : first;
  const shown = reply.status === 201 ? reply : await write(environment, { method: 'GET', path, doing });
  const application = parseApplication(shown.body);
  const { appId, objectId } = application;
  return learn(known, app, { appId, objectId, application, principalId: null });
}

function isNameTaken(reply: GraphReply): boolean {
  return reply.status === 409 && /uniqueName already exists/i.test(parseFailure(reply).message);
}

function draftBody(draft: ApplicationDraft, known: Known): object {
  const { platform, uris } = draft.redirectUris;
  return {
    displayName: draft.displayName,
    signInAudience: 'AzureADMyOrg',
    isFallbackPublicClient: draft.isFallbackPublicClient,
    [platform]: { redirectUris: uris },
    tags: [MARKER_PREFIX],
    api: {
      ...(draft.tokenVersion === null ? {} : { requestedAccessTokenVersion: draft.tokenVersion }),
      oauth2PermissionScopes: draft.scopes.map((scope) =>
        scopeBody({ ...scope, type: 'User', isEnabled: true }),
      ),
    },
    requiredResourceAccess: draft.requiredPermissions.map(({ resource, scopes }) =>
      requiredResourceBody({
        resourceAppId: resourceAppId(known, resource),
        scopeIds: scopes.map(({ id }) => id),
        roleIds: [],
      }),
    ),
  };
}

function resourceAppId(known: Known, resource: ResourceWord): AppId {
  if (resource === 'microsoft-graph') return MICROSOFT_GRAPH_APP_ID;
  return required(known.server.appId, 'the app id of MCP Server API');
}

export async function createServicePrincipal(
  environment: WriteEnvironment,
  known: Known,
  { app }: Of<'create-service-principal'>,
  doing: string,
): Promise<Known> {
  const appId = required(known[app].appId, `the app id of ${APP_WORDS[app]}`);
  const reply = await write(environment, {
    method: 'POST',
    path: '/servicePrincipals',
    doing,
    options: { body: { appId, tags: [ENTERPRISE_TAG] }, repeatable: true },
    accepts: isPrincipalThere,
  });
  const exists = reply.status === 409;
  const shown = exists
    ? await write(environment, { method: 'GET', path: `/servicePrincipals(appId='${appId}')`, doing })
    : reply;
  const { objectId } = parseServicePrincipal(shown.body);
  return learn(known, app, { principalId: objectId, principalFresh: !exists });
}

/** Recording 29. Haste is answered 409, too, which `write` waits out. */
function isPrincipalThere(reply: GraphReply): boolean {
  return reply.status === 409 && /already in use/i.test(parseFailure(reply).message);
}

export async function enableServicePrincipal(
  environment: WriteEnvironment,
  known: Known,
  { app }: Of<'enable-service-principal'>,
  doing: string,
): Promise<Known> {
  const id = required(known[app].principalId, `the service principal of ${APP_WORDS[app]}`);
  await write(environment, {
    method: 'PATCH',
    path: `/servicePrincipals/${id}`,
    doing,
    options: { body: { accountEnabled: true } },
  });
  return known;
}

export async function setSignInAudience(
  environment: WriteEnvironment,
  known: Known,
  { app, to }: Of<'set-sign-in-audience'>,
  doing: string,
): Promise<Known> {
  const before = await currentApplication(environment, known, app);
  const after = { ...before, signInAudience: to };
  return patchApplication(environment, known, app, { body: { signInAudience: to }, after, doing });
}

export async function setFallbackPublicClient(
  environment: WriteEnvironment,
  known: Known,
  { app, to }: Of<'set-fallback-public-client'>,
  doing: string,
): Promise<Known> {
  const before = await currentApplication(environment, known, app);
  const after = { ...before, isFallbackPublicClient: to };
  return patchApplication(environment, known, app, { body: { isFallbackPublicClient: to }, after, doing });
}

export async function addRedirectUris(
  environment: WriteEnvironment,
  known: Known,
  { app, platform, uris }: Of<'add-redirect-uris'>,
  doing: string,
): Promise<Known> {
  const before = await currentApplication(environment, known, app);
  const redirectUris = { ...before.redirectUris, [platform]: union(before.redirectUris[platform], uris) };
  return patchRedirectUris(environment, known, { app, before, redirectUris, platforms: [platform], doing });
}

export async function moveRedirectUris(
  environment: WriteEnvironment,
  known: Known,
  { app, from, to, uris }: Of<'move-redirect-uris'>,
  doing: string,
): Promise<Known> {
  const before = await currentApplication(environment, known, app);
  const redirectUris = {
    ...before.redirectUris,
    [from]: before.redirectUris[from].filter((uri) => !uris.includes(uri)),
    [to]: union(before.redirectUris[to], uris),
  };
  return patchRedirectUris(environment, known, { app, before, redirectUris, platforms: [from, to], doing });
}

/** Sends the URIs alone: `web.redirectUriSettings` sent back after a read is refused (facts: graph.md §1.6). */
function patchRedirectUris(
  environment: WriteEnvironment,
  known: Known,
  change: {
    readonly app: AppWord;
    readonly before: Application;
    readonly redirectUris: Application['redirectUris'];
    readonly platforms: readonly (keyof Application['redirectUris'])[];
    readonly doing: string;
  },
): Promise<Known> {
  const { app, before, redirectUris, platforms, doing } = change;
  const body = Object.fromEntries(
    platforms.map((platform) => [platform, { redirectUris: redirectUris[platform] }]),
  );
  return patchApplication(environment, known, app, { body, after: { ...before, redirectUris }, doing });
}

export async function addPermissions(
  environment: WriteEnvironment,
  known: Known,
  { app, resource, scopes }: Of<'add-permissions'>,
  doing: string,
): Promise<Known> {
  const before = await currentApplication(environment, known, app);
  const resourceId = resourceAppId(known, resource);
  const listed = before.requiredResources.find((one) => one.resourceAppId === resourceId);
  const scopeIds = union(
    listed?.scopeIds ?? [],
    scopes.map(({ id }) => id),
  );
  const requiredResources = [
    ...before.requiredResources.filter((one) => one !== listed),
    { resourceAppId: resourceId, scopeIds, roleIds: listed?.roleIds ?? [] },
  ];
  const body = { requiredResourceAccess: requiredResources.map(requiredResourceBody) };
  return patchApplication(environment, known, app, { body, after: { ...before, requiredResources }, doing });
}

export async function addOwner(
  environment: WriteEnvironment,
  known: Known,
  { app }: Of<'add-owner'>,
  doing: string,
): Promise<Known> {
  const { graph } = environment;
  const id = required(known[app].objectId, `the object id of ${APP_WORDS[app]}`);
  const owner = `${CLOUDS[graph.cloud].graph}/v1.0/directoryObjects/${graph.access.claims.objectId}`;
  await write(environment, {
    method: 'POST',
    path: `/applications/${id}/owners/$ref`,
    doing,
    options: { body: { '@odata.id': owner }, repeatable: true },
    accepts: (reply) => /object references already exist/i.test(parseFailure(reply).message),
  });
  return known;
}
