import type { JsonObject } from '../json.ts';
import { peekPrincipal } from '../principals.ts';
import type { ApplicationRecord, PracticeState, ServicePrincipalRecord, UserRecord } from '../state.ts';
import type { Call } from './call.ts';
import { servicePrincipalView } from './service-principal-view.ts';

/** The default property set of a user (recordings 16 and 17). */
export const userView = (user: UserRecord): JsonObject => ({
  businessPhones: [],
  displayName: user.displayName,
  givenName: user.givenName,
  jobTitle: user.jobTitle,
  mail: user.userPrincipalName,
  mobilePhone: null,
  officeLocation: null,
  preferredLanguage: null,
  surname: user.surname,
  userPrincipalName: user.userPrincipalName,
  id: user.id,
});

/** A user or service principal by object id, as a list of mixed objects shows it. */
export function directoryObjectView(state: PracticeState, id: string): JsonObject | null {
  const user = state.users.find((candidate) => candidate.id === id);
  if (user !== undefined) return { '@odata.type': '#microsoft.graph.user', ...userView(user) };
  const principal = peekPrincipal(state, id);
  if (principal === null) return null;
  return { '@odata.type': '#microsoft.graph.servicePrincipal', ...servicePrincipalView(state, principal) };
}

export const ownerViews = (
  call: Call,
  { owners = [] }: Pick<ApplicationRecord, 'owners'> | Pick<ServicePrincipalRecord, 'owners'>,
): readonly JsonObject[] =>
  owners
    .map((id) => directoryObjectView(call.directory.state, id))
    .filter((view): view is JsonObject => view !== null);
