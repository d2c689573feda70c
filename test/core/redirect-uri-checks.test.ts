import { describe, expect, it } from 'vitest';
import { wantedRedirectUris } from '../../src/core/redirect-uris.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { changed } from '../support/tenants.ts';
import { foundBy } from '../support/verdicts.ts';
import { HEALTHY } from './both-apps.ts';

const CALLBACK = BLUEPRINT.gateway.callbackUrl;
const [LOOPBACK = '', SECOND = '', THIRD = ''] = wantedRedirectUris('client', BLUEPRINT);

describe('redirect URIs of MCP Client App', () => {
  const redirects = (redirectUris: Partial<Record<'publicClient' | 'web' | 'spa', readonly string[]>>) =>
    changed(HEALTHY, 'client', { redirectUris: { publicClient: [], web: [], spa: [], ...redirectUris } });

  it('are added on the desktop platform when they are missing', () => {
    const tenant = redirects({ publicClient: [LOOPBACK] });
    expect(foundBy('client-app.backup-redirect-uris', { tenant })).toEqual({
      status: 'warn',
      evidence: [{ missing: [SECOND, THIRD], registered: [LOOPBACK] }],
      actual: [LOOPBACK],
      remedies: [
        { kind: 'add-redirect-uris', app: 'client', platform: 'publicClient', uris: [SECOND, THIRD] },
      ],
    });
  });

  it('are required where they are no backup', () => {
    const tenant = redirects({ publicClient: [SECOND, THIRD] });
    expect(foundBy('client-app.redirect-uri', { tenant })).toMatchObject({
      status: 'fail',
      evidence: [{ missing: [LOOPBACK], registered: [SECOND, THIRD] }],
      remedies: [{ kind: 'add-redirect-uris', app: 'client', platform: 'publicClient', uris: [LOOPBACK] }],
    });
    expect(foundBy('client-app.backup-redirect-uris', { tenant }).status).toBe('pass');
  });

  it('of the MCP clients that people use are required too', () => {
    const blueprint = { ...BLUEPRINT, clientApp: { ...BLUEPRINT.clientApp, clients: ['gemini-cli'] } };
    const tenant = redirects({ publicClient: [LOOPBACK, SECOND, THIRD] });
    expect(foundBy('client-app.redirect-uri', { tenant, blueprint })).toMatchObject({
      status: 'fail',
      evidence: [{ missing: ['http://localhost:7777/oauth/callback'] }],
    });
  });

  it('are moved when they are on the web platform, and count as registered', () => {
    const tenant = redirects({ publicClient: [SECOND, THIRD], web: [LOOPBACK] });
    expect(foundBy('client-app.redirect-uri', { tenant }).status).toBe('pass');
    expect(foundBy('client-app.public-client', { tenant })).toEqual({
      status: 'fail',
      evidence: [{ platform: 'web', uris: [LOOPBACK], ours: true }],
      actual: [`web: ${LOOPBACK}`],
      remedies: [
        { kind: 'move-redirect-uris', app: 'client', from: 'web', to: 'publicClient', uris: [LOOPBACK] },
      ],
    });
  });

  it('of others on a wrong platform are left to their owner', () => {
    const tenant = redirects({
      publicClient: wantedRedirectUris('client', BLUEPRINT),
      spa: ['https://spa.contoso.com'],
    });
    expect(foundBy('client-app.public-client', { tenant })).toMatchObject({
      status: 'fail',
      evidence: [{ platform: 'spa', uris: ['https://spa.contoso.com'], ours: false }],
      remedies: ['you'],
    });
  });

  it.each([
    [`${LOOPBACK}/`, 'a trailing slash'],
    [LOOPBACK.replace('callback', 'Callback'), 'letter case of the path'],
    [LOOPBACK.replace('http:', 'https:'), 'the scheme'],
    [LOOPBACK.replace('53100', '4711'), 'the port'],
    [LOOPBACK.replace('127.0.0.1', 'localhost'), 'localhost and 127.0.0.1'],
    [`${LOOPBACK.replace('53100', '4711')}/`, 'the port, a trailing slash'],
    ['HTTPS://LOCALHOST/Callback', 'the scheme, LOCALHOST and 127.0.0.1, the port, letter case of the path'],
  ])('warn of %s, which differs in %s only', (registered, differsIn) => {
    const tenant = redirects({ publicClient: [...wantedRedirectUris('client', BLUEPRINT), registered] });
    expect(foundBy('client-app.redirect-near-miss', { tenant })).toEqual({
      status: 'warn',
      evidence: [{ registered, wanted: LOOPBACK, differsIn }],
      actual: [registered],
      remedies: ['you'],
    });
  });

  it.each([
    'https://elsewhere.contoso.com/callback',
    LOOPBACK.replace('/callback', '/other'),
    `${LOOPBACK}?x=1`,
    LOOPBACK.replace('http:', 'myapp:'),
    'not a URL',
  ])('do not take %s for a near miss', (registered) => {
    const tenant = redirects({ publicClient: [...wantedRedirectUris('client', BLUEPRINT), registered] });
    expect(foundBy('client-app.redirect-near-miss', { tenant }).status).toBe('pass');
  });
});

describe('a redirect URI that almost matches', () => {
  const [HOST, LOCAL] = ['https://auth.aigateway.example/cb', 'http://localhost:8080/callback'];

  it.each([
    ['https://127.0.0.1:53100/callback', 'http://127.0.0.1:8080/callback', 'the scheme, the port'],
    [
      'HTTP://127.0.0.1:53100/callback',
      'http://127.0.0.1:8080/callback',
      'letter case of the scheme, the port',
    ],
    [HOST, HOST.replace('auth', 'AUTH'), 'letter case of the host'],
    [HOST, HOST.replace('/cb', ':443/cb'), 'the default port, written out'],
    [HOST, HOST.replace('/cb', ':8443/cb'), 'the port'],
  ])('of %s is %s, for %s', (wanted, registered, differsIn) => {
    expect(evidenceFor([wanted], registered)).toEqual([{ registered, wanted, differsIn }]);
  });

  it.each([
    [[LOOPBACK, 'http://localhost:53100/callback'], 'http://localhost:53100/callback'],
    [[LOCAL.replace('localhost', '127.0.0.1'), 'http://localhost:1/callback'], 'http://localhost:1/callback'],
  ])('is told from the nearest of %s', (wanted, nearest) => {
    expect(evidenceFor(wanted, LOCAL)).toMatchObject([{ wanted: nearest, differsIn: 'the port' }]);
  });

  it('is none where only the slash that Entra adds is more', () => {
    expect(evidenceFor(['http://localhost'], 'http://localhost/')).toEqual([]);
  });

  function evidenceFor(redirectUris: readonly string[], registered: string) {
    const clientApp = { ...BLUEPRINT.clientApp, redirectUris, backupRedirectUris: [] };
    const blueprint = { ...BLUEPRINT, clientApp };
    const tenant = changed(HEALTHY, 'client', {
      redirectUris: { publicClient: [registered], web: [], spa: [] },
    });
    return foundBy('client-app.redirect-near-miss', { tenant, blueprint }).evidence;
  }
});

describe('the callback of MCP Server API', () => {
  const redirects = (redirectUris: Partial<Record<'publicClient' | 'web' | 'spa', readonly string[]>>) =>
    changed(HEALTHY, 'server', { redirectUris: { publicClient: [], web: [], spa: [], ...redirectUris } });

  it('is added on the web platform when it is missing', () => {
    expect(foundBy('server-api.redirect-uri', { tenant: redirects({}) }).remedies).toEqual([
      { kind: 'add-redirect-uris', app: 'server', platform: 'web', uris: [CALLBACK] },
    ]);
  });

  it('is moved from every platform that makes the server a public client', () => {
    const tenant = redirects({ publicClient: [CALLBACK], spa: [CALLBACK] });
    expect(foundBy('server-api.confidential-client', { tenant }).remedies).toEqual([
      { kind: 'move-redirect-uris', app: 'server', from: 'publicClient', to: 'web', uris: [CALLBACK] },
      { kind: 'move-redirect-uris', app: 'server', from: 'spa', to: 'web', uris: [CALLBACK] },
    ]);
  });

  it('warns of one with a trailing slash', () => {
    const tenant = redirects({ web: [CALLBACK, `${CALLBACK}/`] });
    expect(foundBy('server-api.redirect-near-miss', { tenant }).evidence).toEqual([
      { registered: `${CALLBACK}/`, wanted: CALLBACK, differsIn: 'a trailing slash' },
    ]);
  });
});
