import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { completeBlueprint } from '../../src/config/complete.ts';
import { scopeNamed, type WantedCredential } from '../../src/core/blueprint.ts';
import type { Cloud } from '../../src/core/cloud.ts';
import { type AppId, asId } from '../../src/core/ids.ts';
import { ENV_PRESETS, type EnvPreset } from '../../src/core/validation/env.ts';
import { PRESET_FACTS, presetMismatch } from '../../src/core/validation/env-presets.ts';
import { refuseUnmergeable } from '../../src/emit/dotenv.ts';
import { presetNotice } from '../../src/emit/env-presets.ts';
import { parseEnvFile } from '../../src/emit/env-read.ts';
import {
  BLUEPRINT,
  CERTIFICATE_CREDENTIAL,
  FEDERATED_CREDENTIAL,
  naming,
  planned,
  SECRET_TEXT,
  secretCredential,
  settingsWith,
  thrownBy,
} from './fixtures.ts';

const WANTED: Readonly<Record<WantedCredential['kind'], WantedCredential>> = {
  secret: BLUEPRINT.serverApi.credential,
  certificate: { kind: 'certificate', file: 'key.pem', create: true, certificate: null, thumbprint: null },
  federated: {
    kind: 'federated',
    name: 'mcp-server',
    issuer: 'https://token.actions.githubusercontent.com',
    subject: 'repo:contoso/mcp:ref:refs/heads/main',
    audience: 'api://AzureADTokenExchange',
  },
};

function blueprintWith(
  kind: WantedCredential['kind'],
  cloud: Cloud = 'public',
  scope = BLUEPRINT.serverApi.scope.value,
) {
  const serverApi = { ...BLUEPRINT.serverApi, credential: WANTED[kind], scope: scopeNamed(scope) };
  return { ...BLUEPRINT, cloud, serverApi };
}

/** The scope that a preset wants, else the guide's. */
const scopeFor = (preset: EnvPreset) => PRESET_FACTS[preset].scope ?? 'access';

describe('a preset and a set-up that its server cannot work with', () => {
  it.each([
    ['ms365-mcp', 'certificate', 'public'],
    ['ms365-mcp', 'federated', 'public'],
    ['ms365-mcp', 'secret', 'usgov'],
    ['ms365-mcp', 'secret', 'usgovdod'],
    ['fastmcp2', 'certificate', 'public'],
  ] as const)(
    '%s with a %s in the cloud %s is refused, and what works is named',
    async (preset, kind, cloud) => {
      const blueprint = blueprintWith(kind, cloud, scopeFor(preset));
      const request = {
        path: '.env',
        existing: null,
        naming: naming({ preset }),
        foreign: 'refuse',
      } as const;
      const error = await thrownBy(() => refuseUnmergeable(request, blueprint));
      expect(error).toMatchObject({ code: 'USAGE', message: expect.stringContaining(preset) });
      expect(JSON.stringify(error)).toMatch(/--env-preset azure|--credential secret/);
    },
  );

  it('is refused for another scope by the server that takes one alone', () => {
    expect(presetMismatch('aspnet', blueprintWith('secret', 'public', 'access'))?.alternatives[0]).toContain(
      '--scope Mcp.Tools.ReadWrite',
    );
    expect(presetMismatch('aspnet', blueprintWith('secret', 'public', 'Mcp.Tools.ReadWrite'))).toBeNull();
  });

  it.each([
    [
      ['ms365-mcp', 'certificate', 'public', 'access'],
      'Ms-365-mcp-server (--env-preset ms365-mcp) cannot sign in with a certificate.',
      ['--credential secret', '--env-preset azure, generic, entra'],
    ],
    [
      ['ms365-mcp', 'secret', 'usgov', 'access'],
      'Ms-365-mcp-server (--env-preset ms365-mcp) knows the clouds public and china only, not usgov.',
      ['--env-preset azure, generic, entra, fastmcp2'],
    ],
    [
      ['aspnet', 'secret', 'public', 'access'],
      'Azure MCP Server (--env-preset aspnet) refuses every token whose scope is not Mcp.Tools.ReadWrite (403); this set-up has access.',
      ['--scope Mcp.Tools.ReadWrite', '--env-preset azure, generic, entra, ms365-mcp, fastmcp2'],
    ],
    [
      ['fastmcp2', 'federated', 'china', 'Mcp.Tools.ReadWrite'],
      'FastMCP 2 (--env-preset fastmcp2) cannot sign in with a federated credential.',
      ['--credential secret', '--env-preset azure, generic, entra, aspnet'],
    ],
  ] as const)('%j: "%s" and nothing but %j is proposed', ([preset, kind, cloud, scope], problem, flags) => {
    const mismatch = presetMismatch(preset, blueprintWith(kind, cloud, scope));
    expect(mismatch?.alternatives.map((words) => words.split(': ').at(-1))).toEqual(flags);
    expect(mismatch?.problem).toBe(problem);
  });

  it('works for the Azure SDKs whatever the credential and cloud', () => {
    for (const kind of ['secret', 'certificate', 'federated'] as const)
      expect(presetMismatch('azure', blueprintWith(kind, 'china'))).toBeNull();
  });
});

const KINDS = ['secret', 'certificate', 'federated'] as const;
const CLOUD_OF = ['public', 'usgov', 'usgovdod', 'china'] as const;
const ALL = ENV_PRESETS.flatMap((preset) =>
  KINDS.flatMap((kind) =>
    CLOUD_OF.flatMap((cloud) =>
      ['access', 'Mcp.Tools.ReadWrite'].map((scope) => [preset, kind, cloud, scope] as const),
    ),
  ),
);

/** What was found by running the servers: which pairs work, all others not. */
const WORKS: Readonly<Record<EnvPreset, (kind: string, cloud: string, scope: string) => boolean>> = {
  azure: () => true,
  generic: () => true,
  entra: () => true,
  'ms365-mcp': (kind, cloud) => kind === 'secret' && (cloud === 'public' || cloud === 'china'),
  fastmcp2: (kind) => kind === 'secret',
  aspnet: (_kind, _cloud, scope) => scope === 'Mcp.Tools.ReadWrite',
};

describe.each(ALL)(
  'the preset %s with a %s in the cloud %s and the scope %s',
  (preset, kind, cloud, scope) => {
    const blueprint = blueprintWith(kind, cloud, scope);

    it('can work, or is refused with what works', async () => {
      const mismatch = presetMismatch(preset, blueprint);
      expect(mismatch === null).toBe(WORKS[preset](kind, cloud, scope));
      if (mismatch === null) return;
      expect(mismatch.alternatives.length).toBeGreaterThan(0);
      for (const text of mismatch.alternatives) {
        const flag = (name: string) => new RegExp(`--${name} ([\\w.-]+(?:, [\\w.-]+)*)`).exec(text)?.[1];
        const other = blueprintWith(
          KINDS.find((one) => one === flag('credential')) ?? kind,
          cloud,
          flag('scope') ?? scope,
        );
        const presets = flag('env-preset')?.split(', ') ?? [preset];
        for (const one of ENV_PRESETS.filter((name) => presets.includes(name)))
          expect(presetMismatch(one, other), text).toBeNull();
      }
    });
  },
);

describe('the scope that a server wants', () => {
  const INPUT = { tenant: 'contoso.onmicrosoft.com', mcpUrl: 'https://mcp.contoso.com/mcp' };
  const scopeOf = (input: Parameters<typeof completeBlueprint>[0]) => {
    const done = completeBlueprint(input);
    return 'blueprint' in done ? done.blueprint.serverApi.scope.value : null;
  };

  it.each([
    ['azure', 'access'],
    ['ms365-mcp', 'access_as_user'],
    ['aspnet', 'Mcp.Tools.ReadWrite'],
  ] as const)('is proposed by the preset %s', (envPreset, scope) => {
    expect(scopeOf({ ...INPUT, envPreset })).toBe(scope);
  });

  it('does not replace one that was named', () => {
    expect(scopeOf({ ...INPUT, envPreset: 'ms365-mcp', scope: 'files' })).toBe('files');
  });
});

describe('what the servers read', () => {
  const values = (
    preset: EnvPreset,
    credential = secretCredential(SECRET_TEXT),
    permissions = ['Files.Read'],
  ) =>
    planned({
      naming: naming({ preset }),
      settings: settingsWith({ credential, blueprint: { ...BLUEPRINT, graphPermissions: permissions } }),
    }).plain;

  it('is one name, or all that was granted, where Graph’s address is put before the whole text', () => {
    expect(parseEnv(values('generic')).GRAPH_SCOPE).toBe('Files.Read');
    const several = values('generic', secretCredential(SECRET_TEXT), ['Files.Read', 'Sites.Read.All']);
    expect(parseEnv(several).GRAPH_SCOPE).toBe('.default');
  });

  it.each([
    ['azure', 'AZURE_FEDERATED_TOKEN_FILE'],
    ['entra', 'ENTRA_FEDERATED_TOKEN_FILE'],
    ['aspnet', 'AzureAd__ClientCredentials__0__SignedAssertionFileDiskPath'],
  ] as const)('has the variable of a federated credential in the preset %s', (preset, name) => {
    expect(values(preset, FEDERATED_CREDENTIAL)).toContain(`# ${name}= (path of the file where`);
    expect(values(preset)).toContain(`# ${name}= (not used`);
  });

  it('keeps the token file that a person named', () => {
    const existing = 'AZURE_FEDERATED_TOKEN_FILE=/var/run/secrets/token\n';
    const { plain } = planned({ existing, settings: settingsWith({ credential: FEDERATED_CREDENTIAL }) });
    expect(parseEnv(plain).AZURE_FEDERATED_TOKEN_FILE).toBe('/var/run/secrets/token');
  });
});

describe('a server that signs users in itself', () => {
  const told = (callbackUrl: string) =>
    presetNotice('fastmcp2', { blueprint: { ...BLUEPRINT, gateway: { ...BLUEPRINT.gateway, callbackUrl } } });

  it('is told of with the command that registers its callback', () => {
    const callback = 'https://mcp.contoso.com/auth/callback';
    expect(told(BLUEPRINT.gateway.callbackUrl)).toContain(`apply --yes --gateway-callback ${callback}`);
    expect(told(callback)).toBeNull();
    expect(presetNotice('azure', { blueprint: BLUEPRINT })).toBeNull();
  });
});

describe('the certificate of a server on .NET', () => {
  const settings = settingsWith({ credential: CERTIFICATE_CREDENTIAL });
  const aspnet = naming({ preset: 'aspnet' });

  it('is the .pfx beside the PEM file, and read back as the PEM file', () => {
    const { plain } = planned({ settings, naming: aspnet });
    const values = parseEnv(plain);
    expect(values.AzureAd__ClientCredentials__0__SourceType).toBe('Path');
    expect(values.AzureAd__ClientCredentials__0__CertificateDiskPath).toBe('/srv/keys/mcp-server.pem.pfx');
    expect(parseEnvFile(plain, aspnet).certificatePath).toBe('/srv/keys/mcp-server.pem');
  });
});

describe('a secret that stands in the file under the names of another preset', () => {
  const unknown = settingsWith({ credential: secretCredential(null) });
  const written = planned({ naming: naming({ preset: 'azure' }) }).plain;

  it.each(ENV_PRESETS)('is carried over to the preset %s', (preset) => {
    const { plain } = planned({ existing: written, settings: unknown, naming: naming({ preset }) });
    const found = Object.entries(parseEnv(plain)).filter(([, value]) => value === SECRET_TEXT);
    expect(found.length).toBe(preset === 'azure' ? 1 : 2);
    expect(plain).not.toContain('its value is not known here');
  });

  it('is left where it is when it belongs to another app', () => {
    const other = written.replace(
      /^AZURE_CLIENT_ID=.*$/m,
      'AZURE_CLIENT_ID=99999999-9999-4999-8999-999999999999',
    );
    const { plain } = planned({
      existing: other,
      settings: unknown,
      naming: naming({ preset: 'ms365-mcp' }),
    });
    expect(plain).toMatch(/^# MS365_MCP_CLIENT_SECRET= \(its value is not known here/m);
  });

  it('is carried over whatever the letter case of the app id', () => {
    const id = 'abcdefab-9999-4999-8999-999999999999';
    const settings = { ...unknown, serverAppId: asId<AppId>(id.toUpperCase()) };
    const existing = written.replace(/^AZURE_CLIENT_ID=.*$/m, `AZURE_CLIENT_ID=${id}`);
    const { plain } = planned({ existing, settings, naming: naming({ preset: 'ms365-mcp' }) });
    expect(parseEnv(plain).MS365_MCP_CLIENT_SECRET).toBe(SECRET_TEXT);
  });

  it('is carried over with a certificate alike', () => {
    const credential = { ...CERTIFICATE_CREDENTIAL, keyFile: null };
    const before = planned({ settings: settingsWith({ credential: CERTIFICATE_CREDENTIAL }) }).plain;
    const { plain } = planned({
      existing: before,
      settings: settingsWith({ credential }),
      naming: naming({ preset: 'entra' }),
    });
    expect(parseEnv(plain).ENTRA_CLIENT_CERTIFICATE_PATH).toBe('/srv/keys/mcp-server.pem');
  });
});
