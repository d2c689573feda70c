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
    ['https://graph.microsoft.com.contoso.com', 'verified-domain'],
    [`api://${TENANT_ID}`, 'policy'],
    ['api://mcp-server/{appId}/files', 'policy'],
    ['api://files/{appId}/{appId}', 'policy'],
    [`api://{appId}/${'x'.repeat(212)}`, 'policy'],
  ])('such as %s needs %s of the tenant', (uri, needs) => {
    expect(judgeIdentifierUri(uri, known)).toMatchObject({ ok: true, needs });
  });

  it('with a GUID may be right while the ids of tenant and app are not known', () => {
    const uri = 'api://44444444-4444-4444-8444-444444444444/files';
    expect(judgeIdentifierUri(uri)).toEqual({ ok: true, needs: 'policy' });
  });

  it('names the host whose domain must be verified', () => {
    expect(judgeIdentifierUri('https://mcp.contoso.com/mcp')).toMatchObject({ host: 'mcp.contoso.com' });
  });

  it.each([
    ['', 'empty'],
    [' ', 'empty'],
    ['api://MCP-Server', 'lower case'],
    ['api://MCP-Server/{appId}/Files', '"api://mcp-server/{appId}/files"'],
    ['api://mcp-server/', 'It takes "api://mcp-server".'],
    ['api://mcp-server/files//', 'It takes "api://mcp-server/files".'],
    ['https://mcp.contoso.com/', 'ends with'],
    ['http://mcp.contoso.com', 'must start with'],
    ['mcp-server', 'must start with'],
    ['xapi://mcp-server', 'must start with'],
    ['api://', 'It takes "api://{appId}".'],
    ['api://{tenantId}/x', 'holds "{tenantId}"; the only placeholder'],
    ['api://{tenant', 'holds "{tenant"; the only placeholder'],
    ['api://a b', 'blank'],
    ['https://mcp.contoso.com/a?b', '?'],
    ['https://localhost/x', 'verified domain'],
    ['https://graph.microsoft.com', 'Microsoft Graph'],
    [`api://${'x'.repeat(250)}`, '256 characters'],
    [`api://{appId}/${'x'.repeat(213)}`, '256 characters'],
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
  it('may hold as many redirect URIs as Entra takes and not one more', () => {
    const uris = Array.from({ length: 257 }, (_, index) => `https://a.com/${index}`);
    expect(redirectUriListProblem(uris.slice(1))).toBeNull();
    expect(redirectUriListProblem(uris)).toContain('256');
  });
  it('may not be empty', () => {
    expect(redirectUriListProblem([])).toContain('at least one redirect URI');
    expect(graphPermissionListProblem([])).toContain('at least one Graph permission');
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
