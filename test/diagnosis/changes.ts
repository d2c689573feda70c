import type { Sample } from './samples.ts';

/** Something that happens to a text between the service and the paste. */
export type Change = (text: string, width: number) => string;

const onLines = (text: string, change: (line: string) => string): string =>
  text.split('\n').map(change).join('\n');

/** A console breaks lines wherever its edge is. */
export function hardWrapped(text: string, width: number): string {
  return onLines(text, (line) => {
    const pieces: string[] = [];
    for (let start = 0; start < line.length; start += width) pieces.push(line.slice(start, start + width));
    return pieces.join('\n');
  });
}

/** A mail program breaks lines between words. */
function wordWrapped(text: string, width: number): string {
  return onLines(text, (line) => {
    const lines: string[] = [];
    for (const word of line.split(' ')) {
      const last = lines.at(-1);
      if (last === undefined || last.length + word.length + 1 > width) lines.push(word);
      else lines.splice(-1, 1, `${last} ${word}`);
    }
    return lines.join('\n');
  });
}

function asHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll("'", '&#39;')
    .replaceAll('"', '&quot;');
}

/** `encodeURIComponent` refuses half characters, which a hard wrap can leave. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '');

export const CHANGES: Readonly<Record<string, Change>> = {
  hardWrap: hardWrapped,
  wordWrap: wordWrapped,
  carriageReturns: (text) => text.replace(/\r?\n/g, '\r\n'),
  percent: (text) => encodeURIComponent(wellFormed(text)),
  form: (text) => new URLSearchParams({ error_description: text }).toString(),
  json: (text) => JSON.stringify({ message: text }),
  escaped: (text) => JSON.stringify(text).slice(1, -1),
  html: asHtml,
  page: (text) => `<html><body><p>${asHtml(text).replaceAll('\n', '<br>\n')}</p></body></html>`,
  quoted: (text) => onLines(text, (line) => `> ${line}`),
  fenced: (text) => `\`\`\`\n${text}\n\`\`\``,
  indented: (text) => onLines(text, (line) => `    ${line}`),
  framed: (text) => onLines(text, (line) => `│ ${line}`),
  logged: (text) => `2024-05-01T10:22:33.123Z ERROR gateway[123]: ${text}`,
};

/** The text cut somewhere behind its code, and sometimes before it; whole where it shows none. */
export function cutAround({ code, text }: Sample, where: number): string {
  const word = code?.replace('graph:', '');
  const place = word === undefined ? -1 : text.indexOf(word);
  if (word === undefined || place < 0) return text;
  const earliest = place + word.length + 2;
  const end = Math.ceil(earliest + (text.length - earliest) * where);
  const start = where < 0.5 ? 0 : Math.floor(Math.max(0, place - 12) * (where - 0.5));
  return text.slice(start, Math.max(earliest, end));
}
