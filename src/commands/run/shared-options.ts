import type { Shard } from '../../core/report.ts';
import { FAIL_ON } from '../../core/report.ts';
import { SetupError } from '../../errors.ts';
import type { CommonFlags } from './common-options.ts';
import { days, waitAboveZero } from './durations.ts';
import { oneOf, onOff, parsed, text, texts, type Values } from './option.ts';

/** For commands that write files which may be somebody else's. */
export const OVERWRITE = { overwrite: onOff('--overwrite', 'replace a file that is not ours') } as const;

/** For commands that recognise the apps of a set-up. */
export const NEW_APPS = {
  new: onOff('--new', 'make new apps beside those that were found and cannot be proved to be yours'),
} as const;

/** Where the server's own credential is read from. */
export const SERVER_CREDENTIAL = {
  envFile: text('--env-file <file>', 'where the server credential is read from (default: .env)'),
  secretStdin: onOff('--secret-stdin', 'read the server secret from standard input'),
  secretFile: text('--secret-file <file>', 'read the server secret from a file'),
} as const;

export type ServerCredentialFlags = Values<typeof SERVER_CREDENTIAL>;

/** Which checks are judged, and from when a credential's end counts. */
export const JUDGING = {
  only: texts('--only <ids>', 'judge these checks or sections only', { words: checkNames, list: true }),
  skip: texts('--skip <ids>', 'leave these out, such as server-api.user-assignment', {
    words: checkNames,
    list: true,
  }),
  failOn: oneOf('--fail-on <level>', 'what ends with exit code 1 (default: error)', FAIL_ON),
  expiryWarn: parsed('--expiry-warn <duration>', 'warn when a credential ends sooner (default: 30d)', days),
  expiryFail: parsed('--expiry-fail <duration>', 'fail when a credential ends sooner (default: 7d)', days),
  endpoint: onOff('--endpoint', "also ask the MCP server's address what it tells MCP clients"),
} as const;

export type JudgingFlags = Values<typeof JUDGING>;

async function checkNames(): Promise<readonly string[]> {
  const [{ ALL_CHECKS }, { sectionOf }] = await Promise.all([
    import('../../core/checks/index.ts'),
    import('../../core/check.ts'),
  ]);
  const ids = ALL_CHECKS.map(({ id }) => id);
  return [...new Set(ids.map(sectionOf)), ...ids];
}

export const DEADLINE = {
  deadline: parsed(
    '--deadline <duration>',
    'end in time: what is not judged by then is unknown, and exits with 3',
    waitAboveZero('10m'),
  ),
} as const;

export type DeadlineFlags = Values<typeof DEADLINE>;

/** For commands that take many configurations. */
export const FLEET = {
  shard: parsed(
    '--shard <i/n>',
    'take one part of the configurations, whole tenants where it can; parts count from 1',
    shardIn,
  ),
  ...DEADLINE,
} as const;

export type FleetFlags = CommonFlags & Values<typeof FLEET> & { readonly detailedExitcode?: boolean };

function shardIn(shard: string, flag: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(shard) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new SetupError('USAGE', `${flag} takes a part and how many there are, such as 1/4, not ${shard}.`);
}

export const KEY_VAULT = {
  keyVault: text('--key-vault <name>', 'put a new secret into Azure Key Vault, not into .env'),
} as const;

export type KeyVaultFlags = Values<typeof KEY_VAULT>;
