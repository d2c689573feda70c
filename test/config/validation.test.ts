import { describe, expect, it } from 'vitest';
import {
  DEFAULT_GATEWAY_CALLBACK,
  DEFAULT_REDIRECT_URIS,
  GRAPH_ESCALATION_PATH,
} from '../../src/core/blueprint.ts';
import {
  federatedIssuerProblem,
  federatedNameProblem,
  federatedSubjectProblem,
  secretMonthsProblem,
  thumbprintProblem,
} from '../../src/core/validation/credential.ts';
import { displayNameProblem } from '../../src/core/validation/display-name.ts';
import { graphPermissionProblem, scopeValueProblem } from '../../src/core/validation/permissions.ts';
import {
  callbackUrlProblem,
  clientUrlProblem,
  mcpEndpointProblem,
  redirectUriProblem,
} from '../../src/core/validation/redirect-uri.ts';
import { tenantProblem } from '../../src/core/validation/tenant.ts';
import { table } from './validator-table.ts';

const TENANT_ID = '11111111-1111-4111-8111-111111111111';

table(
  'a display name',
  displayNameProblem,
  ['MCP Client App', 'a', 'é ü 🙂', 'x'.repeat(120)],
  [
    ['', 'visible'],
    ['   ', 'visible'],
    [' a', 'blank'],
    ['a ', 'blank'],
    ['a\nb', 'control'],
    ['\u0007a', 'control'],
    ['a\u202eb', 'control'],
    ['x'.repeat(121), '120'],
  ],
);

table(
  'a redirect URI of the client',
  redirectUriProblem,
  [
    ...DEFAULT_REDIRECT_URIS,
    'http://localhost',
    'http://localhost:8080/a?b=c',
    'https://vscode.dev/redirect',
    'cursor://anysphere.cursor-mcp/oauth/callback',
    'com.contoso.app://auth',
    'urn:ietf:wg:oauth:2.0:oob',
    'cursor://callback/?next=http://[::1]/',
    `https://a.com/${'x'.repeat(242)}`,
  ],
  [
    ['', 'empty'],
    ['  ', 'empty'],
    ['http://example.com/cb', 'http for localhost'],
    ['http://127.1/cb', 'http for localhost'],
    ['http://localhost.evil.com/cb', 'http for localhost'],
    ['http://[::1]:8080/cb', 'IPv6'],
    ['https://*.contoso.com/cb', 'wildcard'],
    ['https://a.com/cb#x', 'fragment'],
    ['https://me@a.com/cb', 'user name'],
    ["https://a.com/it's", "'"],
    ['https://a.com/a,b', ','],
    ['https://a.com/a b', 'blank'],
    ['https://a.com/é', 'ASCII'],
    ['https:\\\\a.com\\cb', 'backslash'],
    ['localhost:8080/cb', 'absolute'],
    ['1http://127.0.0.1/cb', 'absolute'],
    ['/callback', 'absolute'],
    ['http:/127.0.0.1/x', 'absolute'],
    ['https://a.com:99999/', 'valid'],
    ['javascript://a/%0aalert', 'no app'],
    ['file://host/x', 'no app'],
    [`https://a.com/${'x'.repeat(243)}`, '257 characters'],
  ],
);

table(
  'a gateway callback',
  callbackUrlProblem,
  [DEFAULT_GATEWAY_CALLBACK, 'http://localhost:8000/auth/callback', 'http://127.0.0.1:8000/auth/callback'],
  [
    ['http://gateway.contoso.com/cb', 'https'],
    ['https://name:word!@a.com/cb', 'remove it'],
    ['cursor://x/y', 'https'],
    ['cursor://x/?next=https://a.com', 'must start with'],
    ['https://a.com/#x', 'fragment'],
  ],
);

table(
  'an MCP endpoint',
  mcpEndpointProblem,
  ['https://mcp.contoso.com/mcp', 'http://127.0.0.1:8000/mcp', 'http://localhost:3000', 'http://[::1]:9/mcp'],
  [
    ['', 'no default'],
    [' ', 'no default'],
    ['http://mcp.contoso.com/mcp', 'bearer tokens'],
    ['ftp://mcp.contoso.com', 'must start with https://'],
    ['ftp://mcp.contoso.com/?next=https://a.com', 'must start with https://'],
    ['mcp.contoso.com', 'URL'],
    ['https://user:pw@mcp.contoso.com/', 'password'],
    ['https://user:p w@mcp.contoso.com/', 'password'],
    ['https:user:pw@mcp.contoso.com/', 'password'],
    ['https:user@mcp.contoso.com/', 'password'],
    ['https::pw@mcp.contoso.com/', 'password'],
    ['https://mcp.contoso.com/#a', 'fragment'],
    ['https://mcp.contoso.com/#', 'fragment'],
    ['https://mcp .contoso.com', 'URL'],
    ['https://mcp.contoso.com/\u001b[31m', 'URL'],
    ['https://mcp.contoso.com/<name>', 'URL'],
    ['https://mcp.contoso.com/"', 'URL'],
    ['https://m\u00fc.example/mcp', 'ASCII'],
  ],
);

table(
  'the URL for MCP clients',
  clientUrlProblem,
  ['https://clients.contoso.com/mcp'],
  [
    ['', 'leave it out'],
    [' ', 'leave it out'],
    ['clients.contoso.com', 'URL for MCP clients "clients.contoso.com"'],
  ],
);

table(
  'a tenant',
  tenantProblem,
  [TENANT_ID, TENANT_ID.toUpperCase(), 'contoso.onmicrosoft.com', 'contoso.com', 'a-b.co.uk'],
  [
    ['common', 'no single tenant'],
    ['Organizations', 'no single tenant'],
    ['consumers', 'no single tenant'],
    ['9188040d-6c67-4c5b-b112-36a304b66dad', 'personal'],
    ['contoso', 'neither'],
    ['', 'neither'],
    ['https://login.microsoftonline.com/contoso.com', 'URL'],
    ['admin@contoso.com', 'account'],
    ['-a.com', 'neither'],
  ],
);

table(
  'a scope name',
  scopeValueProblem,
  ['access', 'mcp.read', 'Files_Read-1', 'a:b', 'x'.repeat(120)],
  [
    ['', 'name'],
    ['a b', 'blank'],
    ['.default', 'starts with'],
    ['api://x/access', 'goes before it'],
    ['a$b', '$'],
    ['x'.repeat(121), '120'],
  ],
);

table(
  'a Graph permission',
  graphPermissionProblem,
  [
    ...GRAPH_ESCALATION_PATH,
    'User.Read',
    'offline_access',
    'Mail.Read',
    'Calendars.Read.Shared',
    'AgentIdUser.ReadWrite.IdentityParentedBy',
    'User-LifeCycleInfo.Read.All',
  ],
  [
    ['files.read', 'did you mean "Files.Read"'],
    ['FilesRead', 'did you mean "Files.Read"'],
    ['ofline_access', 'did you mean "offline_access"'],
    ['https://graph.microsoft.com/Files.Read', 'only the name'],
    ['http://graph.microsoft.com/Files.Read', 'only the name'],
    ['Files.Read (https://graph.microsoft.com/)', 'permission name'],
    ['Files.Read!', 'permission name'],
    ['.default', 'list the ones'],
    ['Files Read', 'permission name'],
    ['', 'permission name'],
  ],
);

table(
  'a thumbprint',
  thumbprintProblem,
  ['7AB4DD9219E5E03ECC025136572DFAA262EC85CB', '7a:b4:dd:92:19:e5:e0:3e:cc:02:51:36:57:2d:fa:a2:62:ec:85:cb'],
  [
    ['A'.repeat(64), 'SHA-256'],
    ['A'.repeat(41), 'not 40'],
    ['A'.repeat(65), 'not 40'],
    [`${'A'.repeat(64)}G`, 'not 40'],
    ['xyz', '40'],
  ],
);

table(
  'a federated name',
  federatedNameProblem,
  ['mcp-server', 'a_1', 'x'.repeat(120)],
  [
    ['', 'name'],
    ['a b', 'URL'],
    ['a/b', 'URL'],
    ['x'.repeat(121), '120'],
  ],
);

table(
  'a federated issuer',
  federatedIssuerProblem,
  [
    'https://token.actions.githubusercontent.com',
    'https://oidc.prod-aks.azure.com/x/',
    `https://a.com/${'x'.repeat(586)}`,
  ],
  [
    ['http://issuer.com', 'https'],
    ['issuer', 'https'],
    ['xhttps://issuer.com', 'https'],
    ['https://token.actions.githubusercontent.com/', 'ends with'],
    [`https://a.com/${'x'.repeat(587)}`, '601 characters'],
  ],
);

table(
  'a federated subject',
  federatedSubjectProblem,
  ['repo:contoso/mcp:ref:refs/heads/main', 'x'.repeat(600)],
  [
    ['', 'needs'],
    [' ', 'needs'],
    [' a', 'blank'],
    ['repo:contoso/*', '*'],
    ['x'.repeat(601), '600'],
  ],
);

describe('the life of a secret', () => {
  it.each([1, 6, 24])('may be %d months', (months) => {
    expect(secretMonthsProblem(months)).toBeNull();
  });
  it.each([0, -1, 25, 1.5, Number.NaN])('may not be %d months', (months) => {
    expect(secretMonthsProblem(months)).toContain('1 to 24');
  });
});
