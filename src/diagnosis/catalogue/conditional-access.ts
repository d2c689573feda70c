import {
  deviceCodeBlocked,
  isExchange,
  signedInByBrowser,
  usedBrowser,
  usedDeviceCode,
} from '../evidence/observed.ts';
import { cause, entry } from './entry.ts';
import { byHand, bySignInLog } from './fixes.ts';

const USE_BROWSER = byHand('Sign in by browser (--auth browser, --user-auth browser) on a managed device');
const DEVICE_CODE_BLOCKED = cause(
  'device-code-blocked',
  'A policy blocks device code sign-ins, and everything refreshed from one',
  USE_BROWSER,
  {
    evidence: deviceCodeBlocked,
    sign: usedDeviceCode,
  },
);
const DEVICE_CODE_HAS_NO_DEVICE = cause(
  'device-code-has-no-device',
  'A device code carries no device identity, so a device policy can never be met',
  USE_BROWSER,
  { sign: usedDeviceCode, evidence: signedInByBrowser },
);
const NOT_COMPLIANT = cause(
  'device-not-compliant',
  'The device is not enrolled or does not meet the rules',
  byHand('Enrol the device, or sign in from a managed one'),
);
const OTHER_POLICY = cause(
  'policy-blocks',
  'A policy blocks by location, platform, risk or app',
  bySignInLog('Look up the correlation id in the sign-in log, under Conditional Access, to see which policy'),
  { sign: usedBrowser },
);
const IN_EXCHANGE = cause(
  'policy-blocks-exchange',
  'The policy applies to Microsoft Graph or to the network of the server, and meets the exchange rather than the sign-in',
  bySignInLog(
    'Look among the non-interactive sign-ins; put {server} under the same policy, or exempt the address of the server',
  ),
  { sign: isExchange },
);
export const DEVICE_STATE = [DEVICE_CODE_HAS_NO_DEVICE, NOT_COMPLIANT] as const;

/** Policies about devices, places and flows. */
export const CONDITIONAL_ACCESS_ENTRIES = [
  entry('53003', {
    name: 'BlockedByConditionalAccess',
    hops: ['client-signin', 'gateway', 'obo', 'admin-signin'],
    meaning: 'A Conditional Access policy blocks this sign-in; no prompt and no retry can change that.',
    causes: [DEVICE_CODE_BLOCKED, OTHER_POLICY, IN_EXCHANGE],
    next: [
      'Only the sign-in log names the policy: look up the correlation id there. A session that began by device code stays marked; sign in afresh by browser.',
    ],
    wording: ['access has been blocked by conditional access policies'],
  }),
  entry('53000', {
    name: 'DeviceNotCompliant',
    hops: ['client-signin', 'admin-signin', 'obo'],
    meaning: 'A policy wants a compliant device.',
    causes: [
      ...DEVICE_STATE,
      cause(
        'browser-without-sso',
        'The browser does not pass the device identity on',
        byHand('Use a browser profile that is signed in with the work account'),
      ),
    ],
    wording: ['device is not in required device state compliant'],
  }),
  entry('53001', {
    name: 'DeviceNotDomainJoined',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A policy wants a device that is joined to the domain.',
    causes: [
      DEVICE_CODE_HAS_NO_DEVICE,
      cause('device-not-joined', 'The device is not joined', byHand('Sign in from a joined device')),
    ],
    wording: ['device is not in required device state domain joined'],
  }),
  entry('530003', {
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A policy wants a managed device.',
    causes: DEVICE_STATE,
    wording: ['your device is required to be managed', 'your device is required to be marked as compliant'],
  }),
  entry('530032', {
    name: 'BlockedByConditionalAccessOnSecurityPolicy',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A security policy of the whole tenant blocks the request.',
    causes: [OTHER_POLICY, DEVICE_CODE_BLOCKED],
    wording: ['configured a security policy that blocks this request'],
  }),
  entry('530035', {
    name: 'BlockedBySecurityDefaults',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The security defaults of the tenant block this way of signing in.',
    causes: [
      cause('flow-not-secure', 'Device code or a password grant was used', USE_BROWSER, {
        sign: usedDeviceCode,
      }),
    ],
    wording: ['blocked by security defaults'],
  }),
  entry('530084', {
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A policy accepts only tokens that are bound to their device.',
    causes: [
      cause(
        'token-not-bound',
        'The program does not sign in through the broker of the system',
        byHand('Use a program that does, or exempt it from the policy'),
      ),
    ],
    wording: ['blocked by conditional access token protection policy'],
  }),
  entry('50005', {
    name: 'DevicePolicyError',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The platform of the device is not allowed, or not known.',
    causes: [
      DEVICE_CODE_HAS_NO_DEVICE,
      cause(
        'platform-not-allowed',
        'The policy leaves this platform out, often Linux',
        byHand('Sign in from another platform, or change the policy'),
      ),
    ],
    wording: [
      'device platform is not supported',
      'platform not currently supported through conditional access',
    ],
  }),
  entry('50097', {
    name: 'DeviceAuthenticationRequired',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The device has to prove itself.',
    causes: DEVICE_STATE,
    wording: ['device authentication is required'],
  }),
  entry('50131', {
    name: 'ConditionalAccessFailed',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'A Conditional Access policy was not met.',
    causes: [OTHER_POLICY, ...DEVICE_STATE],
    wording: ['request blocked due to suspicious activity'],
  }),
  entry('50155', {
    name: 'DeviceAuthenticationFailed',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The device could not prove itself.',
    causes: [
      cause(
        'device-unknown',
        'The device was disabled or deleted in Entra, or lost its key',
        byHand('Register the device again'),
      ),
    ],
    wording: ['device is not authenticated', 'device authentication failed'],
  }),
  entry('9001011', {
    hops: ['client-signin'],
    meaning: 'A policy asks for a device state that this platform cannot have.',
    causes: [
      cause(
        'policy-impossible',
        'The policy wants a domain-joined device where there are none, as on macOS or Linux',
        byHand('Change the policy for this platform'),
      ),
    ],
    wording: ['device policy contains unsupported required device state'],
  }),
];
