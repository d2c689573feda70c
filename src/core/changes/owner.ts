import { FACETS_OF } from '../app-facets.ts';
import type { AppWord } from '../ids.ts';
import { APP_WORDS } from '../words.ts';
import type { OtherKind } from './definition.ts';
import { SIGNED_IN, set } from './foreseen.ts';

export interface AddOwner {
  readonly kind: 'add-owner';
  readonly app: AppWord;
}

export const addOwner: OtherKind<AddOwner> = {
  summary: ({ app }) => `Make the signed-in account an owner of ${APP_WORDS[app]}`,
  describe: () => ({ before: { owners: [] }, after: { owners: ['the signed-in account'] } }),
  simulate: (tenant, { app }) => set(tenant, FACETS_OF[app].owners, [SIGNED_IN]),
};
