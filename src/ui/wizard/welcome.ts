import type { Terminal } from '../../ports.ts';
import { renderRows, widthOf, wrapText } from '../layout.ts';
import { type Style, styleFor } from '../style.ts';
import type { WizardAnswerName, WizardAnswers } from './answers.ts';
import type { Conversation } from './ask.ts';
import type { LocalCheck } from './facts.ts';
import { type Journal, resumedAnswers, type StopPoint } from './journal.ts';
import { renderBlocks, renderTitle } from './screen.ts';
import { STEPS } from './steps.ts';

/** Answers that need no question, and where each was found, such as `--mcp-url` or `entra-mcp.yaml`. */
export interface GivenAnswers {
  readonly answers: WizardAnswers;
  readonly origins: Readonly<Partial<Record<WizardAnswerName, string>>>;
}

/** What the welcome says. */
export interface Welcome {
  readonly version: string;
  /** Host names this run may contact. */
  readonly hosts: readonly string[];
  readonly checks: readonly LocalCheck[];
  /** Whether everything happens on the practice tenant. */
  readonly practice: boolean;
}

/** The first screen: what will happen, what is contacted, and the state of this machine. */
export function renderWelcome({ version, hosts, checks, practice }: Welcome, terminal: Terminal): string {
  const style = styleFor(terminal);
  const { bold, dim, glyphs } = style;
  const columns = widthOf(terminal);
  const title = `entra-mcp-setup ${version}`;
  const rule = terminal.accessible ? [] : [dim(glyphs.rule.repeat(Math.min(columns, title.length)))];
  const paragraphs = [
    'Sets up Microsoft Entra ID for an MCP server behind an AI gateway. Nothing changes in your tenant before you approve the plan.',
    practice
      ? 'This is the practice tenant: nothing real is contacted or changed.'
      : `Contacts only ${hosts.join(', ')}.`,
  ];
  // Checks that pass are not shown.
  const wrong = checks.filter(({ status }) => status !== 'pass');
  return [
    bold(title),
    ...rule,
    ...paragraphs.map((paragraph) => wrapText(paragraph, columns)),
    ...(wrong.length > 0 ? ['', 'This machine', renderChecks(wrong, style, terminal)] : []),
    '',
  ].join('\n');
}

const STATUS_WORDS = { pass: 'PASS', warn: 'WARN', fail: 'FAIL' } as const;

function renderChecks(
  checks: readonly LocalCheck[],
  { green, yellow, red }: Style,
  terminal: Terminal,
): string {
  const paint = { pass: green, warn: yellow, fail: red };
  if (terminal.accessible) {
    return checks
      .map(({ status, label, detail }) => `${STATUS_WORDS[status]}: ${label}, ${detail}.`)
      .join('\n');
  }
  const rows = checks.map(
    ({ status, label, detail }) => [`${paint[status](STATUS_WORDS[status])} ${label}`, detail] as const,
  );
  return renderRows(rows, widthOf(terminal));
}

/** Offers to go on where an earlier run stopped. Returns the answers to start with. */
export async function askResume(
  { asker, terminal }: Conversation,
  journal: Journal | null,
): Promise<WizardAnswers> {
  if (journal === null) return {};
  const when = `${journal.savedAt.slice(0, 10)} ${journal.savedAt.slice(11, 16)} UTC`;
  terminal.err(renderTitle('An earlier run', terminal));
  terminal.err(
    renderBlocks(
      [`${whereIn(journal.stoppedAt, when)} Nothing secret was kept, so you will sign in again.`],
      terminal,
    ),
  );
  const answered = await asker.select({
    message: 'Go on from there?',
    help: 'The answers of the earlier run are kept on this machine only. They are checked against the tenant again, and those that no longer fit are asked again.',
    canGoBack: false,
    choices: [
      { value: 'continue', label: 'Go on', hint: 'keeps the answers' },
      { value: 'anew', label: 'Start anew', hint: 'forgets them' },
    ],
    initial: 'continue',
  });
  return answered.kind === 'answer' && answered.value === 'continue' ? resumedAnswers(journal) : {};
}

function whereIn(place: StopPoint, when: string): string {
  switch (place.stage) {
    case 'question':
      return `It stopped at "${place.title}" on ${when}.`;
    case 'plan':
      return `It stopped at the plan on ${when}, before it was applied.`;
    case 'applying':
      return `It stopped while the plan was applied, on ${when}: part of it may already be in the tenant. The next plan shows what is left.`;
  }
}

/** Says once which answers are not asked, and where they come from. */
export function sayGiven(terminal: Terminal, { answers, origins }: GivenAnswers): void {
  const given = STEPS.flatMap(({ name, title, say }) => {
    const origin = origins[name];
    const said = answers[name] === undefined ? null : say(answers);
    return origin === undefined || said === null ? [] : [{ origin, row: [title, said] as const }];
  });
  if (given.length === 0) return;
  const blocks = [...new Set(given.map(({ origin }) => origin))].flatMap((origin) => [
    `By ${origin}:`,
    { rows: given.filter((one) => one.origin === origin).map(({ row }) => row) },
  ]);
  terminal.err(renderTitle('Already answered', terminal));
  terminal.err(renderBlocks([...blocks, 'They are not asked again; the plan lets you edit them.'], terminal));
}
