import { describe, expect, it } from 'vitest';
import { ENV_DIALECTS, ENV_PRESETS } from '../../src/core/validation/env.ts';
import { writeEnvFile } from '../../src/emit/env-file.ts';
import { parseEnvFile } from '../../src/emit/env-read.ts';
import type { Files } from '../../src/ports.ts';
import {
  CERTIFICATE_CREDENTIAL,
  memoryFiles,
  NOW,
  naming,
  planned,
  SECRET_TEXT,
  SETTINGS,
  settingsWith,
  storedText,
  thrownBy,
} from './fixtures.ts';

describe('writing a settings file', () => {
  it('makes it private', async () => {
    const files = memoryFiles();
    await writeEnvFile(files, '.env', planned({}), NOW);
    expect(files.stored.get('.env')?.mode).toBe(0o600);
  });

  it('keeps a private copy of what it replaces, named by the time', async () => {
    const files = memoryFiles({ '.env': storedText('FOO=1\n', 0o644) });
    const { backup } = await writeEnvFile(files, '.env', planned({ existing: 'FOO=1\n' }), NOW);
    expect(backup).toBe('.env.bak-20261123104501');
    expect(files.stored.get('.env.bak-20261123104501')).toEqual(storedText('FOO=1\n', 0o600));
  });

  it('keeps both copies of two made within a second', async () => {
    const files = memoryFiles({
      '.env': storedText('FOO=1\n'),
      '.env.bak-20261123104501': storedText('FOO=0\n'),
    });
    const { backup } = await writeEnvFile(files, '.env', planned({ existing: 'FOO=1\n' }), NOW);
    expect(backup).toBe('.env.bak-20261123104501-2');
  });

  it('writes nothing when the file says it all and is private', async () => {
    const files = memoryFiles({ '.env': storedText(planned({}).plain) });
    const written = await writeEnvFile(files, '.env', planned({ existing: planned({}).plain }), NOW);
    expect(written).toMatchObject({ isWritten: false, backup: null });
    expect(files.writes).toEqual([]);
  });

  it('makes a file private that others could read', async () => {
    const files = memoryFiles({ '.env': storedText(planned({}).plain, 0o644) });
    await writeEnvFile(files, '.env', planned({ existing: planned({}).plain }), NOW);
    expect(files.stored.get('.env')?.mode).toBe(0o600);
  });

  it('tells that git would commit it', async () => {
    expect(await writeEnvFile(memoryFiles(), '.env', planned({}), NOW)).toMatchObject({ git: 'unignored' });
  });

  it('tells that others may write to the folder', async () => {
    const files: Files = { ...memoryFiles(), whoElseWrites: async () => 'its group' };
    expect(await writeEnvFile(files, '.env', planned({}), NOW)).toMatchObject({ whoElseWrites: 'its group' });
  });

  it('fails when the file does not hold what was written', async () => {
    const files = { ...memoryFiles(), readText: async () => 'other' };
    expect(await thrownBy(() => writeEnvFile(files, '.env', planned({}), NOW))).toMatchObject({
      code: 'FILE_NOT_WRITABLE',
    });
  });
});

describe('reading the credential back', () => {
  it.each(ENV_PRESETS)('finds it by the names of the preset %s', (preset) => {
    const named = naming({ preset, prefix: 'X_' });
    const found = parseEnvFile(planned({ naming: named }).plain, named);
    expect({ ...found, secret: found.secret?.reveal() }).toEqual({
      tenantId: SETTINGS.tenantId,
      clientId: SETTINGS.serverAppId,
      secret: SECRET_TEXT,
      certificatePath: null,
    });
  });

  it.each(ENV_DIALECTS)('finds it in the dialect %s', (dialect) => {
    const named = naming({ dialect });
    expect(parseEnvFile(planned({ naming: named }).plain, named).secret?.reveal()).toBe(SECRET_TEXT);
  });

  it.each(ENV_PRESETS)('guesses the preset %s when nobody says', (preset) => {
    expect(parseEnvFile(planned({ naming: naming({ preset }) }).plain, null).secret?.reveal()).toBe(
      SECRET_TEXT,
    );
  });

  it('finds a certificate', () => {
    const { plain } = planned({ settings: settingsWith({ credential: CERTIFICATE_CREDENTIAL }) });
    expect(parseEnvFile(plain, null)).toMatchObject({
      secret: null,
      certificatePath: '/srv/keys/mcp-server.pem',
    });
  });

  it('takes an empty value for none', () => {
    expect(parseEnvFile('AZURE_CLIENT_SECRET=\n', null).secret).toBeNull();
  });
});
