import type { AnswerName, Answers } from './answer.ts';
import { listedOnce } from './lists.ts';
import { graphPermissionListProblem } from './permissions.ts';
import { backupRedirectUriListProblem, redirectUriListProblem } from './redirect-uri.ts';
import type { Validator } from './validator.ts';

/** The answers that are lists. */
type ListName = {
  [Name in keyof Answers]: Answers[Name] extends readonly string[] ? Name : never;
}[keyof Answers];

/** Rules for a list as a whole; each entry has a validator of its own. */
export const LIST_VALIDATORS: Readonly<Record<ListName, Validator<readonly string[]>>> = {
  redirectUris: redirectUriListProblem,
  backupRedirectUris: backupRedirectUriListProblem,
  clients: listedOnce('MCP client'),
  additionalIdentifierUris: listedOnce('Application ID URI'),
  preAuthorizedClients: listedOnce('MCP client', (client) => client.toLowerCase()),
  graphPermissions: graphPermissionListProblem,
};

export function isListName(name: AnswerName): name is ListName {
  return name in LIST_VALIDATORS;
}
