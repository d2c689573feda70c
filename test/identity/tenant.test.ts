import { expect, test } from 'vitest';
import { resolveTenant } from '../../src/identity/tenant.ts';
import { refusalOf } from './refusal-of.ts';
import { recorded, TENANT } from './samples.ts';
import { tokenService, transport } from './token-service.ts';

const service = tokenService();
const DISCOVERY = (tenant: string) =>
  `GET https://login.microsoftonline.com/${tenant}/v2.0/.well-known/openid-configuration`;

test('asked for a domain, it finds the tenant’s id without a sign-in', async () => {
  service.expectExchanges({
    request: DISCOVERY('contoso.com'),
    body: { issuer: `https://login.microsoftonline.com/${TENANT}/v2.0` },
  });
  expect(await resolveTenant('contoso.com', 'public', transport)).toBe(TENANT);
});

test('asked for a tenant that does not exist, it says so before any sign-in', async () => {
  const body = recorded('33-token-app-or-tenant-not-found', 1);
  service.expectExchanges({ request: DISCOVERY('xyz.com'), status: 400, body });
  const error = await refusalOf(resolveTenant('xyz.com', 'public', transport));
  expect(error).toMatchObject({ code: 'WRONG_TENANT', aadsts: '90002' });
});

test('answered by something else, it does not take it for a missing tenant', async () => {
  const page = async () => new Response('<html></html>', { status: 200 });
  expect((await refusalOf(resolveTenant('contoso.com', 'public', page))).code).toBe('UNAVAILABLE');
});
