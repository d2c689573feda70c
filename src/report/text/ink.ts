import type { TextOptions } from '../options.ts';

export type Tone = 'good' | 'bad' | 'caution' | 'quiet' | 'strong';

/** How text is drawn: colours, glyphs and width. */
export interface Ink {
  readonly columns: number;
  readonly accessible: boolean;
  readonly verbose: boolean;
  readonly glyphs: Glyphs;
  paint(tone: Tone, text: string): string;
}

interface Glyphs {
  readonly dot: string;
  readonly ellipsis: string;
  readonly arrow: string;
  readonly done: string;
  readonly stopped: string;
}

const UNICODE: Glyphs = { dot: '·', ellipsis: '…', arrow: '→', done: '✓', stopped: '✗' };
const ASCII: Glyphs = { dot: '-', ellipsis: '...', arrow: '->', done: '*', stopped: 'x' };

// The sixteen colours that a terminal's theme decides, so that contrast stays the reader's choice.
const SGR: Readonly<Record<Tone, readonly [open: number, close: number]>> = {
  good: [32, 39],
  bad: [31, 39],
  caution: [33, 39],
  quiet: [90, 39],
  strong: [1, 22],
};

const WIDEST = 200;
const NARROWEST = 40;
const USUAL = 80;

export function inkFor({ columns, color, unicode, accessible, verbose }: TextOptions): Ink {
  return {
    columns: widthFor(columns),
    accessible,
    verbose,
    glyphs: unicode && !accessible ? UNICODE : ASCII,
    paint: color ? coloured : (_tone, text) => text,
  };
}

/** The width to break lines at; without a terminal lines stay whole, so that a search finds each in one piece. */
function widthFor(columns: number | null): number {
  if (columns === null) return Number.POSITIVE_INFINITY;
  return columns === 0 ? USUAL : Math.min(WIDEST, Math.max(NARROWEST, columns));
}

function coloured(tone: Tone, text: string): string {
  const [open, close] = SGR[tone];
  return text === '' ? '' : `\u001b[${open}m${text}\u001b[${close}m`;
}
