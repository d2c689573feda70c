import type { Outside } from '../../outside.ts';

const BETWEEN_TRIES_MS = 5_000;

/** A question whose answer may soon be another one, such as whether a new credential is accepted. */
export interface OpenQuestion<Answer> {
  readonly ask: () => Promise<Answer>;
  /** False once the answer is final. */
  readonly mayChange: (answer: Answer) => boolean;
  /** The longest that all pauses together may take, in milliseconds. */
  readonly limit: number;
  /** Called before every pause. */
  readonly onWait: () => void;
}

/** Asks every five seconds until the answer is final or the time is up, and returns the last one. */
export async function askAgain<Answer>(
  { clock, interrupt }: Pick<Outside, 'clock' | 'interrupt'>,
  first: Answer,
  { ask, mayChange, limit, onWait }: OpenQuestion<Answer>,
): Promise<Answer> {
  let answer = first;
  for (let waited = BETWEEN_TRIES_MS; mayChange(answer) && waited <= limit; waited += BETWEEN_TRIES_MS) {
    onWait();
    await clock.sleep(BETWEEN_TRIES_MS, interrupt);
    answer = await ask();
  }
  return answer;
}
