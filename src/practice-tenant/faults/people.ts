import type { UserRecord } from '../state.ts';
import type { Breaker, Breakers } from './breaker.ts';
import { faultEdit } from './edits.ts';

/** The user on whom these faults are put; not an administrator. */
const WHO = 'megan@contoso.com';

/** A fault that replaces one property of that user. */
function onPerson<Name extends keyof UserRecord>(name: Name, after: UserRecord[Name]): Breaker {
  return ({ state }) => {
    const user = state.users.find(({ userPrincipalName }) => userPrincipalName === WHO);
    if (user === undefined) throw new Error(`There is no ${WHO} in the practice tenant.`);
    return [faultEdit(state, ['users', `#${user.id}`, name], after)];
  };
}

/** Faults that keep one user out, and nobody else. */
export const PERSON_BREAKERS = {
  'user-disabled': onPerson('accountEnabled', false),
  'user-unlicensed': onPerson('hasLicence', false),
  'user-is-guest': onPerson('userType', 'Guest'),
  'onedrive-never-opened': onPerson('hasDrive', false),
} as const satisfies Breakers;
