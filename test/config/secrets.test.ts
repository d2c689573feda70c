import { expect, it } from 'vitest';
import { secretOffsets } from '../../src/config/secrets.ts';

it.each([
  ['a client secret', `Abc8Q~${'x'.repeat(34)}`],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----'],
  ['a token', `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.signature`],
])('finds %s wherever it stands', (_what, value) => {
  expect(secretOffsets(`# was: ${value}\n`)).toEqual([7]);
});
