import type { Report, Verdict } from '../../core/report.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { SignInMethod } from '../../ui/wizard/answers.ts';
import type { NextStep, Result } from '../../ui/wizard/result.ts';
import type { FinishedSetup } from '../apply/finish.ts';
import type { AddressNews } from './address.ts';

/** A finished setup and where its files are. `same` is the command that does the same without questions. */
export interface Done extends FinishedSetup {
  readonly same: string;
  readonly configPath: string;
  readonly outDir: string;
  /** How the person signed in, where that was asked or given. */
  readonly auth: SignInMethod | undefined;
}

export function lacksAnyConsent(checks: readonly Pick<Verdict, 'id' | 'status'>[]): boolean {
  return checks.some(({ id, status }) => /consent$/.test(id) && status === 'fail');
}

/** Whether nothing but consent is missing. */
export function lacksConsentAlone(checks: readonly Pick<Verdict, 'id' | 'status'>[]): boolean {
  return checks.every(({ id, status }) => /consent$/.test(id) || (status !== 'fail' && status !== 'unknown'));
}

const FILE_NOTES: readonly (readonly [RegExp, string])[] = [
  [/\.ya?ml$/, 'the blueprint, without secrets: commit it'],
  [/summary\.md$/, 'every field, to look up'],
  [/handoff\.md$/, 'send it to an administrator who may consent'],
  [/\.(pem|pfx)$/, 'the private key, readable by you alone'],
];

function idsIn(target: Report['target']): Result['ids'] {
  return [
    ['Tenant', target?.tenantId ?? 'not known'],
    ['MCP Client App', target?.clientApp?.appId ?? 'not known'],
    ['MCP Server API', target?.serverApi?.appId ?? 'not known'],
  ];
}

/** What a file is, for the last screen. Only a client secret is held by `.env` itself. */
function noteFor(path: string, { serverApi: { credential } }: Done['blueprint']): string {
  if (!/\.env$/.test(path)) return FILE_NOTES.find(([pattern]) => pattern.test(path))?.[1] ?? '';
  return credential.kind === 'secret' ? 'holds the secret: keep it out of git' : 'the settings of the server';
}

/** The content of the last screen: how the set-up is, where it is written, what to do next. */
export function resultOf(
  { applied, summary, target, checks = [] }: Report,
  { same, configPath, lacksSecret, blueprint }: Done,
  { address, isPractice }: { readonly address: AddressNews | null; readonly isPractice: boolean },
): Result {
  const config = `--config ${shellWord(configPath)}`;
  const lacking = {
    lacksConsent: lacksAnyConsent(checks),
    lacksSecret,
    lacksServer: address?.isFine === false,
  };
  const amiss = checks.filter(({ status }) => status === 'fail' || status === 'warn' || status === 'unknown');
  return {
    headline: headlineFor(checks, lacking),
    // Where more than consent is missing, the whole report is printed above this screen.
    amiss: lacksConsentAlone(checks) ? amiss.map(({ id, message }) => [id, message] as const) : [],
    address: address?.sentences ?? [],
    listing: `entra-mcp-setup verify ${config} -v`,
    summary: summary ?? { pass: 0, fail: 0, warn: 0, manual: 0, skip: 0, unknown: 0 },
    ids: idsIn(target),
    files: (applied?.files ?? []).map((path) => ({
      path,
      note: noteFor(path, blueprint),
    })),
    next: nextSteps(lacking, config, blueprint.clientApp.clients[0] ?? 'vscode'),
    same,
    isPractice,
  };
}

interface Lacking {
  readonly lacksConsent: boolean;
  readonly lacksSecret: boolean;
  /** The address of the MCP server does not tell MCP clients what they need, or not yet. */
  readonly lacksServer: boolean;
}

const SEND_HANDOFF =
  'Hand entra-mcp-handoff.md to an administrator; it is printed at the very end, too. To see when it is done';

function nextSteps(
  { lacksConsent, lacksSecret, lacksServer }: Lacking,
  config: string,
  client: string,
): readonly NextStep[] {
  return [
    ...(lacksConsent ? [{ text: SEND_HANDOFF, command: `entra-mcp-setup verify ${config}` }] : []),
    ...(lacksSecret
      ? [{ text: 'Make a client secret whose value you have', command: `entra-mcp-setup rotate ${config}` }]
      : []),
    {
      text: lacksConsent ? 'Then walk the chain with a real sign-in' : 'Walk the chain with a real sign-in',
      command: `entra-mcp-setup test ${config}`,
    },
    ...(lacksServer
      ? [
          {
            text: 'When the MCP server runs, see what its address tells MCP clients',
            command: `entra-mcp-setup verify --endpoint ${config}`,
          },
        ]
      : []),
    { text: 'Configure an MCP client', command: `entra-mcp-setup client-config ${client} ${config}` },
    { text: 'Keep it so, in CI', command: `entra-mcp-setup verify ${config}` },
  ];
}

function headlineFor(
  checks: readonly Pick<Verdict, 'status'>[],
  { lacksConsent, lacksSecret }: Lacking,
): string {
  if (lacksConsent) return 'Everything is set up but the consent of an administrator.';
  return checks.some(({ status }) => status === 'fail' || status === 'unknown')
    ? 'Not everything holds yet; what is missing is listed above.'
    : lacksSecret
      ? 'Everything in the tenant holds, but nobody here knows the value of the client secret.'
      : 'Ready to use: everything was read back and holds.';
}
