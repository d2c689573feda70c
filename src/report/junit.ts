import type {
  ClientVerdict,
  Diagnosis,
  Report,
  ReportedError,
  ReportedHop,
  ResultDocument,
  Status,
  Verdict,
} from '../core/report.ts';
import { sentRows, statusOfClient } from './client-verdicts.ts';
import { codeWords } from './diagnoses.ts';
import { diffOf } from './diff.ts';
import { isFleet, labelOf, pendingChanges, reportsOf, sectionsOf, titleOf } from './documents.ts';
import { type Markup, markup } from './markup.ts';
import { showPlain } from './words.ts';

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

/** One test case. The body of a passed case goes to `system-out`. */
interface Case {
  readonly name: string;
  readonly outcome: Outcome;
  readonly message: string;
  readonly type: string;
  readonly body: readonly string[];
}

interface Suite {
  readonly name: string;
  readonly report: Report;
  /** How long the whole report took, given to its first suite alone: all checks are judged together. */
  readonly seconds: number;
  readonly cases: readonly Case[];
}

const OUTCOMES: Readonly<Record<Status, Outcome>> = {
  pass: 'passed',
  warn: 'passed',
  fail: 'failure',
  unknown: 'error',
  skip: 'skipped',
  manual: 'skipped',
};

/**
 * JUnit XML: a suite per section, for several configurations one per configuration and section. Written by our own
 * template because the builder libraries cannot give a skipped case its reason. The totals come first, so every suite
 * is made twice: held, those of a large fleet would be most of what a run needs of memory.
 */
export function* junitPieces(document: ResultDocument): Generator<string> {
  const totals = sumOf(suitesIn(document));
  const seconds = document.durationMs / 1000;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n`;
  yield markup`<testsuites name="${`entra-mcp-setup ${document.command}`}"${totals} time="${seconds}">\n`
    .markup;
  for (const suite of suitesIn(document)) yield suiteElement(suite).markup;
  yield '</testsuites>\n';
}

function* suitesIn(document: ResultDocument): Generator<Suite> {
  const named = isFleet(document);
  if (named) yield* suitesOf({ ...document, checks: [] }, '');
  for (const report of reportsOf(document)) yield* suitesOf(report, named ? `${labelOf(report)} ` : '');
}

function suitesOf(report: Report, prefix: string): readonly Suite[] {
  const { checks = [], hops = [], clients = [], diagnosis = [], errors = [], hints = [] } = report;
  const suites: readonly Omit<Suite, 'seconds'>[] = [
    ...sectionsOf(checks).map(({ name, verdicts }) => ({ name, report, cases: verdicts.map(verdictCase) })),
    { name: 'chain', report, cases: hops.map(hopCase) },
    { name: 'clients', report, cases: clients.map(clientCase) },
    { name: 'diagnosis', report, cases: diagnosis.map((one) => diagnosisCase(one, report)) },
    { name: 'drift', report, cases: driftCases(report) },
    { name: 'run', report, cases: [...errors.map(errorCase), ...hints.map(hintCase)] },
  ];
  return suites
    .filter(({ cases }) => cases.length > 0)
    .map((suite, index) => ({
      ...suite,
      name: `${prefix}${suite.name}`,
      seconds: index === 0 ? report.durationMs / 1000 : 0,
    }));
}

function verdictCase(verdict: Verdict): Case {
  const { id, status, severity, message, expected, actual, why, fix } = verdict;
  const judged = status === 'fail' || status === 'warn';
  return {
    name: id,
    outcome: OUTCOMES[status],
    message,
    type: severity,
    body:
      status === 'pass' || status === 'skip'
        ? []
        : [
            message,
            ...(judged ? [`Expected: ${showPlain(expected)}`, `Is: ${showPlain(actual)}`] : []),
            `Why: ${why}`,
            ...(fix ? [`Fix: ${fix.summary}`] : []),
            ...(fix?.command ? [`Command: ${fix.command}`] : []),
          ],
  };
}

function hopCase({ id, status, message }: ReportedHop): Case {
  return { name: id, outcome: OUTCOMES[status], message, type: 'hop', body: [message] };
}

function clientCase(one: ClientVerdict): Case {
  const { client, message, fix, verdict } = one;
  const lines = [
    ...sentRows(one).map(([label, value]) => `${label}: ${value}`),
    ...(fix ? [`Fix: ${fix.summary}`] : []),
    ...(fix?.command ? [`Command: ${fix.command}`] : []),
  ];
  return {
    name: client,
    outcome: OUTCOMES[statusOfClient(one)],
    message,
    type: 'client',
    body: verdict === 'starts' ? [] : [message, ...lines],
  };
}

function diagnosisCase(diagnosis: Diagnosis, { exitCode }: Pick<Report, 'exitCode'>): Case {
  const { meaning, causes, correlationId } = diagnosis;
  const lines = causes.map(({ verdict, summary, because }) => `${verdict}: ${summary} (${because})`);
  const ids = correlationId === null ? [] : [`Correlation id: ${correlationId}`];
  return {
    name: codeWords(diagnosis),
    // Nothing speaks against this set-up where the whole result is fine.
    outcome: exitCode === 0 ? 'passed' : 'failure',
    message: meaning,
    type: 'diagnosis',
    body: [...ids, ...lines],
  };
}

function driftCases(report: Report): readonly Case[] {
  return pendingChanges(report).map((change) => ({
    name: `${change.app}: ${change.summary}`,
    outcome: 'failure',
    message: `${change.summary}, so that: ${titleOf(change.because)}`,
    type: 'drift',
    body: diffOf(change).map(
      ({ sign, path, before, after }) => `${sign} ${path} ${before ?? ''} -> ${after ?? ''}`,
    ),
  }));
}

function errorCase({ code, title, detail, nextSteps, correlationId }: ReportedError): Case {
  const ids = correlationId === null ? [] : [`Correlation id: ${correlationId}`];
  return {
    name: code,
    outcome: 'error',
    message: title,
    type: code,
    body: [...(detail ? [detail] : []), ...ids, ...nextSteps],
  };
}

/** Neither an error nor a finding. */
function hintCase(hint: string, index: number): Case {
  return { name: `note ${index + 1}`, outcome: 'passed', message: hint, type: 'note', body: [hint] };
}

type Counts = Readonly<Record<Outcome, number>>;

function countsOf(cases: readonly Case[]): Counts {
  const count = (outcome: Outcome): number => cases.filter((one) => one.outcome === outcome).length;
  return {
    passed: count('passed'),
    failure: count('failure'),
    error: count('error'),
    skipped: count('skipped'),
  };
}

function sumOf(suites: Iterable<Suite>): Markup {
  let sum: Counts = { passed: 0, failure: 0, error: 0, skipped: 0 };
  for (const { cases } of suites) {
    const { passed, failure, error, skipped } = countsOf(cases);
    sum = {
      passed: sum.passed + passed,
      failure: sum.failure + failure,
      error: sum.error + error,
      skipped: sum.skipped + skipped,
    };
  }
  return countAttributes(sum);
}

function countAttributes({ passed, failure, error, skipped }: Counts): Markup {
  return markup` tests="${passed + failure + error + skipped}" failures="${failure}" errors="${error}" skipped="${skipped}"`;
}

function suiteElement({ name, report, seconds, cases }: Suite): Markup {
  const { tenantId } = report.target ?? {};
  const properties = tenantId
    ? markup`    <properties><property name="tenantId" value="${tenantId}"/></properties>\n`
    : null;
  return markup`  <testsuite name="${name}"${countAttributes(countsOf(cases))} time="${seconds}" timestamp="${report.startedAt.slice(0, 19)}">
${properties}${cases.map((one) => caseElement(name, one))}  </testsuite>
`;
}

function caseElement(suite: string, one: Case): Markup {
  const content = contentOf(one);
  return markup`    <testcase classname="${suite}" name="${one.name}" time="0"${content ? markup`>${content}</testcase>` : markup`/>`}\n`;
}

function contentOf({ outcome, message, type, body }: Case): Markup | null {
  const lines = body.map((line) => markup`${line}\n`);
  if (outcome === 'failure') return markup`<failure message="${message}" type="${type}">${lines}</failure>`;
  if (outcome === 'error') return markup`<error message="${message}" type="${type}">${lines}</error>`;
  if (outcome === 'skipped') return markup`<skipped message="${message}"/>`;
  return body.length === 0 ? null : markup`<system-out>${lines}</system-out>`;
}
