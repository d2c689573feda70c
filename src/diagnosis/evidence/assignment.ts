import type { AppWord } from '../../core/ids.ts';
import { type Evidence, proved, refuted } from '../situation.ts';
import { principalOf } from './facets.ts';

/**
 * The message says that the user is not assigned; the tenant says whether the app asks for it. The check passes as
 * soon as anybody is assigned, so it cannot refute this for the user of the message.
 */
export const assignmentRequiredBy =
  (app: AppWord): Evidence =>
  ({ knowledge }) => {
    const principal = principalOf(knowledge, app);
    if (principal === null) return null;
    return principal.assignmentRequired
      ? proved(`{${app}} requires assignment, and the message says that the user has none.`)
      : refuted(`{${app}} does not require assignment.`);
  };
