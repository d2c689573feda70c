import { DEFAULT_CLIENT_NAME, DEFAULT_SERVER_NAME } from '../core/blueprint.ts';
import { isMicrosoftGraph } from '../core/cloud.ts';
import { type AppWord, AZURE_CLI_APP_ID, isGuid } from '../core/ids.ts';
import { applicationOf, comparableUri, identifierUrisOf, readFacet, same } from './evidence/facets.ts';
import type { Failure } from './failure.ts';
import type { Knowledge } from './knowledge.ts';
import type { Named, Situation } from './situation.ts';

/** The situation of a failure: which of our apps, APIs and tenant its ids and names are. */
export function situationOf(failure: Failure, knowledge: Knowledge): Situation {
  if (knowledge.isMasked) return withoutIds(failure, knowledge);
  const { blueprint } = knowledge;
  const clientAppId =
    knowledge.clientAppId ?? applicationOf(knowledge, 'client')?.appId ?? blueprint?.clientApp.appId ?? null;
  const serverAppId =
    knowledge.serverAppId ?? applicationOf(knowledge, 'server')?.appId ?? blueprint?.serverApi.appId ?? null;
  const ids = { clientAppId, serverAppId };
  const named: Named = {
    app: namedApp(failure, knowledge, ids),
    resource: namedResource(failure, knowledge, ids),
    tenant: namedTenant(failure.tenant, knowledge),
  };
  return { failure, knowledge, named, ...ids };
}

/** For masked snapshots, whose ids equal none: only the name of an app is compared. */
function withoutIds(failure: Failure, knowledge: Knowledge): Situation {
  const app = failure.appName === null ? 'none' : appOfName(failure.appName.toLowerCase(), knowledge);
  const resource = failure.resource !== null && isMicrosoftGraph(failure.resource) ? 'graph' : 'none';
  return {
    failure,
    knowledge,
    named: { app, resource, tenant: 'none' },
    clientAppId: null,
    serverAppId: null,
  };
}

interface Ids {
  readonly clientAppId: string | null;
  readonly serverAppId: string | null;
}

/** Client ids that Microsoft gave out: Azure CLI, Azure PowerShell, Graph command line tools, Visual Studio Code, Claude. */
const MICROSOFT_CLIENTS: readonly string[] = [
  AZURE_CLI_APP_ID,
  '1950a258-227b-4e31-a9cf-717495945fc2',
  '14d82eec-204b-4c2f-b7e8-296a70dab67e',
  'aebc6443-996d-45c2-90f0-388ff96faa56',
  '08ad6f98-a4f8-4635-bb8d-f1a3044760f0',
];

function isMicrosofts(id: string): boolean {
  return MICROSOFT_CLIENTS.some((one) => same(one, id));
}

/** The first id of the message that is ours decides. Another id counts as `other` only where both of ours are known. */
function namedApp(failure: Failure, knowledge: Knowledge, { clientAppId, serverAppId }: Ids): Named['app'] {
  const { appIds, appName } = failure;
  const ours = appIds.find((id) => same(id, clientAppId) || same(id, serverAppId));
  if (ours !== undefined) return same(ours, clientAppId) ? 'client' : 'server';
  if (appIds.some(isMicrosofts)) return 'other';
  const idsUnknown = clientAppId === null && serverAppId === null;
  if ((appIds.length === 0 || idsUnknown) && appName !== null)
    return appOfName(appName.toLowerCase(), knowledge);
  const bothKnown = clientAppId !== null && serverAppId !== null;
  return appIds.length > 0 && bothKnown ? 'other' : 'none';
}

/** By display name; an approval page prints it twice, so the end is compared. */
function appOfName(name: string, knowledge: Knowledge): Named['app'] {
  const { blueprint } = knowledge;
  const names = (app: AppWord, wanted: string) =>
    [wanted, applicationOf(knowledge, app)?.displayName ?? wanted].map((one) => one.toLowerCase());
  const clients = names('client', blueprint?.clientApp.displayName ?? DEFAULT_CLIENT_NAME);
  const servers = names('server', blueprint?.serverApi.displayName ?? DEFAULT_SERVER_NAME);
  const isOf = (ours: readonly string[]) => ours.some((one) => name === one || name.endsWith(` ${one}`));
  if (isOf(clients)) return 'client';
  if (isOf(servers)) return 'server';
  return blueprint === null ? 'none' : 'other';
}

/** By the resource and the prefix of the scopes, which may be different APIs; one of ours or Graph has precedence. */
function namedResource(failure: Failure, knowledge: Knowledge, ids: Ids): Named['resource'] {
  const names = [failure.resource, prefixOf(failure.scopes)].filter((name) => name !== null);
  const kinds = names.map((name) => kindOfResource(name, knowledge, ids));
  return kinds.find((kind) => kind !== 'other' && kind !== 'none') ?? kinds[0] ?? 'none';
}

function kindOfResource(name: string, knowledge: Knowledge, ids: Ids): Named['resource'] {
  if (isMicrosoftGraph(name)) return 'graph';
  if (same(name, ids.clientAppId)) return 'client';
  const uris = identifierUrisOf(knowledge, ids.serverAppId);
  if (same(name, ids.serverAppId) || uris.some((uri) => comparableUri(uri) === comparableUri(name)))
    return 'server';
  return ids.serverAppId !== null || uris.length > 0 ? 'other' : 'none';
}

/** The prefix of the first scope that has one. */
function prefixOf(scopes: readonly string[]): string | null {
  const scope = scopes.find((one) => one.lastIndexOf('/') > 0);
  return scope === undefined ? null : scope.slice(0, scope.lastIndexOf('/')).replace(/\/$/, '');
}

/** By id or domain; display names are not unique. */
function namedTenant(name: string | null, knowledge: Knowledge): Named['tenant'] {
  if (name === null || !(isGuid(name) || name.includes('.'))) return 'none';
  const organization = readFacet(knowledge, 'organization');
  const ours = [
    organization?.tenantId,
    organization?.initialDomain,
    ...(organization?.verifiedDomains ?? []),
    knowledge.blueprint?.tenant,
  ];
  const comparable =
    organization !== undefined || (isGuid(name) && isGuid(knowledge.blueprint?.tenant ?? ''));
  if (ours.some((one) => same(one, name))) return 'ours';
  return comparable ? 'other' : 'none';
}
