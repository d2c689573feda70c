import type { Status } from '../../core/report.ts';
import { type Markup, markup } from '../markup.ts';
import { STATUS_WORDS } from '../words.ts';

export type IconName = Status | 'unseen';

/** The shape of each status, so that colour is never the only sign; drawn in a box of 24 units around 0,0. */
const SHAPES: Readonly<Record<IconName, Markup>> = {
  pass: markup`<circle class="mark" r="10"/><path class="glyph" d="M-4.5 .5-1.2 3.8 4.8-3.4"/>`,
  fail: markup`<path class="mark" d="M-4.3-10.4H4.3L10.4-4.3V4.3L4.3 10.4H-4.3L-10.4 4.3V-4.3Z"/><path class="glyph" d="M-3.8-3.8 3.8 3.8M3.8-3.8-3.8 3.8"/>`,
  warn: markup`<path class="mark" stroke-linejoin="round" d="M0-10.5 11 9H-11Z"/><path class="glyph" d="M0-3.6V2"/><circle class="solid" cy="5.6" r="1.5"/>`,
  unknown: markup`<path class="mark" stroke-linejoin="round" d="M0-11.5 11.5 0 0 11.5-11.5 0Z"/><path class="glyph" d="M-2.6-2.4C-2.6-6 2.8-5.8 2.6-2.4 2.5-.6 0-.4 0 1.6"/><circle class="solid" cy="5" r="1.4"/>`,
  manual: markup`<rect class="mark" x="-9.5" y="-9.5" width="19" height="19" rx="3"/><path class="glyph" d="M-4.5-3.5H4.5M-4.5 0H4.5M-4.5 3.5H1"/>`,
  skip: markup`<circle class="mark" r="10" stroke-dasharray="4 3"/><path class="glyph" d="M-4 0H4"/>`,
  unseen: markup`<circle class="mark" r="10" stroke-dasharray="2 3"/>`,
};

/** The symbols that `icon` refers to, once per page. */
export const SYMBOLS: Markup = markup`<svg width="0" height="0" aria-hidden="true" focusable="false">${(
  Object.keys(SHAPES) as IconName[]
).map((mark) => markup`<symbol id="i-${mark}" viewBox="-12.5 -12.5 25 25">${SHAPES[mark]}</symbol>`)}</svg>`;

export function icon(mark: IconName): Markup {
  return markup`<svg class="icon ${mark}" aria-hidden="true"><use href="#i-${mark}"/></svg>`;
}

/** The shape itself, centred on a point of a picture. */
export function shapeAt(mark: IconName, x: number, y: number): Markup {
  return markup`<g transform="translate(${x} ${y})">${SHAPES[mark]}</g>`;
}

/** Shape and word of a status. */
export function statusWord(status: Status): Markup {
  return markup`<span class="word ${status}">${icon(status)} ${STATUS_WORDS[status]}</span>`;
}
