import type { AppWord } from '../../core/ids.ts';
import { type CauseTest, proved, refuted, type Sign } from '../situation.ts';
import { principalOf } from './facets.ts';

/**
 * The message says that the user is not assigned; the tenant says whether the app asks for it. The check passes as
 * soon as anybody is assigned, so it cannot refute this for the user of the message.
 */
export const assignmentRequiredBy =
  (app: AppWord): CauseTest =>
  ({ knowledge }) => {
    const principal = principalOf(knowledge, app);
    if (principal === null) return null;
    return principal.assignmentRequired
      ? proved(`{${app}} requires assignment, and the message says that the user has none.`)
      : refuted(`{${app}} does not require assignment.`);
  };

/** Two apps and no user in the message: the caller signed in as itself. A user would be named by a sign-in name or a placeholder for one. */
export const isAboutApp: Sign = ({ failure: { appIds, excerpt } }) => {
  const named = new Set([...appIds, ...(excerpt.match(/api:\/\/[^'"\s,]{1,200}/g) ?? [])]);
  const hasUser = /@|\{\w*(?:email|user|upn)\w*\}/i.test(excerpt);
  return named.size > 1 && !hasUser ? 'The message names two apps and no user.' : null;
};

/** Assigning people cannot help where an app asks for itself. */
export const isAboutUser: CauseTest = (situation) =>
  isAboutApp(situation) === null ? null : refuted('The message is about an app, not about a user.');
