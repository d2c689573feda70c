import type { Launch } from '../../core/launch.ts';
import { lazyMap } from '../../core/lazy-map.ts';
import type { Report, ResultDocument, Verdict } from '../../core/report.ts';
import { type CommandContext, completeCommands, THEIR_BLUEPRINT } from './printed-commands.ts';

/** The result with every command in it completed, so that it acts on the set-up that its report is about. */
export function completeDocumentCommands(
  document: ResultDocument,
  launch: Launch,
  where: CommandContext['in'],
): ResultDocument {
  if (!('results' in document)) return completeReport(document, launch, where);
  const { results, ...totals } = document;
  return {
    ...completeReport(totals, launch, where),
    results: lazyMap(results, (one) => completeReport(one, launch, where)),
  };
}

function completeReport<One extends Report>(report: One, launch: Launch, where: CommandContext['in']): One {
  const place: CommandContext = { in: where, config: blueprintOf(report), written: wroteBlueprint(report) };
  const map = (text: string) => completeCommands(text, launch, place);
  const { checks, ...others } = report;
  const told = mapTexts(others, map);
  if (checks === undefined) return { ...report, ...told };
  return { ...report, ...told, checks: checks.map((one) => completeVerdict(one, map)) };
}

/** Verdicts that name no command, remembered because the reports of a fleet share many of them. */
const PLAIN = new WeakSet<Verdict>();

function completeVerdict(verdict: Verdict, map: (text: string) => string): Verdict {
  if (PLAIN.has(verdict)) return verdict;
  const completed = withReason(mapTexts(verdict, map));
  if (completed === verdict) PLAIN.add(verdict);
  return completed;
}

/** The blueprint to name in commands. A snapshot cannot be written to, so its commands need the reader's own. */
function blueprintOf({ source, config }: Report): string | undefined {
  return source?.kind === 'snapshot' ? THEIR_BLUEPRINT : config;
}

/** True where the run has saved its answers in the blueprint, so that commands need not repeat them as flags. */
function wroteBlueprint({ applied, checks, errors }: Report): boolean {
  return applied !== undefined && checks !== undefined && (errors ?? []).length === 0;
}

function withReason(verdict: Verdict): Verdict {
  const { fix } = verdict;
  if (!fix?.command?.includes(THEIR_BLUEPRINT)) return verdict;
  const summary = `${fix.summary} (the command needs your blueprint: a snapshot only shows what is)`;
  return { ...verdict, fix: { ...fix, summary } };
}

/** Applies `map` to every text of `part`. Returns `part` itself where it names no command, so that a large fleet is not copied. */
function mapTexts<Part>(part: Part, map: (text: string) => string): Part {
  const text = JSON.stringify(part);
  if (!text.includes('entra-mcp-setup ')) return part;
  return JSON.parse(text, (_name, value: unknown) => (typeof value === 'string' ? map(value) : value));
}
