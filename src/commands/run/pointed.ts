import type { Report, ResultDocument } from '../../core/report.ts';
import { shellWord } from '../../core/shell-word.ts';
import { CONFIG_NAMES } from './config-names.ts';

/** The beginning of a command that reads a blueprint, as it is typed. */
const ABOUT_A_SETUP =
  /\bentra-mcp-setup (?:setup|plan|apply|verify|diagnose|test|show|env|client-config|rotate|remove)\b/g;

/**
 * The result with its commands as they have to be typed for this very set-up: with the file it was read from, unless
 * that is found by itself. Checks and catalogue do not know it.
 */
export function pointed(document: ResultDocument, config: string | undefined): ResultDocument {
  return mapped(document, (text, report) => {
    const file = report.config ?? config;
    if (file === undefined || CONFIG_NAMES.includes(file) || text.search(ABOUT_A_SETUP) !== 0) return text;
    return `${text} --config ${shellWord(file)}`;
  });
}

/** The result with its commands as they are typed on the practice tenant. */
export function rehearsed(document: ResultDocument): ResultDocument {
  const told = mapped(document, rehearsedText);
  const { errors } = told;
  if (errors === undefined) return told;
  const steps = (nextSteps: readonly string[]) => nextSteps.map(rehearsedText);
  return { ...told, errors: errors.map((one) => ({ ...one, nextSteps: steps(one.nextSteps) })) };
}

/** Every command in a text as it is typed on the practice tenant. */
export function rehearsedText(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.includes('--practice') ? line : line.replaceAll(ABOUT_A_SETUP, '$& --practice')))
    .join('\n');
}

type MapCommand = (command: string, report: Report) => string;

function mapped(document: ResultDocument, map: MapCommand): ResultDocument {
  const report = mappedReport(document, map);
  if (!('results' in document)) return report;
  return { ...document, ...report, results: document.results.map((one) => mappedReport(one, map)) };
}

function mappedReport(report: Report, map: MapCommand): Report {
  const { checks, plan, diagnosis } = report;
  const point = <Told extends { readonly command: string | null }>(told: Told): Told =>
    told.command === null ? told : { ...told, command: map(told.command, report) };
  return {
    ...report,
    ...(checks && { checks: checks.map((one) => (one.fix ? { ...one, fix: point(one.fix) } : one)) }),
    ...(plan && { plan: { ...plan, leftToPeople: plan.leftToPeople.map(point) } }),
    ...(diagnosis && {
      diagnosis: diagnosis.map((one) => ({
        ...one,
        causes: one.causes.map((cause) => ({ ...cause, fix: point(cause.fix) })),
      })),
    }),
  };
}
