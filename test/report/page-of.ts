import type { ResultDocument } from '../../src/core/report.ts';
import { htmlPieces } from '../../src/report/html.ts';
import type { RenderOptions } from '../../src/report/options.ts';
import { joined } from './joined.ts';

/** The HTML of a document as one text. */
export function pageOf(document: ResultDocument, options: RenderOptions = {}): string {
  return joined(htmlPieces(document, options));
}
