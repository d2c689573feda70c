import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import {
  keyVaultScope,
  storeInKeyVault,
  type VaultRequest,
  vaultNameProblem,
} from '../../src/emit/key-vault.ts';
import { SECRET_TEXT, thrownBy } from './fixtures.ts';

const REQUEST: VaultRequest = {
  cloud: 'public',
  vault: 'contoso-kv',
  name: 'mcp-server-secret',
  value: new Secret(SECRET_TEXT),
  endDateTime: '2028-11-23T10:45:01Z',
  token: new Secret('token-value'),
  signal: new AbortController().signal,
};

function vault(status: number): {
  readonly sent: Request[];
  readonly transport: (request: Request) => Promise<Response>;
} {
  const sent: Request[] = [];
  const transport = async (request: Request) => {
    sent.push(request);
    return new Response('{}', { status });
  };
  return { sent, transport };
}

describe('putting the secret into a vault', () => {
  it('sends it in the body of one request, with its end', async () => {
    const { sent, transport } = vault(200);
    const address = await storeInKeyVault(transport, REQUEST);
    expect(address).toBe('https://contoso-kv.vault.azure.net/secrets/mcp-server-secret');
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PUT https://contoso-kv.vault.azure.net/secrets/mcp-server-secret?api-version=7.4',
    ]);
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer token-value');
    expect(await sent[0]?.json()).toMatchObject({
      value: SECRET_TEXT,
      attributes: { exp: Date.parse('2028-11-23T10:45:01Z') / 1000 },
    });
  });

  it.each([
    ['usgov', 'https://contoso-kv.vault.usgovcloudapi.net/', 'https://vault.usgovcloudapi.net/.default'],
    ['china', 'https://contoso-kv.vault.azure.cn/', 'https://vault.azure.cn/.default'],
  ] as const)('stays in the cloud %s', async (cloud, origin, scope) => {
    const { sent, transport } = vault(200);
    await storeInKeyVault(transport, { ...REQUEST, cloud });
    expect(sent[0]?.url.startsWith(origin)).toBe(true);
    expect(keyVaultScope(cloud)).toBe(scope);
  });

  it.each([
    [401, 'NOT_SIGNED_IN'],
    [403, 'FORBIDDEN'],
    [404, 'USAGE'],
    [409, 'USAGE'],
    [429, 'THROTTLED'],
    [503, 'UNAVAILABLE'],
    [400, 'REJECTED'],
  ])('explains HTTP %d and never shows the secret', async (status, code) => {
    const error = await thrownBy(() => storeInKeyVault(vault(status).transport, REQUEST));
    expect(error).toMatchObject({ code });
    expect(JSON.stringify(error) + String(error)).not.toContain(SECRET_TEXT);
  });

  it('says that the vault could not be reached', async () => {
    const transport = async () => Promise.reject(new TypeError('fetch failed'));
    expect(await thrownBy(() => storeInKeyVault(transport, REQUEST))).toMatchObject({ code: 'UNAVAILABLE' });
  });

  it.each(['ab', '1abc', 'a--b', 'abc-', 'evil.example/x', 'a'.repeat(25)])(
    'sends nothing to a vault named %s',
    async (name) => {
      const { sent, transport } = vault(200);
      expect(vaultNameProblem(name)).not.toBeNull();
      expect(await thrownBy(() => storeInKeyVault(transport, { ...REQUEST, vault: name }))).toMatchObject({
        code: 'USAGE',
      });
      expect(sent).toEqual([]);
    },
  );
});
