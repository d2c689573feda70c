import type { AadstsRows } from './row.ts';

export const CONDITIONAL_ACCESS_NUMBERS = {
  '53003': {
    name: 'BlockedByConditionalAccess',
    hops: ['client-signin', 'gateway', 'obo', 'admin-signin'],
    meaning: 'A Conditional Access policy blocks this sign-in; no prompt and no retry can change that.',
    refusal: 'conditional-access',
  },
  '53000': {
    name: 'DeviceNotCompliant',
    hops: ['client-signin', 'admin-signin', 'obo'],
    meaning: 'A policy wants a compliant device.',
    refusal: 'managed-device',
  },
  '53001': {
    name: 'DeviceNotDomainJoined',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A policy wants a device that is joined to the domain.',
    refusal: 'managed-device',
  },
  '530003': {
    name: null,
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A policy wants a managed device.',
    refusal: 'managed-device',
  },
  '530032': {
    name: 'BlockedByConditionalAccessOnSecurityPolicy',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A security policy of the whole tenant blocks the request.',
    refusal: 'conditional-access',
  },
  '530035': {
    name: 'BlockedBySecurityDefaults',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The security defaults of the tenant block this way of signing in.',
    refusal: 'security-defaults',
  },
  '530084': {
    name: null,
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A policy accepts only tokens that are bound to their device.',
    refusal: 'managed-device',
  },
  '50005': {
    name: 'DevicePolicyError',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The platform of the device is not allowed, or not known.',
    refusal: 'managed-device',
  },
  '50097': {
    name: 'DeviceAuthenticationRequired',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The device has to prove itself.',
    refusal: 'managed-device',
  },
  '50131': {
    name: 'ConditionalAccessFailed',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A Conditional Access policy was not met.',
    refusal: 'conditional-access',
  },
  '50155': {
    name: 'DeviceAuthenticationFailed',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The device could not prove itself.',
    refusal: 'managed-device',
  },
  '9001011': {
    name: null,
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A policy asks for a device state that this platform cannot have.',
    refusal: 'managed-device',
  },
  '53002': {
    name: 'ApplicationUsedIsNotAnApprovedApp',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A policy lets only approved client apps in, and this one is not among them.',
    refusal: 'managed-device',
  },
  '53004': {
    name: 'ProofUpBlockedDueToRisk',
    hops: ['client-signin', 'admin-signin'],
    meaning:
      'The account has to register for multifactor authentication, and its risk keeps it from doing so here.',
    refusal: 'conditional-access',
  },
  '53009': {
    name: null,
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A policy wants an app that is under an app protection policy.',
    refusal: 'conditional-access',
  },
  '53010': {
    name: 'ProofUpBlockedDueToSecurityInfoAcr',
    hops: ['client-signin', 'admin-signin'],
    meaning:
      'Sign-in methods may be set up only from certain places or devices, and this is not one of them.',
    refusal: 'conditional-access',
  },
  '530031': {
    name: null,
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A policy keeps this app from being given a token.',
    refusal: 'conditional-access',
  },
  '530034': {
    name: 'DelegatedAdminBlockedDueToSuspiciousActivity',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'An administrator of a partner was blocked after suspicious activity.',
    refusal: 'conditional-access',
  },
} as const satisfies AadstsRows;
