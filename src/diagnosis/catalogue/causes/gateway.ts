import { says } from '../../evidence/says.ts';
import { issuerIsNotEntra } from '../../evidence/token.ts';
import { cause } from '../entry.ts';
import { byHand, byReadingToken } from '../fixes.ts';

export const OWN_TOKEN_OF_GATEWAY = cause(
  'token-of-the-gateway',
  'The token was made by the OAuth proxy of the gateway, not by Entra, and the server expects one of Entra',
  byReadingToken(
    'Look at its issuer (iss): where it is not Entra, let the gateway pass on the token of Entra',
  ),
  { sign: issuerIsNotEntra },
);

export const OWN_IDENTITY_REFUSED = cause(
  'own-identity-refused',
  'The program called Azure as itself, and that identity may not: the token of the user is not concerned',
  byHand('Give that identity the role on the Azure resource'),
  { sign: says(/aka\.ms\/azmcp/, 'The answer is that of Azure behind the server.'), onlySigned: true },
);
