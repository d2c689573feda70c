import { cause, numbered } from './entry.ts';
import { byHand } from './fixes.ts';

const NEW_CODE = byHand('Ask for a new device code');

/** Signing in by typing a code on another device. */
export const DEVICE_CODE_ENTRIES = [
  numbered('70016', {
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
  numbered('70018', {
    causes: [
      cause(
        'code-mistyped',
        'A typing error, or a code that another tenant or cloud gave out',
        byHand('Enter the code that is shown, or ask for a new one'),
      ),
    ],
    wording: ['invalid verification code', 'dieser code hat nicht funktioniert', 'that code did not work'],
  }),
  numbered('70019', {
    causes: [cause('code-entered-late', 'More than 15 minutes had passed', NEW_CODE)],
    wording: [
      'verification code expired',
      'the code you entered has expired',
      'eingegebene code ist abgelaufen',
    ],
  }),
  numbered('70020', {
    causes: [
      cause('device-code-expired', 'The user took longer than the code lives', NEW_CODE),
      cause('device-code-reused', 'The code of an earlier run was used again', NEW_CODE),
    ],
    wording: ['device code is not valid this device code has expired', 'device code has expired'],
  }),
  numbered('90120', {
    causes: [cause('device-code-answered', 'The code was entered twice', NEW_CODE)],
    wording: ['request was already authorized or declined'],
  }),
  numbered('50134', {
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
