import { X509Certificate } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import { stampOf } from '../new-application.ts';
import type { KeyRecord } from '../state.ts';
import type { Call } from './call.ts';
import { object, objects, requiredText, textOrNull } from './property-readers.ts';
import { badRequest, GraphRefusal, invalidValue } from './reply.ts';

const KEY_MEMBERS = [
  'customKeyIdentifier',
  'displayName',
  'endDateTime',
  'key',
  'keyId',
  'startDateTime',
  'type',
  'usage',
];

/** The key may be sent as the DER itself or as the base64 text of a .cer file. */
function certificateFrom(key: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(key, 'base64'));
  } catch {
    throw invalidValue('key', 'KeyCredential');
  }
}

/** The subject as Windows writes it: last part first, ST as S (recording 05). */
const subjectOf = (certificate: X509Certificate): string =>
  certificate.subject
    .split('\n')
    .toReversed()
    .map((part) => part.replace(/^ST=/, 'S='))
    .join(', ');

function momentFrom(sent: unknown, otherwise: string, property: string): string {
  const stamp = textOrNull(sent, property) ?? otherwise;
  if (Number.isNaN(Date.parse(stamp))) throw invalidValue(property, 'KeyCredential');
  return stamp;
}

/**
 * Refuses dates outside of the certificate's own validity (facts: graph.md §1.7). The codes of the refusals are not recorded.
 */
function assertInside(certificate: X509Certificate, start: string, end: string): void {
  const [from, until] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  if (Date.parse(end) > until || Date.parse(end) <= Date.parse(start)) {
    throw new GraphRefusal(400, 'KeyCredentialsInvalidEndDate', 'Key credential end date is invalid.');
  }
  if (Date.parse(start) < from) {
    throw new GraphRefusal(400, 'KeyCredentialsInvalidStartDate', 'Key credential start date is invalid.');
  }
}

interface GivenKey {
  readonly key: string;
  readonly keyId: string;
  readonly displayName: string | null;
  readonly start: unknown;
  readonly end: unknown;
}

/** The record of a certificate; what is not given is read from it. */
export function keyRecord({ key, keyId, displayName, start, end }: GivenKey): KeyRecord {
  const certificate = certificateFrom(key);
  const startDateTime = momentFrom(start, stampOf(new Date(certificate.validFrom)), 'startDateTime');
  const endDateTime = momentFrom(end, stampOf(new Date(certificate.validTo)), 'endDateTime');
  assertInside(certificate, startDateTime, endDateTime);
  return {
    keyId,
    displayName: displayName ?? subjectOf(certificate),
    customKeyIdentifier: certificate.fingerprint.replaceAll(':', ''),
    startDateTime,
    endDateTime,
    key: certificate.raw.toString('base64'),
  };
}

function newKey(call: Call, sent: JsonObject): KeyRecord {
  if (sent.type !== 'AsymmetricX509Cert') throw invalidValue('type', 'KeyCredential');
  if (sent.usage !== 'Verify') throw invalidValue('usage', 'KeyCredential');
  return keyRecord({
    key: requiredText(sent.key, 'key'),
    keyId: textOrNull(sent.keyId, 'keyId') ?? call.directory.outside.uuid(),
    displayName: textOrNull(sent.displayName, 'displayName'),
    start: sent.startDateTime,
    end: sent.endDateTime,
  });
}

/** Keys after a write: items without `key` are kept by their id, the rest are new, what is left out goes. */
export function keysFrom(call: Call, value: unknown, before: readonly KeyRecord[]): readonly KeyRecord[] {
  const keys = objects(value, 'keyCredentials').map((item) => {
    const sent = object(item, 'keyCredentials', KEY_MEMBERS);
    const kept = before.find((key) => key.keyId === sent.keyId);
    if (kept !== undefined) return kept;
    return newKey(call, sent);
  });
  const thumbprints = keys.map((key) => key.customKeyIdentifier);
  if (new Set(thumbprints).size < thumbprints.length) {
    throw badRequest('Request contains a property with duplicate values.');
  }
  return keys;
}
