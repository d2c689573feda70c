import { type CertificateFacts, PENDING_CERTIFICATE } from '../blueprint.ts';
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
      : `Register the certificate ${certificate.thumbprint}, valid until ${certificate.notAfter.slice(0, 10)}`,
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
      keyCredentials: [
        ...before.keyCredentials,
        {
          keyId: PENDING_CERTIFICATE,
          displayName: certificate?.subject ?? null,
          thumbprint: certificate?.thumbprint ?? null,
          startDateTime: certificate?.notBefore ?? null,
          endDateTime: certificate?.notAfter ?? '9999-12-31T00:00:00Z',
        },
      ],
    })),
};

/** Follows from the certificate: a PATCH whose reply was lost and that is sent again names the same key, not a second. */
export function certificateKeyId({ thumbprint }: CertificateFacts): KeyId {
  return asId(nameBasedGuid(`certificate:${thumbprint}`));
}

/** The new certificate as an element of `keyCredentials`; what is not made yet stands in braces. */
export function certificateBody(certificate: CertificateFacts | null): object {
  return {
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: certificate?.der ?? '{base64 of the certificate in DER form}',
    keyId: certificate ? certificateKeyId(certificate) : PENDING_CERTIFICATE,
    displayName: certificate?.subject.slice(0, 120) ?? '{subject of the certificate}',
  };
}

/** One that stays: a null key means "keep it" (facts: graph.md §1.7). */
export function keptKeyBody({ keyId }: Pick<KeyCredential, 'keyId'>): object {
  return { keyId, type: 'AsymmetricX509Cert', usage: 'Verify', key: null };
}
