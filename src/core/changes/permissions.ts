import type { AppWord } from '../ids.ts';
import { APP_WORDS, RESOURCE_WORDS } from '../words.ts';
import type { EditKind } from './definition.ts';
import { resourceAppIdOf, withPermissions } from './registration.ts';
import type { NamedScope, ResourceWord } from './vocabulary.ts';

export interface AddPermissions {
  readonly kind: 'add-permissions';
  readonly app: AppWord;
  readonly resource: ResourceWord;
  readonly scopes: readonly NamedScope[];
}

export const addPermissions: EditKind<AddPermissions> = {
  summary: ({ app, resource, scopes }) =>
    `Add the delegated permission ${scopes.map(({ value }) => value).join(', ')} of ${RESOURCE_WORDS[resource]} to ${APP_WORDS[app]}`,
  describe: ({ resource, scopes }) => ({
    before: null,
    after: { requiredResourceAccess: scopes.map(({ value }) => `${resource}: ${value}`) },
  }),
  edit: (before, { resource, scopes }, appIdOf) => ({
    requiredResources: withPermissions(before, resourceAppIdOf(resource, appIdOf), scopes),
  }),
};
