import type { AadstsRows } from './row.ts';

export const ACCOUNT_NUMBERS = {
  '50020': {
    name: 'UserUnauthorized',
    hops: ['client-signin', 'gateway', 'admin-signin'],
    meaning: 'The account is neither a member nor a guest of this tenant.',
    refusal: 'not-of-this-tenant',
  },
  '90072': {
    name: 'PassThroughUserMfaError',
    hops: ['client-signin', 'admin-signin'],
    meaning: "The user's own tenant reports that they are no guest of the tenant they went to.",
    refusal: 'not-of-this-tenant',
  },
  '51004': {
    name: 'UserAccountNotInDirectory',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The account is not in this directory.',
    refusal: 'not-of-this-tenant',
  },
  '16000': {
    name: 'InteractionRequired',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A silent sign-in met several accounts, or one that cannot be used here.',
    refusal: 'not-of-this-tenant',
  },
  '50014': {
    name: 'GuestUserInPendingState',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The invitation of this guest is still open.',
    refusal: 'not-of-this-tenant',
  },
  '50034': {
    name: 'UserAccountNotFound',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The tenant has no user of that name.',
    refusal: 'account-unknown',
  },
  '50053': {
    name: 'IdsLocked',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The account is locked, or the network address is blocked.',
    refusal: 'account-locked',
  },
  '50055': {
    name: 'InvalidPasswordExpiredPassword',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The password of the user has expired.',
    refusal: 'password-expired',
  },
  '50057': {
    name: 'UserDisabled',
    hops: ['client-signin', 'admin-signin', 'obo'],
    meaning: 'The account of the user is disabled.',
    refusal: 'account-disabled',
  },
  '50126': {
    name: 'InvalidUserNameOrPassword',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'User name or password is wrong.',
    refusal: 'password-wrong',
  },
  '500201': {
    name: null,
    hops: ['client-signin', 'gateway'],
    meaning: 'A personal account came to an address of version 1, which serves none.',
    refusal: null,
  },
  '500208': {
    name: null,
    hops: ['client-signin', 'admin-signin'],
    meaning: 'Accounts of that domain cannot sign in to this kind of app.',
    refusal: 'not-of-this-tenant',
  },
  '500212': {
    name: 'NotAllowedByOutboundPolicyTenant',
    hops: ['client-signin', 'admin-signin'],
    meaning: "The user's own tenant does not let them into other tenants.",
    refusal: 'other-organisation',
  },
  '500213': {
    name: 'NotAllowedByInboundPolicyTenant',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The cross-tenant policy of this tenant keeps the guest out.',
    refusal: 'other-organisation',
  },
  '53011': {
    name: null,
    hops: ['client-signin', 'admin-signin'],
    meaning: "The user's own tenant takes the account for endangered.",
    refusal: 'conditional-access',
  },
  '130507': {
    name: null,
    hops: ['admin-signin', 'client-signin'],
    meaning: 'The temporary access pass is missing, used up or over.',
    refusal: null,
  },
} as const satisfies AadstsRows;
