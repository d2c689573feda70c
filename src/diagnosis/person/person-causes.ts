import type { AppWord } from '../../core/ids.ts';
import type { Person } from '../../core/person.ts';
import type { Reading } from '../../core/tenant.ts';
import { type Cause, cause } from '../catalogue/entry.ts';
import { byConsent, byHand, bySignInLog } from '../catalogue/fixes.ts';
import { principalOf } from '../evidence/facets.ts';
import { type CauseTest, proved, refuted, type Sign } from '../situation.ts';
import { ofAccount, unread } from './of-account.ts';
import { lacksConsent, unreadGrants } from './person-consent.ts';

const unreadPart =
  (part: (person: Person) => Reading<unknown>): Sign =>
  ({ knowledge: { person } }) =>
    person === null ? null : (unread(person.account) ?? unread(part(person)));

const accountMissing: CauseTest = ({ knowledge: { person } }) => {
  if (person?.account.state !== 'read') return null;
  return person.account.value === null
    ? proved(`The tenant has no account ${person.userPrincipalName}.`)
    : refuted('The account is there.');
};

const disabled = ofAccount(({ isEnabled }) =>
  isEnabled ? refuted('The account is enabled.') : proved('Microsoft Graph gives accountEnabled as false.'),
);

const guest = ofAccount(({ isGuest }, { hasDrive }) => {
  if (!isGuest) return refuted('The account is a member of the tenant.');
  if (hasDrive.state !== 'read') return null;
  return hasDrive.value
    ? refuted('The account is a guest, and has a OneDrive here.')
    : proved('The account is a guest, and has no OneDrive here.');
});

const noLicence = ofAccount(({ hasLicence, isGuest }) => {
  if (isGuest) return null;
  return hasLicence
    ? refuted('The account has a licence.')
    : proved('Microsoft Graph lists no licence of the account.');
});

const noDrive = ofAccount(({ hasLicence, isGuest }, { hasDrive }) => {
  if (hasDrive.state !== 'read' || isGuest || !hasLicence) return null;
  return hasDrive.value
    ? refuted('The OneDrive is there.')
    : proved('Microsoft Graph finds no OneDrive of the account.');
});

const notAssigned = (app: AppWord): CauseTest =>
  ofAccount(({ objectId }, person, { knowledge }) => {
    const principal = principalOf(knowledge, app);
    const assignees = person.assignees[app];
    if (principal === null) return null;
    if (!principal.assignmentRequired) return refuted(`{${app}} does not require assignment.`);
    if (assignees.state !== 'read') return null;
    if (assignees.value.includes(objectId)) return refuted(`The account is assigned to {${app}}.`);
    if (person.memberships.state !== 'read') return null;
    const through = person.memberships.value.find(({ id }) => assignees.value.includes(id));
    return through === undefined
      ? proved(
          `{${app}} requires assignment, and neither the account nor a group that it is a direct member of is assigned.`,
        )
      : refuted(`The account is assigned to {${app}} through the group ${through.displayName}.`);
  });

/** The policies that include the apps. They are not evaluated: whom and what one excludes shows only in the sign-in log. */
const policiesNaming: Sign = ({ knowledge: { person } }) => {
  if (person?.policies.state !== 'read') return person === null ? null : unread(person.policies);
  const named = person.policies.value.map(
    ({ displayName, state, controls }) =>
      `${displayName} (${state}, ${controls.join(', ') || 'session controls only'})`,
  );
  return named.length === 0 ? null : `Policies that name the apps, or all apps: ${named.join('; ')}.`;
};

const noPolicies: CauseTest = ({ knowledge: { person } }) =>
  person?.policies.state === 'read' && person.policies.value.length === 0
    ? refuted('No Conditional Access policy names the apps, nor all apps.')
    : null;

const unreadAssignment =
  (app: AppWord): Sign =>
  ({ knowledge: { person, tenant } }) =>
    person === null
      ? null
      : (unread(person.account) ??
        unread(tenant?.[app === 'client' ? 'clientPrincipal' : 'serverPrincipal']) ??
        unread(person.assignees[app]) ??
        unread(person.memberships));

const assignmentCause = (app: AppWord): Cause =>
  cause(
    `person-not-assigned-to-${app}`,
    `{${app}} lets only assigned people in, and this one is not among them`,
    byHand(
      `Assign the person or a group to {${app}}; nested groups do not count`,
      app,
      'EnterpriseApplication',
    ),
    { evidence: notAssigned(app), sign: unreadAssignment(app) },
  );

/** The causes for which one person cannot sign in or see files, in the order in which the chain meets them. */
export const PERSON_CAUSES: readonly Cause[] = [
  cause(
    'account-missing',
    'There is no such account in this tenant',
    byHand('Compare the sign-in name, or invite the person as a guest'),
    {
      evidence: accountMissing,
      sign: unreadPart(({ account }) => account),
    },
  ),
  cause('account-disabled', 'The account is disabled', byHand('Have the account enabled'), {
    evidence: disabled,
    sign: unreadPart(({ account }) => account),
  }),
  assignmentCause('client'),
  assignmentCause('server'),
  cause(
    'person-without-client-consent',
    'Consent to {client} is missing for this person',
    byConsent('client'),
    {
      evidence: lacksConsent('client'),
      sign: unreadGrants('client'),
    },
  ),
  cause(
    'person-without-graph-consent',
    'Consent to {server} is missing for this person',
    byConsent('server'),
    {
      evidence: lacksConsent('server'),
      sign: unreadGrants('server'),
    },
  ),
  cause(
    'policy-names-apps',
    'A Conditional Access policy asks for more than this sign-in brings, or blocks it',
    bySignInLog('Look at a failed row of the person in the sign-in log, under Conditional Access'),
    { evidence: noPolicies, sign: policiesNaming },
  ),
  cause(
    'no-licence',
    'The person has no licence, so there is no OneDrive',
    byHand('Give the person a licence with OneDrive'),
    {
      evidence: noLicence,
      sign: unreadPart(({ account }) => account),
    },
  ),
  cause(
    'guest-has-no-drive',
    'The person is a guest, and guests have no OneDrive here',
    byHand('Try with a member of the tenant'),
    {
      evidence: guest,
      sign: unreadPart(({ hasDrive }) => hasDrive),
    },
  ),
  cause(
    'drive-missing',
    'The OneDrive was never opened, or the licence does not include one',
    byHand('Let the person open OneDrive once, and look at the plans of the licence'),
    {
      evidence: noDrive,
      sign: unreadPart(({ hasDrive }) => hasDrive),
    },
  ),
];
