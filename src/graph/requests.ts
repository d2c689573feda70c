import type { CertificateFacts } from '../core/blueprint.ts';
import { keysBody } from '../core/changes/certificate.ts';
import { extendedGrantBody, newGrantBody } from '../core/changes/consent.ts';
import { type CreateApplication, draftBody } from '../core/changes/create-application.ts';
import {
  type AddFederatedCredential,
  federatedCredentialBody,
} from '../core/changes/federated-credential.ts';
import { type Edit, editBody } from '../core/changes/registration.ts';
import { type AddSecret, secretBody } from '../core/changes/secret.ts';
import { ENABLED_BODY, servicePrincipalBody } from '../core/changes/service-principal.ts';
import type { AppIdOf } from '../core/changes/vocabulary.ts';
import { CLOUDS, type Cloud } from '../core/cloud.ts';
import type { AppWord } from '../core/ids.ts';
import type { Grant, KeyCredential } from '../core/tenant.ts';
import { APP_WORDS } from '../core/words.ts';
import type { Known } from './known.ts';
import { required } from './settle.ts';

/** A request that changes something: what is sent for a change, and what is shown of it. */
export interface GraphRequest {
  readonly method: 'POST' | 'PATCH';
  /** After `/v1.0`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

/** The address of a path in a cloud. */
export function urlOf(cloud: Cloud, path: string): string {
  return `${CLOUDS[cloud].graph}/v1.0${path}`;
}

/** The app ids that a run knows by now. */
export function appIdsOf(known: Known): AppIdOf {
  return (app) => required(known[app].appId, `the app id of ${APP_WORDS[app]}`);
}

/** One slice of a registration: nested objects merge, collections are replaced whole (facts: graph.md §1.6). */
export function editing(known: Known, app: AppWord, edit: Edit): GraphRequest {
  return { method: 'PATCH', path: applicationPath(known, app), body: editBody(edit) };
}

/** By upsert on the marker: a create that timed out is found, not doubled, when it is sent again (facts: graph.md §1.5). */
export function creating({ draft }: CreateApplication, appIdOf: AppIdOf): GraphRequest {
  return {
    method: 'PATCH',
    path: `/applications(uniqueName='${encodeURIComponent(draft.uniqueName)}')`,
    headers: { Prefer: 'create-if-missing' },
    body: draftBody(draft, appIdOf),
  };
}

/** Where an upsert is refused: the name goes along in the body (facts: graph.md §1.5). */
export function creatingByPost({ draft }: CreateApplication, appIdOf: AppIdOf): GraphRequest {
  const { uniqueName } = draft;
  return { method: 'POST', path: '/applications', body: { uniqueName, ...draftBody(draft, appIdOf) } };
}

export function creatingPrincipal(app: AppWord, appIdOf: AppIdOf): GraphRequest {
  return { method: 'POST', path: '/servicePrincipals', body: servicePrincipalBody(appIdOf(app)) };
}

export function enablingPrincipal(known: Known, app: AppWord): GraphRequest {
  const id = required(known[app].principalId, `the service principal of ${APP_WORDS[app]}`);
  return { method: 'PATCH', path: `/servicePrincipals/${id}`, body: ENABLED_BODY };
}

export function addingSecret(
  objectId: string,
  secret: Pick<AddSecret, 'displayName' | 'endDateTime'>,
): GraphRequest {
  return { method: 'POST', path: `/applications/${objectId}/addPassword`, body: secretBody(secret) };
}

/** The certificates that stay go along, since the collection is written whole; addKey cannot add a first one (facts: graph.md §1.7). */
export function writingCertificates(
  known: Known,
  kept: readonly KeyCredential[],
  ...added: readonly (CertificateFacts | null)[]
): GraphRequest {
  return { method: 'PATCH', path: applicationPath(known, 'server'), body: keysBody(kept, ...added) };
}

export function addingFederatedCredential(known: Known, change: AddFederatedCredential): GraphRequest {
  return {
    method: 'POST',
    path: `${applicationPath(known, 'server')}/federatedIdentityCredentials`,
    body: federatedCredentialBody(change, appIdsOf(known)('server')),
  };
}

export function granting(grant: Pick<Grant, 'clientId' | 'resourceId' | 'scopes'>): GraphRequest {
  return { method: 'POST', path: '/oauth2PermissionGrants', body: newGrantBody(grant) };
}

/** Extended, never deleted and made again, which would take per-user grants along (facts: graph.md §1.9). */
export function extendingGrant({ id, scopes }: Pick<Grant, 'id' | 'scopes'>): GraphRequest {
  return { method: 'PATCH', path: `/oauth2PermissionGrants/${id}`, body: extendedGrantBody({ scopes }) };
}

export function addingOwner(
  known: Known,
  app: AppWord,
  { cloud, owner }: { readonly cloud: Cloud; readonly owner: string },
): GraphRequest {
  return {
    method: 'POST',
    path: `${applicationPath(known, app)}/owners/$ref`,
    body: { '@odata.id': urlOf(cloud, `/directoryObjects/${owner}`) },
  };
}

function applicationPath(known: Known, app: AppWord): string {
  return `/applications/${required(known[app].objectId, `the object id of ${APP_WORDS[app]}`)}`;
}
