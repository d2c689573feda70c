import { type CertificateFacts, PENDING_CERTIFICATE } from '../blueprint.ts';
import { dayOf } from '../days.ts';
import { asId, type KeyId, nameBasedGuid } from '../ids.ts';
import type { KeyCredential } from '../tenant.ts';
import { AFTER_APPLY, type OtherKind } from './definition.ts';
import { updateApplication } from './foreseen.ts';

export interface AddCertificate {
  readonly kind: 'add-certificate';
  readonly app: 'server';
  /** Null in a plan made before the certificate was created. */
  readonly certificate: CertificateFacts | null;
}

export const addCertificate: OtherKind<AddCertificate> = {
  summary: ({ certificate }) =>
    certificate === null
      ? 'Create a certificate and register its public part'
      : `Register the certificate ${certificate.thumbprint}, valid until ${dayOf(certificate.notAfter)}`,
  describe: ({ certificate }) => ({
    before: null,
    after: {
      thumbprint: certificate?.thumbprint ?? AFTER_APPLY,
      subject: certificate?.subject ?? AFTER_APPLY,
      endDateTime: certificate?.notAfter ?? AFTER_APPLY,
    },
  }),
  simulate: (tenant, { certificate }) =>
    updateApplication(tenant, 'server', (before) => ({
      ...before,
      keyCredentials: [...keysWithout(certificate, before.keyCredentials), foreseenKey(certificate)],
    })),
};

/** The keys that stay when a certificate is added. Entra refuses a certificate twice, so an entry of the same one is replaced. */
export function keysWithout(
  certificate: CertificateFacts | null,
  held: readonly KeyCredential[],
): readonly KeyCredential[] {
  if (certificate === null) return held;
  const keyId = certificateKeyId(certificate);
  return held.filter((one) => one.keyId !== keyId && one.thumbprint !== certificate.thumbprint);
}

/** The entry of `keyCredentials` that Entra will show for the certificate. */
export function foreseenKey(certificate: CertificateFacts | null): KeyCredential {
  return {
    keyId: certificate ? certificateKeyId(certificate) : PENDING_CERTIFICATE,
    displayName: certificate?.subject ?? null,
    thumbprint: certificate?.thumbprint ?? null,
    customKeyIdentifier: certificate?.thumbprint ?? null,
    startDateTime: certificate?.notBefore ?? null,
    endDateTime: certificate?.notAfter ?? '9999-12-31T00:00:00Z',
    ...CERTIFICATE_KIND,
  };
}

const CERTIFICATE_KIND = { type: 'AsymmetricX509Cert', usage: 'Verify' };

/** Derived from the thumbprint: a PATCH that is sent again after its reply was lost adds no second key. */
function certificateKeyId({ thumbprint }: CertificateFacts): KeyId {
  return asId(nameBasedGuid(`certificate:${thumbprint}`));
}

/** The body of the PATCH that replaces `keyCredentials`: the keys that stay, then the new ones. */
export function keysBody(
  kept: readonly KeyCredential[],
  ...added: readonly (CertificateFacts | null)[]
): object {
  return { keyCredentials: [...kept.map(keptKeyBody), ...added.map(certificateBody)] };
}

/** A new certificate as an element of `keyCredentials`, with placeholders in braces where it is not created yet. */
function certificateBody(certificate: CertificateFacts | null): object {
  return {
    ...CERTIFICATE_KIND,
    key: certificate?.der ?? '{base64 of the certificate in DER form}',
    keyId: certificate ? certificateKeyId(certificate) : PENDING_CERTIFICATE,
    displayName: certificate?.subject.slice(0, 120) ?? '{subject of the certificate}',
  };
}

/** A key that stays, as it was read. `key: null` keeps its certificate (facts: graph.md §1.7). */
function keptKeyBody(credential: KeyCredential): object {
  const { customKeyIdentifier, displayName, endDateTime, keyId, startDateTime } = credential;
  return {
    customKeyIdentifier,
    displayName,
    endDateTime,
    key: null,
    keyId,
    startDateTime,
    type: credential.type ?? CERTIFICATE_KIND.type,
    usage: credential.usage ?? CERTIFICATE_KIND.usage,
  };
}
