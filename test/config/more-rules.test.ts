import { describe, expect, it } from 'vitest';
import { DEFAULT_REDIRECT_URIS } from '../../src/core/blueprint.ts';
import { displayNameWarning } from '../../src/core/validation/display-name.ts';
import { judgeIdentifierUri } from '../../src/core/validation/identifier-uri.ts';
import { nearest } from '../../src/core/validation/nearest.ts';
import { graphPermissionListProblem } from '../../src/core/validation/permissions.ts';
import { redirectUriListProblem } from '../../src/core/validation/redirect-uri.ts';

const APP_ID = '33333333-3333-4333-8333-333333333333';
const TENANT_ID = '11111111-1111-4111-8111-111111111111';

describe('an Application ID URI', () => {
  const known = { appId: APP_ID, tenantId: TENANT_ID };

  it.each([
    ['api://{appId}', 'nothing'],
    [`api://${APP_ID}`, 'nothing'],
    [`api://${TENANT_ID}/files`, 'nothing'],
    [`api://${TENANT_ID}/{appId}`, 'nothing'],
    ['api://mcp-server/{appId}', 'nothing'],
    ['api://mcp-server', 'policy'],
    ['api://{appId}/files', 'policy'],
    ['https://mcp.contoso.com/mcp', 'verified-domain'],
    ['https://contoso.onmicrosoft.com/mcp', 'verified-domain'],
  ])('such as %s needs %s of the tenant', (uri, needs) => {
    expect(judgeIdentifierUri(uri, known)).toMatchObject({ ok: true, needs });
  });

  it('names the host whose domain must be verified', () => {
    expect(judgeIdentifierUri('https://mcp.contoso.com/mcp')).toMatchObject({ host: 'mcp.contoso.com' });
  });

  it.each([
    ['', 'empty'],
    ['api://MCP-Server', 'lower case'],
    ['api://mcp-server/', 'ends with'],
    ['https://mcp.contoso.com/', 'ends with'],
    ['http://mcp.contoso.com', 'must start with'],
    ['mcp-server', 'must start with'],
    ['api://', 'ends with'],
    ['api://{tenantId}/x', '{tenantId}'],
    ['api://a b', 'blank'],
    ['https://mcp.contoso.com/a?b', '?'],
    ['https://localhost/x', 'verified domain'],
    ['https://graph.microsoft.com', 'Microsoft Graph'],
    [`api://${'x'.repeat(250)}`, '255'],
    [`api://44444444-4444-4444-8444-444444444444`, 'neither the app'],
    [`api://44444444-4444-4444-8444-444444444444/{appId}`, 'neither the app'],
  ])('may not be %j', (uri, because) => {
    expect(judgeIdentifierUri(uri, known)).toMatchObject({
      ok: false,
      problem: expect.stringContaining(because),
    });
  });
});

describe('lists', () => {
  it('may hold redirect URIs that differ by port only, as the guide has them', () => {
    expect(redirectUriListProblem(DEFAULT_REDIRECT_URIS)).toBeNull();
  });
  it('may not hold a redirect URI twice', () => {
    expect(redirectUriListProblem(['https://a.com/', 'https://a.com/'])).toContain('twice');
  });
  it('may not hold more redirect URIs than Entra takes', () => {
    expect(
      redirectUriListProblem(Array.from({ length: 257 }, (_, index) => `https://a.com/${index}`)),
    ).toContain('256');
  });
  it('may not be empty', () => {
    expect([redirectUriListProblem([]), graphPermissionListProblem([])]).not.toContain(null);
  });
  it('may not hold a permission twice in two spellings', () => {
    expect(graphPermissionListProblem(['Files.Read', 'files.read'])).toContain('twice');
  });
});

describe('advice', () => {
  it('warns of a name that holds a restricted word', () => {
    expect(displayNameWarning('My Microsoft App')).toContain('restricted');
    expect(displayNameWarning('MCP Server API')).toBeNull();
  });
  it.each([
    ['tenat', 'tenant'],
    ['gatewya', 'gateway'],
    ['zzz', null],
  ])('for %s guesses %s', (typed, guess) => {
    expect(nearest(typed, ['tenant', 'gateway', 'clientApp'])).toBe(guess);
  });
});
