import type { Application, Tenant } from '../tenant.ts';
import { type AddCertificate, addCertificate } from './certificate.ts';
import { type GrantConsent, grantConsent } from './consent.ts';
import { type CreateApplication, createApplication } from './create-application.ts';
import type { BeforeAfter, EditKind, OtherKind } from './definition.ts';
import { type SetFallbackPublicClient, setFallbackPublicClient } from './fallback-public-client.ts';
import { type AddFederatedCredential, addFederatedCredential } from './federated-credential.ts';
import { appIdIn, updateApplication } from './foreseen.ts';
import { type AddIdentifierUri, addIdentifierUri } from './identifier-uri.ts';
import { type AddOwner, addOwner } from './owner.ts';
import { type AddPermissions, addPermissions } from './permissions.ts';
import { type PreAuthorizeClients, preAuthorizeClients } from './pre-authorized-clients.ts';
import {
  type AddRedirectUris,
  addRedirectUris,
  type MoveRedirectUris,
  moveRedirectUris,
} from './redirect-uris.ts';
import { applyEdit, type RegistrationEdit } from './registration.ts';
import {
  type AddScope,
  addScope,
  type EnableScope,
  enableScope,
  type SetScopeConsent,
  setScopeConsent,
} from './scopes.ts';
import { type AddSecret, addSecret } from './secret.ts';
import {
  type CreateServicePrincipal,
  createServicePrincipal,
  type EnableServicePrincipal,
  enableServicePrincipal,
} from './service-principal.ts';
import { type SetSignInAudience, setSignInAudience } from './sign-in-audience.ts';
import { type SetTokenVersion, setTokenVersion } from './token-version.ts';
import type { AppIdOf } from './vocabulary.ts';

/** Changes of one registration: each is one PATCH, and its definition is all that it takes. */
export type EditChange =
  | SetSignInAudience
  | SetFallbackPublicClient
  | AddRedirectUris
  | MoveRedirectUris
  | AddIdentifierUri
  | AddScope
  | EnableScope
  | SetScopeConsent
  | SetTokenVersion
  | PreAuthorizeClients
  | AddPermissions;

/** Changes of anything else: each has its request in `graph/requests` and is carried out in `graph/perform`. */
export type OtherChange =
  | CreateApplication
  | CreateServicePrincipal
  | EnableServicePrincipal
  | AddSecret
  | AddCertificate
  | AddFederatedCredential
  | GrantConsent
  | AddOwner;

/**
 * A planned change as data. It names its app by word, never by an object id that may not exist yet. The definition of its
 * kind says how it is described, simulated and sent.
 */
export type Change = EditChange | OtherChange;
export type ChangeKind = Change['kind'];

type Of<All extends Change, Kind> = Extract<All, { kind: Kind }>;

const EDITS: { readonly [Kind in EditChange['kind']]: EditKind<Of<EditChange, Kind>> } = {
  'set-sign-in-audience': setSignInAudience,
  'set-fallback-public-client': setFallbackPublicClient,
  'add-redirect-uris': addRedirectUris,
  'move-redirect-uris': moveRedirectUris,
  'add-identifier-uri': addIdentifierUri,
  'add-scope': addScope,
  'enable-scope': enableScope,
  'set-scope-consent': setScopeConsent,
  'set-token-version': setTokenVersion,
  'pre-authorize-clients': preAuthorizeClients,
  'add-permissions': addPermissions,
};

const OTHERS: { readonly [Kind in OtherChange['kind']]: OtherKind<Of<OtherChange, Kind>> } = {
  'create-application': createApplication,
  'create-service-principal': createServicePrincipal,
  'enable-service-principal': enableServicePrincipal,
  'add-secret': addSecret,
  'add-certificate': addCertificate,
  'add-federated-credential': addFederatedCredential,
  'grant-consent': grantConsent,
  'add-owner': addOwner,
};

export function isEdit(change: Change): change is EditChange {
  return change.kind in EDITS;
}

/** The members that a change writes, given the registration as it is now. */
export function editOf(change: EditChange, before: Application, appIdOf: AppIdOf): RegistrationEdit {
  return (EDITS[change.kind] as EditKind<EditChange>).edit(before, change, appIdOf);
}

/** The tenant as a change would leave it. Ids that Entra will choose are placeholders in braces. */
export function simulate(tenant: Tenant, change: Change): Tenant {
  if (!isEdit(change)) return (OTHERS[change.kind] as OtherKind<OtherChange>).simulate(tenant, change);
  const appIdOf: AppIdOf = (app) => appIdIn(tenant, app);
  return updateApplication(tenant, change.app, (before) =>
    applyEdit(before, editOf(change, before, appIdOf)),
  );
}

/** A change in one imperative sentence without a full stop. */
export function summarise(change: Change): string {
  return wordsOf(change).summary(change);
}

/** A change as data before and after. */
export function beforeAndAfter(change: Change): BeforeAfter {
  return wordsOf(change).describe(change);
}

function wordsOf({ kind }: Change): Pick<OtherKind<Change>, 'summary' | 'describe'> {
  return { ...EDITS, ...OTHERS }[kind] as Pick<OtherKind<Change>, 'summary' | 'describe'>;
}
