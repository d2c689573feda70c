import { FACETS_OF } from '../app-facets.ts';
import { MARKER_PREFIX, PENDING_APP_IDS } from '../blueprint.ts';
import { type AppWord, asId } from '../ids.ts';
import { type Application, BLANK_REGISTRATION, type RequiredResource, type Tenant } from '../tenant.ts';
import { AFTER_APPLY, type OtherKind } from './definition.ts';
import { appIdIn, SIGNED_IN, set } from './foreseen.ts';
import {
  applyEdit,
  editBody,
  publishedScope,
  type RegistrationEdit,
  resourceAppIdOf,
  withPermissions,
} from './registration.ts';
import type { AppIdOf, ApplicationDraft } from './vocabulary.ts';

export interface CreateApplication {
  readonly kind: 'create-application';
  readonly app: AppWord;
  readonly draft: ApplicationDraft;
}

export const createApplication: OtherKind<CreateApplication> = {
  summary: ({ draft }) => `Create the app registration ${draft.displayName}`,
  describe: ({ draft }) => ({
    before: null,
    after: {
      appId: AFTER_APPLY,
      displayName: draft.displayName,
      signInAudience: 'AzureADMyOrg',
      isFallbackPublicClient: draft.isFallbackPublicClient,
      [`${draft.redirectUris.platform}.redirectUris`]: draft.redirectUris.uris,
      ...(draft.tokenVersion === null ? {} : { 'api.requestedAccessTokenVersion': draft.tokenVersion }),
      ...(draft.scopes.length === 0 ? {} : { scopes: draft.scopes.map(({ value }) => value) }),
      permissions: draft.requiredPermissions.flatMap(({ resource, scopes }) =>
        scopes.map(({ value }) => `${resource}: ${value}`),
      ),
    },
  }),
  simulate: (tenant, change) => {
    const { app } = change;
    const { application, principal, grants, owners, federatedCredentials } = FACETS_OF[app];
    const created = set(set(tenant, application, foreseenApplication(tenant, change)), principal, null);
    const bare = set(set(created, grants, []), owners, [SIGNED_IN]);
    return set(bare, federatedCredentials, []);
  },
};

function foreseenApplication(tenant: Tenant, { app, draft }: CreateApplication): Application {
  const blank: Application = {
    objectId: asId(`{${app}.objectId}`),
    appId: PENDING_APP_IDS[app],
    displayName: draft.displayName,
    uniqueName: draft.uniqueName,
    ...BLANK_REGISTRATION,
    tags: [MARKER_PREFIX],
  };
  return applyEdit(
    blank,
    draftEdit(draft, (one) => appIdIn(tenant, one)),
  );
}

/** The draft as an edit of a blank registration. Members that Graph leaves empty anyway are left out. */
function draftEdit(draft: ApplicationDraft, appIdOf: AppIdOf): RegistrationEdit {
  const { isFallbackPublicClient, redirectUris, tokenVersion, scopes, requiredPermissions } = draft;
  return {
    signInAudience: 'AzureADMyOrg',
    isFallbackPublicClient,
    redirectUris: { [redirectUris.platform]: redirectUris.uris },
    ...(tokenVersion !== null && { tokenVersion }),
    ...(scopes.length > 0 && { scopes: scopes.map(publishedScope) }),
    requiredResources: requiredPermissions.reduce<readonly RequiredResource[]>(
      (requiredResources, { resource, scopes: wanted }) =>
        withPermissions({ requiredResources }, resourceAppIdOf(resource, appIdOf), wanted),
      [],
    ),
  };
}

/** The body of the request that creates the application; its unique name stands in the URL. */
export function draftBody(draft: ApplicationDraft, appIdOf: AppIdOf): object {
  const { displayName } = draft;
  return { displayName, tags: [MARKER_PREFIX], ...editBody(draftEdit(draft, appIdOf)) };
}
