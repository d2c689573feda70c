import { describe, expect, it } from 'vitest';
import type { Settings } from '../../src/core/settings.ts';
import { renderHandoff, wantedGrants } from '../../src/emit/handoff.ts';
import { renderSummary, type SummaryContext } from '../../src/emit/summary.ts';
import {
  BLUEPRINT,
  CERTIFICATE_CREDENTIAL,
  FEDERATED_CREDENTIAL,
  SECRET_TEXT,
  SETTINGS,
  settingsWith,
} from './fixtures.ts';

const CONTEXT: SummaryContext = {
  secretPlace: { kind: 'env-file', path: '.env', variable: 'AZURE_CLIENT_SECRET' },
  configFile: 'entra-mcp.yaml',
  handoffFile: null,
};

/** The rows of all tables, by label; the last of a label wins. */
function rows(settings: Settings, context: SummaryContext = CONTEXT): ReadonlyMap<string, string> {
  const matches = renderSummary(settings, context).matchAll(/^\| ([^|]+) \| (.*) \|$/gm);
  return new Map([...matches].map(([, label = '', value = '']) => [label.trim(), value]));
}

function section(page: string, title: string): string {
  return page.split(/^## /m).find((part) => part.startsWith(title)) ?? '';
}

describe('the summary', () => {
  const page = renderSummary(SETTINGS, CONTEXT);

  it('holds every field of the guide', () => {
    expect(section(page, 'Tenant Information')).toContain('`11111111-1111-4111-8111-111111111111`');
    expect(section(page, 'Tenant Information')).toContain(
      'Authority | `https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111`',
    );
    const client = section(page, 'MCP Client App');
    expect(client).toContain('Client ID | `22222222-2222-4222-8222-222222222222`');
    expect(client).toContain('`http://127.0.0.1:53100/callback`<br>`http://127.0.0.1:53101/callback`');
    expect(client).toContain('Auth Flow | Authorization Code + PKCE');
    expect(client).toContain('Client Secret | None (public client)');
    expect(client).toContain('Scopes | `api://33333333-3333-4333-8333-333333333333/access`');
    const server = section(page, 'MCP Server API');
    expect(server).toContain('Client ID | `33333333-3333-4333-8333-333333333333`');
    expect(server).toContain('Client Secret | MCP Server Secret, value in `.env` as `AZURE_CLIENT_SECRET`');
    expect(server).toContain('Application ID URI | `api://33333333-3333-4333-8333-333333333333`');
    expect(server).toContain('Exposed Scope | `api://33333333-3333-4333-8333-333333333333/access`');
    expect(server).toContain(
      'Redirect URI | `https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback`',
    );
    const gateway = section(page, 'AI Gateway Integration');
    expect(gateway).toContain(
      'OAuth Callback | `https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback`',
    );
    expect(gateway).toContain('MCP Server Endpoint | `https://mcp.contoso.com/mcp`');
    expect(section(page, 'Microsoft Graph Permissions')).toMatch(/- `Files\.Read`\n- `Sites\.Read\.All`/);
  });

  it('holds no secret', () => {
    expect(page).not.toContain(SECRET_TEXT);
  });

  it('shows the thumbprint of a certificate and where its key is', () => {
    const found = rows(settingsWith({ credential: CERTIFICATE_CREDENTIAL }));
    expect(found.get('Certificate Thumbprint')).toBe('`7AB4DD9219E5E03ECC025136572DFAA262EC85CB`');
    expect(found.get('Private key')).toBe('in `/srv/keys/mcp-server.pem`');
  });

  it('names the issuer and subject of a federated credential', () => {
    const found = rows(settingsWith({ credential: FEDERATED_CREDENTIAL }));
    expect(found.get('Trusted subject')).toBe('`repo:contoso/mcp:ref:refs/heads/main`');
  });

  it('says that the value of a secret is not known, and what helps', () => {
    const found = rows(SETTINGS, { ...CONTEXT, secretPlace: { kind: 'unknown' } });
    expect(found.get('Client Secret')).toContain('entra-mcp-setup rotate');
  });

  it('says first that consent is missing', () => {
    const missing = settingsWith({ consent: { client: true, graph: false } });
    const text = renderSummary(missing, { ...CONTEXT, handoffFile: 'entra-mcp-handoff.md' });
    expect(text.slice(0, text.indexOf('## '))).toContain('entra-mcp-handoff.md');
    expect(section(text, 'Microsoft Graph Permissions')).toContain('admin consent missing');
    expect(section(text, 'Next steps')).toContain('--grant-admin-consent');
  });

  it('takes no markup and no line break from a display name', () => {
    const serverApi = { ...BLUEPRINT.serverApi, displayName: 'A|B\n# [x](http://evil) `c` <b>' };
    const text = renderSummary(settingsWith({ blueprint: { ...BLUEPRINT, serverApi } }), CONTEXT);
    expect(text.split('\n')[0]).toBe(
      '# Configuration summary: A\\|B \\# \\[x\\](http://evil) \\`c\\` \\<b\\>',
    );
  });

  it('quotes a configuration file with a blank in its commands', () => {
    const text = renderSummary(SETTINGS, { ...CONTEXT, configFile: 'my envs/a.yaml' });
    expect(text).toContain("verify --config 'my envs/a.yaml'");
  });

  it('is the same text each time', () => {
    expect(renderSummary(SETTINGS, CONTEXT)).toBe(page);
  });
});

describe('the hand-off', () => {
  const missing = settingsWith({ consent: { client: false, graph: false } });
  const page = renderHandoff(missing, 'entra-mcp.yaml');

  it('names both grants by client, resource and permissions', () => {
    const grants = wantedGrants(missing).map(({ clientId, resourceId, scopes }) => ({
      clientId,
      resourceId,
      scopes,
    }));
    expect(grants).toEqual([
      { clientId: SETTINGS.clientAppId, resourceId: SETTINGS.serverAppId, scopes: ['access'] },
      {
        clientId: SETTINGS.serverAppId,
        resourceId: '00000003-0000-0000-c000-000000000000',
        scopes: ['Files.Read', 'Sites.Read.All'],
      },
    ]);
    expect(page).toContain('AllPrincipals');
  });

  it.each([
    [
      0,
      SETTINGS.clientAppId,
      'api://33333333-3333-4333-8333-333333333333/access openid profile offline_access',
      'http://127.0.0.1:53100/callback',
    ],
    [
      1,
      SETTINGS.serverAppId,
      'https://graph.microsoft.com/Files.Read https://graph.microsoft.com/Sites.Read.All',
      'https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback',
    ],
  ] as const)(
    'links to a consent page that asks for exactly grant %i',
    (index, clientId, scope, redirectUri) => {
      const url = new URL(wantedGrants(missing)[index].url);
      expect(url.origin + url.pathname).toBe(
        'https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/v2.0/adminconsent',
      );
      expect(Object.fromEntries(url.searchParams)).toEqual({
        client_id: clientId,
        scope,
        redirect_uri: redirectUri,
      });
      expect(page).toContain(`<${wantedGrants(missing)[index].url}>`);
    },
  );

  it('stays in its cloud', () => {
    const urls = wantedGrants(settingsWith({ blueprint: { ...BLUEPRINT, cloud: 'usgov' } })).map(
      ({ url }) => url,
    );
    expect(urls.every((url) => url.startsWith('https://login.microsoftonline.us/'))).toBe(true);
    expect(decodeURIComponent(urls[1] ?? '')).toContain('https://graph.microsoft.us/Files.Read');
  });

  it('gives the one command, the roles that may run it, and how to tell that it is done', () => {
    expect(page).toContain('npx entra-mcp-setup apply --config entra-mcp.yaml --grant-admin-consent --yes');
    expect(page).toContain('Cloud Application Administrator');
    expect(page).toContain('npx entra-mcp-setup verify --config entra-mcp.yaml');
  });

  it('links only to what is missing', () => {
    const text = renderHandoff(settingsWith({ consent: { client: true, graph: false } }), 'entra-mcp.yaml');
    expect(text.match(/<https:\/\/login[^>]+>/g)).toHaveLength(1);
  });

  it('holds no secret', () => {
    expect(page).not.toContain(SECRET_TEXT);
  });
});
