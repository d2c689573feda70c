import type { Summary } from '../../core/report.ts';
import type { Terminal } from '../../ports.ts';
import { renderRows, widthOf, wrapText } from '../layout.ts';
import { styleFor } from '../style.ts';

/** What the last screen says. */
export interface Result {
  /** The state of the set-up in one sentence, such as "Ready to use, except for the consent of an administrator." */
  readonly headline: string;
  readonly summary: Summary;
  /** The command that lists the checks which only people can confirm. */
  readonly listing: string;
  /** Checks that do not pass, by id, with what they found. */
  readonly amiss: readonly (readonly [id: string, message: string])[];
  /** Ids people need, such as the app id of MCP Server API. */
  readonly ids: readonly (readonly [label: string, value: string])[];
  readonly files: readonly { readonly path: string; readonly note: string }[];
  /** What the MCP server's address tells MCP clients, in sentences. */
  readonly address: readonly string[];
  /** What to do now, in order. */
  readonly next: readonly NextStep[];
  /** The command that does the same without questions. */
  readonly same: string;
  readonly isPractice: boolean;
}

/** One thing to do; its command is never broken across lines, so that it can be copied. */
export interface NextStep {
  readonly text: string;
  readonly command: string | null;
}

/** Renders the last screen: how the set-up is, where it is written, and what to do next. */
export function renderResult(result: Result, terminal: Terminal): string {
  const { bold, dim } = styleFor(terminal);
  const columns = widthOf(terminal);
  const sections = [
    ['Ids', renderPairs(result.ids, terminal)],
    ['Written', renderPairs(result.files.map(written), terminal)],
    [
      'Address of the MCP server',
      result.address.map((line) => wrapText(line, columns, terminal.accessible ? '' : '  ')).join('\n'),
    ],
    ['Next', result.next.map((step, index) => renderNext(step, index + 1, columns)).join('\n')],
    ['The same without questions', `  ${result.same}`],
    ['For a tenant of yours', result.isPractice ? '  The same in another folder, without --practice.' : ''],
  ] as const;
  return [
    '',
    bold(wrapText(result.headline, columns)),
    dim(wrapText(countsOf(result), columns)),
    ...(result.summary.manual > 0 ? [`     ${result.listing}`] : []),
    ...(result.amiss.length > 0 ? [renderPairs(result.amiss, terminal)] : []),
    ...sections
      .filter(([, text]) => text.trim() !== '')
      .flatMap(([title, text]) => ['', terminal.accessible ? `${title}:` : bold(title), text]),
    '',
  ].join('\n');
}

function written({ path, note }: Result['files'][number]): readonly [string, string] {
  return [path, note];
}

function renderNext({ text, command }: NextStep, number: number, columns: number): string {
  const line = wrapText(`${number}. ${text}`, columns, '  ');
  return command === null ? line : `${line}\n     ${command}`;
}

function renderPairs(rows: readonly (readonly [string, string])[], terminal: Terminal): string {
  if (!terminal.accessible) return renderRows(rows, widthOf(terminal));
  return rows.map(([label, note]) => (note === '' ? label : `${label}: ${note}`)).join('\n');
}

const COUNT_WORDS: Readonly<Record<keyof Summary, string>> = {
  pass: 'passed',
  fail: 'failed',
  warn: 'with a warning',
  manual: 'to confirm by hand',
  skip: 'not applicable',
  unknown: 'not known',
};

function countsOf({ summary }: Result): string {
  const names = Object.keys(COUNT_WORDS) as readonly (keyof Summary)[];
  const counts = names
    .filter((name) => summary[name] > 0)
    .map((name) => `${summary[name]} ${COUNT_WORDS[name]}`);
  return `Checks: ${counts.join(', ')}${summary.manual > 0 ? '. To list them' : ''}`;
}
