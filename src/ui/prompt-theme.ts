import type { Style } from './style.ts';

/** Everything Inquirer would colour or draw by its own look at the environment, decided by ours. */
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
