import type { DiagnosedCause } from '../core/report.ts';
import type { Entry } from './catalogue/entry.ts';
import { entryFor } from './catalogue/index.ts';
import { SUBERRORS } from './catalogue/oauth.ts';
import { isElsewhere } from './judge-cause.ts';
import type { Situation } from './situation.ts';
import { filled } from './words.ts';

/** What to do next: the entry's hints, and where to look when no cause is proved. */
export function hintsFor(
  entry: Entry,
  causes: readonly DiagnosedCause[],
  situation: Situation,
): readonly string[] {
  const proved = causes.some(({ verdict }) => verdict === 'proved');
  return [
    ...recognitionHints(entry, situation),
    ...maskedHint(situation),
    ...subErrorHint(situation),
    ...(situation.failure.claims === null
      ? []
      : ['The error carries a claims challenge: pass it on to the next sign-in, unchanged.']),
    ...(isElsewhere(situation) && situation.named.app === 'other'
      ? []
      : entry.next.filter((hint) => !isTried(hint, situation))),
    ...(entry.waiting === null ? [] : [`Waiting can help. ${entry.waiting}`]),
    ...(proved ? [] : whereToLook(entry, situation)),
  ].map((hint) => filled(hint, situation));
}

function maskedHint({ knowledge: { isMasked } }: Situation): readonly string[] {
  return isMasked
    ? [
        'The ids of this snapshot are masked, so those in the text were not compared with them. Take a snapshot without `--redact ids` to have them compared.',
      ]
    : [];
}

/** Whether the hint says to give a credential that was given. */
function isTried(hint: string, { knowledge: { probes } }: Situation): boolean {
  return probes.length > 0 && hint.includes('--env-file');
}

function recognitionHints({ code, name }: Entry, { failure }: Situation): readonly string[] {
  if (failure.by === 'pattern') {
    const added = name === null ? '' : ` (${name})`;
    return [`The text has no number; its wording is that of ${asWritten(code)}${added}.`];
  }
  if (failure.code === null || failure.code.toLowerCase() === code.toLowerCase()) return [];
  return [unknownCode(failure.code, code)];
}

/** A code as the services write it. */
function asWritten(code: string): string {
  return code.startsWith('graph:') ? code.slice('graph:'.length) : `AADSTS${code}`;
}

function unknownCode(found: string, explainedBy: string): string {
  const name = asWritten(found);
  if (entryFor(found) !== null)
    return `${name} alone says little; the sentence beside it says what is explained here.`;
  if (explainedBy.startsWith('oauth:')) {
    return `${name} is not in the catalogue of this version; what is said here comes from the OAuth error ${explainedBy.slice('oauth:'.length)}.`;
  }
  if (/^\d/.test(explainedBy)) {
    return `${name} is not in the catalogue of this version; the wording is that of AADSTS${explainedBy}, so the number may be mistyped.`;
  }
  if (explainedBy.startsWith('symptom:'))
    return `${name} is not in the catalogue of this version; its sentence says what is explained here.`;
  return `${name} is not in the catalogue of this version.`;
}

function subErrorHint({ failure: { suberror } }: Situation): readonly string[] {
  const hint = suberror === null ? undefined : SUBERRORS[suberror];
  return hint === undefined ? [] : [hint];
}

function whereToLook(entry: Entry, situation: Situation): readonly string[] {
  if (isElsewhere(situation))
    return [
      'The ids or names in the message belong to neither app of this setup: compare the configured ids and tenant first.',
    ];
  const inLog = entry.isLogged ? logHints(situation) : [];
  if (situation.knowledge.verdicts === null) return [...tenantHint(entry), ...inLog];
  return [
    'Nothing in the tenant proves a cause. What is left is what the client, the gateway and the server send.',
    ...inLog,
    '`entra-mcp-setup test` walks the chain with real tokens and names the first hop that fails.',
  ];
}

/** The hint to give a tenant, where a tenant can decide any of the causes. */
function tenantHint({ causes }: Entry): readonly string[] {
  return causes.some(({ check, evidence }) => check !== undefined || evidence !== undefined)
    ? [
        '`entra-mcp-setup diagnose "<the same text>"` with --config, --tenant or --snapshot holds the causes against the tenant.',
      ]
    : [];
}

/** Where to find the number that the text lacks. */
function logHints({ failure, knowledge }: Situation): readonly string[] {
  const number =
    failure.code === null && failure.excerpt !== ''
      ? [
          'The AADSTS number, which the text lacks, says more: look for it in error_description, under "Troubleshooting details" of the page, or in the sign-in log.',
        ]
      : [];
  const row =
    failure.correlationId === null
      ? 'Look up the failure in the sign-in log by time and user (`entra-mcp-setup diagnose --sign-ins`).'
      : `Look up the correlation id ${failure.correlationId} in the sign-in log (\`entra-mcp-setup diagnose --sign-ins\`).`;
  const list =
    'On-behalf-of stands among the non-interactive sign-ins, client credentials among those of service principals.';
  return [...number, row, ...(knowledge.verdicts === null ? [] : [list])];
}
