import { certificateExpired, certificateNotRegistered, signedWith } from '../../evidence/certificate.ts';
import {
  everySecretExpired,
  newerSecretExists,
  noSecretAtAll,
  secretIdPasted,
  secretIsYoung,
  secretNotArrived,
  secretRefused,
  secretWrong,
  staleElsewhere,
} from '../../evidence/secret.ts';
import type { Situation } from '../../situation.ts';
import { cause } from '../entry.ts';
import { byApply, byHand, byRotation } from '../fixes.ts';

type CheckEvidence = Readonly<Record<string, unknown>>;

const wants =
  (...kinds: readonly string[]) =>
  ({ knowledge: { blueprint } }: Situation): boolean =>
    blueprint === null || kinds.includes(blueprint.serverApi.credential.kind);

const someExpired = ({ expired }: CheckEvidence): boolean => Number(expired) > 0;
const noneHeld = ({ held }: CheckEvidence): boolean => held === 0;

export const SECRET_ID_PASTED = cause(
  'secret-id-as-value',
  'The id of the secret was copied instead of its value; the portal shows both side by side',
  byRotation('Create a new secret of {server} and configure its value: the old value can no longer be seen'),
  { evidence: secretIdPasted, applies: wants('secret') },
);

export const SECRET_WRONG = cause(
  'secret-wrong',
  'The configured value is none of the secrets of {server}: another app, an old value, or a value that was altered on the way',
  byRotation('Create a new secret of {server} and configure its value at the gateway and the server'),
  {
    evidence: secretWrong,
    sign: secretRefused,
    applies: wants('secret'),
    follows: ['no-secret-on-server'],
  },
);

export const SECRET_NOT_ARRIVED = cause(
  'secret-just-created',
  'The secret is only minutes old and not yet known everywhere',
  byHand('Wait up to five minutes and try again; nothing needs changing'),
  { evidence: secretNotArrived, sign: secretIsYoung, applies: wants('secret') },
);

export const SECRET_STALE = cause(
  'secret-stale-elsewhere',
  'One component still sends the value from before the last rotation',
  byHand('Restart the gateway and the server, and see that both read the new value'),
  { sign: staleElsewhere, applies: wants('secret') },
);

export const NO_SECRET = cause(
  'no-secret-on-server',
  '{server} has no client secret that could match',
  byRotation('Create a secret of {server} and configure its value'),
  { evidence: noSecretAtAll, applies: wants('secret') },
);

export const SECRET_EXPIRED = cause(
  'secret-expired',
  'The client secret of {server} has expired',
  byRotation(
    'Create a new secret of {server} beside the old one and configure its value at the gateway and the server',
  ),
  {
    check: 'server-api.credential',
    checkMeans: someExpired,
    app: 'server',
    evidence: everySecretExpired,
    applies: wants('secret'),
  },
);

export const OLD_SECRET_IN_USE = cause(
  'old-secret-in-use',
  'A valid secret exists, but the component that failed still sends the expired one',
  byHand(
    'Configure the newer value where the failure happened, and restart it',
    'server',
    'CertificatesAndSecrets',
  ),
  { evidence: newerSecretExists },
);

export const CERTIFICATE_NOT_REGISTERED = cause(
  'certificate-not-registered',
  'The certificate that the server signs with is not the one uploaded to {server}',
  byApply(
    'Upload the certificate that the server uses, or give the server the one that is uploaded',
    'server',
    'CertificatesAndSecrets',
  ),
  {
    check: 'server-api.credential',
    checkMeans: noneHeld,
    app: 'server',
    evidence: certificateNotRegistered,
    sign: signedWith,
    applies: wants('certificate'),
  },
);

export const CERTIFICATE_EXPIRED = cause(
  'certificate-expired',
  'The certificate of {server} has expired',
  byRotation('Upload a new certificate to {server} and sign with it'),
  { evidence: certificateExpired, applies: wants('certificate') },
);

export const CREDENTIAL_OF_ANOTHER_APP = cause(
  'credential-of-another-app',
  'Id and credential belong to different apps',
  byHand(
    'Use the id of {server} together with the credential of {server}',
    'server',
    'CertificatesAndSecrets',
  ),
);
