import { describe, expect, test } from 'vitest';
import { bypassesProxy, proxyFrom } from '../../src/adapters/proxy-settings.ts';
import { SetupError } from '../../src/errors.ts';

describe('the proxy of the environment', () => {
  test.each<[string, Record<string, string>, string | null]>([
    ['nothing set', {}, null],
    ['an empty variable', { HTTPS_PROXY: '' }, null],
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://px.contoso.com:8080' }, 'http://px.contoso.com:8080/'],
    ['lower case first', { https_proxy: 'http://one:1', HTTPS_PROXY: 'http://two:2' }, 'http://one:1/'],
    ['HTTP_PROXY where it is the only one', { HTTP_PROXY: 'http://px:3128' }, 'http://px:3128/'],
    [
      'ALL_PROXY before HTTP_PROXY',
      { ALL_PROXY: 'http://all:1', HTTP_PROXY: 'http://plain:2' },
      'http://all:1/',
    ],
    ['no scheme', { HTTPS_PROXY: 'px:8080' }, 'http://px:8080/'],
    ['a proxy behind TLS', { HTTPS_PROXY: 'https://px:8443' }, 'https://px:8443/'],
    [
      'user and password, which are not shown',
      { HTTPS_PROXY: 'http://me:pa%24s@px:8080' },
      'http://px:8080/',
    ],
  ])('is read from %s', (_name, env, url) => {
    expect(proxyFrom(env)?.url.href ?? null).toBe(url);
  });

  test.each([
    ['me:pa%24s', 'me:pa$s'],
    ['me:100%', 'me:100%'],
  ])('keeps user and password for the header: %s', (given, meant) => {
    const { authorization } = proxyFrom({ HTTPS_PROXY: `http://${given}@px:8080` }) ?? {};
    expect(authorization).toBe(`Basic ${Buffer.from(meant).toString('base64')}`);
  });

  test('is refused when it is no HTTP proxy, without repeating the password', () => {
    let thrown: unknown;
    try {
      proxyFrom({ HTTPS_PROXY: 'socks5://me:hidden@px:1080' });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(SetupError);
    expect(JSON.stringify([thrown, String(thrown)])).not.toContain('hidden');
  });
});

describe('NO_PROXY', () => {
  test.each([
    ['contoso.com', 'https://contoso.com', true],
    ['contoso.com', 'https://login.contoso.com', true],
    ['.contoso.com', 'https://login.contoso.com', true],
    ['*.contoso.com', 'https://login.contoso.com', true],
    ['contoso.com', 'https://notcontoso.com', false],
    ['CONTOSO.com', 'https://contoso.com', true],
    ['a.com, graph.microsoft.com', 'https://graph.microsoft.com', true],
    ['graph.microsoft.com:443', 'https://graph.microsoft.com', true],
    ['graph.microsoft.com:8443', 'https://graph.microsoft.com', false],
    ['*', 'https://graph.microsoft.com', true],
    ['', 'https://graph.microsoft.com', false],
  ])('"%s" lets %s past the proxy: %s', (list, target, expected) => {
    expect(bypassesProxy(new URL(target), { NO_PROXY: list })).toBe(expected);
  });

  test.each([
    'http://localhost:4000',
    'http://127.0.0.1:53100',
    'http://[::1]:80',
    'http://169.254.169.254/metadata',
  ])('is not needed for %s', (target) => {
    expect(bypassesProxy(new URL(target), {})).toBe(true);
  });
});
