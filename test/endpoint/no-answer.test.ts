import { describe, expect, it } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { URL_OF_CLIENTS, visit } from './web.ts';

describe('a host that does not answer', () => {
  const failing = (detail: string) => ({ fails: new SetupError('UNAVAILABLE', 'No.', { detail }) });

  it.each([
    ['ECONNREFUSED', 'refused'],
    ['ENOTFOUND', 'refused'],
    ['CERT_HAS_EXPIRED', 'refused'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'refused'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'refused'],
    ['INVALID_PURPOSE', 'refused'],
    ['INVALID_CA', 'refused'],
    ['PATH_LENGTH_EXCEEDED', 'refused'],
    ['CRL_HAS_EXPIRED', 'refused'],
    ['ERROR_IN_CERT_NOT_AFTER_FIELD', 'refused'],
    ['HOSTNAME_MISMATCH', 'refused'],
    ['UNSPECIFIED', 'refused'],
    ['HPE_INVALID_CONSTANT', 'refused'],
    ['ETIMEDOUT', 'silent'],
    ['ECONNRESET', 'silent'],
    ['EAI_AGAIN', 'silent'],
    ['proxy ENOTFOUND', 'silent'],
  ])('with %s is %s', async (detail, state) => {
    const { endpoint, asked } = await visit({ [URL_OF_CLIENTS]: failing(detail) });
    expect([endpoint.withoutToken.state, endpoint.metadata.state, asked.length]).toEqual([
      state,
      'not-asked',
      1,
    ]);
  });

  it('leaves the word of an interrupt as it is', async () => {
    const { readEndpoint } = await import('../../src/endpoint/read.ts');
    const stop = new AbortController();
    const reason = new SetupError('INTERRUPTED', 'Stopped.');
    const transport = async () => {
      stop.abort(reason);
      throw reason;
    };
    const outside = { transport, interrupt: stop.signal };
    const setup = { blueprint: BLUEPRINT, url: URL_OF_CLIENTS, ids: { tenantId: null, serverAppId: null } };
    await expect(readEndpoint(setup, outside)).rejects.toBe(reason);
  });
});
