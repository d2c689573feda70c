import { isGuid } from '../../core/ids.ts';
import type { FlagAnswers } from '../../core/launch.ts';
import { SetupError } from '../../errors.ts';
import { AUTH_METHODS } from '../../identity/auth-method.ts';
import { FORMATS } from '../../report/formats.ts';
import { wait, waitAboveZero } from './durations.ts';
import { oneOf, onOff, parsed, text, texts, under, type Values } from './option.ts';

/**
 * What every command takes, before or after its name; help lists it where the command reads it. `--tenant` and `--cloud`
 * are answers.
 */
export const COMMON_OPTIONS = {
  config: under('answer', text('--config <file>', 'the blueprint (default: entra-mcp.yaml)')),
  practice: under(
    'answer',
    onOff('--practice', 'work on the practice tenant, a local file; nothing is contacted'),
  ),
  input: under('answer', onOff('--no-input', 'ask nothing')),
  yes: under('answer', onOff('-y, --yes', 'confirm; grants, deletes and overwrites nothing by itself')),
  auth: under('sign-in', oneOf('--auth <method>', 'how you sign in', AUTH_METHODS)),
  signInClient: under(
    'sign-in',
    parsed('--sign-in-client <id>', 'app id to sign in with, in place of Microsoft Azure CLI', appIdOfClient),
  ),
  timeout: under(
    'sign-in',
    parsed('--timeout <duration>', 'longest wait for one answer (default: 30s)', waitAboveZero('30s')),
  ),
  maxWait: under(
    'sign-in',
    parsed('--max-wait <duration>', 'longest wait for Entra to catch up (default: 3m)', wait),
  ),
  format: under('output', oneOf('--format <name>', 'what is printed', FORMATS)),
  json: under('output', onOff('--json', 'same as --format json')),
  report: under(
    'output',
    texts('--report <format=path>', 'also write the result to a file; may be repeated', {
      words: FORMATS.map((format) => `${format}=`),
    }),
  ),
  quiet: under('output', onOff('-q, --quiet', 'results only')),
  verbose: under('output', onOff('-v, --verbose', 'show what passed, too')),
  redact: under(
    'output',
    oneOf('--redact <what>', 'mask ids, domains and names of tenant and people', ['ids']),
  ),
  debug: under('output', onOff('--debug', 'show each request (without secrets) and the stack of a bug')),
  color: under('output', oneOf('--color <when>', 'colours', ['auto', 'always', 'never'])),
  accessible: under('output', onOff('--accessible', 'plain lines, numbered choices, no redraws')),
} as const;

export type CommonName = keyof typeof COMMON_OPTIONS;

/** Common options that commands read together. */
export const READS = {
  blueprint: ['config', 'practice'],
  signIn: ['input', 'accessible', 'auth', 'signInClient', 'timeout', 'maxWait'],
  report: ['verbose', 'redact'],
} as const satisfies Readonly<Record<string, readonly CommonName[]>>;

/** Options that the command line reads, whatever the command. */
export const ALWAYS_READ: readonly CommonName[] = ['quiet', 'debug', 'color'];
/** Options that it reads for commands whose result can be printed. */
export const READ_FOR_RESULTS: readonly CommonName[] = ['format', 'json', 'report'];

/** The common flags of a run, and its answers as flags gave them. */
export interface CommonFlags extends Values<typeof COMMON_OPTIONS> {
  readonly answers: FlagAnswers;
}

function appIdOfClient(id: string, flag: string): string {
  if (isGuid(id)) return id;
  throw new SetupError('USAGE', `${flag} takes the app id of a client, a GUID, not ${id}.`);
}
