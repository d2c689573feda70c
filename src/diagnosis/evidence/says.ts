import type { Sign, Situation } from '../situation.ts';

/** Whether the text around the failure matches. A line end in it either stands for a blank or cuts a word in two, so both are tried. */
export function textHas({ failure: { excerpt } }: Situation, words: RegExp): boolean {
  return [' ', ''].some((between) => words.test(excerpt.replaceAll('\n', between)));
}

/** A sign that holds where the text matches. */
export function says(words: RegExp, because: string): Sign {
  return (situation) => (textHas(situation, words) ? because : null);
}
