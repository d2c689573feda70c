import { addressIsV1 } from '../../evidence/request.ts';
import { cause } from '../entry.ts';
import { byHand } from '../fixes.ts';

/** The v1 endpoint, which takes no scopes and issues tokens of another form. */
export const V1_ADDRESS = cause(
  'v1-address',
  'The client signs in at /oauth2/authorize instead of /oauth2/v2.0/authorize: it was given that address, or an issuer without /v2.0',
  byHand('Use {authority}/oauth2/v2.0/authorize and …/token, and advertise {authority}/v2.0'),
  { sign: addressIsV1 },
);
