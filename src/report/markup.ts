import { oneLine } from './clean.ts';

/** Text that is markup already. Only `markup` and `trusted` make it, so that no text gets in unescaped by accident. */
export interface Markup {
  readonly markup: string;
}

type Slot = string | number | Markup | null | readonly Slot[];

/** A template for HTML, SVG and XML: every interpolated text is cleaned and escaped; nested markup stays. */
export function markup(strings: TemplateStringsArray, ...slots: readonly Slot[]): Markup {
  const parts = strings.map(
    (part, index) => `${part}${index < slots.length ? rendered(slots[index] ?? null) : ''}`,
  );
  return { markup: parts.join('') };
}

/** Markup from one of our own constants, such as a style sheet. */
export function trusted(text: string): Markup {
  return { markup: text };
}

function rendered(slot: Slot): string {
  if (slot === null) return '';
  if (typeof slot === 'number') return String(slot);
  if (typeof slot === 'string') return escaped(slot);
  return 'markup' in slot ? slot.markup : slot.map(rendered).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
