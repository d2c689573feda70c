import { madeWhenRead } from '../../core/made-when-read.ts';
import type { Report, ResultDocument, Verdict } from '../../core/report.ts';
import { asTyped, type CommandContext, THEIR_BLUEPRINT, type Typed } from './typed.ts';

/** The result with every command in it as it has to be typed for the set-up that each report is about. */
export function typedDocument(
  document: ResultDocument,
  typed: Typed,
  where: CommandContext['in'],
): ResultDocument {
  if (!('results' in document)) return typedReport(document, typed, where);
  const { results, ...totals } = document;
  return {
    ...typedReport(totals, typed, where),
    results: madeWhenRead(results, (one) => typedReport(one, typed, where)),
  };
}

function typedReport<One extends Report>(report: One, typed: Typed, where: CommandContext['in']): One {
  const place: CommandContext = { in: where, config: blueprintOf(report), written: wroteBlueprint(report) };
  const map = (text: string) => asTyped(text, typed, place);
  const { checks, ...others } = report;
  const told = mapTexts(others, map);
  if (checks === undefined) return { ...report, ...told };
  return { ...report, ...told, checks: checks.map((one) => typedVerdict(one, map)) };
}

/** Verdicts that name no command; the reports of a fleet share many of them. */
const PLAIN = new WeakSet<Verdict>();

function typedVerdict(verdict: Verdict, map: (text: string) => string): Verdict {
  if (PLAIN.has(verdict)) return verdict;
  const typed = withReason(mapTexts(verdict, map));
  if (typed === verdict) PLAIN.add(verdict);
  return typed;
}

/** A snapshot only shows what is: what a command works on is the reader's own blueprint. */
function blueprintOf({ source, config }: Report): string | undefined {
  return source?.kind === 'snapshot' ? THEIR_BLUEPRINT : config;
}

/** A command that finished its work has put the answers into the blueprint before it judged. */
function wroteBlueprint({ applied, checks, errors }: Report): boolean {
  return applied !== undefined && checks !== undefined && (errors ?? []).length === 0;
}

function withReason(verdict: Verdict): Verdict {
  const { fix } = verdict;
  if (!fix?.command?.includes(THEIR_BLUEPRINT)) return verdict;
  const summary = `${fix.summary} (the command needs your blueprint: a snapshot only shows what is)`;
  return { ...verdict, fix: { ...fix, summary } };
}

/** The same part where it names no command, so that a large fleet is not copied. */
function mapTexts<Part>(part: Part, map: (text: string) => string): Part {
  const text = JSON.stringify(part);
  if (!text.includes('entra-mcp-setup ')) return part;
  return JSON.parse(text, (_name, value: unknown) => (typeof value === 'string' ? map(value) : value));
}
