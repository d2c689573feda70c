import type { Account, Person } from '../../src/core/person.ts';
import { read } from '../../src/core/tenant.ts';
import { IDS } from '../support/registrations.ts';

export const ACCOUNT: Account = {
  objectId: IDS.user,
  userPrincipalName: 'ada@contoso.com',
  isEnabled: true,
  isGuest: false,
  hasLicence: true,
};
/** Somebody whom nothing keeps out. */
export const HEALTHY: Person = {
  userPrincipalName: ACCOUNT.userPrincipalName,
  account: read(ACCOUNT),
  memberships: read([]),
  assignees: { client: read([]), server: read([]) },
  hasDrive: read(true),
  failures: read([]),
  policies: read([]),
};
