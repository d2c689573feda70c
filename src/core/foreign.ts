import { additionalIdentifierUrisFor, type Blueprint, identifierUriFor, isRecorded } from './blueprint.ts';
import { clientDraft, serverDraft } from './checks/shared/drafts.ts';
import { isForSameSubject } from './expiry.ts';
import type { AppWord, ServicePrincipalId } from './ids.ts';
import { placedUris } from './redirect-uris.ts';
import { type Application, type FederatedCredential, type Grant, type Owner, ownerName } from './tenant.ts';
import { appIdsToPreAuthorize } from './validation/mcp-clients.ts';

/** An app registration that may be the one that is meant, with all on it that others could have put there; null: could not be read. */
export interface Candidate {
  readonly application: Application;
  readonly owners: readonly Owner[] | null;
  readonly federatedCredentials: readonly FederatedCredential[] | null;
  readonly grants: readonly Grant[] | null;
  /** How many application permissions were granted to it; they need no user. */
  readonly appRoles: number | null;
  readonly principalOwners: readonly Owner[] | null;
  /** Key ids of credentials that its service principal holds by itself. */
  readonly principalKeys: readonly string[] | null;
}

/** The objects that count as ours when a candidate is examined; null where not known. */
export interface Ours {
  /** Object id of the signed-in account. */
  readonly account: string | null;
  readonly graphPrincipalId: ServicePrincipalId | null;
  readonly serverPrincipalId: ServicePrincipalId | null;
}

/**
 * Noun phrases for everything on the app that this set-up did not put there. What could not be read counts as foreign:
 * whoever controls an app that is adopted is given what the administrator consents to.
 */
export function foreignOn(
  app: AppWord,
  blueprint: Blueprint,
  candidate: Candidate,
  ours: Ours,
): readonly string[] {
  return [
    ...foreignOwners(candidate, ours),
    ...foreignKeys(blueprint, candidate),
    ...foreignOnPrincipal(candidate, ours),
    ...foreignTrust(app, blueprint, candidate),
    ...foreignClients(blueprint, candidate),
    ...foreignAddresses(app, blueprint, candidate),
    ...foreignGrants(app, blueprint, candidate, ours),
  ];
}

function foreignOwners({ owners }: Candidate, { account }: Ours): readonly string[] {
  if (owners === null) return ['owners that could not be read'];
  return owners
    .filter(({ objectId }) => objectId !== account)
    .map((owner) => `the owner ${ownerName(owner)}`);
}

function foreignKeys({ serverApi }: Blueprint, { application }: Candidate): readonly string[] {
  const isForeign = ({ keyId }: { readonly keyId: string }) => !isRecorded(keyId, serverApi);
  const { passwordCredentials, keyCredentials } = application;
  return [
    ...passwordCredentials.filter(isForeign).map(({ keyId }) => `the client secret ${keyId}`),
    ...keyCredentials.filter(isForeign).map(({ keyId }) => `the certificate ${keyId}`),
  ];
}

/** This tool gives a service principal neither owner nor credential; whoever holds one acts as the app. */
function foreignOnPrincipal(
  { principalOwners, principalKeys }: Candidate,
  { account }: Ours,
): readonly string[] {
  if (principalOwners === null || principalKeys === null)
    return ['owners or credentials of its service principal that could not be read'];
  return [
    ...principalOwners
      .filter(({ objectId }) => objectId !== account)
      .map((owner) => `the owner of its service principal ${ownerName(owner)}`),
    ...principalKeys.map((keyId) => `the credential ${keyId} of its service principal`),
  ];
}

function foreignTrust(
  app: AppWord,
  { serverApi: { credential } }: Blueprint,
  { federatedCredentials }: Candidate,
): readonly string[] {
  if (federatedCredentials === null) return ['federated credentials that could not be read'];
  return federatedCredentials
    .filter(
      (one) => app === 'client' || credential.kind !== 'federated' || !isForSameSubject(one, credential),
    )
    .map(({ issuer, subject }) => `the federated credential for ${subject} of ${issuer}`);
}

/** Whoever is on that list is given tokens for this API, and nobody is asked for consent. */
function foreignClients({ clientApp, serverApi }: Blueprint, { application }: Candidate): readonly string[] {
  const ours: readonly (string | null)[] = [
    clientApp.appId,
    ...appIdsToPreAuthorize(serverApi.preAuthorizedClients),
  ];
  return application.preAuthorizedClients
    .filter(({ appId }) => !ours.includes(appId))
    .map(({ appId }) => `the pre-authorised client ${appId}`);
}

function foreignAddresses(app: AppWord, blueprint: Blueprint, { application }: Candidate): readonly string[] {
  const { redirectUris: wanted } = app === 'client' ? clientDraft(blueprint, null) : serverDraft(blueprint);
  const names =
    app === 'client'
      ? []
      : [
          identifierUriFor(blueprint, application.appId),
          ...additionalIdentifierUrisFor(blueprint, application.appId),
        ];
  return [
    ...placedUris(application.redirectUris)
      .filter(({ platform, uri }) => platform !== wanted.platform || !wanted.uris.includes(uri))
      .map(({ uri }) => `the redirect URI ${uri}`),
    ...application.identifierUris
      .filter((uri) => !names.includes(uri))
      .map((uri) => `the Application ID URI ${uri}`),
  ];
}

function foreignGrants(
  app: AppWord,
  blueprint: Blueprint,
  { grants, appRoles }: Candidate,
  { graphPrincipalId, serverPrincipalId }: Ours,
): readonly string[] {
  if (grants === null || appRoles === null) return ['consents that could not be read'];
  const { serverApi, graphPermissions, signInPermissions } = blueprint;
  const wanted = [
    { of: graphPrincipalId, scopes: app === 'client' ? signInPermissions : graphPermissions },
    ...(app === 'client' ? [{ of: serverPrincipalId, scopes: [serverApi.scope.value] }] : []),
  ];
  const isOurs = ({ consentType, resourceId, scopes }: Grant) =>
    consentType === 'AllPrincipals' &&
    wanted.some((one) => one.of === resourceId && scopes.every((scope) => one.scopes.includes(scope)));
  const foreign = grants.filter((grant) => !isOurs(grant)).map(grantWords);
  return [...foreign, ...(appRoles === 0 ? [] : ['consent to application permissions, which need no user'])];
}

function grantWords({ consentType, scopes }: Grant): string {
  const whom = consentType === 'AllPrincipals' ? 'everybody' : 'one user';
  return `the consent for ${whom} to ${scopes.join(' ')}`;
}
