import type { Blueprint } from '../../src/core/blueprint.ts';
import { asId } from '../../src/core/ids.ts';
import { Secret } from '../../src/core/secret.ts';
import type { CredentialSetting, Settings } from '../../src/core/settings.ts';
import { DEFAULT_ENV_NAMING, type EnvNaming } from '../../src/core/validation/env.ts';
import { type EnvPlan, type EnvRequest, planEnvFile } from '../../src/emit/dotenv.ts';
import type { Files } from '../../src/ports.ts';
import { BLUEPRINT as PRACTICE_BLUEPRINT } from '../support/practice.ts';

export const NOW = new Date('2026-11-23T10:45:01Z');
export const SECRET_TEXT = 'abc8Q~defghijklmnopqrstuvwxyz_ABCDEFG.h-';

export const BLUEPRINT: Blueprint = {
  ...PRACTICE_BLUEPRINT,
  marker: null,
  graphPermissions: ['Files.Read', 'Sites.Read.All'],
};

export function secretCredential(value: string | null): CredentialSetting {
  return {
    kind: 'secret',
    value: value === null ? null : new Secret(value),
    displayName: 'MCP Server Secret',
    keyId: '44444444-4444-4444-8444-444444444444',
    endDateTime: '2028-11-23T10:45:01Z',
  };
}

export const CERTIFICATE_CREDENTIAL: CredentialSetting = {
  kind: 'certificate',
  thumbprint: '7AB4DD9219E5E03ECC025136572DFAA262EC85CB',
  subject: 'CN=MCP Server API',
  endDateTime: '2027-11-23T10:45:01Z',
  keyFile: '/srv/keys/mcp-server.pem',
};

export const FEDERATED_CREDENTIAL: CredentialSetting = {
  kind: 'federated',
  name: 'mcp-server',
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:contoso/mcp:ref:refs/heads/main',
};

export const SETTINGS: Settings = {
  blueprint: BLUEPRINT,
  tenantId: asId('11111111-1111-4111-8111-111111111111'),
  tenantName: 'Contoso Ltd',
  clientAppId: asId('22222222-2222-4222-8222-222222222222'),
  serverAppId: asId('33333333-3333-4333-8333-333333333333'),
  credential: secretCredential(SECRET_TEXT),
  consent: { client: true, graph: true },
};

export function settingsWith(changes: Partial<Settings>): Settings {
  return { ...SETTINGS, ...changes };
}

export function naming(changes: Partial<EnvNaming>): EnvNaming {
  return { ...DEFAULT_ENV_NAMING, ...changes };
}

export function planned(changes: Partial<EnvRequest>): EnvPlan & { readonly plain: string } {
  const plan = planEnvFile({
    path: '.env',
    existing: null,
    settings: SETTINGS,
    naming: DEFAULT_ENV_NAMING,
    foreign: 'refuse',
    secretKeptAt: null,
    ...changes,
  });
  return { ...plan, plain: plan.text.reveal() };
}

/** What `work` throws; fails the test when it throws nothing. */
export async function thrownBy(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

export interface StoredFile {
  readonly bytes: Uint8Array;
  readonly mode: number;
}

/** Files in memory; every write is remembered. */
export function memoryFiles(initial: Readonly<Record<string, StoredFile>> = {}): Files & {
  readonly stored: Map<string, StoredFile>;
  readonly writes: string[];
} {
  const stored = new Map(Object.entries(initial));
  const writes: string[] = [];
  const text = (path: string) => stored.get(path)?.bytes ?? null;
  return {
    stored,
    writes,
    readText: async (path) => (text(path) === null ? null : Buffer.from(text(path) ?? []).toString('utf8')),
    readBytes: async (path) => text(path),
    writeText: async (path, content, { mode }) => {
      writes.push(path);
      stored.set(path, { bytes: Buffer.from([...content].join('')), mode });
    },
    writeBytes: async (path, bytes, { mode }) => {
      writes.push(path);
      stored.set(path, { bytes, mode });
    },
    copy: async (from, to, { mode }) => {
      writes.push(to);
      stored.set(to, { bytes: text(from) ?? new Uint8Array(), mode });
    },
    remove: async (path) => void stored.delete(path),
    whyNotWritable: async () => null,
    whoElseWrites: async () => null,
    lock: async () => ({ release: async () => undefined }),
    gitStatus: async () => 'unignored',
    gitCommit: async () => null,
    glob: async () => [],
    resolve: (...parts) => parts.join('/'),
    mode: async (path) => stored.get(path)?.mode ?? null,
  };
}

export function storedText(content: string, mode = 0o600): StoredFile {
  return { bytes: Buffer.from(content), mode };
}
