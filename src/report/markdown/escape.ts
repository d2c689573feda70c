import { clip, oneLine } from '../clean.ts';

const LONGEST = 2_000;

/**
 * Text that Markdown shows as it is: no emphasis, link, picture, HTML, table cell or formula comes of it, and nobody
 * is mentioned (a zero-width space stands after an `@` that starts a word).
 */
export function inlineText(text: string): string {
  return clip(oneLine(text), LONGEST)
    .replace(/[\\`*_[\]<>|~$!#]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replace(/(^|[^\p{L}\p{N}])@(?=\p{L}|\p{N})/gu, '$1@&#8203;')
    .replace(/:(?=\/\/)/g, '&#58;');
}

/**
 * Commands, addresses and ids in a sentence, which become code spans: those need no escapes, which other readers would show.
 */
const VALUES =
  /`([^`]{1,400})`|((?:https?|api):\/\/(?:[^\s,;)"']{0,400}[^\s,;)"'.:])?|[\w.-]*_[\w.-]*\w|<[^<>\n]{1,80}>[^\s,;)"']{0,80})/g;

/** A sentence of ours with its values as code spans, so that it reads well where Markdown is not rendered, too. */
export function proseText(text: string): string {
  const line = clip(oneLine(text), LONGEST);
  let shown = '';
  let end = 0;
  for (const match of line.matchAll(VALUES)) {
    shown += between(line.slice(end, match.index)) + codeSpan(match[1] ?? match[2] ?? '');
    end = match.index + match[0].length;
  }
  return shown + between(line.slice(end));
}

/** Escapes the words between two values and keeps the blanks around them. */
function between(words: string): string {
  const blank = (is: boolean) => (is ? ' ' : '');
  return words.trim() === ''
    ? blank(words !== '')
    : `${blank(words.startsWith(' '))}${inlineText(words)}${blank(words.endsWith(' '))}`;
}

/** A value as a code span, which shows every character literally. Its fence is longer than any run inside. */
export function codeSpan(text: string): string {
  const content = clip(oneLine(text), LONGEST);
  if (content === '') return '(empty)';
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${content}${gap}${fence}`;
}

/** A code span in a table cell, where a bar would end the cell even inside the span. */
export function cellCode(text: string): string {
  return codeSpan(text).replaceAll('|', '\\|');
}

/** A link, or nothing where the address is not one of the web. */
export function link(words: string, url: string | null): string {
  if (url === null || !/^https:\/\/[^\s<>()"\\]+$/.test(url)) return '';
  return `[${inlineText(words)}](<${url}>)`;
}
