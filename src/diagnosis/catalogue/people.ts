import { speaksOfGroups, speaksOfGuests } from '../evidence/answer.ts';
import { cause, entry } from './entry.ts';
import { byHand, byReadingToken, bySignInLog } from './fixes.ts';

const GROUPS_NOT_IN_TOKEN = cause(
  'groups-not-in-token',
  'The token names no groups: the claim is not configured, or the person is in so many groups that Entra sends an address in their place (_claim_names)',
  byReadingToken(
    'Add the groups claim under Token configuration, best with groups assigned to the application alone, or use app roles',
  ),
  { sign: speaksOfGroups, onlySigned: true },
);

/** Texts of gateways and servers that refuse a known user, or could not find out who it is. */
export const PEOPLE_ENTRIES = [
  entry('symptom:user-not-let-in', {
    hops: ['gateway', 'mcp-server'],
    meaning:
      'Gateway or server knows who signed in and does not let them in: it has a list of its own. Entra refused nothing.',
    causes: [
      cause(
        'guests-kept-out',
        'The person is a guest in this tenant, and guests are not let in there',
        byHand('Use an account of the tenant, or let the gateway take guests'),
        { sign: speaksOfGuests, onlySigned: true },
      ),
      GROUPS_NOT_IN_TOKEN,
      cause(
        'user-not-listed',
        'Person, group, role or domain is not on the list that the gateway or server keeps',
        byHand('Add the person to the list there, or to the group that it wants'),
      ),
    ],
    wording: [
      'guest users not allowed',
      'guest users are not allowed',
      'guests are not allowed',
      'not a member of one of the required groups',
      'user not a member of',
      'user is not a member of',
      'user does not belong to',
      'no roles mapped for user',
      'user … not in allowed',
      'user is not assigned to any',
      'user not allowed to log in',
      'user is not assigned to the client application',
    ],
  }),
  entry('symptom:claim-missing', {
    hops: ['gateway', 'mcp-server'],
    meaning: 'Gateway or server wants a claim about the person that the token of Entra does not hold.',
    causes: [
      GROUPS_NOT_IN_TOKEN,
      cause(
        'optional-claim-wanted',
        'The program takes the person from email or name, which Entra sends only as optional claims, or from email_verified, which it does not send',
        byHand('Let the program read oid or preferred_username, or add the claim under Token configuration'),
      ),
    ],
    wording: [
      'could not get claim',
      'neither the id token nor the profileurl set an email',
      'email in id token … not verified',
      'missing required user name attribute name',
      'missing attribute … in attributes',
      'groups claim overflow',
      'too many groups',
      'group overage',
      'groups overage',
      'getting user email from external provider',
      'error description attributes required',
    ],
  }),
  entry('symptom:federation-server-refuses', {
    hops: ['client-signin', 'admin-signin'],
    isLogged: true,
    meaning:
      'The domain of the user is federated: its own sign-in service (AD FS) was asked with user name and password, and refused them.',
    causes: [
      cause(
        'password-refused-there',
        'User name or password is wrong, or the account is locked, has an ended password or may not sign in there',
        byHand('Sign in on the page of that service in a browser, which says why'),
      ),
      cause(
        'password-flow-used',
        'The program sends user name and password itself, where a second factor or a policy wants a person',
        bySignInLog('Use a sign-in in the browser, or by device code'),
      ),
    ],
    wording: [
      'id3242',
      'id3082',
      'parsing wstrust response failed',
      'federated service at … returned error',
      'wstrust endpoint',
      'federated service … wstrust',
    ],
  }),
];
