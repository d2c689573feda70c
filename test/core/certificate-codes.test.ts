import { describe, expect, it } from 'vitest';
import { certificateTrouble } from '../../src/core/certificate-codes.ts';

describe('what is wrong with a certificate', () => {
  it.each([
    ['CERT_HAS_EXPIRED', 'expired'],
    ['CERT_NOT_YET_VALID', 'not valid yet'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another name'],
    ['INVALID_PURPOSE', 'not one for servers'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'not trusted on this machine'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'not trusted on this machine'],
  ])('is told for %s as %s', (code, words) => {
    expect(certificateTrouble(code)).toContain(words);
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EPROTO', 'unknown'])('is nothing for %s', (code) => {
    expect(certificateTrouble(code)).toBeNull();
  });
});
