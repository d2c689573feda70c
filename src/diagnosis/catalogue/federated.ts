import { federatedDiffers, federatedSign, noFederatedCredential } from '../evidence/federated.ts';
import { setupIsFresh } from '../evidence/replication.ts';
import { cause, entry } from './entry.ts';
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
  { evidence: noFederatedCredential, check: 'server-api.credential', app: 'server' },
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
  entry('70021', {
    hops: ['obo'],
    meaning: 'The app trusts no such token: issuer, subject or audience is another.',
    causes: [MISSING, SUBJECT, ISSUER, AUDIENCE, FRESH],
    waiting: WAITING,
    next: ['The message prints all three values; hold them against the federated credential side by side.'],
    wording: ['no matching federated identity record found for presented assertion assertion issuer'],
  }),
  entry('700211', {
    hops: ['obo'],
    meaning: 'The app trusts no token of that issuer.',
    causes: [ISSUER, MISSING, FRESH],
    waiting: WAITING,
    wording: ['no matching federated identity record found for presented assertion issuer'],
  }),
  entry('700212', {
    hops: ['obo'],
    meaning: 'The token was issued for another audience than the app trusts.',
    causes: [AUDIENCE, MISSING, FRESH],
    waiting: WAITING,
    next: ['In the public cloud the audience is api://AzureADTokenExchange.'],
    wording: ['no matching federated identity record found for presented assertion audience'],
  }),
  entry('700213', {
    hops: ['obo'],
    meaning: 'The app trusts the issuer, but not that subject.',
    causes: [SUBJECT, MISSING, FRESH],
    waiting: WAITING,
    wording: ['no matching federated identity record found for presented assertion subject'],
  }),
  entry('7002137', {
    hops: ['obo'],
    meaning:
      'The subject is not the one Entra expects of a managed identity; the message prints the right form.',
    causes: [
      cause(
        'federated-subject-form',
        'The subject was built from another tenant or object id',
        byHand('Use the subject that the message proposes', 'server', 'CertificatesAndSecrets'),
      ),
      SUBJECT,
    ],
  }),
  entry('7002138', {
    hops: ['obo'],
    meaning: 'The subject differs from the trusted one in letter case only.',
    causes: [SUBJECT, MISSING],
  }),
  entry('7002381', {
    hops: ['obo'],
    meaning: 'A policy of the tenant wants a claim that the token of this issuer lacks.',
    causes: [
      cause(
        'federation-restricted',
        'The tenant restricts where tokens of this issuer may come from',
        byHand('Use a source that the policy allows, or a certificate', 'server', 'CertificatesAndSecrets'),
      ),
    ],
    wording: ['must contain the enterprise claim with value'],
  }),
  entry('700229', {
    name: 'ForbiddenTokenType',
    hops: ['obo'],
    meaning: 'The token of a user was presented where an app must prove itself.',
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
