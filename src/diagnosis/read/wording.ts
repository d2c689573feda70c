import { ENTRIES } from '../catalogue/index.ts';

/** A sentence of the service without its blanks and marks, cut where anything may stand. */
interface Phrase {
  readonly code: string;
  readonly weak: boolean;
  readonly parts: readonly string[];
}

/** Where a text has the wording of an entry. */
export interface Recognised {
  readonly code: string;
  /** Place in the plain text, give or take the contractions before it. */
  readonly at: number;
  /** Says only that something failed. */
  readonly weak: boolean;
}

/** Letters and digits that may stand for ` … `. */
const LONGEST_GAP = 240;
const CHUNK = 65_536;
const OVERLAP = 2048;
const MOST_FOUND = 8;

/** Everything that is neither letter nor digit in any script. */
const BETWEEN = /[^\p{L}\p{N}]+/gu;

const PHRASES: readonly Phrase[] = ENTRIES.flatMap(({ code, wording, weak }) =>
  wording.map((sentence) => ({ code, weak, parts: sentence.split(' … ').map(squeezed) })),
).sort((a, b) => lengthOf(b) - lengthOf(a));

const BEGINNINGS: readonly string[] = [...new Set(PHRASES.map(({ parts }) => parts[0] ?? ''))].sort(
  (a, b) => b.length - a.length,
);
const BEGINNING = new RegExp(BEGINNINGS.join('|'), 'g');

function lengthOf({ parts }: Phrase): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** Letters and digits only: no wrapping, encoding, quoting or mark-up can hide a sentence then. */
function squeezed(text: string): string {
  return text
    .toLowerCase()
    .replace(/can['’]?t\b/g, 'cannot')
    .replace(/n['’]t\b/g, 'not')
    .replace(BETWEEN, '');
}

/** Entries whose wording stands in the text, in order. Reads in pieces, so that memory stays bounded. */
export function recognise(text: string): readonly Recognised[] {
  const found = new Map<string, Recognised>();
  for (let start = 0; start < text.length && found.size < MOST_FOUND; start += CHUNK - OVERLAP) {
    for (const one of inPiece(text.slice(start, start + CHUNK))) {
      if (!found.has(one.code)) found.set(one.code, { ...one, at: start + one.at });
    }
  }
  const all = [...found.values()];
  const strong = all.filter(({ weak }) => !weak);
  return strong.length > 0 ? strong : all;
}

function inPiece(piece: string): readonly Recognised[] {
  const letters = squeezed(piece);
  const found: Recognised[] = [];
  for (const match of letters.matchAll(BEGINNING)) {
    const phrase = PHRASES.find(
      (one) => match[0].startsWith(one.parts[0] ?? '') && standsAt(one, letters, match.index),
    );
    if (phrase) found.push({ code: phrase.code, weak: phrase.weak, at: placeOf(match.index, piece) });
    if (found.length >= MOST_FOUND) break;
  }
  return found;
}

function standsAt({ parts }: Phrase, letters: string, start: number): boolean {
  let end = start + (parts[0] ?? '').length;
  for (const part of parts.slice(1)) {
    const place = letters.slice(end, end + LONGEST_GAP + part.length).indexOf(part);
    if (place < 0) return false;
    end += place + part.length;
  }
  return true;
}

/** The place of the n-th letter or digit. */
function placeOf(count: number, piece: string): number {
  let left = count;
  for (const match of piece.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (left < match[0].length) return match.index + left;
    left -= match[0].length;
  }
  return 0;
}
