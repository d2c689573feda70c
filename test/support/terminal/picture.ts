import { maskedLine } from './masks.ts';
import type { Cell, Screen } from './screen.ts';

/** From the first line that starts with `from` to the line before the first that starts with `to`. */
export interface Excerpt {
  readonly from: string;
  readonly to: string;
}

const CELL_WIDTH = 8.4;
const LINE_HEIGHT = 19;
const MARGIN = 18;
const BAR_HEIGHT = 30;
const COLUMNS = 82;
/** Red, green, yellow and cyan of a dark palette; the rest of the sixteen is not used. */
const CLASSES: Readonly<Record<number, string>> = {
  1: 'r',
  2: 'g',
  3: 'y',
  6: 'c',
  9: 'r',
  10: 'g',
  11: 'y',
  14: 'c',
};

const STYLE = [
  'text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#d6dde6;white-space:pre}',
  '.r{fill:#ff7b72}.g{fill:#7ee787}.y{fill:#e3b341}.c{fill:#79c0ff}.b{font-weight:700}.d{fill:#8b949e}',
].join('');

/** Screens of a session as a picture made of text. It holds nothing but what was on the screen, masked. */
export function renderPicture(screen: Screen, title: string, excerpts: readonly Excerpt[]): string {
  const lines = excerpts.flatMap((excerpt, index) => [
    ...(index === 0 ? [] : [cut]),
    ...excerptOf(screen.cells(), excerpt),
  ]);
  const width = Math.round(COLUMNS * CELL_WIDTH + 2 * MARGIN);
  const height = BAR_HEIGHT + lines.length * LINE_HEIGHT + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title><style>${STYLE}</style>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    ...['#ff5f57', '#febc2e', '#28c840'].map(
      (fill, index) => `<circle cx="${20 + index * 18}" cy="18" r="6" fill="${fill}"/>`,
    ),
    ...lines.map((line, index) => renderLine(line, BAR_HEIGHT + MARGIN + (index + 0.75) * LINE_HEIGHT)),
    '</svg>',
    '',
  ].join('\n');
}

const cut: readonly Cell[] = [{ text: '⋮', isBold: false, isDim: true, color: null }];

type Lines = readonly (readonly Cell[])[];

function excerptOf(lines: Lines, { from, to }: Excerpt): Lines {
  const texts = lines.map((cells) => cells.map(({ text }) => text).join(''));
  const start = texts.findIndex((text) => text.startsWith(from));
  const end = texts.findIndex((text, index) => index > start && text.startsWith(to));
  if (start < 0 || end < 0) throw new Error(`No line starts with "${start < 0 ? from : to}".`);
  const last = texts.slice(start, end).findLastIndex((text) => text.trim() !== '');
  return lines.slice(start, start + last + 1);
}

function renderLine(cells: readonly Cell[], y: number): string {
  const masked = [...maskedLine(cells.map(({ text }) => text).join(''))];
  const length = masked.findLastIndex((letter) => letter !== ' ') + 1;
  const runs = runsOf(cells.slice(0, length).map((cell, index) => ({ ...cell, text: masked[index] ?? '' })));
  const spans = runs.map(({ text, style }) =>
    style === '' ? escaped(text) : `<tspan class="${style}">${escaped(text)}</tspan>`,
  );
  return `<text x="${MARGIN}" y="${y.toFixed(1)}" xml:space="preserve">${spans.join('')}</text>`;
}

interface Run {
  readonly text: string;
  readonly style: string;
}

function runsOf(cells: readonly Cell[]): readonly Run[] {
  const runs: Run[] = [];
  for (const cell of cells) {
    const last = runs.at(-1);
    const style = cell.text === ' ' ? (last?.style ?? '') : styleOf(cell);
    if (last?.style === style) runs.splice(-1, 1, { text: last.text + cell.text, style });
    else runs.push({ text: cell.text, style });
  }
  return runs;
}

function styleOf({ isBold, isDim, color }: Cell): string {
  return [color === null ? '' : (CLASSES[color] ?? ''), isBold ? 'b' : '', isDim ? 'd' : '']
    .filter(Boolean)
    .join(' ');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
