import { says } from '../evidence/says.ts';
import { V1_ADDRESS } from './causes/request.ts';
import { cause, numbered, withProof } from './entry.ts';
import { byHand } from './fixes.ts';

const WRONG_ACCOUNT = cause(
  'wrong-account',
  'The browser chose another account: a personal one, or one of another company',
  byHand('Sign in from a private window and choose the work account'),
);
const NOT_INVITED = cause(
  'guest-not-invited',
  'The user should be a guest, but was not invited or has not accepted',
  byHand('Invite the user as a guest, or send the invitation again'),
);
const MULTI_TENANT_EXPECTED = cause(
  'other-tenants-expected',
  'The users come from other tenants, while both apps serve this one only',
  byHand('Invite those users as guests'),
);
const USER_DISABLED = cause(
  'user-disabled',
  'An administrator or a sync disabled the account',
  byHand('Enable the user, or use another account'),
);
const USE_WORK_ACCOUNT = byHand('Use a work or school account of this tenant');
const ASK_HOME = byHand("Ask the administrator of the user's own tenant");
const GUEST_MISSING = [WRONG_ACCOUNT, NOT_INVITED, MULTI_TENANT_EXPECTED] as const;

/** Accounts that cannot sign in here. */
export const ACCOUNT_ENTRIES = [
  numbered('50020', {
    causes: GUEST_MISSING,
    next: [
      "Account and identity provider stand in the message; the user's own tenant logs the same event as 90072.",
    ],
    wording: ['user account … from identity provider … does not exist in tenant'],
  }),
  numbered('90072', {
    causes: GUEST_MISSING,
  }),
  numbered('51004', {
    causes: GUEST_MISSING,
  }),
  numbered('16000', {
    causes: [
      cause(
        'several-sessions',
        'Several accounts are signed in',
        byHand('Choose the account by hand (prompt=select_account)'),
      ),
      WRONG_ACCOUNT,
    ],
    waiting: 'Choosing an account by hand helps at once.',
    wording: ['either multiple user identities are available'],
  }),
  numbered('50014', {
    causes: [NOT_INVITED],
    wording: ['redemption is in pending state'],
  }),
  numbered('50034', {
    causes: [
      cause(
        'user-name-mistyped',
        'The user name is mistyped, or belongs to another tenant',
        byHand('Correct the name, or invite the user as a guest'),
      ),
    ],
    wording: [
      'could not find an account with that username',
      'this username may be incorrect',
      'the user account … does not exist in',
      'to sign into this application the account must be added to the directory',
    ],
  }),
  numbered('50053', {
    causes: [
      cause(
        'too-many-tries',
        'Too many wrong passwords',
        byHand('Wait, or let an administrator unblock the account'),
      ),
      cause('address-blocked', 'The address has a bad reputation', byHand('Sign in from another network')),
      withProof(USER_DISABLED, {
        sign: says(/account has been locked/i, 'Entra says so of an account that may not sign in too.'),
        onlySigned: true,
      }),
    ],
    waiting: 'The lock ends by itself after a while.',
    wording: [
      'your account is temporarily locked to prevent unauthorized use',
      'your account has been locked',
      'account is locked because',
      'sign in from ip address with malicious activity',
    ],
  }),
  numbered('50055', {
    causes: [
      cause(
        'password-expired',
        'The password policy ended it',
        byHand('Change the password and sign in again'),
      ),
    ],
    wording: ['password is expired'],
  }),
  numbered('50057', {
    causes: [USER_DISABLED],
    wording: ['user account is disabled'],
  }),
  numbered('50126', {
    causes: [
      cause(
        'password-wrong',
        'A typing error, or a password that was not synchronised',
        byHand('Try again, or reset the password'),
      ),
    ],
    wording: [
      'your account or password is incorrect',
      'error validating credentials due to invalid username or password',
    ],
  }),
  numbered('500201', {
    causes: [cause('personal-account', 'The user chose a personal account', USE_WORK_ACCOUNT), V1_ADDRESS],
    wording: ['unable to issue tokens from this api version for a microsoft account'],
  }),
  numbered('500208', {
    causes: [cause('personal-account', 'The user chose a personal account', USE_WORK_ACCOUNT)],
    wording: ['domain is not a valid login domain for the account type'],
  }),
  numbered('500212', {
    causes: [cause('outbound-policy', "The cross-tenant policy of the user's own tenant", ASK_HOME)],
    wording: ['outbound access policy'],
  }),
  numbered('500213', {
    causes: [
      cause(
        'inbound-policy',
        'Inbound access is not allowed for that tenant or this app',
        byHand('Allow it under External Identities > Cross-tenant access settings'),
      ),
    ],
    wording: ['cross tenant access policy does not allow this user'],
  }),
  numbered('53011', {
    causes: [cause('risk-at-home', "Identity Protection of the user's own tenant", ASK_HOME)],
    wording: ['blocked due to risk on home tenant'],
  }),
  numbered('130507', {
    causes: [
      cause(
        'access-pass-over',
        'The pass was used once already, or has ended',
        byHand('Issue a new pass, or sign in another way'),
      ),
    ],
    wording: ['an access pass could not be found or verified for the user'],
  }),
];
