import type { Terminal } from '../../ports.ts';
import { renderRows, widthOf, wrapText } from '../layout.ts';
import { styleFor } from '../style.ts';
import { type Block, NUMBERED, SECTIONS, type SectionName, type Step } from './step.ts';

/** The header of a screen, such as `Step 3 of 6 · MCP server`; a sentence in accessible mode. */
export function renderHeader(section: SectionName, terminal: Terminal): string {
  if (!NUMBERED.includes(section)) return renderTitle(SECTIONS[section], terminal);
  const where = `Step ${NUMBERED.indexOf(section) + 1} of ${NUMBERED.length}`;
  if (terminal.accessible) return `\n${where}. ${SECTIONS[section]}.\n`;
  const { bold, dim, glyphs } = styleFor(terminal);
  return `\n${dim(`${where} ${glyphs.dot}`)} ${bold(SECTIONS[section])}\n`;
}

/** The header of a step: its numbered screen, or its own title where it has none. */
export function renderStepHeader({ section, title, asked }: Step, terminal: Terminal): string {
  if (section !== null && asked !== 'on-demand') return renderHeader(section, terminal);
  return renderTitle(title, terminal);
}

/** A screen without a number. */
export function renderTitle(title: string, terminal: Terminal): string {
  return terminal.accessible ? `\n${title}.\n` : `\n${styleFor(terminal).bold(title)}\n`;
}

/** Renders what stands above a question, wrapped to the terminal. */
export function renderBlocks(blocks: readonly Block[], terminal: Terminal): string {
  if (blocks.length === 0) return '';
  return `${blocks.map((block) => renderBlock(block, terminal)).join('\n')}\n${terminal.accessible ? '' : '\n'}`;
}

function renderBlock(block: Block, terminal: Terminal): string {
  const columns = widthOf(terminal);
  const indent = terminal.accessible ? '' : '  ';
  if (typeof block === 'string') return wrapText(block, columns, indent);
  if ('warning' in block) {
    const { yellow } = styleFor(terminal);
    return wrapText(`${yellow('Note:')} ${block.warning}`, columns, indent);
  }
  if (!terminal.accessible) return renderRows(block.rows, columns, indent);
  return block.rows
    .map(([label, note]) => wrapText(note === '' ? label : `${label}: ${note}`, columns))
    .join('\n');
}
