import { hasInvisible, quoted } from './validator.ts';

/** Entra's limit for single-tenant apps (facts: graph.md §1.4). */
const LONGEST_NAME = 120;

/** Display name of an app registration, or of one of its credentials. */
export function displayNameProblem(name: string): string | null {
  if (name.trim() === '') return 'A display name needs at least one visible character.';
  if (name !== name.trim()) return `Display name ${quoted(name)} starts or ends with a blank; remove it.`;
  if (hasInvisible(name)) {
    return `Display name ${quoted(name)} holds a control character; Entra refuses those.`;
  }
  if (name.length > LONGEST_NAME) {
    return `Display name has ${name.length} characters; Entra allows ${LONGEST_NAME}.`;
  }
  return null;
}

/** What is allowed today and hurts later: Entra treats the word as restricted, which can block later edits. */
export function displayNameWarning(name: string): string | null {
  if (!/microsoft/i.test(name)) return null;
  return `Display name ${quoted(name)} holds "Microsoft", a restricted word; Entra may refuse later changes to the app.`;
}
