import { checkbox, input, select } from '@inquirer/prompts';
import type { Answered, Asker } from '../ports.ts';
import type { AskerHost } from './asker-host.ts';
import { widthOf, wrapHanging, wrapText } from './layout.ts';
import { type Key, type PromptContext, promptOnce, type Wish } from './prompt-control.ts';
import { BACK, promptTheme, type Row, rowsFor } from './prompt-theme.ts';
import type { CheckboxQuestion, ChoiceQuestion, Question, SelectQuestion, TextQuestion } from './question.ts';
import { type Style, styleFor } from './style.ts';

/** Where questions are drawn, and how. */
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
  const choices = shownRows(drawing, question);
  let position = question.choices.findIndex(({ value }) => value === question.initial);
  const theme = promptTheme(drawing.style, keyHint(drawing, question, 'Enter chooses'), (text) => {
    position = rowIn(choices, text)?.value ?? position;
  });
  const frame = { ...frameOf(question, choices), theme };
  const wishOf = (key: Key) => wishOfKey(question, key);
  const picked = await untilAnswered(drawing, question, wishOf, (context) =>
    select({ ...frame, default: position }, context),
  );
  const choice = picked.kind === 'answer' ? question.choices[picked.value] : undefined;
  return choice ? record(drawing, question, choice.value, choice.label) : { kind: 'back' };
}

async function askCheckbox<Value>(
  drawing: Drawing,
  question: CheckboxQuestion<Value>,
): Promise<Answered<readonly Value[]>> {
  const choices = tickedRows(drawing, question);
  const { wishOf, validate, onHighlight } = checkboxKeys(drawing, question, choices);
  const hint = keyHint(drawing, question, 'Space ticks, Enter goes on');
  const frame = {
    ...frameOf(question, choices),
    theme: promptTheme(drawing.style, hint, onHighlight),
    validate,
  };
  const picked = await untilAnswered(drawing, question, wishOf, (context) =>
    checkbox({ ...frame, shortcuts: { all: null, invert: null } }, context),
  );
  if (picked.kind === 'back') return picked;
  const chosen = question.choices.filter((_choice, index) => picked.value.includes(index));
  const said = chosen.map(({ label }) => label).join(', ') || 'none';
  const values = chosen.map(({ value }) => value);
  return record(drawing, question, values, said);
}

function frameOf<Shown extends Row>({ message }: Question, choices: readonly Shown[]) {
  return { message, choices, loop: false, pageSize: pageSize(choices) };
}

/**
 * `?` shows the help below the list, as Inquirer shows a refusal, so the ticks stay as they are; Space and Enter on
 * "← Back" go back. The row under the cursor is the one that is highlighted.
 */
function checkboxKeys(drawing: Drawing, question: Question, choices: readonly Row[]) {
  let onBack = false;
  let helpWanted = false;
  return {
    onHighlight: (text: string) => {
      onBack = rowIn(choices, text)?.value === BACK;
    },
    wishOf: (key: Key): Wish | null => {
      if (onBack && (key.name === 'space' || key.name === 'return')) return 'back';
      const wish = wishOfKey(question, key);
      if (wish !== 'help') return wish;
      helpWanted = true;
      drawing.streams.input.emit('keypress', '\r', { name: 'return' });
      return null;
    },
    validate: () => {
      const wanted = helpWanted;
      helpWanted = false;
      return wanted ? drawing.style.dim(helpText(drawing, question)) : true;
    },
  };
}

/** In a text, `?` and `<` are wishes only when they are the whole line, sent with Enter. */
async function askText(drawing: Drawing, question: TextQuestion): Promise<Answered<string>> {
  const { dim, glyphs } = drawing.style;
  const keys = question.canGoBack ? '? and Enter: why  < and Enter: back' : '? and Enter: why';
  const theme = promptTheme(drawing.style, '', () => undefined);
  const isWish = (text: string) => text === '?' || (text === '<' && question.canGoBack);
  const validate = (text: string) => isWish(text.trim()) || (question.check(text.trim()) ?? true);
  const message = `${question.message}\n${dim(keys)}\n${glyphs.pointer}`;
  const frame = { message, theme, validate, ...(question.initial && { default: question.initial }) };
  const typed = await untilAnswered(
    drawing,
    question,
    (key) => (question.canGoBack && key.name === 'escape' ? 'back' : null),
    (context) => input(frame, context),
    (text) => (isWish(text.trim()) ? (text.trim() === '?' ? 'help' : 'back') : null),
  );
  return typed.kind === 'back' ? typed : record(drawing, question, typed.value.trim(), typed.value.trim());
}

/** Asks again after each help. */
async function untilAnswered<Value>(
  drawing: Drawing,
  question: Question,
  wishOf: (key: Key) => Wish | null,
  run: (context: PromptContext) => Promise<Value>,
  wishIn: (value: Value) => Wish | null = () => null,
): Promise<Answered<Value>> {
  const outcome = await promptOnce(drawing, wishOf, run);
  const wish = outcome.kind === 'answer' ? wishIn(outcome.value) : outcome.kind;
  if (wish === 'back') return { kind: 'back' };
  if (wish === null && outcome.kind === 'answer') return outcome;
  drawing.terminal.err(`${helpText(drawing, question)}\n\n`);
  return untilAnswered(drawing, question, wishOf, run, wishIn);
}

function wishOfKey({ canGoBack }: Question, { name, sequence }: Key): Wish | null {
  if (sequence === '?') return 'help';
  return canGoBack && (name === 'escape' || sequence === '<') ? 'back' : null;
}

function shownRows<Value>({ terminal, style }: Drawing, question: ChoiceQuestion<Value>): readonly Row[] {
  const rows = rowsFor(question.choices, terminal.columns, style);
  return question.canGoBack ? [...rows, { value: BACK, name: style.glyphs.back }] : rows;
}

function tickedRows<Value>(drawing: Drawing, question: CheckboxQuestion<Value>) {
  return shownRows(drawing, question).map((row) => {
    const choice = question.choices[row.value];
    return { ...row, checked: choice !== undefined && question.initial.includes(choice.value) };
  });
}

function rowIn<Shown extends Row>(rows: readonly Shown[], text: string): Shown | undefined {
  return rows.find(({ name }) => text.endsWith(` ${name}`));
}

/** Leaves room for question and keys in a window of 24 lines. */
const MAX_LINES = 19;

/** Inquirer counts lines, and a choice with its hint below has several. */
function pageSize(rows: readonly Row[]): number {
  const lines = rows.flatMap(({ name }) => name.split('\n'));
  return Math.min(lines.length, MAX_LINES);
}

const WIDE_ENOUGH_FOR_ALL_KEYS = 70;

function keyHint({ terminal, style }: Drawing, { canGoBack }: Question, enter: string): string {
  const wide = terminal.columns >= WIDE_ENOUGH_FOR_ALL_KEYS;
  const keys = [enter, ...(canGoBack ? ['Esc back'] : []), '? why', ...(wide ? ['Ctrl-C leaves'] : [])];
  return keys.join(wide ? `  ${style.glyphs.dot}  ` : ` ${style.glyphs.dot} `);
}

function helpText({ terminal }: Drawing, { help }: Question): string {
  return wrapText(help, widthOf(terminal), '  ');
}

/** The prompt was cleared; one line stays. */
function record<Value>(
  { terminal, style }: Drawing,
  { message }: Question,
  value: Value,
  said: string,
): Answered<Value> {
  const colon = /[?:]$/.test(message) ? '' : ':';
  const line = `${style.green(style.glyphs.done)} ${message}${colon} ${style.cyan(said)}`;
  terminal.err(`${wrapHanging(line, widthOf(terminal))}\n`);
  return { kind: 'answer', value };
}
