import { input } from '@inquirer/prompts';
import type { Answered, Asker } from '../ports.ts';
import type { AskerHost } from './asker-host.ts';
import { widthOf, wrapHanging, wrapText } from './layout.ts';
import type { ListOutcome, ListPlace } from './list-keys.ts';
import { type List, listPrompt } from './list-prompt.ts';
import { rowsFor } from './list-rows.ts';
import { promptOnce } from './prompt-control.ts';
import { promptTheme } from './prompt-theme.ts';
import {
  type CheckboxQuestion,
  type ChoiceQuestion,
  completedText,
  NO_WAY_BACK,
  type QuestionText,
  type SelectQuestion,
  type TextQuestion,
} from './question.ts';
import { type Style, styleFor } from './style.ts';

/** What drawing questions needs beside the host. */
interface Drawing extends AskerHost {
  readonly style: Style;
}

/** Questions drawn by @inquirer/prompts, with Esc, `?` and "← Back" added. */
export function drawnAsker(host: AskerHost): Asker {
  const drawing: Drawing = { ...host, style: styleFor(host.terminal) };
  return {
    select: (question) => askSelect(drawing, question),
    checkbox: (question) => askCheckbox(drawing, question),
    text: (question) => askText(drawing, question),
  };
}

async function askSelect<Value>(drawing: Drawing, question: SelectQuestion<Value>): Promise<Answered<Value>> {
  const active = question.choices.findIndex(({ value }) => value === question.initial);
  const start = active < 0 ? question.choices.findIndex(({ disabled }) => !disabled) : active;
  const place = { active: Math.max(0, start), ticked: null };
  const outcome = await askList(drawing, { ...question, check: () => null }, 'Enter chooses', place);
  const choice = outcome.kind === 'answer' ? question.choices[outcome.active] : undefined;
  return choice ? record(drawing, question, choice.value, choice.label) : { kind: 'back' };
}

async function askCheckbox<Value>(
  drawing: Drawing,
  question: CheckboxQuestion<Value>,
): Promise<Answered<readonly Value[]>> {
  const { choices, initial, check } = question;
  const chosen = (ticked: readonly number[]) => choices.filter((_choice, index) => ticked.includes(index));
  const valuesOf = (ticked: readonly number[]) => chosen(ticked).map(({ value }) => value);
  const place = {
    active: 0,
    ticked: choices.flatMap(({ value }, index) => (initial.includes(value) ? [index] : [])),
  };
  const list = { ...question, check: (ticked: readonly number[]) => check?.(valuesOf(ticked)) ?? null };
  const { kind, ticked } = await askList(drawing, list, 'Space ticks, Enter goes on', place);
  if (kind !== 'answer' || ticked === null) return { kind: 'back' };
  const said = chosen(ticked).map(({ label }) => label);
  return record(drawing, question, valuesOf(ticked), said.join(', ') || 'none');
}

/** Asks again after each help, with the cursor and the ticks where they were. */
async function askList(
  drawing: Drawing,
  question: ChoiceQuestion<unknown> & Pick<List, 'check'>,
  enter: string,
  place: ListPlace,
): Promise<ListOutcome> {
  const { terminal, streams, style } = drawing;
  const columns = terminal.columns || DEFAULT_COLUMNS;
  const { message, choices, check, canGoBack } = question;
  const hint = keyHint(drawing, question, { enter, why: '? why' });
  const lines = streams.output.rows || DEFAULT_LINES;
  const rows = rowsFor(choices, { columns, room: lines - LINES_BESIDE, style, canGoBack });
  const list = { ...place, message, rows, check, canGoBack, hint, columns, lines, style };
  const answered = await promptOnce(
    drawing,
    () => false,
    (context) => listPrompt(list, context),
  );
  const outcome = answered.kind === 'answer' ? answered.value : { ...place, kind: answered.kind };
  if (outcome.kind !== 'help') return outcome;
  sayHelp(drawing, question);
  return askList(drawing, question, enter, outcome);
}

const DEFAULT_COLUMNS = 80;
const DEFAULT_LINES = 24;
/** Lines that a list needs beside its rows: title, question, mark and keys. */
const LINES_BESIDE = 6;

/** Asks for a text. A line that is `?` or `<` alone asks for help or goes back, and is never an answer. */
async function askText(drawing: Drawing, question: TextQuestion): Promise<Answered<string>> {
  const { style, terminal } = drawing;
  const { canGoBack, initial } = question;
  const keys = keyHint(drawing, question, { enter: 'Enter goes on', why: '? Enter: why' });
  const isWish = (text: string) => text === '?' || text === '<';
  const validate = (text: string) => {
    const problem = isWish(text.trim()) ? null : question.check(completedText(question, text));
    return problem === null || wrapText(problem, widthOf(terminal));
  };
  const asked = wrapHanging(question.message, widthOf(terminal) - PREFIX_COLUMNS);
  const message = `${asked}\n${style.dim(keys)}\n${style.glyphs.pointer}`;
  const frame = { message, theme: promptTheme(style), validate, ...(initial && { default: initial }) };
  const typed = await promptOnce(
    drawing,
    ({ name }) => canGoBack && name === 'escape',
    (context) => input(frame, context),
  );
  if (typed.kind === 'back') return typed;
  const text = completedText(question, typed.value);
  if (!isWish(text)) return record(drawing, question, text, text);
  if (text === '<' && canGoBack) return { kind: 'back' };
  sayHelp(drawing, text === '<' ? { ...question, help: NO_WAY_BACK } : question);
  return askText(drawing, question);
}

const PREFIX_COLUMNS = 2;

/** The line that explains the keys. In a narrow window it leaves out Esc, since "← Back" is a visible choice. */
function keyHint(
  { terminal, style }: Drawing,
  { canGoBack }: QuestionText,
  { enter, why }: { readonly enter: string; readonly why: string },
): string {
  const isWide = terminal.columns >= WIDE_ENOUGH_FOR_ALL_KEYS;
  const back = canGoBack && (isWide || enter.length <= SHORT) ? ['Esc back'] : [];
  const keys = [enter, ...back, why, ...(isWide ? ['Ctrl-C leaves'] : [])];
  return keys.join(isWide ? `  ${style.glyphs.dot}  ` : ` ${style.glyphs.dot} `);
}

const WIDE_ENOUGH_FOR_ALL_KEYS = 70;
/** The longest first key, in columns, with which that line still fits 40 columns. */
const SHORT = 16;

function sayHelp({ terminal }: Drawing, { help }: QuestionText): void {
  terminal.err(`${wrapText(help, widthOf(terminal), '  ')}\n\n`);
}

/** Writes the question and its answer as one line in place of the prompt, which was cleared. */
function record<Value>(
  { terminal, style }: Drawing,
  { message }: QuestionText,
  value: Value,
  said: string,
): Answered<Value> {
  const colon = /[?:]$/.test(message) ? '' : ':';
  const line = `${style.green(style.glyphs.done)} ${message}${colon} ${style.cyan(said)}`;
  terminal.err(`${wrapHanging(line, widthOf(terminal))}\n`);
  return { kind: 'answer', value };
}
