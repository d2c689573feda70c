import type { CertificateFacts } from '../core/blueprint.ts';
import { keysBody } from '../core/changes/certificate.ts';
import { extendedGrantBody, newGrantBody } from '../core/changes/consent.ts';
import { type CreateApplication, draftBody } from '../core/changes/create-application.ts';
import {
  type AddFederatedCredential,
  federatedCredentialBody,
} from '../core/changes/federated-credential.ts';
import { editBody, type RegistrationEdit } from '../core/changes/registration.ts';
import { type AddSecret, secretBody } from '../core/changes/secret.ts';
import { ENABLED_BODY, servicePrincipalBody } from '../core/changes/service-principal.ts';
import type { AppIdOf } from '../core/changes/vocabulary.ts';
import { CLOUDS, type Cloud } from '../core/cloud.ts';
import type { AppWord } from '../core/ids.ts';
import type { Grant, KeyCredential } from '../core/tenant.ts';
import { APP_WORDS } from '../core/words.ts';
import type { RunState } from './run-state.ts';
import { requiredId } from './settle.ts';

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
export function appIdsOf(runState: RunState): AppIdOf {
  return (app) => requiredId(runState[app].appId, `the app id of ${APP_WORDS[app]}`);
}

/** One slice of a registration: nested objects merge, collections are replaced whole (facts: graph.md §1.6). */
export function editing(runState: RunState, app: AppWord, edit: RegistrationEdit): GraphRequest {
  return { method: 'PATCH', path: applicationPath(runState, app), body: editBody(edit) };
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

export function enablingPrincipal(runState: RunState, app: AppWord): GraphRequest {
  const id = requiredId(runState[app].principalId, `the service principal of ${APP_WORDS[app]}`);
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
  runState: RunState,
  kept: readonly KeyCredential[],
  ...added: readonly (CertificateFacts | null)[]
): GraphRequest {
  return { method: 'PATCH', path: applicationPath(runState, 'server'), body: keysBody(kept, ...added) };
}

export function addingFederatedCredential(runState: RunState, change: AddFederatedCredential): GraphRequest {
  return {
    method: 'POST',
    path: `${applicationPath(runState, 'server')}/federatedIdentityCredentials`,
    body: federatedCredentialBody(change, appIdsOf(runState)('server')),
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
  runState: RunState,
  app: AppWord,
  { cloud, owner }: { readonly cloud: Cloud; readonly owner: string },
): GraphRequest {
  return {
    method: 'POST',
    path: `${applicationPath(runState, app)}/owners/$ref`,
    body: { '@odata.id': urlOf(cloud, `/directoryObjects/${owner}`) },
  };
}

function applicationPath(runState: RunState, app: AppWord): string {
  return `/applications/${requiredId(runState[app].objectId, `the object id of ${APP_WORDS[app]}`)}`;
}
