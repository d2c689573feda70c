import type { AppWord } from '../../core/ids.ts';
import { type CauseTest, proved, refuted, type Sign } from '../situation.ts';
import { principalOf } from './facets.ts';

/**
 * Whether the app requires assignment, where the message says that the user is not assigned. The check on assignment passes
 * once anybody is assigned, so it cannot refute the cause for this user.
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

/** The message names two apps and neither a sign-in name nor a placeholder for one, so an app signed in as itself. */
export const isAboutApp: Sign = ({ failure: { appIds, excerpt } }) => {
  const named = new Set([...appIds, ...(excerpt.match(/api:\/\/[^'"\s,]{1,200}/g) ?? [])]);
  const hasUser = /@|\{\w*(?:email|user|upn)\w*\}/i.test(excerpt);
  return named.size > 1 && !hasUser ? 'The message names two apps and no user.' : null;
};

/** Refutes causes about users where the message is about an app. */
export const isAboutUser: CauseTest = (situation) =>
  isAboutApp(situation) === null ? null : refuted('The message is about an app, not about a user.');
