import { FACETS_OF } from '../../core/app-facets.ts';
import { type Blueprint, isRecorded } from '../../core/blueprint.ts';
import { isForSameSubject } from '../../core/expiry.ts';
import type { AppWord } from '../../core/ids.ts';
import type { Registrations, ShownCredential, ShownRegistration } from '../../core/registrations.ts';
import { type Application, type Facet, facetOf, ownerName, type Tenant } from '../../core/tenant.ts';
import type { Readers } from './readers.ts';
import { grantOf, permissionsOf, permissionWordsOf, rolesOf } from './show-access.ts';

/** What is known beside the tenant: the blueprint, and who reads which credential. */
export interface Known {
  readonly blueprint: Blueprint;
  readonly readers: Readers;
}

/** Both registrations as results show them, and which facets could not be read. */
export function registrationsOf(tenant: Tenant, known: Known): Registrations {
  return {
    serverApi: registrationOf('server', tenant, known),
    clientApp: registrationOf('client', tenant, known),
    permissionWords: permissionWordsOf(tenant),
    unreadable: (Object.keys(tenant) as Facet[]).flatMap((facet) => unreadIn(facet, tenant)),
  };
}

/** Whether a facet was not read, or not whole: the reason, and the permission that would allow it. */
function unreadIn(facet: Facet, tenant: Tenant): Registrations['unreadable'] {
  const reading = tenant[facet];
  const detail = 'Only the first 2,000 consents of single users were read; there are more.';
  if (facetOf(tenant, 'access')?.cut.some((one) => one === facet))
    return [{ facet, detail, permission: null }];
  if (reading === undefined || reading.state === 'read') return [];
  return [{ facet, detail: reading.detail, permission: reading.permission }];
}

function registrationOf(app: AppWord, tenant: Tenant, known: Known): ShownRegistration | null {
  const application = facetOf(tenant, FACETS_OF[app].application);
  if (application === null) return null;
  return {
    ...settingsOf(application),
    permissions: permissionsOf(application, tenant),
    servicePrincipal: principalOf(app, tenant),
    grants: (facetOf(tenant, FACETS_OF[app].grants) ?? []).map((grant) => grantOf(grant, tenant)),
    roles: rolesOf(app, tenant),
    credentials: credentialsOf(app, application, tenant, known),
    owners: (facetOf(tenant, FACETS_OF[app].owners) ?? []).map(ownerName),
  };
}

type Settings = Omit<
  ShownRegistration,
  'permissions' | 'servicePrincipal' | 'grants' | 'roles' | 'credentials' | 'owners'
>;

/** What the registration itself says, without what is looked up beside it. */
function settingsOf(application: Application): Settings {
  return {
    displayName: application.displayName,
    appId: application.appId,
    objectId: application.objectId,
    createdDateTime: application.createdDateTime,
    uniqueName: application.uniqueName,
    signInAudience: application.signInAudience,
    allowPublicClientFlows: application.isFallbackPublicClient,
    redirectUris: application.redirectUris,
    identifierUris: application.identifierUris,
    tokenVersion: application.tokenVersion,
    scopes: application.scopes.map(({ value, isEnabled, type }) => ({
      value,
      enabled: isEnabled,
      consentBy: type,
    })),
    preAuthorizedClients: application.preAuthorizedClients.map(({ appId }) => appId),
  };
}

function principalOf(app: AppWord, tenant: Tenant): ShownRegistration['servicePrincipal'] {
  const principal = facetOf(tenant, FACETS_OF[app].principal);
  if (principal === null) return null;
  const { objectId, accountEnabled, assignmentRequired } = principal;
  return { objectId, accountEnabled, assignmentRequired };
}

/** The credentials of an app. Those of the client count as nobody's: a public client needs none. */
function credentialsOf(
  app: AppWord,
  { passwordCredentials, keyCredentials }: Application,
  tenant: Tenant,
  { blueprint, readers }: Known,
): readonly ShownCredential[] {
  const federated = facetOf(tenant, FACETS_OF[app].federatedCredentials) ?? [];
  const of = (name: string, isOurs: boolean) => ({
    isKept: app === 'server' && isOurs,
    readBy: app === 'server' ? (readers.get(name) ?? []) : [],
  });
  const kept = ({ keyId }: Key) => isRecorded(keyId, blueprint.serverApi);
  return [
    ...passwordCredentials.map((one) => ({ ...shownKey('secret', one), ...of(one.keyId, kept(one)) })),
    ...keyCredentials.map((one) => ({
      ...shownKey('certificate', one),
      ...of(one.keyId, kept(one) || isWantedCertificate(one, blueprint)),
    })),
    ...federated.map(({ name, issuer, subject }) => ({
      kind: 'federated' as const,
      displayName: name,
      keyId: null,
      startDateTime: null,
      endDateTime: null,
      isKept: app === 'server' && isTrusted({ issuer, subject }, blueprint),
      readBy: [{ kind: 'issuer' as const, where: `${issuer} for ${subject}` }],
    })),
  ];
}

function isTrusted(
  one: { readonly issuer: string; readonly subject: string },
  { serverApi }: Blueprint,
): boolean {
  return serverApi.credential.kind === 'federated' && isForSameSubject(one, serverApi.credential);
}

function isWantedCertificate(
  { thumbprint }: { readonly thumbprint: string | null },
  { serverApi }: Blueprint,
): boolean {
  const { credential } = serverApi;
  if (credential.kind !== 'certificate' || thumbprint === null) return false;
  return thumbprint === (credential.certificate?.thumbprint ?? credential.thumbprint);
}

type Key = Pick<
  Application['passwordCredentials'][number],
  'displayName' | 'keyId' | 'startDateTime' | 'endDateTime'
>;

/** The hint is left out: it is the beginning of the secret. */
function shownKey(kind: 'secret' | 'certificate', key: Key): ShownCredential {
  const { displayName, keyId, startDateTime, endDateTime } = key;
  return { kind, displayName: displayName ?? kind, keyId, startDateTime, endDateTime };
}
