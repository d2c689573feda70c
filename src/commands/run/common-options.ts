import { isGuid } from '../../core/ids.ts';
import { SetupError } from '../../errors.ts';
import { AUTH_METHODS } from '../../identity/auth-method.ts';
import { FORMATS } from '../../report/formats.ts';
import { wait, waitAboveZero } from './durations.ts';
import { type FlagAnswers, oneOf, onOff, parsed, text, texts, type Values } from './option.ts';

/** What every command takes, before or after its name. `--tenant` and `--cloud` are answers, and every command takes those. */
export const COMMON_OPTIONS = {
  config: text('--config <file>', 'the blueprint (default: entra-mcp.yaml)'),
  auth: oneOf(
    '--auth <method>',
    'device-code, browser, azure-cli, environment, workload-identity, github-oidc or managed-identity',
    AUTH_METHODS,
  ),
  signInClient: parsed(
    '--sign-in-client <id>',
    'app id to sign in with, in place of Microsoft Azure CLI',
    appIdOfClient,
  ),
  practice: onOff('--practice', 'work on the practice tenant, a local file; nothing is contacted'),
  input: onOff('--no-input', 'ask nothing'),
  yes: onOff('-y, --yes', 'confirm; grants, deletes and overwrites nothing by itself'),
  format: oneOf('--format <name>', 'text, json, junit, sarif, github, markdown or html', FORMATS),
  json: onOff('--json', 'same as --format json'),
  report: texts('--report <format=path>', 'also write the result to a file; may be repeated', {
    words: FORMATS.map((format) => `${format}=`),
  }),
  quiet: onOff('-q, --quiet', 'results only'),
  verbose: onOff('-v, --verbose', 'show what passed, too'),
  debug: onOff('--debug', 'show each request (without secrets) and the stack of a bug'),
  color: oneOf('--color <when>', 'auto, always or never', ['auto', 'always', 'never']),
  accessible: onOff('--accessible', 'plain lines, numbered choices, no redraws'),
  timeout: parsed('--timeout <duration>', 'longest wait for one answer (default: 30s)', waitAboveZero('30s')),
  maxWait: parsed('--max-wait <duration>', 'longest wait for Entra to catch up (default: 3m)', wait),
  redact: oneOf('--redact <what>', 'ids: mask ids, domains and names of tenant and people', ['ids']),
} as const;

/** What every run needs of its command line. */
export interface CommonFlags extends Values<typeof COMMON_OPTIONS> {
  readonly answers: FlagAnswers;
}

function appIdOfClient(id: string, flag: string): string {
  if (isGuid(id)) return id;
  throw new SetupError('USAGE', `${flag} takes the app id of a client, a GUID, not ${id}.`);
}
