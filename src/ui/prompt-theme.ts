import type { Style } from './style.ts';

/** The theme of Inquirer's prompts by our own traits: by itself it would look at the environment and standard output. */
export function promptTheme({ bold, dim, red, cyan, green, glyphs }: Style) {
  return {
    prefix: { idle: cyan('?'), done: green(glyphs.done) },
    spinner: { interval: 1000, frames: [glyphs.waiting] },
    style: {
      message: bold,
      answer: cyan,
      error: red,
      defaultAnswer: (text: string) => dim(`(${text})`),
      help: dim,
      key: bold,
    },
  };
}
