import {
  deviceCodeBlocked,
  isExchange,
  signedInByBrowser,
  usedBrowser,
  usedDeviceCode,
} from '../evidence/observed.ts';
import { cause, numbered } from './entry.ts';
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
const SECURITY_INFO_BLOCKED = cause(
  'security-info-blocked',
  'The account has no second factor yet, and may not set one up from here',
  byHand('Set the second factor up from a trusted place or a managed device, then sign in again'),
);
export const DEVICE_STATE = [DEVICE_CODE_HAS_NO_DEVICE, NOT_COMPLIANT] as const;

/** Policies about devices, places and flows. */
export const CONDITIONAL_ACCESS_ENTRIES = [
  numbered('53003', {
    causes: [DEVICE_CODE_BLOCKED, OTHER_POLICY, IN_EXCHANGE],
    next: [
      'Only the sign-in log names the policy: look up the correlation id there. A session that began by device code stays marked; sign in afresh by browser.',
    ],
    wording: [
      'you cannot access this right now',
      'does not meet the criteria to access this resource',
      'your sign in was successful but you do not have permission to access this resource',
      'access has been blocked by conditional access policies',
    ],
  }),
  numbered('53000', {
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
  numbered('53001', {
    causes: [
      DEVICE_CODE_HAS_NO_DEVICE,
      cause('device-not-joined', 'The device is not joined', byHand('Sign in from a joined device')),
    ],
    wording: ['device is not in required device state domain joined'],
  }),
  numbered('530003', {
    causes: DEVICE_STATE,
    wording: ['your device is required to be managed', 'your device is required to be marked as compliant'],
  }),
  numbered('530032', {
    causes: [OTHER_POLICY, DEVICE_CODE_BLOCKED],
    wording: ['configured a security policy that blocks this request'],
  }),
  numbered('530035', {
    causes: [
      cause('flow-not-secure', 'Device code or a password grant was used', USE_BROWSER, {
        sign: usedDeviceCode,
      }),
    ],
    wording: ['blocked by security defaults'],
  }),
  numbered('530084', {
    causes: [
      cause(
        'token-not-bound',
        'The program does not sign in through the broker of the system',
        byHand('Use a program that does, or exempt it from the policy'),
      ),
    ],
    wording: ['blocked by conditional access token protection policy'],
  }),
  numbered('50005', {
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
  numbered('50097', {
    causes: DEVICE_STATE,
    wording: ['device authentication is required'],
  }),
  numbered('50131', {
    causes: [OTHER_POLICY, ...DEVICE_STATE],
    wording: ['request blocked due to suspicious activity'],
  }),
  numbered('50155', {
    causes: [
      cause(
        'device-unknown',
        'The device was disabled or deleted in Entra, or lost its key',
        byHand('Register the device again'),
      ),
    ],
    wording: ['device is not authenticated', 'device authentication failed'],
  }),
  numbered('9001011', {
    causes: [
      cause(
        'policy-impossible',
        'The policy wants a domain-joined device where there are none, as on macOS or Linux',
        byHand('Change the policy for this platform'),
      ),
    ],
    wording: ['device policy contains unsupported required device state'],
  }),
  numbered('53002', {
    causes: [
      cause(
        'app-not-approved',
        'The program that signs in is not on the list of approved apps, which no MCP client is',
        bySignInLog(
          'Look up the policy in the sign-in log, and exempt {client} or use another grant control',
        ),
      ),
    ],
  }),
  numbered('53004', { causes: [SECURITY_INFO_BLOCKED] }),
  numbered('53009', {
    causes: [
      cause(
        'app-not-protected',
        'The program that signs in is under no app protection policy, which no MCP client is',
        bySignInLog(
          'Look up the policy in the sign-in log, and exempt {client} or use another grant control',
        ),
      ),
    ],
  }),
  numbered('53010', { causes: [SECURITY_INFO_BLOCKED] }),
  numbered('530031', { causes: [OTHER_POLICY, IN_EXCHANGE] }),
  numbered('530034', {
    causes: [
      cause(
        'partner-blocked',
        'Suspicious activity of the delegated administrator was detected',
        byHand('Let an administrator of the tenant itself sign in'),
      ),
    ],
  }),
];
