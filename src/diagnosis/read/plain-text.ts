import { decode } from './decode.ts';

/** Colour codes of terminals, then control characters and invisible ones (NULs of UTF-16 read as UTF-8, soft hyphens). */
const COLOUR = /[^\P{Cc}\s]\[[0-9;?]{0,16}[A-Za-z]/gu;
const INVISIBLE = /[^\P{Cc}\s]|\p{Cf}/u;
const EVERY_INVISIBLE = new RegExp(INVISIBLE, 'gu');
/** Full-width Latin letters, digits and marks, and the digits of Arabic and Persian. */
const WIDE = /[！-～]/g;
const OTHER_DIGITS = /[٠-٩۰-۹]/g;
/** Tags that do not separate words. */
const INLINE_TAG = /<\/?(?:b|i|u|em|strong|span|wbr|a|code|mark|font|tt|small)(?:\s[^<>]{0,300})?\/?>/gi;
const BLOCK_TAG =
  /<\/?(?:html|head|body|title|meta|div|p|hr|h[1-6]|ul|ol|li|table|tbody|thead|tr|td|th|pre|section|main|label|form|input|button|img|script|style|link|details|summary|blockquote)(?:\s[^<>]{0,300})?\/?>/gi;
const LINE_BREAK_TAG = /<br ?\/?>\n?/gi;
/** Line breaks with the marks of quotations, comments and log frames. A blank line separates words. */
const PARAGRAPH = /\n[ >|│┃*#]*\n[ \n>|│┃*#]*/g;
const SOFT_BREAK = / \n[ >|│┃*#]*/g;
const HARD_BREAK = /\n[ >|│┃*#]+/g;
const BLANKS = /[^\S\n]{2,}|[^\S\n ]/g;

/**
 * The text decoded, without mark-up and with single blanks. A line break remains as `\n` only where it may have cut a word in
 * two; after a blank it is dropped.
 */
export function plainText(text: string): string {
  const decoded = visible(decode(visible(text)));
  return withoutTags(decoded)
    .replace(WIDE, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(OTHER_DIGITS, (char) => String(char.charCodeAt(0) & 15))
    .replace(/[‘’‚‛‹›＇「」『』]/g, "'")
    .replace(/[“”„‟«»＂]/g, '"')
    .replace(/\r\n?/g, '\n')
    .replace(BLANKS, ' ')
    .replace(PARAGRAPH, ' ')
    .replace(SOFT_BREAK, ' ')
    .replace(HARD_BREAK, '\n');
}

function visible(text: string): string {
  return INVISIBLE.test(text) ? text.replace(COLOUR, '').replaceAll(EVERY_INVISIBLE, '') : text;
}

function withoutTags(text: string): string {
  return text.includes('<')
    ? text.replace(INLINE_TAG, '').replace(LINE_BREAK_TAG, '\n').replace(BLOCK_TAG, ' ')
    : text;
}
