import type { AppWord } from '../ids.ts';
import { union } from '../sets.ts';
import type { Platform } from '../tenant.ts';
import { APP_WORDS, PLATFORM_WORDS } from '../words.ts';
import type { EditKind } from './definition.ts';

export interface AddRedirectUris {
  readonly kind: 'add-redirect-uris';
  readonly app: AppWord;
  readonly platform: Platform;
  readonly uris: readonly string[];
}

export interface MoveRedirectUris {
  readonly kind: 'move-redirect-uris';
  readonly app: AppWord;
  readonly from: Platform;
  readonly to: Platform;
  readonly uris: readonly string[];
}

export const addRedirectUris: EditKind<AddRedirectUris> = {
  summary: ({ app, platform, uris }) =>
    `Register ${uris.join(', ')} as ${PLATFORM_WORDS[platform]} redirect URI of ${APP_WORDS[app]}`,
  describe: ({ platform, uris }) => ({ before: null, after: { [`${platform}.redirectUris`]: uris } }),
  edit: ({ redirectUris }, { platform, uris }) => ({
    redirectUris: { [platform]: union(redirectUris[platform], uris) },
  }),
};

export const moveRedirectUris: EditKind<MoveRedirectUris> = {
  summary: ({ app, from, to, uris }) =>
    `Move ${uris.join(', ')} of ${APP_WORDS[app]} from the ${PLATFORM_WORDS[from]} to the ${PLATFORM_WORDS[to]} platform`,
  describe: ({ from, to, uris }) => ({
    before: { [`${from}.redirectUris`]: uris },
    after: { [`${to}.redirectUris`]: uris },
  }),
  edit: ({ redirectUris }, { from, to, uris }) => ({
    redirectUris: {
      [from]: redirectUris[from].filter((uri) => !uris.includes(uri)),
      [to]: union(redirectUris[to], uris),
    },
  }),
};
