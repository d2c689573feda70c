import type {
  CheckWords,
  Report,
  ResultDocument,
  SavedDocument,
  SavedReport,
  SavedVerdict,
  Verdict,
} from '../core/report.ts';
import { jsonLine, jsonText } from './clean.ts';

/**
 * The document itself: two spaces, one newline at the end. A `Secret` in it would print as dots. In pieces, since a
 * fleet's as one string would double what a run needs of memory. A fleet says once, in
 * `checkWords`, what its checks have in common, and has each check on a line of its own.
 */
export function* jsonPieces(document: ResultDocument): Generator<string> {
  if (!('results' in document) || document.results.length === 0) return yield jsonText(document);
  const { results, ...totals } = document;
  const words = checkWordsOf(results);
  const head = words.size > 0 ? { ...totals, checkWords: [...words.values()] } : totals;
  yield `${jsonText(head).slice(0, -3)},\n  "results": [`;
  for (const [index, report] of results.entries())
    yield `${index === 0 ? '' : ','}\n${memberText(report, words)}`;
  yield '\n  ]\n}\n';
}

function memberText({ checks, ...rest }: Report, words: Words): string {
  const head = `    ${jsonText(rest).trimEnd().replaceAll('\n', '\n    ')}`;
  if (checks === undefined) return head;
  const lines = checks.map((verdict) => `        ${jsonLine(savedVerdict(verdict, words))}`);
  return `${head.slice(0, -6)},\n      "checks": [\n${lines.join(',\n')}\n      ]\n    }`;
}

type Words = ReadonlyMap<string, CheckWords>;

/** The words of each check, taken from its first verdict that is no finding. */
function checkWordsOf(results: readonly Report[]): Words {
  const words = new Map<string, CheckWords>();
  for (const { checks = [] } of results) {
    for (const verdict of checks) {
      if (words.has(verdict.id) || isFinding(verdict)) continue;
      const { status: _status, severity: _severity, ...said } = verdict;
      words.set(verdict.id, said);
    }
  }
  return words;
}

/** True for findings, which are written whole, since people read them by themselves. */
function isFinding({ status }: Verdict): boolean {
  return status === 'fail' || status === 'warn';
}

function savedVerdict(verdict: Verdict, words: Words): SavedVerdict {
  const shared = words.get(verdict.id);
  if (shared === undefined || isFinding(verdict)) return verdict;
  const { id, status, severity, ...said } = verdict;
  const usual: Readonly<Record<string, unknown>> = { ...shared };
  const own = Object.entries(said).filter(([name, value]) => !printsAlike(value, usual[name]));
  return { id, status, severity, ...Object.fromEntries(own) };
}

/** Whether two values of a verdict print alike. */
export function printsAlike(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}

/** The document with every check whole again. */
export function wholeDocument({ checkWords, results, ...head }: SavedDocument): ResultDocument {
  if (results === undefined) return head;
  return { ...head, results: results.map(wholeReports({ ...(checkWords && { checkWords }) })) };
}

/** Makes reports of a fleet whole by what it says of all. */
export function wholeReports({
  checkWords = [],
}: Pick<SavedDocument, 'checkWords'>): (report: SavedReport) => Report {
  const words = new Map(checkWords.map((one) => [one.id, one]));
  return (report) => wholeReport(report, words);
}

function wholeReport({ checks, ...rest }: SavedReport, words: Words): Report {
  return checks === undefined ? rest : { ...rest, checks: checks.map((saved) => wholeVerdict(saved, words)) };
}

function wholeVerdict(saved: SavedVerdict, words: Words): Verdict {
  return { ...UNSAID, section: '', title: saved.id, message: saved.id, ...words.get(saved.id), ...saved };
}

/** The words of a check for a fleet whose `checkWords` were removed. */
const UNSAID = {
  expected: null,
  actual: null,
  why: '',
  evidence: [],
  fix: null,
  aadsts: [],
  configPath: null,
} as const;
