import { federatedDiffers, federatedSign, noFederatedCredential } from '../evidence/federated.ts';
import { setupIsFresh } from '../evidence/replication.ts';
import { cause, numbered } from './entry.ts';
import { byApply, byHand } from './fixes.ts';

const differs = (part: 'issuer' | 'subject' | 'audience', why: string) =>
  cause(
    `federated-${part}-differs`,
    `The ${part} of the presented token is not the one that {server} trusts${why}`,
    byApply(
      `Correct the ${part} in the blueprint, character for character, and apply it`,
      'server',
      'CertificatesAndSecrets',
    ),
    { evidence: federatedDiffers(part), sign: federatedSign(part) },
  );
const ISSUER = differs('issuer', '; a slash at the end counts');
const SUBJECT = differs('subject', '; letter case counts');
const AUDIENCE = differs('audience', '');
const MISSING = cause(
  'no-federated-credential',
  '{server} has no federated credential for this token',
  byApply('Create the federated credential of {server}', 'server', 'CertificatesAndSecrets'),
  { evidence: noFederatedCredential, app: 'server' },
);
const FRESH = cause(
  'federated-credential-is-new',
  'The federated credential is only minutes old',
  byHand('Wait a few minutes and try again'),
  { sign: setupIsFresh },
);
const WAITING = 'A new federated credential counts after a few minutes.';

/** Tokens of another issuer in place of a secret. */
export const FEDERATED_ENTRIES = [
  numbered('70021', {
    causes: [MISSING, SUBJECT, ISSUER, AUDIENCE, FRESH],
    waiting: WAITING,
    next: ['The message prints all three values; hold them against the federated credential side by side.'],
    wording: ['no matching federated identity record found for presented assertion assertion issuer'],
  }),
  numbered('700211', {
    causes: [ISSUER, MISSING, FRESH],
    waiting: WAITING,
    wording: ['no matching federated identity record found for presented assertion issuer'],
  }),
  numbered('700212', {
    causes: [AUDIENCE, MISSING, FRESH],
    waiting: WAITING,
    next: ['In the public cloud the audience is api://AzureADTokenExchange.'],
    wording: ['no matching federated identity record found for presented assertion audience'],
  }),
  numbered('700213', {
    causes: [SUBJECT, MISSING, FRESH],
    waiting: WAITING,
    wording: ['no matching federated identity record found for presented assertion subject'],
  }),
  numbered('7002137', {
    causes: [
      cause(
        'federated-subject-form',
        'The subject was built from another tenant or object id',
        byHand('Use the subject that the message proposes', 'server', 'CertificatesAndSecrets'),
      ),
      SUBJECT,
    ],
  }),
  numbered('7002138', {
    causes: [SUBJECT, MISSING],
  }),
  numbered('7002381', {
    causes: [
      cause(
        'federation-restricted',
        'The tenant restricts where tokens of this issuer may come from',
        byHand('Use a source that the policy allows, or a certificate', 'server', 'CertificatesAndSecrets'),
      ),
    ],
    wording: ['must contain the enterprise claim with value'],
  }),
  numbered('7000272', {
    causes: [
      cause(
        'issuer-key-unpublished',
        'The issuer signs with a key that its metadata do not lead to, or changed its keys minutes ago',
        byHand(
          'Open <issuer>/.well-known/openid-configuration and the jwks_uri in it from outside, and compare the key ids with kid of the token',
        ),
      ),
      ISSUER,
    ],
    wording: ['used to sign the federated credential could not be found in the metadata'],
  }),
  numbered('700229', {
    causes: [
      cause(
        'user-token-as-credential',
        'The server passes the user token as its own credential',
        byHand('Pass the token of the managed identity or workload instead'),
      ),
    ],
    wording: ['only app only tokens can be used as federated identity credentials'],
  }),
];
