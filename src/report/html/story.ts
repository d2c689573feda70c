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
import { type DiffRow, diffOf, nothingWords, signOf, totalsOf } from '../diff.ts';
import { titleOf } from '../documents.ts';
import { type Markup, markup } from '../markup.ts';
import { HOP_WORDS, lifeWords, showAny } from '../words.ts';
import { icon, statusWord } from './icons.ts';
import { definitions, omission, section, webLink, within } from './section.ts';
import { codeValue, commandLine, prose } from './value.ts';

const MARKS = { proved: 'fail', possible: 'warn', refuted: 'skip' } as const;

/** The diagnoses, each with the ids that support asks for first; null where there is none. */
export function diagnosisSection(diagnoses: readonly Diagnosis[]): Markup | null {
  if (diagnoses.length === 0) return null;
  const fitted = within(diagnoses.map(diagnosisCard), 25_000);
  return section('diagnosis', 'Diagnosis', markup`${fitted.shown}${omission(fitted, 'diagnoses')}`);
}

function diagnosisCard(diagnosis: Diagnosis): Markup {
  const { correlationId, traceId, timestamp, hop, meaning, claims = [], hints = [] } = diagnosis;
  const shared = sharedReasons(diagnosis);
  return markup`<article class="card"><h3>${codeWords(diagnosis)}</h3>${definitions([
    ...claims.map(
      ({ claim, value, verdict, says }) =>
        [
          claim,
          markup`${value === null ? 'none' : codeValue(value)} ${CLAIM_WORDS[verdict]}. ${prose(says)}`,
        ] as const,
    ),
    ['Correlation id', correlationId === null ? null : codeValue(correlationId)],
    ['Trace id', traceId ? codeValue(traceId) : null],
    ['Time', timestamp ?? null],
    ['Hop', HOP_WORDS[hop]],
    ['Meaning', prose(meaning)],
    ...hints.map((hint) => ['Note', prose(hint)] as const),
    ...shared.map((reason) => ['Causes', prose(reason)] as const),
  ])}<ol class="plain causes">${causesInOrder(diagnosis).map((cause) => causeItem(cause, shared))}</ol></article>
`;
}

function causeItem(
  { verdict, summary, because, fix, check }: DiagnosedCause,
  shared: readonly string[],
): Markup {
  const mark = MARKS[verdict];
  const live = verdict !== 'refuted';
  const remedy = markup`${prose(fix.summary)}${commandLine(fix.command)}${webLink('Open the page in the admin center', fix.portalUrl)}`;
  return markup`<li class="card finding ${mark}"><div class="top"><span class="word ${mark}">${icon(mark)} ${VERDICT_WORDS[verdict]}</span> <h3>${prose(summary)}</h3></div>${definitions(
    [
      ['Because', shared.includes(because) ? null : prose(because)],
      ['Fix', live ? remedy : null],
      ['Check', check === null ? null : codeValue(check)],
    ],
  )}</li>`;
}

export function hopSection(hops: readonly ReportedHop[]): Markup | null {
  if (hops.length === 0) return null;
  return section(
    'hops',
    'Live test',
    markup`<div class="card"><table class="stacked"><caption>The chain walked with real tokens, hop by hop.</caption><thead><tr><th scope="col" class="state">Status</th><th scope="col">Hop</th><th scope="col">What happened</th></tr></thead>
<tbody>${within(hops.map(hopRow), 15_000).shown}</tbody></table></div>`,
  );
}

function hopRow({ id, status, message, claims }: ReportedHop): Markup {
  const shown = Object.entries(claims).map(
    ([name, value]) => markup`<div>${codeValue(`${name}: ${showAny(value)}`)}</div>`,
  );
  return markup`<tr id="${id}"><td class="state">${statusWord(status)}</td><th scope="row">${HOP_WORDS[id]}</th><td>${prose(message)}${shown}</td></tr>`;
}

export function clientSection(clients: readonly ClientVerdict[]): Markup | null {
  if (clients.length === 0) return null;
  return section(
    'clients',
    'MCP clients',
    markup`<div class="card"><table class="stacked"><caption>Whether the sign-in of each MCP client would start, asked without any sign-in.</caption><thead><tr><th scope="col" class="state">Status</th><th scope="col">Client</th><th scope="col">What Entra says</th></tr></thead>
<tbody>${within(clients.map(clientRow), 15_000).shown}</tbody></table></div>`,
  );
}

function clientRow(one: ClientVerdict): Markup {
  const sent = sentRows(one).map(([label, value]) => markup`<div>${codeValue(`${label}: ${value}`)}</div>`);
  const { client, message, fix } = one;
  const remedy = fix === null ? null : markup`<p>${prose(fix.summary)}</p>${commandLine(fix.command)}`;
  return markup`<tr><td class="state">${statusWord(statusOfClient(one))}</td><th scope="row">${client}</th><td>${prose(message)}${sent}${remedy}</td></tr>`;
}

export function planSection(plan: ReportedPlan, { errors }: Pick<Report, 'errors'>): Markup {
  const fitted = within(plan.changes.map(changeItem), 30_000);
  const total = plan.changes.length === 0 ? nothingWords(errors) : `${totalsOf(plan)}.`;
  return section(
    'plan',
    'Plan',
    markup`<div class="card"><p>${total}</p><ul class="plain changes">${fitted.shown}</ul>${omission(fitted, 'changes')}</div>${peopleCard(plan)}`,
  );
}

function changeItem(change: ReportedPlan['changes'][number]): Markup {
  return markup`<li><b><code>${signOf(change)}</code> ${prose(change.summary)}</b> <span class="note">so that: ${titleOf(change.because)}</span><ul class="diff">${diffOf(change).map(diffItem)}</ul></li>
`;
}

function diffItem({ sign, path, before, after }: DiffRow): Markup {
  const values = [before, after].filter((value) => value !== null).map(codeValue);
  const [first = null, second = null] = values;
  return markup`<li><b>${sign}</b>${path === '' ? null : markup`${path}: `}${first}${second && markup` → ${second}`}</li>`;
}

function peopleCard({ leftToPeople }: ReportedPlan): Markup | null {
  if (leftToPeople.length === 0) return null;
  const items = leftToPeople.map(
    ({ by, summary, command, check }) =>
      markup`<li>${by === 'admin' ? 'An administrator' : 'You'}: ${prose(summary)} <code class="note">${check}</code>${commandLine(command)}</li>`,
  );
  return markup`<div class="card"><h3>Left to people</h3><ul class="plain">${within(items, 15_000).shown}</ul></div>`;
}

export function appliedSection(
  { done, stoppedAt, credentials, files }: Applied,
  { startedAt }: Report,
): Markup {
  const steps = done.map((step) => markup`<li>${icon('pass')} ${prose(step)}</li>`);
  const kept = credentials.map(
    ({ displayName, keyId, endDateTime, writtenTo }) =>
      markup`<li>${prose(displayName)}, ${lifeWords(endDateTime, startedAt)}, ${writtenTo === null ? 'not written anywhere' : markup`in ${codeValue(writtenTo)}`}, key id ${codeValue(keyId)}</li>`,
  );
  return section(
    'done',
    'Done',
    markup`<div class="card"><ul class="plain">${within(steps, 15_000).shown}${stoppedAt === null ? null : markup`<li>${icon('fail')} <b>Stopped at:</b> ${prose(stoppedAt)}</li>`}</ul>${definitions(
      [
        [
          'Credentials',
          kept.length === 0 ? null : markup`<ul class="plain">${within(kept, 8_000).shown}</ul>`,
        ],
        [
          'Files',
          files.length === 0
            ? null
            : markup`${files.slice(0, 40).map((file) => markup`${codeValue(file)} `)}`,
        ],
      ],
    )}</div>`,
  );
}

export function errorSection(errors: readonly ReportedError[]): Markup | null {
  if (errors.length === 0) return null;
  const fitted = within(
    errors.map((error) => errorCard(error)),
    15_000,
  );
  return section('errors', 'Errors', markup`${fitted.shown}${omission(fitted, 'errors')}`);
}

/** The hints of a document; null where there is none. */
export function hintSection(hints: readonly string[]): Markup | null {
  if (hints.length === 0) return null;
  const fitted = within(
    hints.map((hint) => markup`<li>${prose(hint)}</li>`),
    10_000,
  );
  return section('notes', 'Notes', markup`<ul class="card">${fitted.shown}</ul>${omission(fitted, 'notes')}`);
}

/** An error; `whose` names the configurations where several have it. */
export function errorCard(
  { title, detail, code, aadsts, correlationId, nextSteps }: ReportedError,
  whose: string | null = null,
): Markup {
  return markup`<article class="card finding fail"><div class="top"><span class="word fail">${icon('fail')} ERROR</span> <h3>${prose(title)}</h3></div>${definitions(
    [
      ['Of', whose === null ? null : prose(whose)],
      ['Why', detail === null ? null : prose(detail)],
      [
        'Do',
        nextSteps.length === 0
          ? null
          : markup`${nextSteps.slice(0, 10).map((step) => markup`<div>${prose(step)}</div>`)}`,
      ],
      [
        'For support',
        [
          aadsts && `AADSTS${aadsts.replace(/^AADSTS/i, '')}`,
          correlationId && `correlation ${correlationId}`,
          code,
        ]
          .filter((part) => part)
          .join(', '),
      ],
    ],
  )}</article>
`;
}
