import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/core/report.ts';
import { IDS } from '../support/registrations.ts';
import {
  atGateway,
  CHALLENGE,
  DOCUMENT,
  document,
  gateway,
  SCOPE,
  type Situation,
  verdictOf,
  verdictsIn,
} from './situations.ts';
import { AT_PATH, CONFIGURATION, ISSUER, json, URL_OF_CLIENTS, unauthorized } from './web.ts';

describe('endpoint.refuses-bad-token', () => {
  it.each([200, 202, 400, 403, 404, 500])('fails for HTTP %d', async (status) => {
    expect(
      (await verdictOf('endpoint.refuses-bad-token', { pages: { [URL_OF_CLIENTS]: { status } } }))?.status,
    ).toBe('fail');
  });
});

describe('a server that has no time at the moment', () => {
  it.each(['endpoint.challenge', 'endpoint.refuses-bad-token'] as const)(
    'leaves %s unknown and not failed',
    async (id) => {
      const statuses = [429, 503].map(
        async (status) => (await verdictOf(id, { pages: { [URL_OF_CLIENTS]: { status } } }))?.status,
      );
      expect(await Promise.all(statuses)).toEqual(['unknown', 'unknown']);
    },
  );
});

describe('endpoint.scopes', () => {
  it.each([
    [['access'], 'warn'],
    [['api://somebody/access'], 'warn'],
    [[`${SCOPE}es`], 'warn'],
    [[SCOPE, 'access'], 'warn'],
    [[], 'pass'],
    [[SCOPE, 'openid', 'offline_access'], 'pass'],
    [[`${URL_OF_CLIENTS}/access`], 'pass'],
    [[`api://${IDS.server.appId}/.default`], 'pass'],
    [[`${IDS.server.appId}/access`], 'pass'],
  ])('is judged for %j as %s', async (scopes, status) => {
    expect((await verdictOf('endpoint.scopes', document({ scopes_supported: scopes })))?.status).toBe(status);
  });

  it('looks at the challenge too', async () => {
    const pages = { [URL_OF_CLIENTS]: unauthorized(`Bearer resource_metadata="${AT_PATH}", scope="access"`) };
    expect((await verdictOf('endpoint.scopes', { pages }))?.status).toBe('warn');
  });

  it('warns where clients are told none at all', async () => {
    const pages = {
      [URL_OF_CLIENTS]: unauthorized('Bearer'),
      [AT_PATH]: json({ ...DOCUMENT, scopes_supported: [] }),
    };
    expect((await verdictOf('endpoint.scopes', { pages }))?.status).toBe('warn');
  });
});

describe('endpoint.pkce', () => {
  it('is for information where the authorization server is Entra, and no --fail-on counts it', async () => {
    const verdicts = await verdictsIn({ pages: { [CONFIGURATION]: json({ issuer: ISSUER }) } });
    const verdict = verdicts.find(({ id }) => id === 'endpoint.pkce');
    expect([verdict?.status, verdict?.severity]).toEqual(['warn', 'info']);
    expect([exitCodeOf(verdicts, 'error'), exitCodeOf(verdicts, 'warning')]).toEqual([0, 0]);
  });

  it.each([[undefined], [['plain']], [[]]])(
    'is a warning where the gateway advertises %j',
    async (methods) => {
      const verdicts = await verdictsIn(
        atGateway({ issuer: gateway, code_challenge_methods_supported: methods }),
      );
      const verdict = verdicts.find(({ id }) => id === 'endpoint.pkce');
      expect([verdict?.status, verdict?.severity]).toEqual(['warn', 'warning']);
      expect(exitCodeOf(verdicts, 'warning')).toBe(1);
    },
  );
});

describe('endpoint.offline-access', () => {
  it.each<Situation>([
    document({ scopes_supported: [SCOPE, 'offline_access'] }),
    { pages: { [URL_OF_CLIENTS]: unauthorized(`${CHALLENGE.slice(0, -1)} offline_access"`) } },
  ])('says so where clients are told to ask for it: %#', async (situation) => {
    const verdict = await verdictOf('endpoint.offline-access', situation);
    expect([verdict?.status, verdict?.severity]).toEqual(['warn', 'info']);
  });
});
