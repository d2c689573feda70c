import { describe, expect, it } from 'vitest';
import { DEFAULT_REDIRECT_URIS } from '../../src/core/blueprint.ts';
import { complete, EXAMPLE, load, MINIMAL, problemsIn } from './fixtures.ts';

const SECRET = `abc8Q~${'x'.repeat(34)}`;

describe('reading entra-mcp.yaml', () => {
  it('takes the guide for everything that an almost empty file leaves out', () => {
    const text =
      'version: 1\ntenant: contoso.onmicrosoft.com\ngateway: { mcpServerEndpoint: https://mcp.contoso.com/mcp }\n';
    expect(complete(load(text))).toMatchObject({
      cloud: 'public',
      clientApp: { displayName: 'MCP Client App', redirectUris: DEFAULT_REDIRECT_URIS, appId: null },
      serverApi: {
        displayName: 'MCP Server API',
        identifierUri: 'api://{appId}',
        scope: { value: 'access', adminConsentDisplayName: 'Access MCP Server' },
        credential: { kind: 'secret', displayName: 'MCP Server Secret', months: 24 },
      },
      gateway: { callbackUrl: 'https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback' },
      graphPermissions: ['Files.Read'],
      grantAdminConsent: false,
    });
  });

  it('reads the documented example', () => {
    expect(complete(load(EXAMPLE))).toEqual(
      complete({ ...MINIMAL, redirectUris: ['http://127.0.0.1:53100/callback'], grantAdminConsent: true }),
    );
  });

  it('leaves open what the file does not say, for flags and questions', () => {
    expect(load('version: 1\n')).toEqual({});
  });

  it('counts a key with nothing after it as not answered', () => {
    expect(load('version: 1\nclientApp:\n  # appId: x\nserverApi: { appId: }\n')).toEqual({});
  });

  it('takes the texts of a scope', () => {
    const { scope, scopeTexts } = load(
      'version: 1\nserverApi: { scope: { value: mcp.read, adminConsentDisplayName: Read } }\n',
    );
    expect({ scope, scopeTexts }).toEqual({
      scope: 'mcp.read',
      scopeTexts: { adminConsentDisplayName: 'Read' },
    });
  });

  it('takes a certificate with a thumbprint in any spelling', () => {
    const thumbprint = '7a:b4:dd:92:19:e5:e0:3e:cc:02:51:36:57:2d:fa:a2:62:ec:85:cb';
    const input = load(
      `version: 1\nserverApi: { credential: { kind: certificate, file: a.pem, thumbprint: "${thumbprint}" } }\n`,
    );
    expect(input).toMatchObject({
      credential: 'certificate',
      certificate: 'a.pem',
      certificateThumbprint: '7AB4DD9219E5E03ECC025136572DFAA262EC85CB',
    });
  });

  it('reads a file that starts with a byte order mark', () => {
    expect(load('\ufeffversion: 1\ntenant: contoso.com\n')).toEqual({ tenant: 'contoso.com' });
  });
});

describe('what is wrong with a file', () => {
  it.each([
    ['a key that does not exist', 'version: 1\ntenat: contoso.com\n', '2:1', 'did you mean "tenant"'],
    [
      'a key with two letters swapped',
      'version: 1\ngateway: { callbackUlr: https://x.com/ }\n',
      '2:12',
      'did you mean "callbackUrl"',
    ],
    ['a key in the wrong place', 'version: 1\nredirectUris: []\n', '2:1', 'it belongs under clientApp'],
    [
      'a key of another kind of credential',
      'version: 1\nserverApi:\n  credential:\n    file: a.pem\n',
      '4:5',
      'it belongs to kind: certificate',
    ],
    [
      'a kind that does not exist',
      'version: 1\nserverApi: { credential: { kind: secert } }\n',
      '2:34',
      'did you mean "secret"',
    ],
    ['a cloud that does not exist', 'version: 1\ncloud: publc\n', '2:8', 'did you mean "public"'],
    ['a number for text', 'version: 1\ntenant: 5\n', '2:9', 'expected tenant id'],
    ['text for a list', 'version: 1\ngraphPermissions: Files.Read\n', '2:19', 'expected a list'],
    ['text for a mapping', 'version: 1\nclientApp: x\n', '2:12', 'expected a mapping with displayName'],
    ['text for yes or no', 'version: 1\ngrantAdminConsent: maybe\n', '2:20', 'expected true or false'],
    [
      'a redirect URI that Entra refuses',
      'version: 1\nclientApp:\n  redirectUris:\n    - https://ok.com/\n    - http://bad.com/\n',
      '5:7',
      'http for localhost',
    ],
    [
      'a redirect URI twice',
      'version: 1\nclientApp: { redirectUris: [https://a.com/, https://a.com/] }\n',
      '2:28',
      'listed twice',
    ],
    ['a tenant that is none', 'version: 1\ntenant: common\n', '2:9', 'no single tenant'],
    ['no version', 'tenant: contoso.com\n', '1:1', 'version: 1'],
    ['a newer version', 'version: 2\n', '1:10', 'newer entra-mcp-setup'],
    ['an empty file', '', '1:1', 'version: 1'],
    ['a list instead of a mapping', '- a\n', '1:1', 'mapping'],
    ['a key twice', 'version: 1\ntenant: a.com\ntenant: b.com\n', '3:1', 'unique'],
    ['no YAML', 'version: [\n', '', ''],
    ['an alias of nothing', 'version: 1\ntenant: *contoso\n', '2:9', 'no anchor'],
    [
      'a wildcard without quotes',
      'version: 1\nclientApp: { redirectUris: [*.contoso.com] }\n',
      '2:29',
      'in quotes',
    ],
    ['an anchor after its alias', 'version: 1\ntenant: *a\nmarker: &a x\n', '2:9', 'before it'],
    ['a second document', 'version: 1\n---\nversion: 1\n', '2:1', 'a file of its own'],
    ...[5000, 9000, 20_000, 60_000].map((deep): [string, string, string, string] => [
      `${deep} brackets deep`,
      `version: 1\ntenant: ${'['.repeat(deep)}${']'.repeat(deep)}\n`,
      '2:',
      'nested too deep',
    ]),
  ])('is told with its place and what was expected: %s', (_, text, place, words) => {
    const problems = problemsIn(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`entra-mcp.yaml:${place}`);
    expect(problems[0]).toContain(words);
  });

  it('is told all at once, in the order of the file', () => {
    const problems = problemsIn('version: 1\ntenant: common\nfoo: 1\ncloud: mars\n');
    expect(problems.map((problem) => problem.split(':')[1])).toEqual(['2', '3', '4']);
  });

  it('stops at aliases that multiply', () => {
    const bomb = `version: 1\na: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join()}]\n`)
      .join('')}`;
    expect(() => load(bomb)).toThrow(/aliases/);
  });
});

describe('a secret in the file', () => {
  it.each([
    ['a client secret', `version: 1\ntenant: ${SECRET}\n`, '2:9'],
    ['one in a comment', `version: 1\n# old: ${SECRET}\n`, '2:8'],
    ['a private key', 'version: 1\nfoo: |\n  -----BEGIN PRIVATE KEY-----\n', '3:3'],
    ['a key named clientSecret', 'version: 1\nserverApi: { clientSecret: hunter2 }\n', '2:14'],
    ['a key named password', 'version: 1\npassword: hunter2\n', '2:1'],
    ['a key named secretText', 'version: 1\nserverApi: { credential: { secretText: hunter2 } }\n', '2:28'],
  ])('is refused in words of its own and not repeated: %s', (_, text, place) => {
    const problems = problemsIn(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`entra-mcp.yaml:${place}: `);
    expect(problems[0]).toContain('looks like a secret');
    expect(problems.join()).not.toMatch(/8Q~|hunter2/);
  });

  it('is not what the credential of kind secret looks like', () => {
    expect(problemsIn(EXAMPLE)).toEqual([]);
  });
});
