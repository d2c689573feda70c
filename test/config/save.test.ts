import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBlueprintFile } from '../../src/config/load.ts';
import { renderBlueprintFile } from '../../src/config/save.ts';
import type { BlueprintInput } from '../../src/core/answers.ts';
import {
  type Blueprint,
  DEFAULT_BACKUP_REDIRECT_URIS,
  DEFAULT_REDIRECT_URIS,
  GRAPH_ESCALATION_PATH,
} from '../../src/core/blueprint.ts';
import { CLOUD_NAMES } from '../../src/core/cloud.ts';
import { type AppId, asId } from '../../src/core/ids.ts';
import { SEED } from '../support/for-all.ts';
import { complete, EXAMPLE, load, MINIMAL } from './fixtures.ts';

const CLIENT_ID = asId<AppId>('22222222-2222-4222-8222-222222222222');
const SERVER_ID = asId<AppId>('33333333-3333-4333-8333-333333333333');

function withIds(blueprint: Blueprint): Blueprint {
  return {
    ...blueprint,
    clientApp: { ...blueprint.clientApp, appId: CLIENT_ID },
    serverApi: { ...blueprint.serverApi, appId: SERVER_ID },
  };
}

function save(text: string | null, blueprint: Blueprint, said: BlueprintInput = {}): string {
  return renderBlueprintFile(
    text === null ? null : parseBlueprintFile('entra-mcp.yaml', text).document,
    blueprint,
    said,
  );
}

/** Lines of `after` that are not in `before`, and the other way round. */
function diff(
  before: string,
  after: string,
): { readonly gone: readonly string[]; readonly come: readonly string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return { gone: old.filter((line) => !now.includes(line)), come: now.filter((line) => !old.includes(line)) };
}

describe('saving into a file that is there', () => {
  it('changes nothing when it says it all', () => {
    expect(save(EXAMPLE, complete(load(EXAMPLE)))).toBe(EXAMPLE);
  });

  it('adds the ids and touches no other line, in the style of the documented example', () => {
    const { gone, come } = diff(EXAMPLE, save(EXAMPLE, withIds(complete(load(EXAMPLE)))));
    expect(gone).toHaveLength(2);
    expect(come).toEqual([
      `clientApp: { displayName: MCP Client App, redirectUris: [http://127.0.0.1:53100/callback], appId: ${CLIENT_ID} } # public`,
      `             credential: { kind: secret, displayName: MCP Server Secret, months: 24 }, appId: ${SERVER_ID} }`,
    ]);
  });

  it('adds the ids in block style with the indentation that is used', () => {
    const text =
      'version: 1\ntenant: contoso.com\nserverApi:\n    scope: access # ours\n\n# end\ngateway:\n    mcpServerEndpoint: https://mcp.contoso.com/mcp\n';
    const { gone, come } = diff(text, save(text, withIds(complete(load(text)))));
    expect(gone).toEqual([]);
    expect(come).toEqual([`    appId: ${SERVER_ID}`, 'clientApp:', `  appId: ${CLIENT_ID}`]);
  });

  it('replaces a value and keeps the comment behind it', () => {
    const blueprint = complete({ ...load(EXAMPLE), tenant: 'fabrikam.com' });
    expect(diff(EXAMPLE, save(EXAMPLE, blueprint))).toEqual({
      gone: ['tenant: contoso.onmicrosoft.com # production'],
      come: ['tenant: fabrikam.com # production'],
    });
  });

  it('keeps the comments of list items that stay', () => {
    const text =
      'version: 1\ntenant: contoso.com\ngateway: { mcpServerEndpoint: https://mcp.contoso.com/mcp }\ngraphPermissions:\n  - Files.Read # least\n  - Sites.Read.All # team sites\n';
    const saved = save(text, complete({ ...load(text), graphPermissions: ['Files.Read', 'Files.Read.All'] }));
    expect(saved).toContain('- Files.Read # least\n');
    expect(load(saved).graphPermissions).toEqual(['Files.Read', 'Files.Read.All']);
  });

  it('drops what belonged to another kind of credential', () => {
    const blueprint = complete({ ...load(EXAMPLE), credential: 'certificate', certificate: 'mcp.cer' });
    const saved = save(EXAMPLE, blueprint);
    expect(complete(load(saved))).toEqual(blueprint);
    expect(saved).not.toContain('months');
    expect(saved.match(/#[^\n]*/g)).toEqual(EXAMPLE.match(/#[^\n]*/g));
  });

  it('forgets the ids of apps that were removed', () => {
    const saved = save(EXAMPLE, withIds(complete(load(EXAMPLE))));
    expect(load(save(saved, complete(load(EXAMPLE))))).not.toHaveProperty('clientAppId');
  });

  it('keeps what the file says about .env', () => {
    const text = `${EXAMPLE}env: { preset: generic, map: { serverUrl: BASE_URL } }\n`;
    expect(load(save(text, withIds(complete(load(text)))))).toMatchObject({
      envPreset: 'generic',
      envMap: { serverUrl: 'BASE_URL' },
    });
  });

  it('writes the texts of a scope that was only a name', () => {
    const blueprint = complete({ ...load(EXAMPLE), scopeTexts: { userConsentDisplayName: 'Read files' } });
    expect(complete(load(save(EXAMPLE, blueprint)))).toEqual(blueprint);
  });

  it.each([
    ['a mapping', 'clientApp: &a { displayName: Same }\nserverApi: *a\n'],
    ['a value', 'clientApp: { displayName: &a Same }\nserverApi: { displayName: *a }\n'],
  ])('changes one of two that share %s through an alias', (_, twins) => {
    const text = `version: 1\ntenant: contoso.com\ngateway: { mcpServerEndpoint: https://mcp.contoso.com/mcp }\n${twins}`;
    const blueprint = withIds(complete({ ...load(text), clientName: 'Other' }));
    expect(complete(load(save(text, blueprint)))).toEqual(blueprint);
  });

  it('keeps the comment of a scope that becomes a mapping', () => {
    const text = 'version: 1\ntenant: contoso.com\nserverApi:\n  scope: access # ours\n';
    const blueprint = complete({
      ...MINIMAL,
      tenant: 'contoso.com',
      scopeTexts: { userConsentDisplayName: 'Read' },
    });
    expect(save(text, blueprint)).toContain('# ours');
  });
});

describe('a new file', () => {
  it('says only what was said or differs from the guide', () => {
    const saved = save(null, complete({ ...MINIMAL, secretMonths: 6 }), {
      ...MINIMAL,
      clientName: 'MCP Client App',
    });
    expect(load(saved)).toEqual({
      ...MINIMAL,
      clientName: 'MCP Client App',
      credential: 'secret',
      secretMonths: 6,
    });
  });

  it('starts with what it is and that it holds no secrets', () => {
    expect(save(null, complete(MINIMAL), MINIMAL)).toMatch(/^#[^\n]*no secrets[^\n]*\n/);
  });
});

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 #:'"{}|&*!%@-]{0,20}[A-Za-z0-9]$/);
const guid = fc.uuid().map((text) => asId<AppId>(text));
const kinds: fc.Arbitrary<BlueprintInput> = fc.oneof(
  fc.record(
    { credential: fc.constant('secret'), secretName: word, secretMonths: fc.integer({ min: 1, max: 24 }) },
    { requiredKeys: ['credential'] },
  ),
  fc.record(
    {
      credential: fc.constant('certificate'),
      certificate: word,
      createCertificate: fc.boolean(),
      certificateThumbprint: fc.stringMatching(/^[0-9A-F]{40}$/),
    },
    { requiredKeys: ['credential', 'certificate'] },
  ),
  fc.record(
    {
      credential: fc.constant('federated'),
      federatedName: fc.constant('ci'),
      federatedIssuer: fc.constant('https://issuer.contoso.com/'),
      federatedSubject: word.filter((text) => !text.includes('*')),
    },
    { requiredKeys: ['credential', 'federatedIssuer', 'federatedSubject'] },
  ),
) as fc.Arbitrary<BlueprintInput>;
const inputs: fc.Arbitrary<BlueprintInput> = fc
  .tuple(
    kinds,
    fc.record(
      {
        cloud: fc.constantFrom(...CLOUD_NAMES),
        clientName: word,
        serverName: word,
        clientAppId: guid,
        serverAppId: guid,
        redirectUris: fc.subarray(
          [...DEFAULT_REDIRECT_URIS, 'cursor://anysphere.cursor-mcp/oauth/callback'],
          { minLength: 1 },
        ),
        backupRedirectUris: fc.subarray([...DEFAULT_BACKUP_REDIRECT_URIS, 'http://localhost:3000/callback']),
        clients: fc.subarray(['vscode', 'cursor', 'codex']),
        appIdUri: fc.constantFrom('api://{appId}', 'api://mcp-server', 'https://mcp.contoso.com'),
        additionalIdentifierUris: fc.subarray(['api://{appId}', 'https://mcp.contoso.com/mcp']),
        preAuthorizedClients: fc.subarray(['vscode', 'aaaaaaaa-0000-4000-8000-000000000001']),
        clientUrl: fc.constantFrom('https://gateway.contoso.com/mcp', 'http://localhost:8000/mcp'),
        signInPermissions: fc.subarray(['openid', 'profile', 'offline_access', 'User.Read']),
        scope: fc.constantFrom('access', 'mcp.read', '123', 'true'),
        scopeTexts: fc.record(
          { adminConsentDisplayName: word, userConsentDescription: word },
          { requiredKeys: [] },
        ),
        graphPermissions: fc.subarray([...GRAPH_ESCALATION_PATH], { minLength: 1 }),
        grantAdminConsent: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([kind, rest]) => ({ ...MINIMAL, ...kind, ...rest }));

describe('whatever is saved', () => {
  it('loads to the same blueprint', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const blueprint = complete(input);
        expect(complete(load(save(null, blueprint, input)))).toEqual(blueprint);
      }),
      { seed: SEED },
    );
  });

  it('loads to the same blueprint over any file, keeps its comments, and is stable', () => {
    fc.assert(
      fc.property(inputs, inputs, (before, after) => {
        const existing = save(null, complete(before), before).replace(/^(\w+:.*)$/gm, '$1 # kept');
        const blueprint = complete(after);
        const saved = save(existing, blueprint, after);
        expect(complete(load(saved))).toEqual(blueprint);
        expect(save(saved, blueprint, after)).toBe(saved);
        expect(saved).toContain('version: 1 # kept');
      }),
      { seed: SEED },
    );
  });
});
