import { decode } from './decode.ts';

/** Colour codes of terminals, then control characters and invisible ones (NULs of UTF-16 read as UTF-8, soft hyphens). */
const COLOUR = /[^\P{Cc}\s]\[[0-9;?]{0,16}[A-Za-z]/gu;
const INVISIBLE = /[^\P{Cc}\s]|\p{Cf}/u;
const EVERY_INVISIBLE = new RegExp(INVISIBLE, 'gu');
/** Latin letters, digits and marks as wide as those of East Asia, and the digits of Arabic and Persian. */
const WIDE = /[！-～]/g;
const OTHER_DIGITS = /[٠-٩۰-۹]/g;
/** Marks that HTML and editors put around words without breaking them. */
const INLINE_TAG = /<\/?(?:b|i|u|em|strong|span|wbr|a|code|mark|font|tt|small)(?:\s[^<>]{0,300})?\/?>/gi;
const BLOCK_TAG =
  /<\/?(?:html|head|body|title|meta|div|p|hr|h[1-6]|ul|ol|li|table|tbody|thead|tr|td|th|pre|section|main|label|form|input|button|img|script|style|link|details|summary|blockquote)(?:\s[^<>]{0,300})?\/?>/gi;
const LINE_BREAK_TAG = /<br ?\/?>\n?/gi;
/** What quoting, comments and log frames put at the start of a line. A blank line is no wrapping. */
const PARAGRAPH = /\n[ >|│┃*#]*\n[ \n>|│┃*#]*/g;
const SOFT_BREAK = / \n[ >|│┃*#]*/g;
const HARD_BREAK = /\n[ >|│┃*#]+/g;
const BLANKS = /[^\S\n]{2,}|[^\S\n ]/g;

/**
 * The text as one would read it aloud: decoded, without mark-up, blanks collapsed. A line end is kept as `\n` only
 * where it may have cut a word in two; where a blank stood before it, it has become that blank.
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
