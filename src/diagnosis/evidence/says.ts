import type { Sign, Situation } from '../situation.ts';

/** Whether the text has such words; a line end inside it either cut a word in two or stands for a blank. */
export function textHas({ failure: { excerpt } }: Situation, words: RegExp): boolean {
  return [' ', ''].some((between) => words.test(excerpt.replaceAll('\n', between)));
}

/** A sign that holds where the text says so. */
export function says(words: RegExp, because: string): Sign {
  return (situation) => (textHas(situation, words) ? because : null);
}
