import { describe, expect, test } from 'vitest';
import { judgeClaims } from '../../src/commands/test/chain-claims.ts';
import { RIGHT, SECONDS } from '../diagnosis/right-token.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import { NOW } from '../support/tenants.ts';

const SETUP = {
  blueprint: BLUEPRINT,
  tenantId: IDS.tenant,
  clientAppId: IDS.client.appId,
  serverAppId: IDS.server.appId,
};
const OTHER = IDS.admin;
const judged = (change: object) => judgeClaims(SETUP, { ...RIGHT, ...change }, NOW);

describe('the token of the user', () => {
  test('passes when every claim is right, whatever the letter case of its scope', () => {
    expect([judged({}).hop.status, judged({ scp: 'ACCESS openid' }).hop.status]).toEqual(['pass', 'pass']);
  });

  test.each<readonly [string, string, object]>([
    ['of another tenant', 'tid', { tid: OTHER, iss: `https://login.microsoftonline.com/${OTHER}/v2.0` }],
    ['of another issuer', 'iss', { iss: `https://login.microsoftonline.com/${OTHER}/v2.0` }],
    ['for another app', 'aud', { aud: OTHER }],
    ['for Microsoft Graph', 'aud', { aud: '00000003-0000-0000-c000-000000000000' }],
    ['without the scope', 'scp', { scp: 'other' }],
    ['issued to another client', 'azp', { azp: OTHER }],
    ['of version 1', 'ver', { ver: '1.0', iss: `https://sts.windows.net/${IDS.tenant}/` }],
    ['that is not yet valid', 'nbf', { nbf: SECONDS + 3600 }],
    ['that has ended', 'exp', { exp: SECONDS }],
    ['without an end', 'exp', { exp: undefined }],
  ])('fails %s, and names %s', (_, claim, change) => {
    const { hop, refusal } = judged(change);
    expect([hop.status, refusal?.includes(`(${claim})`)]).toEqual(['fail', true]);
  });

  test('fails when another server made it', () => {
    expect(judgeClaims(SETUP, { iss: 'https://gw.example', aud: 'x' }, NOW).hop.status).toBe('fail');
  });
});
