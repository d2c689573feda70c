import { union } from '../sets.ts';
import type { EditKind } from './definition.ts';

export interface AddIdentifierUri {
  readonly kind: 'add-identifier-uri';
  readonly app: 'server';
  /** `{appId}` stands for the app's own id. */
  readonly uri: string;
  readonly replaces: readonly string[];
}

export const addIdentifierUri: EditKind<AddIdentifierUri> = {
  summary: ({ uri, replaces }) =>
    replaces.length === 0
      ? `Add the Application ID URI ${uri}`
      : `Replace the Application ID URI ${replaces.join(', ')} by ${uri}`,
  describe: ({ uri, replaces }) => ({
    before: replaces.length === 0 ? null : { identifierUris: replaces },
    after: { identifierUris: [uri] },
  }),
  edit: ({ appId, identifierUris }, { uri, replaces }) => ({
    identifierUris: union(
      identifierUris.filter((other) => !replaces.includes(other)),
      [uri.replaceAll('{appId}', appId)],
    ),
  }),
};
