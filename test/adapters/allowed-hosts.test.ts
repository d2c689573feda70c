import { describe, expect, it } from 'vitest';
import { onlyToAllowedHosts } from '../../src/adapters/allowed-hosts.ts';
import { CLOUDS } from '../../src/core/cloud.ts';
import type { Reach, Transport } from '../../src/ports.ts';
import { refusalOf } from '../identity/refusal-of.ts';

const answering: Transport = async () => new Response('here');
const send = (url: string, reach?: Reach, headers: Record<string, string> = {}) =>
  onlyToAllowedHosts(answering)(new Request(url, { headers }), reach);
const reaches = async (url: string, reach?: Reach) => (await send(url, reach)).text();
const isRefused = async (url: string, reach?: Reach, headers: Record<string, string> = {}) =>
  (await refusalOf(send(url, reach, headers))).code;

const HOST = { service: 'managed-identity' } as const;
const GITHUB = { service: 'github-oidc' } as const;
const NAMED = { bodyBytes: 100 } as const;
const tokenFor = (aud: string) => `Bearer h.${Buffer.from(JSON.stringify({ aud })).toString('base64url')}.s`;

describe('without leave, a request', () => {
  it.each([
    ...Object.values(CLOUDS).flatMap(({ authority, graph, keyVault }) => [
      `${authority}/x`,
      `${graph}/v1.0/me`,
      `https://our-vault.${keyVault}/secrets/x`,
    ]),
  ])('reaches %s', async (url) => expect(await reaches(url)).toBe('here'));

  it.each([
    // What AZURE_REGIONAL_AUTHORITY_NAME and MSAL_FORCE_REGION make of the sign-in service.
    'https://evil.example/.login.microsoft.com/contoso.com/oauth2/v2.0/token',
    'https://westeurope.login.microsoft.com/contoso.com/oauth2/v2.0/token',
    'http://login.microsoftonline.com/x',
    'https://login.microsoftonline.com:8443/x',
    'https://login.microsoftonline.com.evil.example/x',
    'https://vault.azure.net/secrets/x',
    'https://a.b.vault.azure.net/secrets/x',
    'http://our-vault.vault.azure.net/secrets/x',
    'http://169.254.169.254/metadata/identity/oauth2/token',
    'https://run.actions.githubusercontent.com/x',
    'https://mcp.contoso.com/mcp',
  ])('is not sent to %s', async (url) => expect(await isRefused(url)).toBe('USAGE'));
});

describe('the identity of an Azure host', () => {
  it.each([
    'http://169.254.169.254/metadata/identity/oauth2/token',
    'http://169.254.129.4:8081/msi/token',
    'http://127.0.0.1:41056/msi/token',
    'http://localhost:40342/metadata/identity/oauth2/token',
    'https://login.microsoftonline.com/x',
  ])('is asked for at %s', async (url) => expect(await reaches(url, HOST)).toBe('here'));

  it.each([
    'http://evil.example/msi/token',
    'http://10.0.0.4/msi/token',
    'http://127.0.0.1.evil.example/msi/token',
    'http://169.254.169.254.evil.example/x',
    'https://run.actions.githubusercontent.com/x',
  ])('is not asked for at %s', async (url) => expect(await isRefused(url, HOST)).toBe('USAGE'));
});

describe('the token of a GitHub job', () => {
  it.each([
    'https://run-actions-1.actions.githubusercontent.com/x',
    'https://token.actions.contoso.ghe.com/x',
  ])('is asked for at %s', async (url) => expect(await reaches(url, GITHUB)).toBe('here'));

  it.each([
    'https://actions.githubusercontent.com.evil.example/x',
    'http://run.actions.githubusercontent.com/x',
    'https://evil.example/x',
    'http://169.254.169.254/x',
  ])('is not asked for at %s', async (url) => expect(await isRefused(url, GITHUB)).toBe('USAGE'));
});

describe('a host that a person named', () => {
  it('is reached, with a limit for its answer', async () =>
    expect(await reaches('https://mcp.contoso.com/mcp', NAMED)).toBe('here'));

  it.each([
    '00000003-0000-0000-c000-000000000000',
    'https://graph.microsoft.com',
    'https://graph.microsoft.com/',
  ])('is sent no token for Microsoft Graph (%s)', async (audience) =>
    expect(await isRefused('https://mcp.contoso.com/mcp', NAMED, { authorization: tokenFor(audience) })).toBe(
      'USAGE',
    ),
  );
});
