import type { AadstsRows } from './row.ts';

export const DEVICE_CODE_NUMBERS = {
  '70016': {
    name: 'AuthorizationPending',
    hops: ['admin-signin', 'client-signin'],
    meaning: 'The user has not finished yet: the normal answer while waiting.',
    refusal: null,
  },
  '70018': {
    name: 'BadVerificationCode',
    hops: ['admin-signin', 'client-signin'],
    meaning: 'Entra does not know the code.',
    refusal: 'code-unknown',
  },
  '70019': {
    name: 'CodeExpired',
    hops: ['admin-signin', 'client-signin'],
    meaning: 'The code that was entered had ended.',
    refusal: 'code-expired',
  },
  '70020': {
    name: null,
    hops: ['admin-signin', 'client-signin'],
    meaning: 'The program went on asking with a device code that had ended.',
    refusal: 'code-expired',
  },
  '90120': {
    name: 'InvalidDeviceFlowRequest',
    hops: ['admin-signin'],
    meaning: 'The request of this device code was answered before.',
    refusal: 'code-unknown',
  },
  '50134': {
    name: 'DeviceFlowAuthorizeWrongDatacenter',
    hops: ['admin-signin'],
    meaning: 'The code was approved in another region than it was asked for.',
    refusal: null,
  },
} as const satisfies AadstsRows;
