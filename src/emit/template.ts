import { Eta } from 'eta';

/** The template engine. It escapes nothing: templates escape text by `markdownText`. */
const engine = new Eta({ autoEscape: false, autoTrim: [false, 'nl'] });

/** Fills a template; `it` holds its variables. */
export function fill(template: string, it: object): string {
  return engine
    .renderString(template, it)
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()
    .concat('\n');
}

/** Escapes a text from a tenant or file for Markdown, so that it is shown as it is: no markup, line break or table border. */
export function markdownText(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&')
    .trim();
}

/** An id, a URL or a path in a code span; its fence is longer than any run of backticks inside. */
export function code(text: string): string {
  const clean = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll('|', '\\|');
  const fence = '`'.repeat(1 + Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length)));
  return fence.length === 1 ? `\`${clean}\`` : `${fence} ${clean} ${fence}`;
}
