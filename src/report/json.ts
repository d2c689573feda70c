import type { ResultDocument } from '../core/report.ts';
import { jsonText } from './clean.ts';

/** The document itself: two spaces, one newline at the end. A `Secret` in it would print as dots. */
export function renderJson(document: ResultDocument): string {
  return jsonText(document);
}
