import { ANSWER_NAMES, ANSWERS, type AnswerName } from '../core/answers.ts';
import { CLOUD_NAMES } from '../core/cloud.ts';

/** A flag as help shows it and commander parses it. */
export interface OptionSpec {
  readonly flags: string;
  readonly summary: string;
  readonly repeatable?: true;
}

/** The commander key of a long flag: `--sign-in-client` is `signInClient`. */
export function keyOf(flags: string): string {
  const long = /--(?:no-)?([a-z0-9-]+)/.exec(flags)?.[1] ?? '';
  return long.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Flags that every command takes, before or after its name. `--tenant` and `--cloud` are answers. */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  { flags: '--config <file>', summary: 'the blueprint (default: entra-mcp.yaml)' },
  { flags: '--tenant <id|domain>', summary: 'tenant to work in' },
  { flags: '--cloud <name>', summary: CLOUD_NAMES.join(', ') },
  {
    flags: '--auth <method>',
    summary:
      'device-code, browser, azure-cli, environment, workload-identity, github-oidc or managed-identity',
  },
  { flags: '--sign-in-client <id>', summary: 'app id to sign in with, in place of Microsoft Azure CLI' },
  { flags: '--practice', summary: 'work on the practice tenant, a local file; nothing is contacted' },
  { flags: '--no-input', summary: 'ask nothing' },
  { flags: '-y, --yes', summary: 'confirm; grants, deletes and overwrites nothing by itself' },
  { flags: '--format <name>', summary: 'text, json, junit, sarif, github, markdown or html' },
  { flags: '--json', summary: 'same as --format json' },
  {
    flags: '--report <format=path>',
    summary: 'also write the result to a file; may be repeated',
    repeatable: true,
  },
  { flags: '-q, --quiet', summary: 'results only' },
  { flags: '-v, --verbose', summary: 'show what passed, too' },
  { flags: '--debug', summary: 'show each request (without secrets) and the stack of a bug' },
  { flags: '--color <when>', summary: 'auto, always or never' },
  { flags: '--accessible', summary: 'plain lines, numbered choices, no redraws' },
  { flags: '--timeout <duration>', summary: 'longest wait for one answer (default: 30s)' },
  { flags: '--max-wait <duration>', summary: 'longest wait for Entra to catch up (default: 3m)' },
  { flags: '--redact <what>', summary: 'ids: mask ids, domains and names of tenant and people' },
];

/** The flags of the answers that make a blueprint. */
const ANSWER_OPTIONS: readonly OptionSpec[] = ANSWER_NAMES.filter(
  (name) => name !== 'tenant' && name !== 'cloud',
).map(answerOption);

function answerOption(name: AnswerName): OptionSpec {
  const { flag, flagArgument, summary, repeatable } = ANSWERS[name];
  const flags = flagArgument === null ? flag : `${flag} <${flagArgument.toLowerCase()}>`;
  return { flags, summary, ...(repeatable ? { repeatable: true as const } : {}) };
}

const SECRET_OPTIONS: readonly OptionSpec[] = [
  { flags: '--env-file <file>', summary: 'where the server credential is read from (default: .env)' },
  { flags: '--secret-stdin', summary: 'read the server secret from standard input' },
  { flags: '--secret-file <file>', summary: 'read the server secret from a file' },
];

const JUDGING_OPTIONS: readonly OptionSpec[] = [
  { flags: '--only <ids>', summary: 'judge these checks or sections only', repeatable: true },
  { flags: '--skip <ids>', summary: 'leave these out, such as server-api.user-assignment', repeatable: true },
  { flags: '--fail-on <level>', summary: 'error (default), warning or never' },
  { flags: '--expiry-warn <duration>', summary: 'warn when a credential ends sooner (default: 30d)' },
  { flags: '--expiry-fail <duration>', summary: 'fail when a credential ends sooner (default: 7d)' },
];

const OVERWRITE: OptionSpec = { flags: '--overwrite', summary: 'replace a file that is not ours' };
const NEW: OptionSpec = {
  flags: '--new',
  summary: 'make new apps beside those that were found and cannot be proved to be yours',
};
const DEADLINE: OptionSpec = {
  flags: '--deadline <duration>',
  summary: 'end in time: what is not judged by then is unknown, and exits with 3',
};
const SHARD: OptionSpec = {
  flags: '--shard <i/n>',
  summary: 'take one part of the configurations, whole tenants where it can; parts count from 1',
};
const OUT: OptionSpec = { flags: '--out <file>', summary: 'save the plan to a file' };

/** Flags by command, beside the common ones. */
export const COMMAND_OPTIONS: Readonly<Record<string, readonly OptionSpec[]>> = {
  setup: [...ANSWER_OPTIONS, NEW, OVERWRITE],
  plan: [
    ...ANSWER_OPTIONS,
    NEW,
    OUT,
    { flags: '--detailed-exitcode', summary: '0 nothing to do, 2 changes, 1 error' },
    SHARD,
    DEADLINE,
  ],
  apply: [
    ...ANSWER_OPTIONS,
    NEW,
    { flags: '--restore', summary: 'first take deleted apps of this set-up out of the recycle bin' },
    OVERWRITE,
    {
      flags: '--adopt-credential <key-id>',
      summary: 'keep a secret or certificate that a person made as one of this set-up',
    },
    { flags: '--key-vault <name>', summary: 'put a new secret into Azure Key Vault, not into .env' },
  ],
  verify: [
    ...ANSWER_OPTIONS,
    ...JUDGING_OPTIONS,
    { flags: '--endpoint', summary: "also ask the MCP server's address what it tells MCP clients" },
    { flags: '--snapshot <file>', summary: 'judge a snapshot; no sign-in, no network' },
    SHARD,
    DEADLINE,
  ],
  diagnose: [
    ...ANSWER_OPTIONS,
    { flags: '--file <file>', summary: 'read the error from a file' },
    { flags: '--snapshot <file>', summary: 'prove or refute each cause from a snapshot' },
    { flags: '--user <upn>', summary: 'why this person cannot sign in or see files, where others can' },
    { flags: '--sign-ins [correlation-id]', summary: 'read the sign-in log of both apps' },
    {
      flags: '--symptom <id>',
      summary:
        'start from what you see: scope-not-valid, consent-missing, secret-invalid, obo-fails, api-not-visible, graph-permission, need-admin-approval, server-answers-401, device-must-be-managed, throttled, refresh-fails, no-error',
    },
    { flags: '--token-stdin', summary: 'read the claims of a token from standard input' },
    ...SECRET_OPTIONS,
  ],
  test: [
    ...ANSWER_OPTIONS,
    { flags: '--user-auth <method>', summary: 'how the user signs in: browser or device-code' },
    {
      flags: '--clients [a,b]',
      summary: 'ask, without any sign-in, whether the sign-in of each MCP client would start',
    },
    { flags: '--endpoint', summary: 'also walk the discovery before and the MCP server after' },
    { flags: '--tool <name>', summary: 'with --endpoint: call this read-only tool of the MCP server' },
    { flags: '--second-user', summary: 'sign a second user in and compare what both see' },
    ...SECRET_OPTIONS,
  ],
  show: [
    ...ANSWER_OPTIONS,
    { flags: '--snapshot <file>', summary: 'export what the checks read, free of secrets' },
  ],
  env: [
    ...ANSWER_OPTIONS,
    { flags: '--output <file>', summary: 'where to write; - prints with secrets masked' },
    OVERWRITE,
  ],
  'client-config': [
    ...ANSWER_OPTIONS,
    { flags: '--output <file>', summary: 'edit this file in place of printing' },
    { flags: '--self', summary: 'add this tool itself, as an MCP server for AI assistants' },
    { flags: '--allow-client-secret', summary: 'also for a client that wants a secret of MCP Client App' },
  ],
  workflow: [
    { flags: '--platform <name>', summary: 'github (default), gitlab or azure-devops' },
    {
      flags: '--shards <n>',
      summary: 'spread the configurations (of each tenant) over so many jobs (default: 1)',
    },
    { flags: '--output <file>', summary: 'write the workflow to a file in place of printing it' },
    OVERWRITE,
  ],
  mcp: ANSWER_OPTIONS,
  'resource-metadata': [
    ...ANSWER_OPTIONS,
    { flags: '--check', summary: 'compare with what is served, in place of printing' },
  ],
  rotate: [
    ...ANSWER_OPTIONS,
    { flags: '--retire [key-id]', summary: 'remove the old credential' },
    { flags: '--key-vault <name>', summary: 'put the new secret into Azure Key Vault' },
  ],
  report: [DEADLINE],
  remove: [
    ...ANSWER_OPTIONS,
    { flags: '--delete-apps', summary: 'really delete; without it only shows what would be deleted' },
    { flags: '--purge', summary: 'also empty the recycle bin of these apps; alone, of those deleted before' },
  ],
};
