import type { AppWord } from '../ids.ts';
import { APP_WORDS } from '../words.ts';
import type { EditKind } from './definition.ts';

export interface SetSignInAudience {
  readonly kind: 'set-sign-in-audience';
  readonly app: AppWord;
  readonly from: string;
  readonly to: string;
}

export const setSignInAudience: EditKind<SetSignInAudience> = {
  summary: ({ app }) => `Restrict ${APP_WORDS[app]} to accounts of this tenant`,
  describe: ({ from, to }) => ({ before: { signInAudience: from }, after: { signInAudience: to } }),
  edit: (_before, { to }) => ({ signInAudience: to }),
};
