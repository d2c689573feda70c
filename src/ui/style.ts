import type { Terminal } from '../ports.ts';

type Paint = (text: string) => string;

/** Marks that stand beside words, never instead of them. */
export interface Glyphs {
  readonly done: string;
  readonly failed: string;
  readonly waiting: string;
  readonly pointer: string;
  readonly back: string;
  readonly dot: string;
  readonly arrows: string;
  readonly ellipsis: string;
  readonly rule: string;
  /** Frames, one character each. */
  readonly spinner: string;
}

/** Colours of the terminal's own palette, so its theme decides the contrast; plain text where colour is off. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
  readonly glyphs: Glyphs;
}

const UNICODE: Glyphs = {
  done: '✓',
  failed: '✗',
  waiting: '…',
  pointer: '❯',
  back: '← Back',
  dot: '·',
  arrows: '↑↓',
  ellipsis: '…',
  rule: '─',
  spinner: '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏',
};

const ASCII: Glyphs = {
  done: '+',
  failed: 'x',
  waiting: '~',
  pointer: '>',
  back: '<- Back',
  dot: '-',
  arrows: 'Up/Down',
  ellipsis: '...',
  rule: '-',
  spinner: '-\\|/',
};

export function styleFor({ color, unicode }: Pick<Terminal, 'color' | 'unicode'>): Style {
  const paint =
    (open: number, close: number): Paint =>
    (text) =>
      color && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    cyan: paint(36, 39),
    glyphs: unicode ? UNICODE : ASCII,
  };
}
