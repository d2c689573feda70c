import { MARKER_PREFIX, PENDING_APP_IDS } from '../core/blueprint.ts';
import type { Change, ChangeKind } from '../core/change.ts';
import { type AppWord, ENTERPRISE_TAG } from '../core/ids.ts';
import { mustBeDisabled } from '../core/scope-edit.ts';
import { simulate } from '../core/simulate.ts';
import { summarise } from '../core/summarise.ts';
import {
  type Application,
  facetOf,
  type Grant,
  type PublishedScope,
  type RequiredResource,
  type ServicePrincipal,
  type Tenant,
} from '../core/tenant.ts';

/** A request to Microsoft Graph as somebody else would send it by hand. */
export interface ShownRequest {
  /** What it is for, as the plan says it. */
  readonly summary: string;
  readonly method: 'POST' | 'PATCH';
  /** After `/v1.0`. Ids that do not exist yet stand in braces. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** What to note of the reply, or to mind. */
  readonly remark?: string;
}

/** The tenant on both sides of a change: collections are written whole, so a request needs what was there. */
interface Sides {
  readonly before: Tenant;
  readonly after: Tenant;
  /** Address of Graph with its version, for bodies that name an object by URL. */
  readonly graph: string;
}

type Sent = Omit<ShownRequest, 'summary'>;

type Requests = {
  readonly [Kind in ChangeKind]: (
    change: Extract<Change, { kind: Kind }>,
    sides: Sides,
  ) => Sent | readonly Sent[];
};

/** Requests for a plan, in order, each with the collections that hold after the changes before it. */
export function requestsFor(
  changes: readonly Change[],
  tenant: Tenant,
  graph: string,
): readonly ShownRequest[] {
  const requests: ShownRequest[] = [];
  let before = tenant;
  for (const change of changes) {
    const after = simulate(before, change);
    const requestOf = REQUESTS[change.kind] as (change: Change, sides: Sides) => Sent | readonly Sent[];
    const sent = [requestOf(change, { before, after, graph })].flat();
    requests.push(...sent.map((one) => ({ summary: summarise(change), ...one })));
    before = after;
  }
  return requests;
}

const REQUESTS: Requests = {
  'create-application': ({ app, draft }, { after }) => ({
    method: 'PATCH',
    path: `/applications(uniqueName='${draft.uniqueName}')`,
    headers: { Prefer: 'create-if-missing' },
    body: applicationBody(applicationOf(app, after)),
    remark: `Note "id" of the reply as {${app}.objectId} and "appId" as ${PENDING_APP_IDS[app]}.`,
  }),
  'create-service-principal': ({ app }, { after }) => ({
    method: 'POST',
    path: '/servicePrincipals',
    body: { appId: applicationOf(app, after).appId, tags: [ENTERPRISE_TAG] },
    remark: `Note "id" as {${app}.servicePrincipalId}. A refusal in the first minutes only means that the app is not known everywhere yet.`,
  }),
  'enable-service-principal': ({ app }, { after }) => ({
    method: 'PATCH',
    path: `/servicePrincipals/${principalOf(app, after).objectId}`,
    body: { accountEnabled: true },
  }),
  'set-sign-in-audience': ({ app, to }, { after }) => patch(app, after, { signInAudience: to }),
  'set-fallback-public-client': ({ app, to }, { after }) => patch(app, after, { isFallbackPublicClient: to }),
  'add-redirect-uris': ({ app, platform }, { after }) => patchRedirects(app, after, [platform]),
  'move-redirect-uris': ({ app, from, to }, { after }) => patchRedirects(app, after, [from, to]),
  'add-identifier-uri': (_change, { after }) =>
    patch('server', after, { identifierUris: applicationOf('server', after).identifierUris }),
  'add-scope': (_change, { after }) => patchScopes(after),
  'enable-scope': (_change, { after }) => patchScopes(after),
  'set-scope-consent': ({ value, scope }, { before, after }) =>
    mustBeDisabled(applicationOf('server', before), value, { ...scope, type: 'User' })
      ? [patchScopes(before, value), patchScopes(after)]
      : patchScopes(after),
  'set-token-version': ({ to }, { after }) =>
    patch('server', after, { api: { requestedAccessTokenVersion: to } }),
  'add-permissions': ({ app }, { after }) =>
    patch(app, after, {
      requiredResourceAccess: applicationOf(app, after).requiredResources.map(requiredResourceBody),
    }),
  'add-secret': ({ displayName, endDateTime }, { after }) => ({
    method: 'POST',
    path: `/applications/${applicationOf('server', after).objectId}/addPassword`,
    body: { passwordCredential: { displayName, endDateTime } },
    remark: 'The reply holds the secret, once. Send it to a file that only you can read.',
  }),
  'add-certificate': ({ certificate }, { before, after }) =>
    patch('server', after, {
      keyCredentials: [
        ...applicationOf('server', before).keyCredentials.map(({ keyId }) => ({
          keyId,
          ...KEY_KIND,
          key: null,
        })),
        { ...KEY_KIND, key: certificate?.der ?? '{base64 of the certificate in DER form}' },
      ],
    }),
  'add-federated-credential': ({ name, issuer, subject, audience }, { after }) => ({
    method: 'POST',
    path: `/applications/${applicationOf('server', after).objectId}/federatedIdentityCredentials`,
    body: { name, issuer, subject, audiences: [audience] },
  }),
  'grant-consent': ({ app, before: scopesBefore }, { before, after }) =>
    grantRequest(newGrant(app, before, after), scopesBefore.length > 0),
  'add-owner': ({ app }, { after, graph }) => ({
    method: 'POST',
    path: `/applications/${applicationOf(app, after).objectId}/owners/$ref`,
    body: { '@odata.id': `${graph}/directoryObjects/{object id of the owner}` },
  }),
};

const KEY_KIND = { type: 'AsymmetricX509Cert', usage: 'Verify' };

function applicationOf(app: AppWord, tenant: Tenant): Application {
  const application = facetOf(tenant, app === 'client' ? 'clientApplication' : 'serverApplication');
  if (!application) throw new Error(`No ${app} application is foreseen.`);
  return application;
}

function principalOf(app: AppWord, tenant: Tenant): ServicePrincipal {
  const principal = facetOf(tenant, app === 'client' ? 'clientPrincipal' : 'serverPrincipal');
  if (!principal) throw new Error(`No service principal of the ${app} application is foreseen.`);
  return principal;
}

function patch(app: AppWord, tenant: Tenant, body: unknown): Omit<ShownRequest, 'summary'> {
  return { method: 'PATCH', path: `/applications/${applicationOf(app, tenant).objectId}`, body };
}

function patchRedirects(
  app: AppWord,
  tenant: Tenant,
  platforms: readonly (keyof Application['redirectUris'])[],
) {
  const { redirectUris } = applicationOf(app, tenant);
  return patch(
    app,
    tenant,
    Object.fromEntries(platforms.map((one) => [one, { redirectUris: redirectUris[one] }])),
  );
}

/** All scopes, one of them disabled where that is said. */
function patchScopes(tenant: Tenant, disabled: string | null = null) {
  const scopes = applicationOf('server', tenant).scopes.map((scope) =>
    scope.value === disabled ? { ...scope, isEnabled: false } : scope,
  );
  return patch('server', tenant, { api: { oauth2PermissionScopes: scopes.map(scopeBody) } });
}

function applicationBody(application: Application): unknown {
  const { displayName, signInAudience, isFallbackPublicClient, redirectUris, tokenVersion, scopes } =
    application;
  const platforms = Object.entries(redirectUris).filter(([, uris]) => uris.length > 0);
  const api = {
    ...(tokenVersion !== null && { requestedAccessTokenVersion: tokenVersion }),
    ...(scopes.length > 0 && { oauth2PermissionScopes: scopes.map(scopeBody) }),
  };
  return {
    displayName,
    signInAudience,
    isFallbackPublicClient,
    tags: [MARKER_PREFIX],
    ...Object.fromEntries(platforms.map(([platform, uris]) => [platform, { redirectUris: uris }])),
    ...(Object.keys(api).length > 0 && { api }),
    requiredResourceAccess: application.requiredResources.map(requiredResourceBody),
  };
}

function scopeBody({ id, value, type, isEnabled, ...texts }: PublishedScope): unknown {
  return { id, value, type, isEnabled, ...texts };
}

function requiredResourceBody({ resourceAppId, scopeIds, roleIds }: RequiredResource): unknown {
  return {
    resourceAppId,
    resourceAccess: [
      ...scopeIds.map((id) => ({ id, type: 'Scope' })),
      ...roleIds.map((id) => ({ id, type: 'Role' })),
    ],
  };
}

/** The grant that the change adds or widens: the one that was not there before in this form. */
function newGrant(app: AppWord, before: Tenant, after: Tenant): Grant {
  const facet = app === 'client' ? 'clientGrants' : 'serverGrants';
  const known = facetOf(before, facet) ?? [];
  const grant = (facetOf(after, facet) ?? []).find((one) => !known.includes(one));
  if (!grant) throw new Error(`No grant of the ${app} application is foreseen.`);
  return grant;
}

function grantRequest(grant: Grant, exists: boolean): Omit<ShownRequest, 'summary'> {
  const { id, clientId, resourceId, scopes } = grant;
  const scope = scopes.join(' ');
  if (exists) return { method: 'PATCH', path: `/oauth2PermissionGrants/${id}`, body: { scope } };
  return {
    method: 'POST',
    path: '/oauth2PermissionGrants',
    body: { clientId, consentType: 'AllPrincipals', principalId: null, resourceId, scope },
    remark: 'Applies to every user of the tenant; needs Cloud Application Administrator or higher.',
  };
}
