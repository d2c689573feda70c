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

/** A write, as it is sent and as it is shown to people. */
export interface GraphRequest {
  readonly method: 'POST' | 'PATCH';
  /** After `/v1.0`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

/** The URL of a path after `/v1.0`. */
export function urlOf(cloud: Cloud, path: string): string {
  return `${CLOUDS[cloud].graph}/v1.0${path}`;
}

/** The app ids that a run knows by now. */
export function appIdsOf(runState: RunState): AppIdOf {
  return (app) => requiredId(runState[app].appId, `the app id of ${APP_WORDS[app]}`);
}

/** Changes some members of a registration: nested objects merge, collections are replaced (facts: graph.md §1.6). */
export function editRequest(runState: RunState, app: AppWord, edit: RegistrationEdit): GraphRequest {
  return { method: 'PATCH', path: applicationPath(runState, app), body: editBody(edit) };
}

/** Upserts by unique name: sent again after a timeout, it finds the app instead of making a second (facts: graph.md §1.5). */
export function createApplicationRequest({ draft }: CreateApplication, appIdOf: AppIdOf): GraphRequest {
  return {
    method: 'PATCH',
    path: `/applications(uniqueName='${encodeURIComponent(draft.uniqueName)}')`,
    headers: { Prefer: 'create-if-missing' },
    body: draftBody(draft, appIdOf),
  };
}

/** For a service that refuses the upsert: the unique name goes in the body (facts: graph.md §1.5). */
export function createByPostRequest({ draft }: CreateApplication, appIdOf: AppIdOf): GraphRequest {
  const { uniqueName } = draft;
  return { method: 'POST', path: '/applications', body: { uniqueName, ...draftBody(draft, appIdOf) } };
}

export function createPrincipalRequest(app: AppWord, appIdOf: AppIdOf): GraphRequest {
  return { method: 'POST', path: '/servicePrincipals', body: servicePrincipalBody(appIdOf(app)) };
}

export function enablePrincipalRequest(runState: RunState, app: AppWord): GraphRequest {
  const id = requiredId(runState[app].principalId, `the service principal of ${APP_WORDS[app]}`);
  return { method: 'PATCH', path: `/servicePrincipals/${id}`, body: ENABLED_BODY };
}

export function addSecretRequest(
  objectId: string,
  secret: Pick<AddSecret, 'displayName' | 'endDateTime'>,
): GraphRequest {
  return { method: 'POST', path: `/applications/${objectId}/addPassword`, body: secretBody(secret) };
}

/** Replaces the certificates by those that stay and the new ones. Graph's `addKey` is no alternative: it cannot add a first one. */
export function writeCertificatesRequest(
  runState: RunState,
  kept: readonly KeyCredential[],
  ...added: readonly (CertificateFacts | null)[]
): GraphRequest {
  return { method: 'PATCH', path: applicationPath(runState, 'server'), body: keysBody(kept, ...added) };
}

export function addFederatedCredentialRequest(
  runState: RunState,
  change: AddFederatedCredential,
): GraphRequest {
  return {
    method: 'POST',
    path: `${applicationPath(runState, 'server')}/federatedIdentityCredentials`,
    body: federatedCredentialBody(change, appIdsOf(runState)('server')),
  };
}

export function createGrantRequest(grant: Pick<Grant, 'clientId' | 'resourceId' | 'scopes'>): GraphRequest {
  return { method: 'POST', path: '/oauth2PermissionGrants', body: newGrantBody(grant) };
}

/** Replaces the scopes of a grant, those that it has included (facts: graph.md §1.9). */
export function extendGrantRequest({ id, scopes }: Pick<Grant, 'id' | 'scopes'>): GraphRequest {
  return { method: 'PATCH', path: `/oauth2PermissionGrants/${id}`, body: extendedGrantBody({ scopes }) };
}

export function addOwnerRequest(
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
