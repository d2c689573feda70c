import { FACETS_OF } from '../../app-facets.ts';
import { displayNameOf } from '../../blueprint.ts';
import type { NotApplicable } from '../../check.ts';
import type { AppWord } from '../../ids.ts';
import { APP_WORDS } from '../../words.ts';

/** What checks that judge both apps alike need of each: its section of check ids and the names of its facets. */
export const FACETS = {
  client: { section: 'client-app', ...FACETS_OF.client },
  server: { section: 'server-api', ...FACETS_OF.server },
} as const;

/** Skips a check whose app is not registered. */
export function noApplication(app: AppWord): NotApplicable {
  return { skip: `${APP_WORDS[app]} does not exist yet.` };
}

export function noPrincipal(app: AppWord): NotApplicable {
  return { skip: `${APP_WORDS[app]} has no service principal yet.` };
}

export { APP_WORDS, displayNameOf };
