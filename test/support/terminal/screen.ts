import { createRequire } from 'node:module';
import type { IBufferLine, Terminal } from '@xterm/headless';
import type { ScreenLine } from './masks.ts';

// The package is CommonJS without names that Node could find for an import.
const headless = createRequire(import.meta.url)('@xterm/headless') as { readonly Terminal: typeof Terminal };

/** The screen of a terminal emulator: what a person would see, and what has scrolled out above it. */
export interface Screen {
  write(bytes: string): Promise<void>;
  /** All lines, those that scrolled out included. */
  all(): string;
  lines(): readonly ScreenLine[];
  /** Lines as cells with their colours, for a picture. */
  cells(): readonly (readonly Cell[])[];
}

export interface Cell {
  readonly text: string;
  readonly isBold: boolean;
  readonly isDim: boolean;
  /** 0 to 15 in the palette, or null for the terminal's own colour. */
  readonly color: number | null;
}

const SCROLLBACK = 5_000;

export function newScreen(columns: number, rows: number): Screen {
  const terminal = new headless.Terminal({
    cols: columns,
    rows,
    scrollback: SCROLLBACK,
    allowProposedApi: true,
  });
  const lines = (): readonly IBufferLine[] => {
    const { active } = terminal.buffer;
    return Array.from({ length: active.length }, (_, index) => active.getLine(index)).filter(
      (line) => line !== undefined,
    );
  };
  const written = () => {
    const texts = lines().map((line) => ({ text: line.translateToString(true), isWrapped: line.isWrapped }));
    return texts.slice(0, texts.findLastIndex(({ text }) => text.trim() !== '') + 1);
  };
  return {
    write: (bytes) => new Promise((resolve) => terminal.write(bytes, resolve)),
    all: () =>
      written()
        .map(({ text }) => text.trimEnd())
        .join('\n'),
    lines: written,
    cells: () => lines().map((line) => cellsOf(line, columns)),
  };
}

function cellsOf(line: IBufferLine, columns: number): readonly Cell[] {
  return Array.from({ length: columns }, (_, column) => line.getCell(column)).flatMap((cell) =>
    cell === undefined || cell.getWidth() === 0
      ? []
      : [
          {
            text: cell.getChars() || ' ',
            isBold: cell.isBold() !== 0,
            isDim: cell.isDim() !== 0,
            color: cell.isFgPalette() ? cell.getFgColor() : null,
          },
        ],
  );
}
