import { issuerIsNotEntra } from '../../evidence/token.ts';
import { cause } from '../entry.ts';
import { byReadingToken } from '../fixes.ts';

export const OWN_TOKEN_OF_GATEWAY = cause(
  'token-of-the-gateway',
  'The token was made by the OAuth proxy of the gateway, not by Entra, and the server expects one of Entra',
  byReadingToken(
    'Look at its issuer (iss): where it is not Entra, let the gateway pass on the token of Entra',
  ),
  { sign: issuerIsNotEntra },
);
