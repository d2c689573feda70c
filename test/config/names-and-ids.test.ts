import { describe, expect, it } from 'vitest';
import { ANSWERS } from '../../src/core/answers.ts';
import { keyIdProblem } from '../../src/core/validation/credential.ts';
import {
  ENV_PRESETS,
  envNameProblem,
  envPrefixProblem,
  oneOfProblem,
  withdrawnPreset,
} from '../../src/core/validation/env.ts';
import { LIST_VALIDATORS } from '../../src/core/validation/list-validators.ts';
import {
  appIdsToPreAuthorize,
  mcpClientProblem,
  preAuthorizedClientProblem,
} from '../../src/core/validation/mcp-clients.ts';
import { appIdProblem, markerProblem } from '../../src/core/validation/tenant.ts';
import { table } from './validator-table.ts';

const GUID = 'aaaaaaaa-1111-4111-8111-111111111111';
/** The app id that Visual Studio Code signs in with. */
const VSCODE = 'aebc6443-996d-45c2-90f0-388ff96faa56';

table('an app id', appIdProblem, [GUID, GUID.toUpperCase()], [['MCP Client App', 'Application (client) ID']]);

table('the key id of a credential', keyIdProblem, [GUID], [['MCP Server Secret', 'is no GUID']]);

table(
  'a marker',
  markerProblem,
  ['a1b2c3d4', 'A-marker-of-ours', 'x'.repeat(64)],
  [
    ['a1b2c3d', '8 to 64'],
    ['x'.repeat(65), '8 to 64'],
    ['-1b2c3d4', '8 to 64'],
    ['a1b2 c3d4', '8 to 64'],
    ['marker/../x', '8 to 64'],
    ['a1b2c3d4\n', '8 to 64'],
  ],
);

table(
  'the beginning of a variable name',
  envPrefixProblem,
  ['', 'F', 'FILES_', 'MCP2_'],
  [
    ['files_', 'capital letters'],
    ['_FILES', 'capital letters'],
    ['2FILES_', 'capital letters'],
    ['FILES-', 'capital letters'],
    ['FILES ', 'capital letters'],
  ],
);

table(
  'a variable name',
  envNameProblem,
  ['T', 'TENANT_ID', 'AzureAd__TenantId', 'scope2'],
  [
    ['', 'starting with a letter'],
    ['_TENANT', 'starting with a letter'],
    ['2ND', 'starting with a letter'],
    ['TENANT-ID', 'starting with a letter'],
    ['TENANT ID', 'starting with a letter'],
  ],
);

table(
  'one of some words',
  (text) => oneOfProblem('Dialect', text, ['docker', 'systemd']),
  ['docker', 'systemd'],
  [
    ['dokcer', 'Dialect "dokcer" is not one of docker, systemd; did you mean "docker"?'],
    ['Docker', 'did you mean "docker"?'],
    ['powershell', 'is not one of docker, systemd.'],
  ],
);

table(
  'an MCP client that people use',
  mcpClientProblem,
  ['vscode', 'claude-code'],
  [
    ['vscod', 'MCP client "vscod" is not known; did you mean "vscode"?'],
    ['netscape', '; known are '],
    ['netscape', 'vscode, '],
    ['copilot-studio', 'public client'],
  ],
);

table(
  'a client that needs no consent',
  preAuthorizedClientProblem,
  ['vscode', GUID, GUID.toUpperCase()],
  [
    ['claude-code', 'it signs in with MCP Client App'],
    ['vscod', 'did you mean "vscode"?'],
    ['netscape', 'an MCP client that has one: '],
  ],
);

describe('the clients that need no consent', () => {
  it('are known by their app ids, each once in small letters', () => {
    expect(appIdsToPreAuthorize([GUID.toUpperCase(), 'vscode', GUID, VSCODE, 'claude-code'])).toEqual([
      GUID,
      VSCODE,
    ]);
  });

  it('may not be named twice, in whatever letters', () => {
    const { preAuthorizedClients } = LIST_VALIDATORS;
    expect(preAuthorizedClients([GUID, VSCODE])).toBeNull();
    expect(preAuthorizedClients([GUID, VSCODE, GUID.toUpperCase()])).toContain(GUID.toUpperCase());
  });
});

describe('a preset', () => {
  it('that is withdrawn is refused with what to know about its server', () => {
    expect(ANSWERS.envPreset.parse('lokka')).toEqual({ problem: withdrawnPreset('lokka') });
    expect(withdrawnPreset('lokka')).toContain('withdrawn');
  });

  it.each([...ENV_PRESETS, 'constructor'])('such as %s is not withdrawn', (name) => {
    expect(withdrawnPreset(name)).toBeNull();
  });

  it('that never was is refused with those that are', () => {
    expect(ANSWERS.envPreset.parse('azur')).toEqual({
      problem: expect.stringMatching(/^Preset "azur" is not one of azure, .*did you mean "azure"\?$/),
    });
  });
});

describe('an answer', () => {
  it.each([
    ['cloud', 'china', 'china'],
    ['envPreset', 'aspnet', 'aspnet'],
    ['serverAppId', GUID.toUpperCase(), GUID],
    ['secretMonths', '12', 12],
    ['outDir', 'build', 'build'],
  ] as const)('of %s %s is kept as %j', (name, text, value) => {
    expect(ANSWERS[name].parse(text)).toEqual({ value });
  });
});
