import { describe, expect, it } from 'vitest';
import { certificateOf, OUT_OF_ORDER, pemBlocks } from '../../src/core/pem.ts';

const block = (label: string, text: string) => `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----`;
const [first, second] = [block('CERTIFICATE', 'one'), block('CERTIFICATE', 'two')];
const key = block('EC PRIVATE KEY', 'three');

describe('a PEM file', () => {
  it('holds certificates in their order and the first key, whatever stands between', () => {
    const text = `# note\n${first}\n${key}\ntext\n${second}\n${block('PRIVATE KEY', 'four')}\n${block('PUBLIC KEY', 'x')}`;
    expect(pemBlocks(text)).toEqual({ certificates: [first, second], privateKey: key });
  });

  it.each(['', 'text', '-----BEGIN CERTIFICATE-----\nx\n-----END PRIVATE KEY-----'])(
    'holds nothing where no block is whole: %j',
    (text) => {
      expect(pemBlocks(text)).toEqual({ certificates: [], privateKey: null });
    },
  );
});

describe('the certificate of a key', () => {
  const ours = { checkPrivateKey: (one: string) => one === 'ours' };
  const other = { checkPrivateKey: () => false };
  it.each([
    ['the first', [ours, other], ours],
    ['told to be out of order behind others', [other, ours], OUT_OF_ORDER],
    ['not there among others', [other], null],
    ['not there among none', [], null],
  ])('is %s', (_where, certificates, found) => {
    expect(certificateOf('ours', certificates)).toBe(found);
  });
});
