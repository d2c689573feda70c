import type {
  Applied,
  ClientVerdict,
  DiagnosedCause,
  Diagnosis,
  Report,
  ReportedError,
  ReportedHop,
  ReportedPlan,
} from '../../core/report.ts';
import { sentRows, statusOfClient } from '../client-verdicts.ts';
import { CLAIM_WORDS, codeWords, rankedCauses, sharedReasons, VERDICT_WORDS } from '../diagnoses.ts';
import { diffOf, nothingWords, signOf, totalsOf } from '../diff.ts';
import { titleOf } from '../documents.ts';
import { HOP_WORDS, lifeWords, STATUS_WORDS, showAny } from '../words.ts';
import { cellCode, code, link, plainText, proseText } from './escape.ts';

/** The plan as a list: each change with its values and its reason. */
export function planPart(plan: ReportedPlan, { errors }: Pick<Report, 'errors'>): string {
  const people = plan.leftToPeople.map(
    ({ by, summary, command, check }) =>
      `- ${by === 'admin' ? 'An administrator' : 'You'}: ${plainText(summary)} (${code(check)})${command === null ? '' : `: ${code(command)}`}`,
  );
  return [
    '## Plan',
    '',
    plan.changes.length === 0 ? nothingWords(errors) : `${totalsOf(plan)}.`,
    '',
    ...plan.changes.flatMap(changeItems),
    ...(people.length === 0 ? [] : ['', '**Left to people**', '', ...people]),
  ].join('\n');
}

function changeItems(change: ReportedPlan['changes'][number]): readonly string[] {
  return [
    `- ${code(signOf(change))} **${plainText(change.summary)}**, so that: ${plainText(titleOf(change.because))}`,
    ...diffOf(change).map(({ path, before, after }) => {
      const values = [before, after].filter((value) => value !== null).map(code);
      return `  - ${path === '' ? '' : `${code(path)}: `}${before !== null && after === null ? 'remove ' : ''}${values.join(' → ')}`;
    }),
  ];
}

export function appliedPart({ done, stoppedAt, credentials, files }: Applied, { startedAt }: Report): string {
  return [
    '## Done',
    '',
    ...(done.length === 0
      ? ['Nothing was changed in the tenant.']
      : done.map((step) => `- ${plainText(step)}`)),
    ...(stoppedAt === null ? [] : ['', `**Stopped at:** ${plainText(stoppedAt)}`]),
    ...(credentials.length === 0 ? [] : ['', '**Credentials**', '']),
    ...credentials.map(
      ({ displayName, keyId, endDateTime, writtenTo }) =>
        `- ${code(displayName)} (key id ${code(keyId)}), ${plainText(lifeWords(endDateTime, startedAt))}, ${writtenTo === null ? 'not written anywhere' : `in ${code(writtenTo)}`}`,
    ),
    ...(files.length === 0 ? [] : ['', `**Files:** ${files.map(code).join(', ')}`]),
  ].join('\n');
}

/** What support asks for stands first. */
export function diagnosisPart(diagnosis: Diagnosis): string {
  const { correlationId, traceId, timestamp, hop, meaning, claims = [], hints = [] } = diagnosis;
  const shared = sharedReasons(diagnosis);
  return [
    `## ${plainText(codeWords(diagnosis))}`,
    '',
    ...claims.map(
      ({ claim, value, verdict, says }) =>
        `- ${code(claim)}: ${value === null ? 'none' : code(value)}, **${CLAIM_WORDS[verdict]}** ${plainText(says)}`,
    ),
    ...(correlationId === null ? [] : [`- Correlation id: ${code(correlationId)}`]),
    ...(traceId ? [`- Trace id: ${code(traceId)}`] : []),
    ...(timestamp ? [`- Time: ${code(timestamp)}`] : []),
    `- Hop: ${HOP_WORDS[hop]}`,
    `- Meaning: ${proseText(meaning)}`,
    ...hints.map((hint) => `- Note: ${proseText(hint)}`),
    ...shared.map((reason) => `- Causes: ${proseText(reason)}`),
    '',
    ...rankedCauses(diagnosis).flatMap((cause, index) => causeItems(cause, index, shared)),
  ].join('\n');
}

function causeItems(
  { verdict, summary, because, fix, check }: DiagnosedCause,
  index: number,
  shared: readonly string[],
): readonly string[] {
  const rest = check === null ? '' : ` (${code(check)})`;
  const page = link('Open the page', fix.portalUrl);
  return [
    `${index + 1}. **${VERDICT_WORDS[verdict]}** ${proseText(summary)}`,
    ...(shared.includes(because) ? [] : [`   - Because: ${proseText(because)}${rest}`]),
    ...(verdict === 'refuted'
      ? []
      : [`   - Fix: ${proseText(fix.summary)}${page === '' ? '' : `. ${page}`}`]),
    ...(verdict === 'refuted' || fix.command === null ? [] : [`   - Command: ${code(fix.command)}`]),
  ];
}

export function hopsPart(hops: readonly ReportedHop[]): string {
  const rows = hops.map(({ id, status, message, claims }) => {
    const shown = Object.entries(claims).map(([name, value]) => cellCode(`${name}: ${showAny(value)}`));
    return `| ${STATUS_WORDS[status]} | ${HOP_WORDS[id]} | ${plainText(message)} | ${shown.join('<br>')} |`;
  });
  return ['## The chain', '', '| Status | Hop | What happened | Claims |', '|---|---|---|---|', ...rows].join(
    '\n',
  );
}

export function clientsPart(clients: readonly ClientVerdict[]): string {
  const rows = clients.map((one) => {
    const { client, message, fix } = one;
    const sent = sentRows(one).map(([label, value]) => cellCode(`${label}: ${value}`));
    const mends = fix === null ? '' : fix.command === null ? plainText(fix.summary) : cellCode(fix.command);
    return `| ${STATUS_WORDS[statusOfClient(one)]} | ${plainText(client)} | ${plainText(message)} | ${sent.join('<br>')} | ${mends} |`;
  });
  const head = ['| Status | Client | What Entra says | Sent | Fix |', '|---|---|---|---|---|'];
  return ['## MCP clients', '', ...head, ...rows].join('\n');
}

/** An error; `whose` names the configurations where several have it. */
export function errorPart(
  { title, detail, code: name, aadsts, correlationId, nextSteps }: ReportedError,
  whose: string | null = null,
): string {
  return [
    `## Error: ${plainText(title)}`,
    '',
    ...(whose === null ? [] : [`- Of: ${plainText(whose)}`]),
    ...(correlationId === null ? [] : [`- Correlation id: ${code(correlationId)}`]),
    ...(aadsts === null ? [] : [`- Code: ${code(`AADSTS${aadsts.replace(/^AADSTS/i, '')}`)}`]),
    `- Kind: ${code(name)}`,
    ...(detail === null ? [] : [`- Why: ${plainText(detail)}`]),
    ...nextSteps.map((step) => `- Do: ${plainText(step)}`),
  ].join('\n');
}
