import { describe, expect, test } from 'vitest';
import { tokenFactsOf } from '../../src/commands/diagnose/read-token.ts';
import { MICROSOFT_GRAPH_APP_ID as GRAPH } from '../../src/core/ids.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import { judgeIdentifierUri } from '../../src/core/validation/identifier-uri.ts';
import { judgeToken } from '../../src/diagnosis/index.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import { changed, grant, having, healthyTenant, NOW } from '../support/tenants.ts';
import { knowing, provedIds } from './known.ts';
import { RIGHT } from './right-token.ts';

const TENANT = healthyTenant();
const FILES_READ_ALL_AS_ROLE = '01d4889c-1287-42c6-ac1f-5d1e02578ef6';

/** Required checks that do not pass, with their messages. */
const failing = (tenant: Tenant, blueprint = BLUEPRINT) =>
  (knowing(tenant, blueprint).verdicts ?? []).filter(
    ({ status, severity }) => severity === 'error' && status !== 'pass' && status !== 'manual',
  );

describe('a registration from the field', () => {
  test('k15: with the application permission where the delegated one belongs, is said to have it, by name', () => {
    const tenant = changed(TENANT, 'server', {
      requiredResources: [{ resourceAppId: GRAPH, scopeIds: [], roleIds: [FILES_READ_ALL_AS_ROLE] }],
    });
    const said = failing(tenant, { ...BLUEPRINT, graphPermissions: ['Files.Read.All'] });
    const about = said.find(({ id }) => id === 'server-api.graph-permissions');
    expect(`${about?.message}`).toContain('application permission');
    expect(`${about?.message} ${JSON.stringify(about?.evidence)}`).toContain('Files.Read.All');
  });

  test('k21: with a host that nobody can verify needs a verified domain', () => {
    const judged = judgeIdentifierUri('https://files-mcp.azurewebsites.net/mcp');
    expect(judged).toMatchObject({ needs: 'verified-domain', host: 'files-mcp.azurewebsites.net' });
  });

  test('k22: without a scheme is refused', () => {
    expect(judgeIdentifierUri('files-mcp.contoso.com')).toMatchObject({ ok: false });
  });

  test('k24: that lists one API twice is not broken by that', () => {
    const tenant = changed(TENANT, 'server', ({ requiredResources }) => ({
      requiredResources: [...requiredResources, ...requiredResources],
    }));
    expect(failing(tenant)).toEqual([]);
  });

  test('k25: whose consent is that of one user fails the consent, and says so', () => {
    const own = grant('server', { consentType: 'Principal', principalId: IDS.user, scopes: ['Files.Read'] });
    const [about] = failing(having(TENANT, 'serverGrants', [own]));
    expect([about?.id, about?.message.includes('user')]).toEqual(['server-api.graph-consent', true]);
  });

  test('k26: that was rebuilt by hand issues v1 tokens and holds desktop addresses on the API', () => {
    const tenant = changed(TENANT, 'server', ({ redirectUris }) => ({
      tokenVersion: null,
      redirectUris: { ...redirectUris, publicClient: ['http://localhost/cb'] },
    }));
    const said = (knowing(tenant).verdicts ?? []).filter(({ status }) => ['fail', 'warn'].includes(status));
    expect(said.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['server-api.token-version', 'server-api.confidential-client']),
    );
  });
});

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const judged = (claims: object) =>
  judgeToken(tokenFactsOf(`${part({ alg: 'RS256' })}.${part(claims)}.c2ln`), knowing(), NOW);
describe('a token from the field', () => {
  test.each<readonly [string, string, object, string]>([
    [
      'k31',
      'v1, of sts.windows.net',
      {
        ...RIGHT,
        ver: '1.0',
        iss: `https://sts.windows.net/${IDS.tenant}/`,
        aud: `api://${IDS.server.appId}`,
        azp: undefined,
        appid: IDS.client.appId,
      },
      'v1-token',
    ],
    ['k32', 'for Microsoft Graph', { ...RIGHT, aud: GRAPH, scp: 'User.Read' }, 'token-for-graph'],
    [
      'k33',
      'an ID token of the server',
      { ...RIGHT, scp: undefined, azp: undefined, nonce: 'x' },
      'id-token',
    ],
    ['k34', 'of an app alone', { ...RIGHT, scp: undefined, idtyp: 'app', roles: ['a'] }, 'app-only-token'],
  ])('%s: %s, is first said to be that', (_, _what, claims, first) => {
    const { causes } = judged(claims);
    expect([causes[0]?.id, provedIds({ causes })[0]]).toEqual([first, first]);
  });
});
