import { packed, type Session } from './session.ts';

/** A simulated person who answers questions by what the screen or a screen reader shows. */
export interface Person {
  /** Waits for the question and takes its default. */
  accepts(question: string): Promise<void>;
  /** Waits for the question and chooses the row that starts with the label. */
  chooses(question: string, label: string): Promise<void>;
  /** Waits for the question and types the answer. */
  types(question: string, answer: string): Promise<void>;
  /** Waits for the question without answering. */
  reads(question: string): Promise<void>;
}

/** The last line of every list says what the keys do. */
const HINT = 'Enter chooses';

/** A person in front of a drawn terminal, who chooses from lists by number. */
export function viewer(session: Session): Person {
  const reads = (question: string) => session.sees(`? ${question}`);
  const openList = () => {
    const text = session.screen.all();
    return text.slice(Math.max(0, text.lastIndexOf('\n? ')));
  };
  // A list arrives in pieces: rows are read, and keys pressed, only when its last line stands below its question.
  const isWhole = (question: string) => {
    const list = packed(openList());
    return list.startsWith(packed(`? ${question}`)) && list.includes(packed(HINT));
  };
  return {
    reads,
    accepts: async (question) => {
      await reads(question);
      session.press('enter');
    },
    chooses: async (question, label) => {
      await session.meets(() => isWhole(question), `the whole list "${question}"`);
      while (!packed(openList()).includes(packed(`. ${label}`))) {
        const before = openList();
        session.press('down');
        await session.meets(
          () => isWhole(question) && openList() !== before,
          `a row "${label}" further down`,
        );
      }
      session.type(numberOf(openList(), label));
      session.press('enter');
    },
    types: async (question, answer) => {
      await reads(question);
      session.type(answer);
      session.press('enter');
    },
  };
}

/** A person with `--accessible`: everything is printed once, and answers are lines. */
export function listener(session: Session): Person {
  // Text is heard once, so a question that was waited for is not waited for again.
  let open: string | null = null;
  const reads = async (question: string) => {
    if (open === question) return;
    await session.hears(question);
    await session.hears('Choose: ', 'Answer: ');
    open = question;
  };
  const answers = async (question: string, line: (asked: string) => string) => {
    await reads(question);
    open = null;
    const said = session.said();
    session.type(line(said.slice(Math.max(0, said.lastIndexOf(question)))));
    session.press('enter');
  };
  return {
    reads,
    accepts: (question) => answers(question, () => ''),
    chooses: (question, label) => answers(question, (asked) => numberOf(asked, label)),
    types: (question, answer) => answers(question, () => answer),
  };
}

/** Number of the row whose text, put together again, starts with the label. */
function numberOf(list: string, label: string): string {
  const rows = list.split(/^[^0-9A-Za-z\n]*(?=\d+\. )/m);
  const row = rows.find((text) =>
    packed(text)
      .replace(/^\d+\./, '')
      .startsWith(packed(label)),
  );
  if (row === undefined) throw new Error(`No row starts with "${label}":\n${list}`);
  return /^\d+/.exec(row)?.[0] ?? '';
}
