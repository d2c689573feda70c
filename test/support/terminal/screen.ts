import { createRequire } from 'node:module';
import type { IBufferLine, Terminal } from '@xterm/headless';

// The package is CommonJS without names that Node could find for an import.
const headless = createRequire(import.meta.url)('@xterm/headless') as { readonly Terminal: typeof Terminal };

/** The window of a terminal emulator: what a person would see, and what has scrolled out above it. */
export interface Screen {
  write(bytes: string): Promise<void>;
  /** The visible lines. */
  visible(): string;
  /** Everything, what scrolled away included. */
  all(): string;
  /** The same with lines that the terminal itself wrapped put together again. */
  unwrapped(): string;
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
  const lines = (from = 0): readonly IBufferLine[] => {
    const { active } = terminal.buffer;
    return Array.from({ length: active.length - from }, (_, index) => active.getLine(from + index)).filter(
      (line) => line !== undefined,
    );
  };
  const textOf = (some: readonly IBufferLine[]) => trimmed(some.map((line) => line.translateToString(true)));
  return {
    write: (bytes) => new Promise((resolve) => terminal.write(bytes, resolve)),
    visible: () => textOf(lines(terminal.buffer.active.baseY)),
    all: () => textOf(lines()),
    unwrapped: () =>
      trimmed(
        lines().reduce<readonly string[]>((whole, line) => {
          const text = line.translateToString(true);
          return line.isWrapped ? [...whole.slice(0, -1), `${whole.at(-1) ?? ''}${text}`] : [...whole, text];
        }, []),
      ),
    cells: () => lines().map((line) => cellsOf(line, columns)),
  };
}

function trimmed(lines: readonly string[]): string {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines
    .slice(0, last + 1)
    .map((line) => line.trimEnd())
    .join('\n');
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
