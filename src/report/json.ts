import type { ResultDocument } from '../core/report.ts';
import { jsonText } from './clean.ts';

/** The document itself: two spaces, one newline at the end. A `Secret` in it would print as dots. */
export function renderJson(document: ResultDocument): string {
  return jsonText(document);
}

/** The same text in pieces: a fleet's document as one string would double what a run needs of memory. */
export function* jsonPieces(document: ResultDocument): Generator<string> {
  if (!('results' in document) || document.results.length === 0) return yield renderJson(document);
  const { results, ...head } = document;
  yield `${jsonText(head).slice(0, -3)},\n  "results": [`;
  for (const [index, report] of results.entries()) {
    yield `${index === 0 ? '' : ','}\n    ${jsonText(report).trimEnd().replaceAll('\n', '\n    ')}`;
  }
  yield '\n  ]\n}\n';
}
