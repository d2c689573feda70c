import type { AppWord } from '../ids.ts';
import { APP_WORDS } from '../words.ts';
import type { EditKind } from './definition.ts';

export interface SetFallbackPublicClient {
  readonly kind: 'set-fallback-public-client';
  readonly app: AppWord;
  readonly from: boolean | null;
  readonly to: boolean;
}

export const setFallbackPublicClient: EditKind<SetFallbackPublicClient> = {
  summary: ({ app, to }) => `Set "Allow public client flows" of ${APP_WORDS[app]} to ${to ? 'Yes' : 'No'}`,
  describe: ({ from, to }) => ({
    before: { isFallbackPublicClient: from },
    after: { isFallbackPublicClient: to },
  }),
  edit: (_before, { to }) => ({ isFallbackPublicClient: to }),
};
