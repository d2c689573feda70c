import { cause, entry } from './entry.ts';
import { byHand } from './fixes.ts';

const NEW_CODE = byHand('Ask for a new device code');

/** Signing in by typing a code on another device. */
export const DEVICE_CODE_ENTRIES = [
  entry('70016', {
    name: 'AuthorizationPending',
    hops: ['admin-signin', 'client-signin'],
    meaning: 'The user has not finished yet: the normal answer while waiting.',
    causes: [
      cause(
        'code-not-entered',
        'The code was not entered, or Continue not pressed',
        byHand('Go on asking at the given interval'),
      ),
    ],
    waiting: 'The code can be entered for 15 minutes.',
    wording: ['device flow error authorization is pending'],
  }),
  entry('70018', {
    name: 'BadVerificationCode',
    hops: ['admin-signin', 'client-signin'],
    meaning: 'Entra does not know the code.',
    causes: [
      cause(
        'code-mistyped',
        'A typing error, or a code that another tenant or cloud gave out',
        byHand('Enter the code that is shown, or ask for a new one'),
      ),
    ],
    wording: ['invalid verification code'],
  }),
  entry('70019', {
    name: 'CodeExpired',
    hops: ['admin-signin', 'client-signin'],
    meaning: 'The code that was entered had ended.',
    causes: [cause('code-entered-late', 'More than 15 minutes had passed', NEW_CODE)],
    wording: ['verification code expired'],
  }),
  entry('70020', {
    hops: ['admin-signin', 'client-signin'],
    meaning: 'The program went on asking with a device code that had ended.',
    causes: [
      cause('device-code-expired', 'The user took longer than the code lives', NEW_CODE),
      cause('device-code-reused', 'The code of an earlier run was used again', NEW_CODE),
    ],
    wording: ['device code is not valid this device code has expired', 'device code has expired'],
  }),
  entry('90120', {
    name: 'InvalidDeviceFlowRequest',
    hops: ['admin-signin'],
    meaning: 'The request of this device code was answered before.',
    causes: [cause('device-code-answered', 'The code was entered twice', NEW_CODE)],
    wording: ['request was already authorized or declined'],
  }),
  entry('50134', {
    name: 'DeviceFlowAuthorizeWrongDatacenter',
    hops: ['admin-signin'],
    meaning: 'The code was approved in another region than it was asked for.',
    causes: [
      cause(
        'regions-differ',
        'Approver and program are far apart, or one of them uses a VPN',
        byHand('Approve from the same region, then ask for a new code'),
      ),
    ],
    wording: ['wrong data center', 'wrong datacenter'],
  }),
];
