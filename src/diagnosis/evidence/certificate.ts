import { dayOf } from '../../core/days.ts';
import type { KeyCredential } from '../../core/tenant.ts';
import type { Knowledge } from '../knowledge.ts';
import { type CauseTest, mayBeServer, proved, refuted, type Sign, type Situation } from '../situation.ts';
import { applicationOf, same } from './facets.ts';

function probedThumbprint({ probes }: Pick<Knowledge, 'probes'>): string | null {
  return probes.flatMap(({ certificateThumbprint }) => certificateThumbprint ?? [])[0] ?? null;
}

/** The thumbprint of the certificate that signed the request: from the message, else from a probe, else the blueprint's. */
function usedThumbprint({ failure, knowledge }: Situation): string | null {
  const wanted = knowledge.blueprint?.serverApi.credential;
  const named = wanted?.kind === 'certificate' ? (wanted.certificate?.thumbprint ?? wanted.thumbprint) : null;
  return failure.thumbprint ?? probedThumbprint(knowledge) ?? named;
}

/** The certificates of the server; null where they were not read, or the server is to use another kind of credential. */
function registeredKeys(situation: Situation): readonly KeyCredential[] | null {
  const { knowledge } = situation;
  const kind = knowledge.blueprint?.serverApi.credential.kind ?? 'certificate';
  if (!mayBeServer(situation) || kind !== 'certificate') return null;
  return applicationOf(knowledge, 'server')?.keyCredentials ?? null;
}

export const certificateNotRegistered: CauseTest = (situation) => {
  const keys = registeredKeys(situation);
  const used = usedThumbprint(situation);
  if (keys === null || used === null) return null;
  if (keys.some(({ thumbprint }) => same(thumbprint, used)))
    return refuted(`The certificate ${used} is registered on {server}.`);
  const held = keys.map(({ thumbprint }) => thumbprint ?? 'one without thumbprint').join(', ');
  return proved(`The server signs with the certificate ${used}; {server} holds ${held || 'none'}.`);
};

/** The probed thumbprint, for people to compare where the certificates of the server were not read. */
export const signedWith: Sign = ({ knowledge }) => {
  const used = probedThumbprint(knowledge);
  return used === null ? null : `The server signs with the certificate ${used}.`;
};

/** Whether the right certificate had expired when the failure happened. */
export const certificateExpired: CauseTest = (situation) => {
  const keys = registeredKeys(situation);
  const used = usedThumbprint(situation);
  const key = keys?.find(({ thumbprint }) => same(thumbprint, used));
  const { timestamp } = situation.failure;
  if (!key || timestamp === null) return null;
  return Date.parse(key.endDateTime) <= Date.parse(timestamp)
    ? proved(`The certificate ${used} ended on ${dayOf(key.endDateTime)}.`)
    : refuted(`The certificate ${used} is valid until ${dayOf(key.endDateTime)}.`);
};

export const noCertificateAtAll: CauseTest = (situation) => {
  const keys = registeredKeys(situation);
  if (keys === null) return null;
  return keys.length === 0 ? proved('{server} has no certificate.') : refuted('{server} has a certificate.');
};

/** Certificates on the public client, where they do not belong. */
export const certificateOnClient: CauseTest = ({ knowledge }) => {
  const client = applicationOf(knowledge, 'client');
  if (client === null) return null;
  return client.keyCredentials.length > 0
    ? proved('{client} holds a certificate; it belongs on {server}.')
    : refuted('{client} holds no certificate.');
};
