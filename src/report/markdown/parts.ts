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
import { CLAIM_WORDS, causesInOrder, codeWords, sharedReasons, VERDICT_WORDS } from '../diagnoses.ts';
import { diffOf, nothingWords, signOf, totalsOf } from '../diff.ts';
import { titleOf } from '../documents.ts';
import { HOP_WORDS, lifeWords, STATUS_WORDS, showAny } from '../words.ts';
import { cellCode, codeSpan, inlineText, link, proseText } from './escape.ts';

/** The plan as a list: each change with its values and its reason. */
export function planPart(plan: ReportedPlan, { errors }: Pick<Report, 'errors'>): string {
  const people = plan.leftToPeople.map(
    ({ by, summary, command, check }) =>
      `- ${by === 'admin' ? 'An administrator' : 'You'}: ${inlineText(summary)} (${codeSpan(check)})${command === null ? '' : `: ${codeSpan(command)}`}`,
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
    `- ${codeSpan(signOf(change))} **${inlineText(change.summary)}**, so that: ${inlineText(titleOf(change.because))}`,
    ...diffOf(change).map(({ path, before, after }) => {
      const values = [before, after].filter((value) => value !== null).map(codeSpan);
      return `  - ${path === '' ? '' : `${codeSpan(path)}: `}${before !== null && after === null ? 'remove ' : ''}${values.join(' → ')}`;
    }),
  ];
}

export function appliedPart({ done, stoppedAt, credentials, files }: Applied, { startedAt }: Report): string {
  return [
    '## Done',
    '',
    ...(done.length === 0
      ? ['Nothing was changed in the tenant.']
      : done.map((step) => `- ${inlineText(step)}`)),
    ...(stoppedAt === null ? [] : ['', `**Stopped at:** ${inlineText(stoppedAt)}`]),
    ...(credentials.length === 0 ? [] : ['', '**Credentials**', '']),
    ...credentials.map(
      ({ displayName, keyId, endDateTime, writtenTo }) =>
        `- ${codeSpan(displayName)} (key id ${codeSpan(keyId)}), ${inlineText(lifeWords(endDateTime, startedAt))}, ${writtenTo === null ? 'not written anywhere' : `in ${codeSpan(writtenTo)}`}`,
    ),
    ...(files.length === 0 ? [] : ['', `**Files:** ${files.map(codeSpan).join(', ')}`]),
  ].join('\n');
}

/** A diagnosis, with the ids that support asks for first. */
export function diagnosisPart(diagnosis: Diagnosis): string {
  const { correlationId, traceId, timestamp, hop, meaning, claims = [], hints = [] } = diagnosis;
  const shared = sharedReasons(diagnosis);
  return [
    `## ${inlineText(codeWords(diagnosis))}`,
    '',
    ...claims.map(
      ({ claim, value, verdict, says }) =>
        `- ${codeSpan(claim)}: ${value === null ? 'none' : codeSpan(value)}, **${CLAIM_WORDS[verdict]}** ${inlineText(says)}`,
    ),
    ...(correlationId === null ? [] : [`- Correlation id: ${codeSpan(correlationId)}`]),
    ...(traceId ? [`- Trace id: ${codeSpan(traceId)}`] : []),
    ...(timestamp ? [`- Time: ${codeSpan(timestamp)}`] : []),
    `- Hop: ${HOP_WORDS[hop]}`,
    `- Meaning: ${proseText(meaning)}`,
    ...hints.map((hint) => `- Note: ${proseText(hint)}`),
    ...shared.map((reason) => `- Causes: ${proseText(reason)}`),
    '',
    ...causesInOrder(diagnosis).flatMap((cause, index) => causeItems(cause, index, shared)),
  ].join('\n');
}

function causeItems(
  { verdict, summary, because, fix, check }: DiagnosedCause,
  index: number,
  shared: readonly string[],
): readonly string[] {
  const rest = check === null ? '' : ` (${codeSpan(check)})`;
  const page = link('Open the page', fix.portalUrl);
  return [
    `${index + 1}. **${VERDICT_WORDS[verdict]}** ${proseText(summary)}`,
    ...(shared.includes(because) ? [] : [`   - Because: ${proseText(because)}${rest}`]),
    ...(verdict === 'refuted'
      ? []
      : [`   - Fix: ${proseText(fix.summary)}${page === '' ? '' : `. ${page}`}`]),
    ...(verdict === 'refuted' || fix.command === null ? [] : [`   - Command: ${codeSpan(fix.command)}`]),
  ];
}

export function hopsPart(hops: readonly ReportedHop[]): string {
  const rows = hops.map(({ id, status, message, claims }) => {
    const shown = Object.entries(claims).map(([name, value]) => cellCode(`${name}: ${showAny(value)}`));
    return `| ${STATUS_WORDS[status]} | ${HOP_WORDS[id]} | ${inlineText(message)} | ${shown.join('<br>')} |`;
  });
  return ['## The chain', '', '| Status | Hop | What happened | Claims |', '|---|---|---|---|', ...rows].join(
    '\n',
  );
}

export function clientsPart(clients: readonly ClientVerdict[]): string {
  const rows = clients.map((one) => {
    const { client, message, fix } = one;
    const sent = sentRows(one).map(([label, value]) => cellCode(`${label}: ${value}`));
    const mends = fix === null ? '' : fix.command === null ? inlineText(fix.summary) : cellCode(fix.command);
    return `| ${STATUS_WORDS[statusOfClient(one)]} | ${inlineText(client)} | ${inlineText(message)} | ${sent.join('<br>')} | ${mends} |`;
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
    `## Error: ${inlineText(title)}`,
    '',
    ...(whose === null ? [] : [`- Of: ${inlineText(whose)}`]),
    ...(correlationId === null ? [] : [`- Correlation id: ${codeSpan(correlationId)}`]),
    ...(aadsts === null ? [] : [`- Code: ${codeSpan(`AADSTS${aadsts.replace(/^AADSTS/i, '')}`)}`]),
    `- Kind: ${codeSpan(name)}`,
    ...(detail === null ? [] : [`- Why: ${inlineText(detail)}`]),
    ...nextSteps.map((step) => `- Do: ${inlineText(step)}`),
  ].join('\n');
}
